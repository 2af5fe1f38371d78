"""What an import writes: all of it or nothing, and thousands of people in a second."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, UNUSABLE_PASSWORD_SUFFIX_LENGTH
from django.db import DEFAULT_DB_ALIAS, IntegrityError, connection, connections, models, transaction
from django.utils import timezone

from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.kept import Write, writes_of
from edgewise.domain.roster.model import Facts, Table, Value
from edgewise.domain.roster.plan import Kind, Plan
from edgewise.domain.roster.value_map import NO_VALUES, ValueMap
from edgewise.people.imports.queries import digest_of, plan_of
from edgewise.people.models import Membership, Organisation, PeopleImport, Person
from edgewise.people.profiles.queries import identity_scope, sealed_context
from edgewise.people.signals import facts_changed
from edgewise.vault.actions import open_cipher

NOT_COLUMNS = frozenset({"email", "name", "manager", "identity"})  # kept elsewhere, or in another way


class WorldChanged(Exception):
    """What was confirmed is no longer what would happen; nothing was written."""


def import_people(
    organisation: Organisation,
    table: Table,
    columns: Columns,
    confirmed: str | None = None,
    values: ValueMap = NO_VALUES,
    filename: str = "",
) -> Plan:
    """Write what an import would do, all or nothing. Raises WorldChanged unless it is what was `confirmed`."""
    with written_together(organisation):
        plan = plan_of(organisation, table, columns, values)
        if confirmed not in (None, digest_of(plan)):
            raise WorldChanged
        written = write_people(organisation, writes_of(plan))
        same = [one.known for one in plan.of(Kind.UNCHANGED) if one.known is not None]
        note_import(organisation, filename, [*written.values(), *same])
    return plan


def note_import(
    organisation: Organisation, filename: str, people: Iterable[int], by: Membership | None = None
) -> PeopleImport:
    """Remember who was in the file: they can be invited together."""
    done = PeopleImport.objects.create(organisation=organisation, by=by, filename=filename[:200], at=timezone.now())
    through = PeopleImport.people.through
    through.objects.bulk_create(
        [through(peopleimport_id=done.pk, membership_id=pk) for pk in dict.fromkeys(people)], batch_size=500
    )
    return done


@contextmanager
def written_together(organisation: Organisation) -> Iterator[None]:
    try:
        with transaction.atomic():
            Organisation.objects.select_for_update().get(pk=organisation.pk)  # two imports: one after the other
            yield
    except IntegrityError:  # somebody gained one of these addresses meanwhile, in another organisation
        raise WorldChanged from None


def write_people(organisation: Organisation, writes: Sequence[Write]) -> dict[str, int]:
    """In a transaction; memberships by address. IntegrityError: an address has gone to somebody else meanwhile."""
    members = _added(organisation, [write for write in writes if write.known is None])
    known = [write for write in writes if write.known is not None]
    _update(known)
    members |= {write.email: write.known for write in known if write.known is not None}
    _link_managers(organisation, members, writes)
    _seal_identities(organisation, members, writes)
    if known:  # on somebody new nothing depends yet
        facts_changed.send(sender=Membership, members={write.known for write in known})
    return members


def _added(organisation: Organisation, writes: list[Write]) -> dict[str, int]:
    """New memberships by address, for people who may already have a sign-in."""
    known = _people(write.email for write in writes)
    _insert(
        Person(),
        [{"email": w.email, "name": w.name, "password": _no_password()} for w in writes if w.email not in known],
    )
    people = known | _people(write.email for write in writes if write.email not in known)
    _insert(
        Membership(organisation=organisation),
        [{"person_id": people[write.email], **_columns(write.facts)} for write in writes],
    )
    return _members(organisation, {write.email for write in writes})


def _people(emails: Iterable[str]) -> dict[str, int]:
    wanted = list(emails)
    return dict(Person.objects.filter(email__in=wanted).values_list("email", "pk")) if wanted else {}


def _members(organisation: Organisation, emails: Container[str]) -> dict[str, int]:
    rows = Membership.objects.filter(organisation=organisation).values_list("person__email", "pk")
    return {email: pk for email, pk in rows if email in emails}


def _no_password() -> str:
    """As `set_unusable_password` makes it, in a hundredth of the time."""
    return UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(UNUSABLE_PASSWORD_SUFFIX_LENGTH)


def _columns(facts: Facts) -> dict[str, Value]:
    return {name: value for name, value in facts.items() if name not in NOT_COLUMNS}


def _insert(blank: models.Model, rows: Sequence[Mapping[str, Value]]) -> None:
    """Rows like the blank one but for these columns. One prepared statement: `bulk_create` takes ten times as long."""
    fields = [field for field in blank._meta.concrete_fields if not field.primary_key]
    usual: dict[str, Any] = {
        str(field.column): field.get_db_prep_save(field.pre_save(blank, add=True), connection)  # the time, if it is now
        for field in fields
    }
    names, places = ", ".join(usual), ", ".join(["%s"] * len(usual))
    prepared = _prepared(type(blank))
    filled = [tuple({**usual, **{name: prepared(name, row[name]) for name in row}}.values()) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {blank._meta.db_table} ({names}) VALUES ({places})", filled)  # noqa: S608  ours


def _prepared(model: type[models.Model]) -> Callable[[str, Value], Any]:
    """Values as the database takes them. One that repeats is prepared once; a sealed one each time for itself, so that
    nobody sees whose words are the same.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    here = connections[DEFAULT_DB_ALIAS]  # itself: `connection` looks it up anew for each value
    sealed = {column for column, field in fields.items() if isinstance(field, models.BinaryField)}

    def prepare(column: str, value: Value) -> Any:
        given = list(value) if isinstance(value, tuple) else value
        return fields[column].get_db_prep_save(given, here)

    once = lru_cache(maxsize=4096)(prepare)

    def prepared(column: str, value: Value) -> Any:
        if column in sealed:
            return prepare(column, value)
        return value if value is None or isinstance(value, str | int) else once(column, value)

    return prepared


