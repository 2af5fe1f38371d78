"""What the pages about people from outside show: to the owner, the coordinator, the circle, and to them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.outside import Line, ledger
from edgewise.domain.roster.cells import harmless
from edgewise.leaders.models.outside import OutsideInvitation, OutsideKind, OutsidePerson
from edgewise.leaders.outside.queries import (
    cohorts_named,
    invitations_of,
    own_guest_seats,
    people_named,
    rates_in,
    standings,
    visits_in,
)
from edgewise.people.models import Organisation, Person
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.guests.queries import READABLE_AFTER_LAST_DATE
from edgewise.rooms.models.sessions import OVER, Guest, Session, SessionStatus

HEADINGS = (_("Month"), _("Name"), _("Kind"), _("Programme"), _("Cohort"), _("Sessions"), _("Hours"), _("Cost"),
            _("Currency"))  # fmt: skip
MINUTES_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Asked:
    """One invitation as a circle or its coordinator sees it: whether all agree, and one's own answer."""

    row: OutsideInvitation
    sessions: list[Session]
    is_agreed: bool
    is_signed: bool = False
    mine: str = ""


def asked_of(rows: Iterable[OutsideInvitation], seat: Seat | None = None) -> list[Asked]:
    known = list(rows)
    found = standings(known)
    return [
        Asked(row, _dates(row), now.is_agreed, now.is_signed, now.said.get(seat.pk, "") if seat else "")
        for row in known
        for now in (found[row.pk],)
    ]


def _dates(row: OutsideInvitation) -> list[Session]:
    """From those that were fetched with it."""
    known = [one for one in row.sessions.all() if one.status != SessionStatus.CANCELLED]
    return sorted(known, key=lambda one: (one.starts_at, one.pk))


@dataclass(frozen=True, slots=True)
class OwnDate:
    """A session as the person from outside sees it: a date, and what they may open."""

    session: Session
    is_planned: bool
    readable_until: datetime | None = None  # of its record, if they attended


@dataclass(frozen=True, slots=True)
class OwnInvitation:
    row: OutsideInvitation
    dates: list[OwnDate]
    is_agreed: bool
    is_signed: bool


def own_invitations(person: Person, now: datetime) -> list[OwnInvitation]:
    rows = list(invitations_of(person, now))
    found, seats = standings(rows), {guest.session_id: guest for guest in own_guest_seats(person, rows)}
    return [
        OwnInvitation(row, _own_dates(row, seats, now), found[row.pk].is_agreed, found[row.pk].is_signed)
        for row in rows
    ]


def _own_dates(row: OutsideInvitation, seats: Mapping[int, Guest], now: datetime) -> list[OwnDate]:
    """Records are open for some weeks after the last date at which they have a place."""
    dates = _dates(row)
    last = max((one.starts_at for one in dates if one.pk in seats), default=None)
    until = last + READABLE_AFTER_LAST_DATE if last else None
    return [
        OwnDate(
            one,
            is_planned=one.pk in seats and one.status not in OVER,
            readable_until=until if until and until > now and _attended(seats.get(one.pk)) else None,
        )
        for one in dates
    ]


def _attended(guest: Guest | None) -> bool:
    return guest is not None and guest.attended_ms > 0


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the ledger with its names."""

    line: Line
    name: str
    kind: str
    programme: str
    cohort: str

    @property
    def hours(self) -> str:
        return hours_of(self.line.minutes)


@dataclass(frozen=True, slots=True)
class Ledger:
    entries: list[Entry]
    minutes: int
    costs: list[tuple[str, Decimal]]  # by currency

    @property
    def hours(self) -> str:
        return hours_of(self.minutes)


def hours_of(minutes: int) -> str:
    """`1:05`."""
    return f"{minutes // MINUTES_AN_HOUR}:{minutes % MINUTES_AN_HOUR:02}"


def ledger_of(organisation: Organisation) -> Ledger:
    """Hours and cost of everybody from outside, also of those who come no more; a fixed number of queries."""
    lines = ledger(visits_in(organisation), rates_in(organisation))
    names, cohorts = people_named({line.who for line in lines}), cohorts_named({line.cohort for line in lines})
    kinds = dict(OutsidePerson.objects.filter(membership__in=names).values_list("membership_id", "kind"))
    entries = [
        Entry(
            line, names[line.who], str(OutsideKind(kinds[line.who]).label),
            cohorts[line.cohort].programme.name, cohorts[line.cohort].name,
        )
        for line in lines
    ]  # fmt: skip
    costs: dict[str, Decimal] = {}
    for line in lines:
        if line.cost is not None:
            costs[line.currency] = costs.get(line.currency, Decimal(0)) + line.cost
    return Ledger(entries, sum(line.minutes for line in lines), sorted(costs.items()))


def ledger_rows(found: Ledger) -> list[list[str]]:
    """For a spreadsheet, in which no cell can act as a formula."""
    rows = [
        (
            f"{entry.line.month:%Y-%m}",
            entry.name,
            entry.kind,
            entry.programme,
            entry.cohort,
            entry.line.sessions,
            f"{Decimal(entry.line.minutes) / MINUTES_AN_HOUR:.2f}",
            "" if entry.line.cost is None else entry.line.cost,
            entry.line.currency,
        )
        for entry in found.entries
    ]
    return [list(map(str, HEADINGS)), *([harmless(str(cell)) for cell in row] for row in rows)]
