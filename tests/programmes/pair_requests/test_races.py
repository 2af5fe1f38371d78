"""Two who ask each other at once begin one pair, and of two answers at once one counts."""

from __future__ import annotations

from functools import partial

import pytest

from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.pair_requests import PairRequest, RequestEnd
from edgewise.programmes.pair_requests.actions import ask, say_no, say_yes, take_back
from edgewise.programmes.pair_requests.queries import open_requests
from tests.programmes.agreements.test_races import done
from tests.programmes.pair_requests.world import asked, cohort_of_six, member, part_of
from tests.programmes.runs.test_races import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def pairs() -> int:
    return Circle.objects.filter(by_colleagues=True).count()


def test_two_who_ask_each_other_at_once_begin_one_pair() -> None:
    run = cohort_of_six()
    two = [(part_of(run, who), member(whom)) for who, whom in (("Amara", "Bruno"), ("Bruno", "Amara"))]
    at_once(*(done(partial(ask, entry, colleague)) for entry, colleague in two))
    assert (pairs(), PairRequest.objects.count(), PairRequest.objects.get().end) == (1, 1, RequestEnd.YES)


def test_a_yes_pressed_twice_at_once_begins_one_pair() -> None:
    asked(cohort_of_six())
    first, second = (open_requests().get() for _ in range(2))
    answers = at_once(done(partial(say_yes, first)), done(partial(say_yes, second)))
    assert (pairs(), sorted(said == ("None",) for said in answers)) == (1, [False, True])


def test_a_yes_a_no_and_a_taking_back_at_once_are_one_of_them() -> None:
    asked(cohort_of_six())
    rows = [open_requests().get() for _ in range(3)]
    answers = at_once(
        done(partial(say_yes, rows[0])), done(partial(say_no, rows[1])), done(partial(take_back, rows[2]))
    )
    assert sum(said not in (("None",), ("False",)) for said in answers) == 1
    assert pairs() == (PairRequest.objects.get().end == RequestEnd.YES)


def test_the_last_room_of_one_person_is_taken_by_one_pair() -> None:
    run = cohort_of_six()
    waiting = [asked(run, who, "Amara") for who in ("Bruno", "Chidi")]
    rows = [open_requests().get(pk=one.pk) for one in waiting]
    at_once(*(done(partial(say_yes, row)) for row in rows))
    assert (pairs(), Seat.objects.filter(membership=member("Amara"), ended_at=None).count()) == (1, 2)
