"""A cohort that is over: sixty said yes, places were drawn by lot, and what became of people was imported."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from django.utils import timezone

from edgewise.desk.outcomes.actions.registration import lock, register
from edgewise.desk.outcomes.actions.values import freeze, write_values
from edgewise.desk.outcomes.models import Outcome, Registration
from edgewise.desk.outcomes.queries import clock_day
from edgewise.domain.evidence.outcomes import By, Nature, Plan
from edgewise.people.models import Membership, Person
from edgewise.programmes.lotteries.actions import draw_places
from edgewise.programmes.lotteries.page.plan import Sizes
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentChange, EnrolmentState
from edgewise.programmes.models.lotteries import Group
from tests import make

DAY = timedelta(days=1)
DRAWN, STARTED = 420 * DAY, 400 * DAY  # before now
PEOPLE, PLACES, RESERVES, IN_A_CIRCLE = 60, 30, 4, 5
ENGAGEMENT = Plan("Engagement", Nature.SCORE, 365, 0.3, True, By.LOTTERY, True)
LEAVING = Plan("Leaving within a year", Nature.LEFT, 365, 4.0, False, By.LOTTERY, True, 12.0)


def hana() -> Membership:
    return make.membership("Hana", is_owner=True)


def drawn_cohort() -> Cohort:
    """Thirty places, four reserves, twenty-six who are compared; six circles of five."""
    run = make.cohort(coordinators=[make.membership("Grace")])
    hana()
    today = timezone.localdate()
    run.starts_on, run.ends_on = today - STARTED, today - STARTED + 91 * DAY
    run.save()
    for number in range(PEOPLE):
        who = make.membership(f"Person {number:02}", role_level=number % 3, start_date=today - 2000 * DAY)
        make.enrolment(who, run, EnrolmentState.ENROLLED)
    Person.objects.update(created_at=timezone.now() - 2 * DRAWN)
    EnrolmentChange.objects.update(at=timezone.now() - DRAWN)
    problem = draw_places(run, Sizes(PLACES, RESERVES), run.coordinators.get(), timezone.now() - DRAWN)
    assert not problem, problem
    placed = list(run.lottery.entrants.filter(group=Group.PLACE).order_by("pk"))
    for first in range(0, PLACES, IN_A_CIRCLE):
        table = make.circle(run, name=f"Circle {first // IN_A_CIRCLE + 1}")
        for one in placed[first : first + IN_A_CIRCLE]:
            make.seat(table, one.membership, timezone.now() - STARTED)
    return run


def registered(run: Cohort, plan: Plan = ENGAGEMENT) -> Outcome:
    """Before the start."""
    made = register(run, plan, hana(), timezone.now() - DRAWN)
    assert isinstance(made, Outcome), made
    return made


def begun(run: Cohort) -> None:
    lock(run, timezone.now() - STARTED)
    freeze(Registration.objects.get(cohort=run), timezone.now() - STARTED)


def imported(outcome: Outcome, value_of: Callable[[int, bool], float | None]) -> None:
    """`value_of`: from a person's number and whether they drew a place; None: no row."""
    run = outcome.cohort
    placed = set(run.lottery.entrants.filter(group=Group.PLACE).values_list("membership", flat=True))
    clock = clock_day(run)
    assert clock is not None
    rows = {}
    for number, who in enumerate(run.enrolments.order_by("pk").values_list("membership", flat=True)):
        value = value_of(number, who in placed)
        if value is not None:
            rows[who] = (clock + 100 * DAY, value)
    write_values(run, {outcome.pk: rows}, timezone.now())


def a_point_more(number: int, placed: bool) -> float:
    return 3.0 + placed + (number * 7 % 10) / 10


def shown_and_refused() -> Cohort:
    """Engagement is higher by one; two people left, of whom nothing may be told."""
    run = drawn_cohort()
    engagement, leaving = registered(run), registered(run, LEAVING)
    begun(run)
    imported(engagement, a_point_more)
    imported(leaving, lambda number, _placed: 1.0 if number < 2 else None)
    return run
