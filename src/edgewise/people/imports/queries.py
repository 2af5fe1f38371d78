"""The facts that are known about people before a file is read, and the file that waits."""

from __future__ import annotations

import hashlib

from django.db.models import Exists, OuterRef
from django.utils import timezone

from edgewise.domain.roster.columns import Columns, meanings_of
from edgewise.domain.roster.model import Facts, Meaning, Table
from edgewise.domain.roster.plan import Known, Plan, plan_import
from edgewise.people.models import ImportDraft, Membership, Organisation
from edgewise.people.profiles.queries import declared_by, known_zones, people_of
from edgewise.vault.queries import cipher_of

PLAIN_FACTS = (
    "employee_id",
    "job_title",
    "role_level",
    "function",
    "location",
    "time_zone",
    "start_date",
    "works_from",
    "works_until",
    "load_cap",
    "preferred_language",
)
LIST_FACTS = ("languages", "development_goals", "strengths")


def draft_scope(organisation_id: int) -> str:
    return f"import:{organisation_id}"


def known_people(organisation: Organisation) -> list[Known]:
    """Everybody of the organisation as an import compares them."""
    others = Membership.objects.filter(person=OuterRef("person")).exclude(organisation=organisation)
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


def file_of(draft: ImportDraft) -> bytes:
    return cipher_of(draft_scope(draft.organisation_id)).decrypt(bytes(draft.sealed), draft.code.encode())


def columns_of(draft: ImportDraft, table: Table) -> Columns:
    given = {int(column): Meaning(name) if name else None for column, name in draft.columns.items()}
    return meanings_of(table, remembered_columns(draft.organisation), given or None)


def plan_of(organisation: Organisation, table: Table, columns: Columns) -> Plan:
    """What importing the table would do now."""
    return plan_import(table, columns, known_people(organisation), known_zones())


def digest_of(plan: Plan) -> str:
    """Changes when anything that would be written does: what was confirmed is what is done, or nothing is."""
    said = [(o.kind.value, o.email, o.known, o.changes) for o in plan.outcomes]
    return hashlib.sha256(repr(said).encode()).hexdigest()
