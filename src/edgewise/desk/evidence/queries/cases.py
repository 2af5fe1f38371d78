"""Each outcome with the people on its two sides, as they were on the day of the draw or of the invitation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone
from msgspec import Struct
from msgspec.structs import replace

from edgewise.desk.outcomes.models import Outcome
from edgewise.desk.outcomes.queries import (
    baseline_of,
    clock_day,
    outcome_key,
    outcomes_of,
    plan_of,
    values_of,
)
from edgewise.domain.evidence.clock import Window, happened
from edgewise.domain.evidence.estimates.matched import Facts
from edgewise.domain.evidence.gathered import Subject
from edgewise.domain.evidence.outcomes import By, Plan, last_day
from edgewise.domain.evidence.outcomes import Facts as Frozen
from edgewise.domain.evidence.report import Case, Lack
from edgewise.programmes.lotteries.queries import WAIT, lottery_of
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery


class Sides(Struct):
    """People without their values. `apart` are in neither side: reserves, or people of another cohort."""

    clock: date | None
    subjects: list[Subject]
    apart: int
    lack: Lack | None


def cases_of(cohort: Cohort) -> tuple[Case, ...]:
    """In a fixed number of queries, and one box opened for each outcome."""
    drawn, frozen, seats = lottery_of(cohort), baseline_of(cohort) or {}, _circles(cohort)
    clock = clock_day(cohort)
    sides = {
        By.LOTTERY: _drawn(drawn, seats, clock) if drawn else Sides(None, [], 0, Lack.NO_LOTTERY),
        By.MATCH: _matched(cohort, frozen, seats, clock, _waiting(drawn)),
    }
    return tuple(_case(outcome, sides[plan_of(outcome).by], frozen) for outcome in outcomes_of(cohort))


def _circles(cohort: Cohort) -> dict[int, str]:
    """By membership, the first circle in which each sat: who left it stays with those of the start."""
    rows = Seat.objects.filter(circle__cohort=cohort, circle__by_colleagues=False).order_by("-pk")
    return {who: str(circle) for who, circle in rows.values_list("membership_id", "circle_id")}


def _drawn(drawn: Lottery, seats: Mapping[int, str], clock: date | None) -> Sides:
    entrants = drawn.entrants.order_by("membership_id")
    found = [_drawn_subject(one, seats) for one in entrants.filter(group__in=(Group.PLACE, Group.COMPARISON))]
    return Sides(clock, found, entrants.filter(group=Group.RESERVE).count(), None)


def _drawn_subject(one: Entrant, seats: Mapping[int, str]) -> Subject:
    """Somebody who waits can come into no circle of this cohort: a seat of theirs is no part of the comparison."""
    placed = one.group == Group.PLACE
    circle = seats.get(one.membership_id, "") if placed else ""
    return Subject(one.membership_id, placed, None, circle, one.stratum, one.together)


def _waiting(drawn: Lottery | None) -> set[int]:
    """Who drew no place was invited, and yet does not take part by anybody's choice but that of the lot."""
    waits = drawn.entrants.filter(group__in=WAIT) if drawn else Entrant.objects.none()
    return set(waits.values_list("membership_id", flat=True))


def _matched(
    cohort: Cohort, frozen: Mapping[int, Frozen], seats: Mapping[int, str], clock: date | None, waiting: set[int]
) -> Sides:
    """In neither side: who sat in a circle of another cohort on the day of the invitation, and who drew no place."""
    if not frozen or clock is None:
        return Sides(clock, [], 0, Lack.NO_BASELINE)
    elsewhere = set(_seated_elsewhere(cohort, clock))
    found = [
        Subject(key, one.invited, None, seats.get(key, "") if one.invited else "")
        for key, one in frozen.items()
        if key not in waiting and (one.invited or key not in elsewhere)
    ]
    return Sides(clock, found, len(frozen) - len(found), None)


def _seated_elsewhere(cohort: Cohort, clock: date) -> Iterable[int]:
    others = Cohort.objects.filter(programme__organisation=cohort.programme.organisation_id).exclude(pk=cohort.pk)
    running = others.filter(starts_on__lte=clock, ends_on__gte=clock)
    return Seat.objects.filter(circle__cohort__in=running).values_list("membership_id", flat=True)


def _case(outcome: Outcome, sides: Sides, frozen: Mapping[int, Frozen]) -> Case:
    plan, clock = plan_of(outcome), sides.clock
    until = last_day(Window(clock, plan.window_days)) if clock else None
    lack = sides.lack or _lack(outcome, until)
    facts = {one.key: _facts(frozen[one.key], clock) for one in sides.subjects if clock and one.key in frozen}
    return Case(
        key=outcome_key(outcome),
        plan=plan,
        registered_on=timezone.localdate(outcome.registered_at),
        clock=clock,
        until=until,
        lack=lack,
        subjects=() if lack else tuple(_with_values(outcome, plan, sides)),
        facts={} if lack else facts,
        apart=sides.apart,
        later=_began_later(sides, until),
    )


def _began_later(sides: Sides, until: date | None) -> int:
    """Their own turn came while they were compared, in this cohort too: that makes an effect look smaller."""
    if sides.clock is None or until is None:
        return 0
    compared = {one.key for one in sides.subjects if not one.takes_part}
    seats = Seat.objects.filter(since__date__range=(sides.clock, until))
    return len(compared & set(seats.filter(membership__in=compared).values_list("membership_id", flat=True)))


def _lack(outcome: Outcome, until: date | None) -> Lack | None:
    if outcome.imported_at is None:
        return Lack.NOT_IMPORTED
    return Lack.TOO_EARLY if until is None or timezone.localdate(outcome.imported_at) <= until else None


def _with_values(outcome: Outcome, plan: Plan, sides: Sides) -> list[Subject]:
    """Who has no row of an event has a no; who has no row of anything else is not known."""
    rows, keys = values_of(outcome), [one.key for one in sides.subjects]
    if plan.nature.is_event:
        assert sides.clock is not None
        events = [(key, day) for key, (day, value) in rows.items() if value]
        values = happened(keys, events, Window(sides.clock, plan.window_days))
    else:
        values = {key: rows[key][1] for key in keys if key in rows}
    return [replace(one, value=values.get(one.key)) for one in sides.subjects]


def _facts(one: Frozen, clock: date | None) -> Facts:
    tenure = (clock - one.started_on).days if clock and one.started_on else None
    return Facts(one.level, one.function, one.location, tenure)
