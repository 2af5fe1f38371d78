"""Two at once: the database is the referee."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edgewise.domain.coaching.changes import Example
from edgewise.domain.nudges.kinds import Kind
from edgewise.growth.changes.actions import answer_sighting, ask_peers, withdraw
from edgewise.growth.changes.queries import my_changes, read_changes
from edgewise.growth.commitments.actions import check_in
from edgewise.growth.models import BehaviourChange, CheckIn, Commitment, Reflection, Seen, Sighting, Status, Step
from edgewise.growth.reflections.actions import look_back_on_session
from edgewise.growth.steps.actions import carry_step, mark_done, mark_undone, set_step
from edgewise.notices.models import Notice
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from tests import make
from tests.at_once import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def test_two_processes_that_settle_one_session_leave_one_commitment(harbour: Circle, amara: Membership) -> None:
    at_once(*[lambda: make.commitment(harbour, amara, session_code="spring1")] * 4)

    assert Commitment.objects.count() == 1


def test_of_two_check_ins_at_once_the_later_moment_decides(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    later = make.NOW + timedelta(seconds=1)

    at_once(
        lambda: check_in(made, amara, Status.KEPT, "", later),
        lambda: check_in(made, amara, Status.NOT, "", make.NOW),
    )

    made.refresh_from_db()
    assert (made.status, CheckIn.objects.count()) == (Status.KEPT, 2)


def test_one_form_sent_twice_at_once_is_one_check_in(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)

    at_once(*[lambda: check_in(made, amara, Status.KEPT, "", make.NOW, key="a" * 24)] * 4)

    assert CheckIn.objects.count() == 1


def test_of_two_steps_for_one_week_at_once_one_is_set(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)

    at_once(*[lambda: set_step(made, "Write", make.DUE, make.NOW)] * 4)

    assert Step.objects.count() == 1


def test_a_step_undone_while_another_is_set_leaves_one_open(harbour: Circle, amara: Membership) -> None:
    made = make.commitment(harbour, amara)
    step = make.step(made)
    mark_done(step, make.NOW)

    at_once(lambda: mark_undone(step), lambda: set_step(made, "Write", make.DUE, make.NOW))

    assert Step.objects.filter(done_at=None).count() == 1


def test_a_step_done_twice_and_carried_at_once_is_one_of_them(harbour: Circle, amara: Membership) -> None:
    step = make.step(make.commitment(harbour, amara, by_date=make.DUE + timedelta(days=30)))
    later = make.NOW + timedelta(days=12)

    at_once(lambda: mark_done(step, later), lambda: carry_step(step, later))

    step.refresh_from_db()
    assert (step.done_at, step.by_date > make.DUE) in ((later, False), (later, True))


def test_two_processes_that_ask_to_look_back_ask_once(harbour: Circle, amara: Membership) -> None:
    at_once(*[lambda: look_back_on_session(harbour, [amara], "spring1", make.NOW)] * 4)

    assert (Reflection.objects.count(), Notice.objects.filter(kind=Kind.REFLECTION).count()) == (1, 1)


def test_two_changes_named_at_once_are_one(harbour: Circle, amara: Membership) -> None:
    at_once(*[lambda number=number: make.change(harbour, amara, f"I listen {number}") for number in range(3)])

    assert BehaviourChange.objects.filter(closed_at=None).count() == 1


def test_one_peer_asked_twice_at_once_is_asked_once(harbour: Circle, amara: Membership) -> None:
    named, bruno = make.change(harbour, amara), make.membership("Bruno")

    at_once(*[lambda: ask_peers(named, [bruno.pk], make.NOW)] * 4)

    assert (Sighting.objects.count(), Notice.objects.filter(kind=Kind.BEHAVIOUR_TO_CONFIRM).count()) == (1, 1)


def test_of_two_answers_at_once_one_counts(harbour: Circle, amara: Membership) -> None:
    asked = make.asked(harbour, amara, make.membership("Bruno"))
    taken: list[bool] = []

    def say(seen: Seen) -> None:
        taken.append(answer_sighting(asked, seen, Example(seen=seen), 1, make.NOW))

    at_once(lambda: say(Seen.CLEARLY), lambda: say(Seen.NOT_YET))

    (change,) = read_changes(my_changes(amara.person))
    assert sorted(taken) == [False, True]
    assert [sight.example for sight in change.answered] == [Example(seen=sight.row.seen) for sight in change.answered]


def test_a_question_is_answered_or_taken_back_and_never_both(harbour: Circle, amara: Membership) -> None:
    asked = make.asked(harbour, amara, make.membership("Bruno"))

    at_once(
        lambda: withdraw(asked, make.NOW),
        lambda: answer_sighting(asked, Seen.CLEARLY, Example(), 1, make.NOW),
    )

    asked.refresh_from_db()
    assert (asked.withdrawn_at is None) is (asked.answered_at is not None)


def test_nobody_answers_to_words_that_change_in_that_moment(harbour: Circle, amara: Membership) -> None:
    asked = make.asked(harbour, amara, make.membership("Bruno"))

    at_once(
        lambda: make.change(harbour, amara, "Other words"),
        lambda: answer_sighting(asked, Seen.CLEARLY, Example(), 1, make.NOW),
    )

    changes = read_changes(my_changes(amara.person))
    answered = [change.words for change in changes if change.answered]
    assert answered in ([], ["I let others finish"])
