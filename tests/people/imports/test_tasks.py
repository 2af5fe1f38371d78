from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from edgewise.people.imports import tasks
from edgewise.people.imports.actions.drafts import begin, forget_draft, keep_draft
from edgewise.people.imports.queries import problem_of
from edgewise.people.models import DraftState, ImportDraft
from tests.make import membership
from tests.people.files import many, sheet

pytestmark = [pytest.mark.django_db, pytest.mark.store]

BIG = many(3_000)


def kept(data: bytes) -> ImportDraft:
    return keep_draft(membership("Hana", is_owner=True), "people.csv", data)


def state_of(draft: ImportDraft) -> str:
    return ImportDraft.objects.get(pk=draft.pk).state


def test_a_file_that_nobody_looks_at_is_left_unread() -> None:
    draft = kept(BIG)
    ImportDraft.objects.update(asked_at=timezone.now() - timedelta(minutes=1))
    tasks.work_on(draft.pk)
    assert state_of(draft) == DraftState.LEFT


def test_a_file_that_was_forgotten_is_not_read() -> None:
    draft = kept(BIG)
    pk = draft.pk
    forget_draft(draft)
    tasks.work_on(pk)
    assert ImportDraft.objects.count() == 0


def test_of_two_workers_one_reads() -> None:
    draft = kept(BIG)
    ImportDraft.objects.update(state=DraftState.RUNNING, beat_at=timezone.now())
    tasks.work_on(draft.pk)
    assert (state_of(draft), ImportDraft.objects.get().table) == (DraftState.RUNNING, None)


def test_a_small_file_of_many_rows_is_compared_by_a_worker() -> None:
    draft = kept(many(1_600).replace(b"Europe/Paris", b"").replace(b"en;fr", b"en"))
    begin(draft)  # the worker of the tests is there at once
    assert (draft.size < tasks.SMALL_BYTES, draft.state, draft.rows) == (True, DraftState.READY, 1_600)


def test_why_a_file_cannot_be_read_is_kept() -> None:
    draft = kept(b"%PDF-1.4")
    begin(draft)
    assert (draft.state, problem_of(draft)) == (
        DraftState.FAILED,
        "The file is a PDF, not a table of text. Save it as CSV (UTF-8) or as an Excel workbook (.xlsx) and try again.",
    )


def test_the_cells_and_the_plan_are_sealed() -> None:
    draft = kept(sheet("canary@example.org,Canary,,,L9"))
    begin(draft)
    assert draft.table is not None
    assert draft.plan is not None
    assert [b"anary" in bytes(part) for part in (draft.sealed, draft.table, draft.plan)] == [False] * 3
