"""What the pages of outcomes show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from edgewise.desk.outcomes.models import Outcome, OutcomeDraft, Registration
from edgewise.desk.outcomes.queries import (
    answers_of,
    clock_day,
    digest_of,
    has_begun,
    outcomes_of,
    plan_of,
    registration_of,
    rows_read,
    targets_of,
    values_of,
    why_no_import,
)
from edgewise.domain.evidence.clock import Window
from edgewise.domain.evidence.files.columns import Target, missing
from edgewise.domain.evidence.files.rows import LeftOut, Read, Values, Why, counted_by
from edgewise.domain.evidence.outcomes import (
    MOST_OUTCOMES,
    By,
    Nature,
    difference_in_words,
    last_day,
    people_needed,
    window_in_words,
)
from edgewise.domain.roster.model import Table
from edgewise.people.page import AskedPage, page_asked
from edgewise.programmes.models.designs import Cohort

ROWS_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Shown:
    """One outcome as the page shows it."""

    row: Outcome
    what: str
    window: str
    until: date | None  # the last day of its window
    difference: str
    compared: str
    needed: int | None  # people in each group
    is_locked: bool

    @property
    def can_be_removed(self) -> bool:
        """As `registration.remove` has it."""
        return not self.is_locked or (self.row.is_exploratory and self.row.version == 0)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The page of a cohort's outcomes."""

    shown: list[Shown]
    registration: Registration
    has_begun: bool
    clock: date | None
    most: int
    why_no_import: str

    @property
    def has_room(self) -> bool:
        return len(self.shown) < self.most and not self.registration.forgotten_at

    @property
    def holds_people(self) -> bool:
        """Whether there is anything of anybody to delete."""
        kept = self.registration.baseline_at is not None or any(one.row.imported_at for one in self.shown)
        return kept and not self.registration.forgotten_at


def outcomes_page(cohort: Cohort) -> Outcomes:
    registration, clock = registration_of(cohort), clock_day(cohort)
    begun = has_begun(cohort, registration)
    shown = [_shown(row, clock, begun) for row in outcomes_of(cohort)]
    return Outcomes(shown, registration, begun, clock, MOST_OUTCOMES, why_no_import(cohort))


def _shown(row: Outcome, clock: date | None, begun: bool) -> Shown:
    plan = plan_of(row)
    return Shown(
        row,
        Nature(row.nature).label,
        window_in_words(row.window_days, plan.by),
        last_day(Window(clock, row.window_days)) if clock else None,
        difference_in_words(plan),
        By(row.by).label,
        people_needed(plan),
        row.locked_at is not None or begun,
    )


@dataclass(frozen=True, slots=True)
class Change:
    """What an import would do to one outcome, in people."""

    name: str
    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Preview:
    rows: int
    people: int
    changes: list[Change]
    tabs: list[tuple[Why, int]]
    shown: Why | None
    page: AskedPage[LeftOut]
    left_out: int
    digest: str

    @property
    def has_cells(self) -> bool:
        return any(left.cell for left in self.page)

    @property
    def writes(self) -> int:
        return sum(change.new + change.changed for change in self.changes)


def preview_of(draft: OutcomeDraft, table: Table, clock: date, asked: QueryDict) -> Preview:
    targets = targets_of(draft.cohort)
    read = rows_read(draft.cohort, table, answers_of(draft, table, targets), targets, clock)
    tabs = list(counted_by(read.left_out))
    shown = next((why for why, _count in tabs if why == asked.get("show")), tabs[0][0] if tabs else None)
    found = [left for left in read.left_out if left.why is shown]
    return Preview(
        len(table.rows),
        read.people,
        _changes(draft.cohort, targets, read),
        tabs,
        shown,
        page_asked(asked, found, ROWS_A_PAGE),
        len(read.left_out),
        digest_of(read.values),
    )


def _changes(cohort: Cohort, targets: Sequence[Target], read: Read) -> list[Change]:
    """Of the outcomes that the file is about."""
    rows = {row.pk: row for row in outcomes_of(cohort)}
    return [
        _change(target.name, values_of(rows[target.key]), read.values[target.key])
        for target in targets
        if target.key in read.values and target.key in rows
    ]


def _change(name: str, known: Values, read: Values) -> Change:
    same = sum(known.get(who) == value for who, value in read.items())
    new = sum(who not in known for who in read)
    return Change(name, new, len(read) - new - same, same)


def is_settled(draft: OutcomeDraft, table: Table) -> bool:
    """Whether enough is known of the file for a preview."""
    targets = targets_of(draft.cohort)
    return not missing(table, answers_of(draft, table, targets), targets)
