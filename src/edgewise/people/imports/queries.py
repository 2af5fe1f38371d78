"""Reads: sign-in links, people and what HR says of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from functools import cache
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

import msgspec
from django.conf import settings
from django.core import signing
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.calendar.slots import WORKING_DAYS, WeeklyWindow, Window
from edgewise.domain.roster.columns import Columns, meanings_of
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Facts, Meaning, Table
from edgewise.domain.roster.plan import Known, Plan, plan_import
from edgewise.people.models import Absence, BusyCalendar, ImportDraft, Membership, Organisation, Person, WeeklyHours
from edgewise.vault.cipher import Cipher
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

USUAL_HOURS = time(9), time(17)  # of a person whose working hours nobody has said
CALENDAR_SCOPE = "calendars"  # of the key for people's own calendars
MOST_SHOWN = 20
STALE = timedelta(days=1)  # a reading older than this says nothing any more

LINK_SECONDS = 15 * 60
LINK_SALT = "people.enter"


def _sign_in_mark(person: Person) -> str:
    """Changes at every sign-in, which is what makes a link work once."""
    return person.last_login.isoformat() if person.last_login else ""


def link_for(person: Person) -> str:
    """A link that signs the person in once, within fifteen minutes."""
    token = signing.dumps([person.pk, _sign_in_mark(person)], salt=LINK_SALT)
    return f"{settings.BASE_URL}{reverse('people:enter', args=[token])}"


def person_of_link(token: str) -> Person | None:
    """Whom an unspent, unexpired link signs in."""
    try:
        pk, mark = signing.loads(token, salt=LINK_SALT, max_age=LINK_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    person = Person.objects.filter(pk=pk, is_active=True).first()
    return person if person is not None and _sign_in_mark(person) == mark else None


def coming_absences(who: Membership) -> QuerySet[Absence]:
    """Those that are not over where the person is."""
    today = timezone.localdate(timezone=ZoneInfo(who.time_zone))
    return who.absences.filter(until_on__gte=today).order_by("from_on", "pk")


def absences_of(people: Iterable[int]) -> dict[int, tuple[tuple[date, date], ...]]:
    """First and last days by membership, of those that are not long over; one query."""
    recent = timezone.localdate() - timedelta(days=7)
    found: dict[int, tuple[tuple[date, date], ...]] = {}
    rows = Absence.objects.filter(membership__in=list(people), until_on__gte=recent).order_by("from_on", "pk")
    for who, first, last in rows.values_list("membership_id", "from_on", "until_on"):
        found[who] = (*found.get(who, ()), (first, last))
    return found


def weekly_hours_of(people: Collection[int] | QuerySet[Any, Any]) -> dict[int, tuple[WeeklyWindow, ...]]:
    """Their own weeks by membership, of those who have one; one query. `people` are ids, or a query for them."""
    found: dict[int, tuple[WeeklyWindow, ...]] = {}
    rows = WeeklyHours.objects.filter(membership__in=people).order_by("weekday", "begins")
    for who, weekday, begins, ends in rows.values_list("membership_id", "weekday", "begins", "ends"):
        found[who] = (*found.get(who, ()), (weekday, begins, ends))
    return found


def week_of(who: Membership) -> list[WeeklyWindow]:
    """When they work: their own week, or else from Monday to Friday."""
    own = weekly_hours_of([who.pk]).get(who.pk)
    nine, five = USUAL_HOURS
    return list(own or ((day, who.works_from or nine, who.works_until or five) for day in range(WORKING_DAYS)))


def people_at_work() -> QuerySet[Person]:
    """Those who may sign in and are in some organisation."""
    not_left = Q(left_on=None) | Q(left_on__gt=timezone.localdate())
    return Person.objects.filter(is_active=True, pk__in=Membership.objects.filter(not_left).values("person"))


def calendar_of(person: Person) -> BusyCalendar | None:
    """The person's own calendar, if they have given one."""
    return BusyCalendar.objects.filter(person=person).first()


def address_of_calendar(row: BusyCalendar) -> str:
    return cipher_of(CALENDAR_SCOPE).decrypt(bytes(row.address), calendar_context(row.person_id)).decode()


def calendar_context(person_id: int) -> bytes:
    return f"person:{person_id}".encode()


def busy_in(row: BusyCalendar) -> list[Window]:
    """When they are busy, as it was read last."""
    sealed = cipher_of(CALENDAR_SCOPE).decrypt(bytes(row.busy), calendar_context(row.person_id))
    return msgspec.json.decode(sealed, type=list[Window])


def shown_of(row: BusyCalendar, now: datetime) -> dict[str, object]:
    """What a person is told of their own calendar; of its address the host alone."""
    coming = [window for window in busy_in(row) if window[1] > now]
    return {
        "host": urlsplit(address_of_calendar(row)).hostname,
        "read_at": row.read_at,
        "is_stale": row.read_at <= now - STALE,
        "count": len(coming),
        "times": coming[:MOST_SHOWN],
    }


def busy_times_of(people: Iterable[int], now: datetime) -> dict[int, tuple[Window, ...]]:
    """When they are busy, by person, as far as their calendars were read within a day; one query."""
    fresh = BusyCalendar.objects.filter(person__in=list(people), read_at__gt=now - STALE)
    return {row.person_id: tuple(busy_in(row)) for row in fresh}


def hashed(token: str) -> str:
    """What is kept of a link's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


def person_with(email: str) -> Person | None:
    return Person.objects.filter(email=email.strip().lower()).first()


ZONE = "zone"  # in the HTTP session: where its reader works


def zone_of(person: Person) -> str:
    """Where the person works, by the oldest membership that they have not left."""
    at_work = Membership.objects.filter(person=person, left_on=None).order_by("pk")
    return at_work.values_list("time_zone", flat=True).first() or "UTC"


@cache
def known_zones() -> Zones:
    return Zones(available_timezones())


def people_of(organisation: Organisation, search: str = "") -> QuerySet[Membership]:
    """The organisation's people by name; `search` looks into name, address, function, location and title."""
    people = Membership.objects.filter(organisation=organisation).select_related("person", "manager__person")
    for word in search.split():
        people = people.filter(
            Q(person__name__icontains=word)
            | Q(person__email__icontains=word)
            | Q(function__icontains=word)
            | Q(location__icontains=word)
            | Q(job_title__icontains=word)
        )
    return people.order_by("person__name", "pk")


def identity_scope(organisation_id: int) -> str:
    return f"identity:{organisation_id}"


def draft_scope(organisation_id: int) -> str:
    return f"import:{organisation_id}"


def sealed_context(membership_id: int) -> bytes:
    return f"membership:{membership_id}".encode()


def declared_by(memberships: Iterable[Membership]) -> dict[int, frozenset[str]]:
    """Self-declared attributes by membership, for the rule that nobody sits alone and for nothing else."""
    ciphers: dict[int, Cipher] = {}
    found: dict[int, frozenset[str]] = {}
    for membership in memberships:
        if membership.identity:
            organisation = membership.organisation_id
            cipher = ciphers.get(organisation) or cipher_of(identity_scope(organisation))
            ciphers[organisation] = cipher
            words = cipher.decrypt(bytes(membership.identity), sealed_context(membership.pk))
            found[membership.pk] = frozenset(json.loads(words))
    return found


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
