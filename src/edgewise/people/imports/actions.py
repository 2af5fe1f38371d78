"""People brought in from a file: read, previewed, confirmed at once or not at all."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from edgewise.domain.roster.columns import Columns, normalised
from edgewise.domain.roster.model import Table
from edgewise.domain.roster.plan import Kind, Outcome, Plan
from edgewise.people.imports.queries import digest_of, draft_scope, plan_of
from edgewise.people.models import ColumnMeaning, ImportDraft, Membership, Organisation, Person
from edgewise.people.profiles.queries import identity_scope, sealed_context
from edgewise.people.signals import facts_changed
from edgewise.vault.actions import open_cipher

DRAFT_KEPT = timedelta(days=1)


NOT_COLUMNS = frozenset({"email", "name", "manager", "identity"})  # kept elsewhere, or in another way


class WorldChanged(Exception):
    """What was confirmed is no longer what would happen; nothing was written."""


def keep_draft(owner: Membership, filename: str, data: bytes) -> ImportDraft:
    """Keep an upload, sealed, until it is confirmed; an earlier one of the same owner is forgotten,
    and so is anybody's after a day.
    """
    code = secrets.token_hex(10)
    sealed = open_cipher(draft_scope(owner.organisation_id)).encrypt(data, code.encode())
    forgotten = Q(by=owner) | Q(made_at__lt=timezone.now() - DRAFT_KEPT)
    ImportDraft.objects.filter(forgotten).delete()
    return ImportDraft.objects.create(
        organisation=owner.organisation, by=owner, code=code, filename=filename[:200], sealed=sealed
    )


def answer_columns(draft: ImportDraft, answers: Mapping[str, str]) -> None:
    draft.columns = dict(answers)
    draft.save(update_fields=["columns"])


def forget_draft(draft: ImportDraft) -> None:
    draft.delete()


def import_people(organisation: Organisation, table: Table, columns: Columns, confirmed: str | None = None) -> Plan:
    """Write what an import would do, all or nothing. Raises WorldChanged unless it is what was `confirmed`."""
    try:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(pk=organisation.pk)  # two imports: one after the other
            plan = plan_of(organisation, table, columns)
            if confirmed not in (None, digest_of(plan)):
                raise WorldChanged
            _apply(organisation, plan.writes)
    except IntegrityError:  # somebody gained one of these addresses meanwhile, in another organisation
        raise WorldChanged from None
    return plan


@transaction.atomic
def confirm_draft(draft: ImportDraft, table: Table, columns: Columns, confirmed: str) -> Plan:
    """Import the draft, remember what its columns meant, and forget the file."""
    plan = import_people(draft.organisation, table, columns, confirmed)
    remember_columns(draft.organisation, table, draft.columns)
    forget_draft(draft)
    return plan


def remember_columns(organisation: Organisation, table: Table, answers: Mapping[str, str]) -> None:
    meanings = {normalised(table.header[int(column)]): field for column, field in answers.items()}
    ColumnMeaning.objects.bulk_create(
        [
            ColumnMeaning(organisation=organisation, column=name, field=field)
            for name, field in meanings.items()
            if name
        ],
        update_conflicts=True,
        unique_fields=["organisation", "column"],
        update_fields=["field"],
    )


def _apply(organisation: Organisation, writes: list[Outcome]) -> None:
    members = _added(organisation, [outcome for outcome in writes if outcome.kind is Kind.NEW])
    known = Membership.objects.select_related("person").in_bulk([o.known for o in writes if o.known is not None])
    for outcome in writes:
        if outcome.known is not None:
            _update(known[outcome.known], outcome)
            members[outcome.email] = known[outcome.known]
    _link_managers(organisation, members, writes)
    _seal_identities(organisation, members, writes)
    facts_changed.send(sender=Membership, members={member.pk for member in members.values()})


def _added(organisation: Organisation, outcomes: list[Outcome]) -> dict[str, Membership]:
    """New memberships by address, for people who may already have a sign-in."""
    emails = [outcome.email for outcome in outcomes]
    people = {person.email: person for person in Person.objects.filter(email__in=emails)}
    strangers = [Person(email=outcome.email, name=outcome.name) for outcome in outcomes if outcome.email not in people]
    for person in strangers:
        person.set_unusable_password()
    people |= {person.email: person for person in Person.objects.bulk_create(strangers, batch_size=500)}
    members = [_set(Membership(organisation=organisation, person=people[o.email]), o) for o in outcomes]
    return {member.person.email: member for member in Membership.objects.bulk_create(members, batch_size=500)}


def _set(member: Membership, outcome: Outcome) -> Membership:
    for change in outcome.changes:
        if change.fact not in NOT_COLUMNS:
            setattr(member, change.fact, list(change.after) if isinstance(change.after, tuple) else change.after)
    return member


def _update(member: Membership, outcome: Outcome) -> None:
    facts = {change.fact: change.after for change in outcome.changes}
    columns = [fact for fact in facts if fact not in NOT_COLUMNS]
    if columns:
        _set(member, outcome).save(update_fields=columns)
    person = member.person
    if "email" in facts:  # the old address must not sign in any more
        EmailAddress.objects.filter(user=person).delete()
    person.email, person.name = str(facts.get("email", person.email)), str(facts.get("name", person.name))
    if {"email", "name"} & set(facts):
        person.save(update_fields=["email", "name"])


def _link_managers(organisation: Organisation, members: Mapping[str, Membership], writes: Iterable[Outcome]) -> None:
    wanted = {o.email: change.after for o in writes for change in o.changes if change.fact == "manager"}
    ids = dict(Membership.objects.filter(organisation=organisation).values_list("person__email", "pk"))
    for email, manager in wanted.items():
        members[email].manager_id = ids[str(manager)] if manager else None
    Membership.objects.bulk_update([members[email] for email in wanted], ["manager"], batch_size=200)


def _seal_identities(organisation: Organisation, members: Mapping[str, Membership], writes: Iterable[Outcome]) -> None:
    wanted = {o.email: change.after for o in writes for change in o.changes if change.fact == "identity"}
    if not wanted:
        return
    cipher = open_cipher(identity_scope(organisation.pk))
    for email, words in wanted.items():
        member = members[email]
        member.identity = cipher.encrypt(json.dumps(words).encode(), sealed_context(member.pk))
    Membership.objects.bulk_update([members[email] for email in wanted], ["identity"], batch_size=200)
