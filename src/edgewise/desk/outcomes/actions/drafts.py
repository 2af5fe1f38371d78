"""The only writes to a file that waits for its confirmation."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

import msgspec
from django.db import transaction

from edgewise.desk.outcomes.actions.values import write_values
from edgewise.desk.outcomes.models import OutcomeDraft
from edgewise.desk.outcomes.queries import (
    answers_of,
    clock_day,
    digest_of,
    draft_context,
    evidence_scope,
    file_of,
    rows_read,
    table_of,
    targets_of,
)
from edgewise.domain.evidence.files.columns import Answers, missing
from edgewise.domain.evidence.files.ratings import Refused, refused
from edgewise.domain.evidence.files.rows import Read
from edgewise.domain.evidence.outcomes import NO_RATINGS
from edgewise.domain.phrases import phrase
from edgewise.domain.roster.kept import encode
from edgewise.domain.roster.model import Table, Unreadable
from edgewise.people.imports.actions.writes import WorldChanged
from edgewise.people.imports.aside import TOO_LARGE, TOO_LARGE_REMEDY, TooSlow, read_aside
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.actions import open_cipher
from edgewise.vault.cipher import KeyDestroyed

DRAFT_KEPT = timedelta(days=1)
READ_WITHIN = 10.0  # seconds: a request waits so long for a file, which a process of its own reads


def keep_draft(cohort: Cohort, by: Membership, filename: str, data: bytes, now: datetime) -> OutcomeDraft | str:
    """Keep an upload, sealed, until it is confirmed, or say why it cannot be read.

    An earlier one of the same person is forgotten. Of a file with performance ratings nothing is kept.
    """
    OutcomeDraft.objects.filter(by=by, cohort=cohort).delete()
    draft = OutcomeDraft(cohort=cohort, by=by, code=secrets.token_hex(10), filename=filename[:200], made_at=now)
    problem = _read(draft, data, "")
    if problem:
        return problem
    draft.save()
    return draft


def choose_sheet(draft: OutcomeDraft, sheet: str) -> str:
    """Why that sheet cannot be read, and then the file is forgotten; empty if it is read."""
    problem = _read(draft, file_of(draft), sheet)
    if problem:
        forget_draft(draft)
    else:
        draft.answers = None
        draft.save()
    return problem


def _read(draft: OutcomeDraft, data: bytes, sheet: str) -> str:
    try:
        reading = read_aside(data, sheet, READ_WITHIN)
        table = reading.table_read()
        if table is not None and (found := refused(table)):
            raise Unreadable(_refusal(found))
    except TooSlow:
        return str(Unreadable(TOO_LARGE, TOO_LARGE_REMEDY))
    except Unreadable as why:
        return str(why)
    draft.sheet, draft.sheets, draft.hidden = reading.sheet, list(reading.sheets), len(reading.hidden)
    draft.file = _sealed(draft, data) if draft.sheets else None
    draft.table = _sealed(draft, encode(table)) if table else None
    return ""


def _refusal(found: Refused) -> str:
    said = {"column": found.column[:60], "number": found.number, "why": NO_RATINGS}
    if not found.column:
        return phrase("Column {number} holds performance ratings. {why} Delete it and choose the file again.", **said)
    return phrase("The column “{column}” holds performance ratings. {why} Delete it and choose the file again.", **said)


def answer(draft: OutcomeDraft, answers: Answers) -> None:
    """What somebody said of the file."""
    OutcomeDraft.objects.filter(pk=draft.pk).update(answers=_sealed(draft, msgspec.json.encode(answers)))


def confirm_draft(draft: OutcomeDraft, confirmed: str, now: datetime) -> Read:
    """Write what was looked at, all of it, and forget the file.

    Raises WorldChanged where the same file would write something else now; then nothing is written.
    """
    cohort = draft.cohort
    try:
        with transaction.atomic():
            table = table_of(draft)
            if not OutcomeDraft.objects.filter(pk=draft.pk).delete()[0] or table is None:
                raise WorldChanged  # pressed twice, the second has nothing to do
            read = _read_anew(draft, table, confirmed)
            write_values(cohort, read.values, now)
    except KeyDestroyed:  # the outcomes of the cohort were deleted meanwhile
        raise WorldChanged from None
    return read


def _read_anew(draft: OutcomeDraft, table: Table, confirmed: str) -> Read:
    targets, clock = targets_of(draft.cohort), clock_day(draft.cohort)
    answers = answers_of(draft, table, targets)
    if clock is None or missing(table, answers, targets):
        raise WorldChanged
    read = rows_read(draft.cohort, table, answers, targets, clock)
    if digest_of(read.values) != confirmed:
        raise WorldChanged
    return read


def forget_draft(draft: OutcomeDraft) -> None:
    OutcomeDraft.objects.filter(pk=draft.pk).delete()


def forget_old_drafts(now: datetime) -> int:
    """Those that nobody confirmed within a day."""
    return OutcomeDraft.objects.filter(made_at__lt=now - DRAFT_KEPT).delete()[0]


def _sealed(draft: OutcomeDraft, data: bytes) -> bytes:
    return open_cipher(evidence_scope(draft.cohort)).encrypt(data, draft_context(draft))
