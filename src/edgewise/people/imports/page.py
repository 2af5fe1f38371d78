"""What a preview shows of what an import would do."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.urls import Resolver404, resolve

from edgewise.domain.roster.kept import KeptOutcome, KeptPlan, built
from edgewise.domain.roster.model import LABELS, Meaning
from edgewise.domain.roster.plan import Kind, Outcome
from edgewise.people.imports.queries import problem_of
from edgewise.people.models import ColumnMeaning, DraftState, ImportDraft, Organisation, ValueMeaning
from edgewise.people.page import AskedPage, page_asked

ROWS_A_PAGE = 25
TABS = ("error", "warning", "update", "new", "unchanged")


@dataclass(frozen=True, slots=True)
class Preview:
    counts: dict[str, int]  # by tab
    writes: int
    shown: str  # the tab
    search: str
    page: AskedPage[KeptOutcome]
    outcomes: list[Outcome]  # of this page
    notes: tuple[str, ...]


def preview_of(plan: KeptPlan, asked: QueryDict) -> Preview:
    """The fullest tab that matters, unless one is asked for; within it the rows whose name, address or number match."""
    lists = {kind.value: plan.of(kind) for kind in Kind} | {"warning": plan.warned}
    tab, search = asked.get("show", ""), asked.get("q", "")
    shown = tab if tab in lists else next((name for name in TABS if lists[name]), "unchanged")
    words = search.casefold().split()
    found = [kept for kept in lists[shown] if all(_has(kept, word) for word in words)] if words else lists[shown]
    page = page_asked(asked, found, ROWS_A_PAGE)
    counts = {name: len(kept) for name, kept in lists.items()}
    return Preview(counts, counts["new"] + counts["update"], shown, search, page, list(map(built, page)), plan.notes)


def progress_of(draft: ImportDraft) -> dict[str, object]:
    """How far the reading is, in steps of three; or why it has ended."""
    step = 0 if draft.state == DraftState.WAITING else 1 if draft.table is None else 2
    return {"step": step, "problem": problem_of(draft)}


def _has(kept: KeptOutcome, word: str) -> bool:
    return word in kept.name.casefold() or word in kept.email or word == str(kept.row)


def goes_on_to(onward: str) -> str:
    """The name of the route at a path of ours; "" where there is none."""
    try:
        return resolve(onward.partition("?")[0]).view_name if onward else ""
    except Resolver404:
        return ""


def meanings_of(
    organisation: Organisation,
) -> tuple[list[tuple[ColumnMeaning, str]], list[tuple[ValueMeaning, str]]]:
    """What was said of columns, and of values, each with the label of its meaning; "" for a column to leave out."""
    columns = organisation.column_meanings.order_by("column")
    values = organisation.value_meanings.order_by("meaning", "value")
    return (
        [(row, str(LABELS[Meaning(row.field)]) if row.field else "") for row in columns],
        [(row, str(LABELS[Meaning(row.meaning)])) for row in values],
    )
