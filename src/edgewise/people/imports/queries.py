"""The facts that are known about people before a file is read, and the file that waits."""

from __future__ import annotations

import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from django.db.models import Exists, OuterRef
from django.utils import timezone
from msgspec import convert

from edgewise.domain.roster.columns import Columns, meanings_of
from edgewise.domain.roster.kept import KeptPlan, Text, decode_table, decode_unread, encode, phrase_of
from edgewise.domain.roster.model import Facts, Meaning, Table
from edgewise.domain.roster.plan import Known, Plan, plan_import
from edgewise.domain.roster.unread import Unread, unread_values
from edgewise.domain.roster.value_map import NO_VALUES, ValueMap
from edgewise.people.models import ImportDraft, Membership, Organisation
from edgewise.people.profiles.queries import declared_by, known_zones, people_of
from edgewise.vault.queries import cipher_of

PLAIN_FACTS = (
    "employee_id",
    "job_title",
    "role_level",
    "function",
    "unit",
    "location",
    "time_zone",
    "start_date",
    "works_from",
    "works_until",
    "load_cap",
    "preferred_language",
)
LIST_FACTS = ("languages", "development_goals", "strengths")


@contextmanager
def uncollected() -> Iterator[None]:
    """For a second or two of a hundred thousand cells that are all still needed: looking through them for what is not
    takes up to half of the time. Of two threads the first to end switches the collector on again, which is no harm.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def draft_scope(organisation_id: int) -> str:
    return f"import:{organisation_id}"


def known_people(organisation: Organisation) -> list[Known]:
    """Everybody of the organisation as an import compares them."""
    others = Membership.every.filter(person=OuterRef("person")).exclude(organisation=organisation)
    members = list(people_of(organisation).annotate(elsewhere=Exists(others)))
    declared = declared_by(members)
    return [
        Known(member.pk, _facts_of(member, declared), frozenset(member.own_facts), member.elsewhere)
        for member in members
    ]


def _facts_of(member: Membership, declared: dict[int, frozenset[str]]) -> Facts:
    facts: Facts = {name: getattr(member, name) for name in PLAIN_FACTS}
    facts |= {name: tuple(getattr(member, name)) for name in LIST_FACTS}
    facts |= {"email": member.person.email, "name": member.person.name}
    facts["manager"] = member.manager.person.email if member.manager else None
    facts["left_on"] = member.left_on if member.left_on and member.left_on <= timezone.localdate() else None
    facts["identity"] = tuple(sorted(declared.get(member.pk, ())))
    return facts


def remembered_columns(organisation: Organisation) -> dict[str, str]:
    return dict(organisation.column_meanings.values_list("column", "field"))


def remembered_values(organisation: Organisation) -> ValueMap:
    return ValueMap.of(organisation.value_meanings.values_list("meaning", "value", "means"))


def opened(draft: ImportDraft, sealed: bytes | memoryview) -> bytes:
    return cipher_of(draft_scope(draft.organisation_id)).decrypt(bytes(sealed), draft.code.encode())


def table_of(draft: ImportDraft) -> Table | None:
    """The cells as they were read, without the hidden rows if these are left out; None: not read yet."""
    if draft.table is None:
        return None
    table = decode_table(opened(draft, draft.table))
    if not draft.without_hidden:
        return table
    hidden = set(draft.hidden)
    return replace(table, rows=tuple(row for row in table.rows if row.number not in hidden))


def plan_kept(draft: ImportDraft) -> KeptPlan:
    assert draft.plan is not None
    with uncollected():
        return KeptPlan(opened(draft, draft.plan))


def unread_of(draft: ImportDraft) -> list[Unread]:
    """The values of the file that could not be read, or were judged."""
    return decode_unread(opened(draft, draft.unread)) if draft.unread else []


def problem_of(draft: ImportDraft) -> str:
    return str(phrase_of(convert(draft.problem, Text)))


def columns_of(draft: ImportDraft, table: Table) -> Columns:
    given = {int(column): Meaning(name) if name else None for column, name in draft.columns.items()}
    return meanings_of(table, remembered_columns(draft.organisation), given or None)


def values_of(draft: ImportDraft) -> ValueMap:
    """What values stand for: as said now, else as said before."""
    return remembered_values(draft.organisation) | ValueMap.of(draft.values or ())


def plan_of(organisation: Organisation, table: Table, columns: Columns, values: ValueMap = NO_VALUES) -> Plan:
    """What importing the table would do now."""
    return plan_import(table, columns, known_people(organisation), known_zones(), values)


def asked_of(table: Table, columns: Columns, values: ValueMap, plan: Plan) -> tuple[Unread, ...]:
    """The values to ask about; a plan without a finding has none."""
    if not any(outcome.findings for outcome in plan.outcomes):
        return ()
    return unread_values(table, columns, known_zones(), values)


def digest_of(plan: Plan | bytes) -> str:
    """Changes when anything that would be written does: what was confirmed is what is done, or nothing is."""
    return hashlib.sha256(plan if isinstance(plan, bytes) else encode(plan)).hexdigest()


def world_of(organisation: Organisation) -> str:
    """Changes when anything does that a plan depends on, beside the file and what was said of it.

    Who is known elsewhere too counts: such a person keeps their name and address.
    """
    members = Membership.objects.filter(organisation=organisation).order_by("pk")
    facts = ["pk", "person__email", "person__name", "manager", "left_on", "own_facts", "identity"]
    rows = members.values_list(*facts, *PLAIN_FACTS, *LIST_FACTS)
    others = Membership.every.exclude(organisation=organisation).filter(person__in=members.values("person"))
    said = hashlib.sha256(repr(timezone.localdate()).encode())
    for row in rows.iterator(chunk_size=2_000):
        said.update(repr([bytes(cell) if isinstance(cell, memoryview) else cell for cell in row]).encode())
    said.update(repr(sorted(others.values_list("person", flat=True).distinct())).encode())
    return said.hexdigest()
