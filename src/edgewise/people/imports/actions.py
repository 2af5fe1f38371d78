"""The only writes to organisations, people and memberships."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import msgspec
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import slugify

from edgewise.domain.calendar.busy import Problem, Reader
from edgewise.domain.calendar.slots import WeeklyWindow
from edgewise.domain.roster.columns import Columns, normalised
from edgewise.domain.roster.model import Table
from edgewise.domain.roster.plan import Kind, Outcome, Plan
from edgewise.people.apps import facts_changed
from edgewise.people.models import (
    Absence,
    BusyCalendar,
    CalendarKey,
    ColumnMeaning,
    ImportDraft,
    Membership,
    Organisation,
    Person,
    WeeklyHours,
)
from edgewise.people.queries import (
    CALENDAR_SCOPE,
    STALE,
    ZONE,
    address_of_calendar,
    calendar_context,
    digest_of,
    draft_scope,
    hashed,
    identity_scope,
    people_at_work,
    person_of_link,
    person_with,
    plan_of,
    sealed_context,
    zone_of,
)
from edgewise.people.tasks.reading import Reading, Wish, read_aside
from edgewise.vault.actions import open_cipher

SLUG_LENGTH = 50
DRAFT_KEPT = timedelta(days=1)
CALENDAR_AHEAD = timedelta(weeks=8)  # how far a reading of somebody's own calendar looks
CALENDAR_EVERY = timedelta(minutes=30)  # and how often it is made; one that fails, ever less often
MOST_DOUBLINGS = 4
NOT_COLUMNS = frozenset({"email", "name", "manager", "identity"})  # kept elsewhere, or in another way


def spend_link(token: str) -> Person | None:
    """Whom the link signs in; None if it was used, or the person signed in since. Of two at once one wins."""
    person = person_of_link(token)
    if person is None:
        return None
    now = timezone.now()
    unspent = Person.objects.filter(pk=person.pk, last_login=person.last_login)
    if unspent.update(last_login=now) != 1:
        return None
    person.last_login = now
    return person


def _free_slug(name: str) -> str:
    base = slugify(name)[: SLUG_LENGTH - 4] or "organisation"
    taken = set(Organisation.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    return next(slug for n in range(1, len(taken) + 2) if (slug := base if n == 1 else f"{base}-{n}") not in taken)


@transaction.atomic
def add_organisation(name: str, owner_email: str, owner_name: str = "") -> Membership:
    """A new organisation and its programme owner, who may already be known."""
    organisation = Organisation.objects.create(name=name, slug=_free_slug(name))
    owner = person_with(owner_email) or Person.objects.create_user(
        owner_email, name=owner_name or owner_email.partition("@")[0]
    )
    return Membership.objects.create(organisation=organisation, person=owner, is_owner=True)


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


@transaction.atomic
def change_profile(member: Membership, facts: Mapping[str, object]) -> None:
    """What a person says of themself; from now on an import leaves what they changed alone."""
    changed = [name for name, value in facts.items() if name != "name" and getattr(member, name) != value]
    for name in changed:
        setattr(member, name, facts[name])
    renamed = member.person.name != facts["name"]
    member.own_facts = sorted({*member.own_facts, *changed, *(["name"] if renamed else [])})
    member.save(update_fields=[*changed, "own_facts"])
    if renamed:
        member.person.name = str(facts["name"])
        member.person.save(update_fields=["name"])
    facts_changed.send(sender=Membership, members={member.pk})


def remember_zone(request: HttpRequest, user: Person, **_: object) -> None:
    """At sign-in and when a profile changes: pages tell the time of where their reader works."""
    request.session[ZONE] = zone_of(user)


def make_feed(person: Person) -> str:
    """A new secret for the person's calendar feed; an earlier address goes dead. It cannot be shown again."""
    token = secrets.token_urlsafe(24)
    CalendarKey.objects.update_or_create(person=person, defaults={"token": hashed(token)})
    return token


def end_feed(person: Person) -> None:
    CalendarKey.objects.filter(person=person).delete()


