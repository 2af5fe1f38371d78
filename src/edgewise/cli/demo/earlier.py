"""The cohort of the demonstration that is over: ten people in two circles, who met in thirteen weeks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from random import Random

from edgewise.cli.demo.afterwards import look_back, see_changes, settle_up
from edgewise.cli.demo.coaching import note_round
from edgewise.cli.demo.meetings import agree, hold, planned, seat, workday
from edgewise.cli.demo.pulse import ask_three_times
from edgewise.cli.demo.troubles import dealt_with
from edgewise.growth.due import ask_to_look_back
from edgewise.growth.tallies.actions import count_locked_weeks
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.cohorts.actions import save_cohort
from edgewise.programmes.due import end_cohorts
from edgewise.programmes.enrolments.actions import answer, invite
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState

BEGAN, LENGTH = timedelta(days=150), timedelta(days=91)
FORTNIGHT = timedelta(days=14)
HELD = ((0, 1, 2, 4, 5), (0, 1, 3, 5))  # fortnights in which each circle met
CAME_TO_COACH = 4  # rounds of coaching between two
SEED = 5


def tell_of_an_earlier_cohort(
    programme: Programme, people: Sequence[Membership], grace: Membership, now: datetime
) -> Cohort:
    began = now - BEGAN
    run = Cohort(name="Summer", starts_on=began.date(), ends_on=(began + LENGTH).date())
    cohort = save_cohort(programme, run, [grace])
    _match(cohort, people, grace, began)
    circles = list(cohort.circles.order_by("pk"))
    for circle in circles:
        agree(circle, began + timedelta(days=3))
    for fortnight in range(6):
        _fortnight(cohort, circles, fortnight, began + FORTNIGHT * fortnight)
    ask_three_times(cohort)
    _end(cohort, circles, began + LENGTH)
    dealt_with(cohort, grace, began + LENGTH)
    return cohort


def _match(cohort: Cohort, people: Sequence[Membership], grace: Membership, began: datetime) -> None:
    asked = began - timedelta(days=10)
    invite(cohort, people, grace, asked)
    *entries, last = cohort.enrolments.order_by("pk")
    for entry in entries:
        answer(entry, EnrolmentState.ENROLLED)
    answer(last, EnrolmentState.OPTED_OUT)
    seat(cohort, SEED, began + timedelta(days=1))
    EnrolmentChange.objects.filter(enrolment__cohort=cohort).update(at=asked)


def _fortnight(cohort: Cohort, circles: Sequence[Circle], fortnight: int, at: datetime) -> None:
    dice = Random(1000 + fortnight)
    for number, (circle, met) in enumerate(zip(circles, HELD, strict=True)):
        day = workday((at + timedelta(days=6 + number)).date())
        if fortnight in met:
            missing = list(open_seats(circle))[3:4] if fortnight % 3 == number else []
            hold(planned(circle, datetime.combine(day, time(13), UTC), at), dice, missing=missing)
        if 1 <= fortnight <= CAME_TO_COACH:
            note_round(circle, at + timedelta(days=9))
    look_back(cohort, at, dice, useful=3)
    count_locked_weeks(at + timedelta(days=17))


def _end(cohort: Cohort, circles: Sequence[Circle], ended: datetime) -> None:
    """What is open is answered, all have completed it, and most look back on the whole of it."""
    for number, circle in enumerate(circles):
        see_changes(circle, ended - timedelta(days=4))
        settle_up(circle, ended - timedelta(days=2), Random(number))
    after = ended + timedelta(days=1)
    end_cohorts(after)
    EnrolmentChange.objects.filter(enrolment__cohort=cohort, state=EnrolmentState.COMPLETED).update(at=after)
    ask_to_look_back(after)
    look_back(cohort, ended, Random(SEED), useful=4)
    count_locked_weeks(after + timedelta(days=14))
