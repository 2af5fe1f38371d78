"""What counts against the circles that somebody wishes at most, wherever that is asked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.cases.queries.concerns import concerns_of
from edgewise.domain.nudges.cases import Concern
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.actions import end_seat
from edgewise.programmes.circles.queries import load_beside, load_seats
from edgewise.programmes.cohorts.page import outlook_of
from edgewise.programmes.due import end_cohorts
from edgewise.programmes.enrolments.queries import people_to_invite
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.pair_requests.queries import circles_now, paired_with, room_of
from edgewise.programmes.runs.actions import draft_match, publish_circles
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SignIn = Callable[[Person], Client]


def run_between(first: int, last: int) -> Cohort:
    """A run from so many days to so many days from today."""
    run, today = make.cohort(), timezone.localdate()
    run.starts_on, run.ends_on = today + first * DAY, today + last * DAY
    run.save(update_fields=["starts_on", "ends_on"])
    return run


@pytest.fixture
def dana() -> Membership:
    return make.membership("Dana", load_cap=1)


@pytest.fixture
def finished(dana: Membership) -> Circle:
    """Dana's circle, whose run was over yesterday."""
    circle = make.circle(run_between(-90, -1), [make.membership("Elif"), dana])
    end_cohorts(timezone.now())
    return circle


def test_whoever_sat_in_a_run_that_is_over_is_matched_into_the_next(finished: Circle, dana: Membership) -> None:
    run = run_between(1, 90)
    for name in make.CAST:
        make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)
    made = draft_match(run, seed=1)
    assert made.result["unplaced"] == []
    assert publish_circles(made) == ()
    assert dana.seats.filter(circle__cohort=run, ended_at=None).count() == 1


def test_a_run_that_is_over_before_the_next_begins_is_no_load_beside_it(dana: Membership) -> None:
    make.circle(run_between(-60, 5), [dana])
    now = timezone.now()
    counted = {begins: load_beside(run_between(begins, 90), now).count() for begins in (-10, 5, 6)}
    assert (counted, load_seats(now).count()) == ({-10: 1, 5: 1, 6: 0}, 1)


def test_a_run_counts_on_its_last_day_and_not_on_the_day_after(dana: Membership) -> None:
    make.circle(run_between(-60, 0), [dana])
    now = timezone.now()
    assert [load_seats(now + late * DAY).count() for late in (0, 1)] == [1, 0]


def test_a_seat_counts_from_its_first_moment_to_its_last_as_long_as_the_circle_is_open(dana: Membership) -> None:
    circle, now = make.circle(run_between(-60, 60)), timezone.now()
    seat = make.seat(circle, dana, since=now - 10 * DAY)
    moments = [now - 11 * DAY, now - 9 * DAY, now - 4 * DAY, now]
    end_seat(seat, SeatEnd.OPTED_OUT, now - 3 * DAY)
    assert [load_seats(at).count() for at in moments] == [0, 1, 1, 0]
    Circle.objects.update(closed_at=now - 5 * DAY)
    assert [load_seats(at).count() for at in moments] == [0, 1, 0, 0]


def test_a_run_that_is_over_is_load_nowhere(finished: Circle, dana: Membership) -> None:
    run, now = run_between(-1, 90), timezone.now()
    assert {vars(who)["circles_now"] for who in people_to_invite(run)} == {0}
    make.circle(run, [dana])
    assert outlook_of(run).busy == []
    assert [one for one in concerns_of(run, now) if one.concern is Concern.OVERLOADED] == []
    assert (circles_now(dana, now), room_of(dana, now)) == (1, 0)


def test_two_who_were_a_pair_in_a_run_that_is_over_may_be_one_again(finished: Circle, dana: Membership) -> None:
    assert paired_with(dana, timezone.now()) == set()
    make.circle(run_between(-1, 90), [make.membership("Farid"), dana])
    assert paired_with(dana, timezone.now()) == {make.membership("Farid").pk}


def test_the_circle_of_a_run_that_is_over_stays_open_to_those_who_sat_there(
    finished: Circle, dana: Membership, sign_in: SignIn
) -> None:
    assert sign_in(dana.person).get(reverse("rooms:circle", args=[finished.code])).status_code == 200