def note_absence(who: Membership, from_on: date, until_on: date) -> Absence:
    """Said twice it is one; days that overlap stay as they were said."""
    return Absence.objects.get_or_create(membership=who, from_on=from_on, until_on=until_on)[0]


def forget_absence(who: Membership, absence: int) -> bool:
    return Absence.objects.filter(pk=absence, membership=who).delete()[0] == 1


@transaction.atomic
def set_weekly_hours(who: Membership, week: Iterable[WeeklyWindow]) -> None:
    """Their own week; an empty one is none: Monday to Friday, as before. Of two at once the later is kept whole."""
    Membership.objects.select_for_update().get(pk=who.pk)
    WeeklyHours.objects.filter(membership=who).delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(membership=who, weekday=day, begins=begins, ends=ends) for day, begins, ends in week
    )
    facts_changed.send(sender=Membership, members={who.pk})


def give_calendar(person: Person, address: str, now: datetime) -> Problem | None:
    """Read the person's own calendar now, and from now on; if it cannot be read, why, and nothing is changed."""
    reading = read_aside(_wish(person, address, "", now))
    if reading.busy is None:
        return reading.problem or Problem.NO_CALENDAR
    sealed = open_cipher(CALENDAR_SCOPE).encrypt(address.encode(), calendar_context(person.pk))
    facts = {"address": sealed, "given_at": now, "problem": "", "failures": 0, "next_at": now + CALENDAR_EVERY}
    BusyCalendar.objects.update_or_create(person=person, defaults=facts | _read(person.pk, reading, now))
    return None


def forget_calendar(person: Person) -> bool:
    """The address and all that was read there."""
    return BusyCalendar.objects.filter(person=person).delete()[0] == 1


def claim_calendars(now: datetime, most: int) -> list[tuple[BusyCalendar, Wish]]:
    """What is to be read again, the longest waiting first; of two workers each gets others."""
    due = BusyCalendar.objects.filter(next_at__lte=now).select_related("person").order_by("next_at", "pk")[:most]
    mine = [row for row in due if _is_mine(row, now)]
    return [(row, _wish(row.person, address_of_calendar(row), _mark(row, now), now)) for row in mine]


def _is_mine(row: BusyCalendar, now: datetime) -> bool:
    return BusyCalendar.objects.filter(pk=row.pk, next_at=row.next_at).update(next_at=now + CALENDAR_EVERY) == 1


def _mark(row: BusyCalendar, now: datetime) -> str:
    """Of the last reading; none once that does not look far enough ahead."""
    return row.etag if row.covers_until > now + CALENDAR_AHEAD - STALE else ""


def _wish(person: Person, address: str, mark: str, now: datetime) -> Wish:
    host = urlsplit(settings.BASE_URL).hostname or ""
    reader = Reader(zone_of(person), frozenset({person.email.lower()}), host)
    return Wish(address, mark, settings.CALENDAR_HOSTS, reader, now - STALE, now + CALENDAR_AHEAD)


def keep_reading(row: BusyCalendar, reading: Reading, now: datetime) -> None:
    """What came of it; an address that was replaced or taken back meanwhile is left as it is."""
    still = BusyCalendar.objects.filter(pk=row.pk, given_at=row.given_at)
    if reading.problem is not None:
        wait = CALENDAR_EVERY * 2 ** min(row.failures, MOST_DOUBLINGS)
        still.update(problem=reading.problem.value, failures=F("failures") + 1, next_at=now + wait)
        return
    again = {"problem": "", "failures": 0, "read_at": now}
    still.update(**again if reading.busy is None else again | _read(row.person_id, reading, now))


def _read(person_id: int, reading: Reading, now: datetime) -> dict[str, object]:
    sealed = open_cipher(CALENDAR_SCOPE).encrypt(msgspec.json.encode(reading.busy), calendar_context(person_id))
    return {"busy": sealed, "etag": reading.etag, "read_at": now, "covers_until": now + CALENDAR_AHEAD}


def forget_calendars_of_leavers() -> None:
    """Of people who are in no organisation any more."""
    BusyCalendar.objects.exclude(person__in=people_at_work()).delete()
