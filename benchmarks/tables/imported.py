"""What benchmarks/imports.py measures, on a home of its own."""

from __future__ import annotations

import io
import resource
import sys
from collections.abc import Callable
from datetime import date
from random import Random
from typing import TypeVar

import openpyxl
from django.core.management import call_command
from django.http import QueryDict
from msgspec.structs import asdict

import edgewise.config.ready  # noqa: F401
from edgewise.domain.simulation.people import invented_people
from edgewise.people.imports.actions.drafts import confirm_draft, keep_draft
from edgewise.people.imports.page import preview_of
from edgewise.people.imports.queries import plan_kept
from edgewise.people.imports.tasks import work_on
from edgewise.people.models import DraftState, ImportDraft, Membership, Organisation, Person

PEOPLE = 5_000
BAR_SECONDS = 1.0
STEPS = 3  # upload, preview, confirmation: each read the file
TODAY = date(2026, 11, 22)
T = TypeVar("T")


def workbook(people: int) -> bytes:
    rows = [asdict(one) for one in invented_people(people, Random(1), "harbour.example", TODAY)]
    book = openpyxl.Workbook(write_only=True)
    page = book.create_sheet("Employees")
    page.append(list(rows[0]))
    for row in rows:
        page.append(list(row.values()))
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def by_openpyxl(data: bytes) -> int:
    """The cells of one reading: the values, and again the formulas."""
    cells = 0
    for values in (True, False):
        page = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values).worksheets[0]
        cells = sum(len(row) for row in page.iter_rows(values_only=True))
    return cells


def processor() -> float:
    """Seconds of this process and of those that it had and that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def measured(work: Callable[[], T]) -> tuple[float, T]:
    before = processor()
    done = work()
    return processor() - before, done


def steps(data: bytes) -> dict[str, float]:
    northwind = Organisation.objects.create(name="Northwind", slug="northwind")
    hana = Person.objects.create_user("hana@northwind.example", name="Hana")
    owner = Membership.objects.create(organisation=northwind, person=hana, is_owner=True)
    spent = {}
    spent["keep the file, sealed"], draft = measured(lambda: keep_draft(owner, "people.xlsx", data))
    spent["read and compare it"], _ = measured(lambda: work_on(draft.pk))
    draft = ImportDraft.objects.get(pk=draft.pk)
    assert (draft.state, draft.rows) == (DraftState.READY, PEOPLE), draft.problem
    spent["a page of the preview"], _ = measured(lambda: preview_of(plan_kept(draft), QueryDict()))
    spent["confirm: write the people"], _ = measured(lambda: confirm_draft(draft, draft.digest))
    assert Membership.objects.count() == PEOPLE + 1
    return spent


def main() -> int:
    call_command("migrate", verbosity=0)
    data = workbook(PEOPLE)
    spent = steps(data)
    whole = sum(spent.values())
    once, _ = measured(lambda: by_openpyxl(data))
    print(f"{'':34}{'seconds':>10}{'ratio':>8}")
    for name, seconds in spent.items():
        print(f"{name:34}{seconds:10.2f}{seconds / whole:8.2f}")
    print(f"{'all of it':34}{whole:10.2f}{1:8.1f}")
    print(f"{'openpyxl, reading at each step':34}{once * STEPS:10.2f}{once * STEPS / whole:8.1f}")
    return int(whole > BAR_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
