"""Each outcome with the people on its two sides, as they were on the day of the draw or of the invitation."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from edgewise.desk.outcomes.models import Outcome
from edgewise.desk.outcomes.queries import baseline_of, clock_day, plan_of, outcomes_of, registration_of, values_of
from edgewise.domain.evidence.estimates.matched import Facts
from edgewise.domain.evidence.gathered import Subject
from edgewise.domain.evidence.outcomes import By, Plan, last_day
from edgewise.domain.evidence.outcomes import Facts as Frozen
from edgewise.domain.evidence.report import Case, Lack
from edgewise.programmes.lotteries.queries import lottery_of
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery

Sides = tuple[list[Subject], int]  # without values; and how many are in neither side


def cases_of(cohort: Cohort, today: date) -> tuple[Case, ...]:
    """In a fixed number of queries, and one opened box for each outcome."""
    drawn, frozen = lottery_of(cohort), baseline_of(cohort) or {}
    seats = _circles(cohort)
    by_lot = _drawn(drawn, seats) if drawn else ([], 0)
    by_match = _invited(frozen, seats)
    found = []
    for outcome in outcomes_of(cohort):
        plan = plan_of(outcome)
        sides = by_lot if plan.by == By.LOTTERY else by_match
        clock = registration_of(cohort).clock_on or clock_day(cohort)
        found.append(_case(outcome, plan, clock, sides, frozen))
    return tuple(found)
