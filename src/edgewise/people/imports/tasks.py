"""A file is read and compared with who is known: at once where it is small, else by a worker."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django_tasks import task

from edgewise.domain.phrases import as_data, phrase
from edgewise.domain.roster.kept import encode
from edgewise.domain.roster.model import Table, Unreadable
from edgewise.people.imports.aside import TOO_LARGE, TOO_LARGE_REMEDY, TooSlow, Unwanted, read_aside
from edgewise.people.imports.queries import (
    asked_of,
    columns_of,
    digest_of,
    draft_scope,
    opened,
    plan_of,
    table_of,
    uncollected,
    values_of,
    world_of,
)
from edgewise.people.imports.reading import READING_SECONDS
from edgewise.people.models import DraftState, ImportDraft
from edgewise.vault.queries import cipher_of

SMALL_BYTES = 200_000  # of a file that a request reads at once
SMALL_ROWS = 1_500  # of a table that a request compares at once
AT_ONCE_SECONDS = 4.0  # that a request waits for a small file
LOOKED_WITHIN = timedelta(seconds=20)  # a page that is open asks more often, also behind another
WORKER_SILENT = timedelta(seconds=90)  # after which a worker counts as gone
LOST = phrase("The worker stopped in the middle. Only its time was lost: try again.")
BROKEN = phrase("Something went wrong while we read the file. The log of the worker says what happened.")


@task()
def read_draft(pk: int) -> None:
    work_on(pk)


def prepare(draft: ImportDraft) -> None:
    """Read what is not read, and compare it, as far as nothing is to be asked."""
    if draft.size <= SMALL_BYTES and draft.rows <= SMALL_ROWS:
        work_on(draft.pk, at_once=True)
    else:
        read_draft.enqueue(draft.pk)
    draft.refresh_from_db()  # a file that is forgotten meanwhile is found by nobody


def work_on(pk: int, *, at_once: bool = False) -> None:
    """Of two that want to, one does it. At once goes only what is done soon; the rest is left to a worker."""
    waiting = ImportDraft.objects.filter(pk=pk, state=DraftState.WAITING)
    if waiting.update(state=DraftState.RUNNING, beat_at=timezone.now()) != 1:
        return
    draft = ImportDraft.objects.select_related("organisation").get(pk=pk)
    try:
        _read(draft, at_once=at_once)
    except Unwanted:
        _mine(pk).update(state=DraftState.LEFT)
    except TooSlow:
        _put_off(pk) if at_once else _fail(pk, _in_full(Unreadable(TOO_LARGE, TOO_LARGE_REMEDY)))
    except Unreadable as why:
        _fail(pk, _in_full(why))
    except BaseException:
        _fail(pk, BROKEN)
        raise


def _mine(pk: int) -> QuerySet[ImportDraft]:
    return ImportDraft.objects.filter(pk=pk, state=DraftState.RUNNING)


def _fail(pk: int, why: str) -> None:
    _mine(pk).update(state=DraftState.FAILED, problem=as_data(why))


def _in_full(why: Unreadable) -> str:
    """Two sentences, each with its full stop."""
    return phrase("{problem}. {remedy}.", problem=why.what, remedy=why.remedy) if why.remedy else why.what


def _put_off(pk: int) -> None:
    if _mine(pk).update(state=DraftState.WAITING) == 1:
        read_draft.enqueue(pk)


def fail_lost(draft: ImportDraft) -> None:
    lost = _mine(draft.pk).filter(beat_at__lt=timezone.now() - WORKER_SILENT)
    if lost.update(state=DraftState.FAILED, problem=as_data(LOST)):
        draft.refresh_from_db()


def _read(draft: ImportDraft, *, at_once: bool) -> None:
    table = table_of(draft) or _table_read(draft, at_once=at_once)
    if table is None:
        _mine(draft.pk).update(state=DraftState.READY)  # a sheet is to be chosen
    elif at_once and len(table.rows) > SMALL_ROWS:
        _put_off(draft.pk)
    else:
        _compare(draft, table)


def _table_read(draft: ImportDraft, *, at_once: bool) -> Table | None:
    seconds = AT_ONCE_SECONDS if at_once else READING_SECONDS

    def is_wanted() -> bool:
        """Its owner still looks, and has not cancelled it. Says too that the worker is alive."""
        now = timezone.now()
        looking = _mine(draft.pk).filter(asked_at__gt=now - LOOKED_WITHIN)
        return at_once or looking.update(beat_at=now) == 1

    reading = read_aside(opened(draft, draft.sealed), draft.sheet, seconds, is_wanted)
    table = reading.table_read()
    draft.sheet, draft.sheets, draft.hidden = reading.sheet, list(reading.sheets), list(reading.hidden)
    facts = {"sheet": draft.sheet, "sheets": draft.sheets, "hidden": draft.hidden}
    if table is not None:
        facts |= {"table": _sealed(draft, encode(table)), "rows": len(table.rows)}
    if _mine(draft.pk).update(**facts) != 1:
        raise Unwanted
    return table


def _compare(draft: ImportDraft, table: Table) -> None:
    columns, values = columns_of(draft, table), values_of(draft)
    if not columns.is_settled:
        _mine(draft.pk).update(state=DraftState.READY)
        return
    with uncollected():
        world = world_of(draft.organisation)
        plan = plan_of(draft.organisation, table, columns, values)
        unread = asked_of(table, columns, values, plan)
        kept = encode(plan)
    _mine(draft.pk).update(
        state=DraftState.READY,
        plan=_sealed(draft, kept),
        unread=_sealed(draft, encode(unread)) if unread else None,
        world=world,
        digest=digest_of(kept),
    )


def _sealed(draft: ImportDraft, data: bytes) -> bytes:
    return cipher_of(draft_scope(draft.organisation_id)).encrypt(data, draft.code.encode())