def _update(writes: Sequence[Write]) -> None:
    """What changes of people who are known: a statement for each set of columns that change together."""
    prepared = _prepared(Membership)
    together: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for write in writes:
        columns = _columns(write.facts)
        if columns:
            together[tuple(columns)].append((*(prepared(n, v) for n, v in columns.items()), write.known))
    for names, rows in together.items():
        _write_each("people_membership", names, rows)
    renamed = [write for write in writes if {"email", "name"} & set(write.facts)]
    rows_of = Membership.objects.filter(pk__in=[write.known for write in renamed])
    people: dict[int | None, int] = dict(rows_of.values_list("pk", "person"))
    for write in renamed:
        facts = {name: str(write.facts[name]) for name in ("email", "name") if name in write.facts}
        if "email" in facts:  # the old address must not sign in any more
            EmailAddress.objects.filter(user=people[write.known]).delete()
        Person.objects.filter(pk=people[write.known]).update(**facts)


def _link_managers(organisation: Organisation, members: Mapping[str, int], writes: Iterable[Write]) -> None:
    wanted = {write.email: write.facts["manager"] for write in writes if "manager" in write.facts}
    ids = _members(organisation, {str(manager) for manager in wanted.values()})
    rows = [(ids[str(manager)] if manager else None, members[email]) for email, manager in wanted.items()]
    _write_each("people_membership", ("manager_id",), rows)


def _seal_identities(organisation: Organisation, members: Mapping[str, int], writes: Iterable[Write]) -> None:
    wanted = {write.email: write.facts["identity"] for write in writes if "identity" in write.facts}
    if not wanted:
        return
    cipher = open_cipher(identity_scope(organisation.pk))
    sealed = [
        (cipher.encrypt(json.dumps(words).encode(), sealed_context(members[email])), members[email])
        for email, words in wanted.items()
    ]
    _write_each("people_membership", ("identity",), sealed)


def _write_each(table: str, columns: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> None:
    """Values for each row, its id the last: one prepared statement, where `bulk_update` writes a case for each row."""
    if rows:
        with connection.cursor() as cursor:
            names = ", ".join(f"{column} = %s" for column in columns)
            cursor.executemany(f"UPDATE {table} SET {names} WHERE id = %s", rows)  # noqa: S608  our own names
