"""A file that somebody brings in: kept, read, asked about, and imported at once or not at all."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from edgewise.domain.roster.columns import normalised
from edgewise.domain.roster.plan import Kind
from edgewise.domain.roster.value_map import ValueMap
from edgewise.people.imports.actions.writes import WorldChanged, note_import, write_people, written_together
from edgewise.people.imports.queries import (
    columns_of,
    digest_of,
    draft_scope,
    plan_kept,
    plan_of,
    table_of,
    uncollected,
    values_of,
    world_of,
)
from edgewise.people.imports.tasks import fail_lost, prepare
from edgewise.people.models import ColumnMeaning, DraftState, ImportDraft, Membership, PeopleImport, ValueMeaning
from edgewise.vault.actions import open_cipher

DRAFT_KEPT = timedelta(days=1)


def keep_draft(owner: Membership, filename: str, data: bytes, onward: str = "") -> ImportDraft:
    """Keep an upload, sealed, until it is confirmed; an earlier one of the same owner is forgotten,
    and so is anybody's after a day. `onward` is a path of ours, where its owner goes on after the import.
    """
    code = secrets.token_hex(10)
    sealed = open_cipher(draft_scope(owner.organisation_id)).encrypt(data, code.encode())
    forgotten = Q(by=owner) | Q(made_at__lt=timezone.now() - DRAFT_KEPT)
    ImportDraft.objects.filter(forgotten).delete()
    return ImportDraft.objects.create(
        organisation=owner.organisation,
        by=owner,
        code=code,
        filename=filename[:200],
        onward=onward,
        sealed=sealed,
        size=len(data),
        asked_at=timezone.now(),
    )


def begin(draft: ImportDraft) -> None:
    """Read it: at once where it is small, else by a worker."""
    prepare(draft)


def look_at(draft: ImportDraft) -> None:
    """Its owner looks: what was interrupted because nobody did goes on."""
    ImportDraft.objects.filter(pk=draft.pk).update(asked_at=timezone.now())
    if draft.state == DraftState.LEFT:
        try_again(draft)
    elif draft.state == DraftState.RUNNING:
        fail_lost(draft)


def try_again(draft: ImportDraft) -> None:
    ended = ImportDraft.objects.filter(pk=draft.pk, state__in=(DraftState.LEFT, DraftState.FAILED))
    if ended.update(state=DraftState.WAITING, problem="", asked_at=timezone.now()) == 1:
        prepare(draft)


def answer(draft: ImportDraft, **answers: object) -> None:
    """What somebody said of the file: its sheet, columns, values, hidden rows. It is compared anew."""
    if draft.is_under_way:
        return
    anew: dict[str, object] = {"plan": None, "unread": None, "state": DraftState.WAITING, "problem": ""}
    anew |= {"table": None, "rows": 0, "columns": {}, "values": None} if "sheet" in answers else {}
    if ImportDraft.objects.filter(pk=draft.pk).update(**anew, **answers, asked_at=timezone.now()) == 1:
        draft.refresh_from_db()
        prepare(draft)


def forget_draft(draft: ImportDraft) -> None:
    """Whoever reads it sees that it is gone, and ends."""
    draft.delete()


def confirm_draft(draft: ImportDraft, confirmed: str) -> tuple[PeopleImport, dict[Kind, int]]:
    """Import the draft, remember what its columns and values meant, and forget the file; how many of each kind.

    The plan that was looked at is what is written, while nothing it depends on has changed. Else it is made anew, and
    written only if it is the same. Raises WorldChanged; then the new plan is there to be looked at.
    """
    try:
        with written_together(draft.organisation), uncollected():
            waiting = ImportDraft.objects.filter(pk=draft.pk).exists()  # pressed twice, the second has nothing to do
            if not waiting or not draft.plan or confirmed != draft.digest or not _still_so(draft):
                raise WorldChanged
            plan = plan_kept(draft)
            written = write_people(draft.organisation, plan.writes)
            same = [kept.known for kept in plan.of(Kind.UNCHANGED) if kept.known is not None]
            done = note_import(draft.organisation, draft.filename, [*written.values(), *same], draft.by)
            remember_columns(draft)
            remember_values(draft)
            forget_draft(draft)
    except WorldChanged:
        answer(draft)
        raise
    return done, {kind: len(plan.of(kind)) for kind in Kind}


def _still_so(draft: ImportDraft) -> bool:
    """Whether the plan is still what the file would do: nothing it depends on has changed, or not what comes of it."""
    if world_of(draft.organisation) == draft.world:
        return True
    table = table_of(draft)
    assert table is not None
    plan = plan_of(draft.organisation, table, columns_of(draft, table), values_of(draft))
    return digest_of(plan) == draft.digest


def remember_columns(draft: ImportDraft) -> None:
    table = table_of(draft) if draft.columns else None
    if table is None:
        return
    meanings = {normalised(table.header[int(column)]): field for column, field in draft.columns.items()}
    ColumnMeaning.objects.bulk_create(
        [
            ColumnMeaning(organisation=draft.organisation, column=name, field=field)
            for name, field in meanings.items()
            if name
        ],
        update_conflicts=True,
        unique_fields=["organisation", "column"],
        update_fields=["field"],
    )


def remember_values(draft: ImportDraft) -> None:
    said = ValueMap.of(draft.values or ())
    ValueMeaning.objects.bulk_create(
        [
            ValueMeaning(organisation=draft.organisation, meaning=meaning.value, value=value, means=means)
            for (meaning, value), means in said.written.items()
        ],
        update_conflicts=True,
        unique_fields=["organisation", "meaning", "value"],
        update_fields=["means"],
    )


def forget_meaning(row: ColumnMeaning | ValueMeaning) -> None:
    """It is asked about again."""
    row.delete()
