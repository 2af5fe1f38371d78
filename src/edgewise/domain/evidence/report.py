"""A report: what went in, and what follows from it. The same inputs give the same report, to the byte.

Nothing of a single person leaves the inputs: a report has sums, shares and intervals.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from edgewise.domain.evidence.comparison import Asked, Comparison, Standing, by_lottery, by_match, judged
from edgewise.domain.evidence.estimates.matched import Facts
from edgewise.domain.evidence.figures import Figure
from edgewise.domain.evidence.gathered import Subject
from edgewise.domain.evidence.outcomes import By, Plan
from edgewise.domain.evidence.roi import Account, Effect, Interval, Item, account


class Lack(StrEnum):
    """Why an outcome is not compared yet. Each can pass; a refusal of a comparison cannot."""

    NO_LOTTERY = "no_lottery"  # it was to be compared by lottery, and none was drawn
    NO_BASELINE = "no_baseline"  # the facts of people on the day of the invitation are not there
    NOT_IMPORTED = "not_imported"
    TOO_EARLY = "too_early"  # the window was not over when the values were imported


class Case(Struct, frozen=True):
    """One outcome, and everybody on its two sides. `clock`: the day on which the window begins for both."""

    key: str
    plan: Plan
    registered_on: date
    clock: date | None
    until: date | None  # the last day that counts
    lack: Lack | None = None
    subjects: tuple[Subject, ...] = ()
    facts: Mapping[int, Facts] = {}
    apart: int = (
        0  # people in neither side: reserves of a lottery; matched: people of another cohort, or who drew no place
    )
    later: int = 0  # of those compared, who sat in a circle of another cohort before the last day


class Run(Struct, frozen=True):
    """Of which cohort it is, and of what programme."""

    organisation: str
    programme: str
    cohort: str
    starts_on: date
    ends_on: date


class Lots(Struct, frozen=True):
    """How places were drawn, as far as it can be told: the list stands on the page of the lottery."""

    drawn_on: date
    places: int
    reserves: int
    compared: int
    strata: str
    seed: int


class Crossed(Struct, frozen=True):
    """Ties across one kind of silo: of `pairs`, from `low` to `high` cross; `by_lot` do so by chance, 95 in 100 draws
    between the next two."""

    fact: str
    low: int
    high: int
    pairs: int
    by_lot: float
    by_lot_low: int
    by_lot_high: int
    draws: int
    seed: int


class Inputs(Struct, frozen=True):
    run: Run
    made_on: date
    seed: int
    activity: tuple[Figure, ...]
    earlier_name: str = ""
    earlier: tuple[Figure, ...] = ()
    crossed: tuple[Crossed, ...] = ()
    lots: Lots | None = None
    cases: tuple[Case, ...] = ()
    items: tuple[Item, ...] = ()
    currency: str = ""


class Answer(Struct, frozen=True):
    """Of one outcome: a comparison, or what it lacks."""

    key: str
    plan: Plan
    registered_on: date
    clock: date | None
    until: date | None
    lack: Lack | None
    comparison: Comparison | None
    apart: int
    later: int


class Report(Struct, frozen=True):
    run: Run
    made_on: date
    seed: int
    activity: tuple[Figure, ...]
    earlier_name: str
    earlier: tuple[Figure, ...]
    crossed: tuple[Crossed, ...]
    lots: Lots | None
    answers: tuple[Answer, ...]
    account: Account | None
    items: tuple[Item, ...]
    currency: str


def report(inputs: Inputs) -> Report:
    answers = _answers(inputs.cases, inputs.seed)
    known = {answer.key for answer in answers}
    items = tuple(item for item in inputs.items if not item.outcome or item.outcome in known)
    return Report(
        run=inputs.run,
        made_on=inputs.made_on,
        seed=inputs.seed,
        activity=inputs.activity,
        earlier_name=inputs.earlier_name,
        earlier=inputs.earlier,
        crossed=inputs.crossed,
        lots=inputs.lots,
        answers=answers,
        account=account(items, effects(answers), inputs.seed),
        items=items,
        currency=inputs.currency,
    )


def effects(answers: Iterable[Answer]) -> list[Effect]:
    """Of each outcome, turned so that more is better. What was registered after the start is never shown."""
    return [_effect(answer) for answer in answers]


def _effect(answer: Answer) -> Effect:
    plan, found = answer.plan, answer.comparison
    people = found.taking_part.people if found else 0
    shown = found is not None and found.standing == Standing.SHOWN and plan.registered_before_start
    return Effect(answer.key, people, plan.is_yes_no, shown, _interval(plan, found) if found else None)


def _interval(plan: Plan, found: Comparison) -> Interval | None:
    if found.difference is None or found.low is None or found.high is None:
        return None
    if plan.higher_is_better:
        return Interval(found.difference, found.low, found.high, found.df)
    return Interval(-found.difference, -found.high, -found.low, found.df)


def _answers(cases: Sequence[Case], seed: int) -> tuple[Answer, ...]:
    """Those registered before the start are judged together; the others beside all of them."""
    compared = {case.key: _compared(case, seed) for case in cases if case.lack is None}
    first = [case.key for case in cases if case.key in compared and case.plan.registered_before_start]
    later = [case.key for case in cases if case.key in compared and not case.plan.registered_before_start]
    final = dict(zip([*first, *later], judged([compared[key] for key in (*first, *later)]), strict=True))
    final |= dict(zip(first, judged([compared[key] for key in first]), strict=True))
    return tuple(
        Answer(
            key=case.key,
            plan=case.plan,
            registered_on=case.registered_on,
            clock=case.clock,
            until=case.until,
            lack=case.lack,
            comparison=final.get(case.key),
            apart=case.apart,
            later=case.later,
        )
        for case in cases
    )


def _compared(case: Case, seed: int) -> Comparison:
    plan = case.plan
    asked = Asked(plan.is_yes_no, plan.smallest, plan.higher_is_better)
    if plan.by == By.LOTTERY:
        return by_lottery(case.subjects, asked, seed=seed, facts=case.facts)
    return by_match(case.subjects, case.facts, asked, seed=seed)
