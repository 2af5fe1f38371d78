"""Two at once: the database is the referee."""

from __future__ import annotations

import pytest

from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.growth.feedback.actions import give_feedback, mark_read, mute, settle_feedback, take_back
from edgewise.growth.feedback.models import Feedback
from edgewise.growth.feedback.queries import Peer
from edgewise.notices.models import Delivery, Notice
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from tests import make
from tests.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]
WORDS = FeedbackWords(strength_behaviour="You asked twice and waited")


def test_it_is_read_or_taken_back_and_never_both(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    row = make.feedback(harbour, bruno, amara)
    done = at_once(*[lambda: mark_read(row, make.NOW), lambda: take_back(row, make.NOW)] * 2)
    row.refresh_from_db()
    was_read, was_taken = any(done[::2]), any(done[1::2])
    assert (was_read, was_taken) == (row.read_at is not None, row.taken_back_at is not None)
    assert was_read != was_taken


def test_one_form_sent_twice_at_once_gives_once(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    make.feedback(harbour, bruno, amara)
    given = at_once(*[lambda: give_feedback(Peer(bruno, amara, harbour), WORDS, make.NOW, "a" * 24)] * 4)
    assert (len(set(given)), Feedback.objects.count()) == (1, 2)


def test_of_two_answers_at_once_one_counts(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    asked = make.question(harbour, amara, bruno).asked.get()
    given = at_once(*[lambda: give_feedback(Peer(bruno, amara, harbour), WORDS, make.NOW, "", asked)] * 3)
    assert (given.count(None), Feedback.objects.count()) == (2, 1)


def test_two_workers_tell_once(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    row = make.feedback(harbour, bruno, amara)
    at_once(*[lambda: settle_feedback(row.pk, make.NOW)] * 3)
    assert Notice.objects.count() == 1


def test_no_message_leaves_after_a_mute(harbour: Circle, amara: Membership, bruno: Membership) -> None:
    rows = [make.feedback(harbour, bruno, amara) for _ in range(3)]
    at_once(*[lambda pk=row.pk: settle_feedback(pk, make.NOW) for row in rows], lambda: mute(amara, bruno, make.NOW))
    assert set(Delivery.objects.values_list("state", flat=True)) <= {"dropped"}
