"""The hours ledger: what a room has counted, and hours that one side notes and the other confirms or corrects."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.hours.counted import Coached, Share, without
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.session.coaching_minutes import coached
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.notices.outbox.actions import tell
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.hours.queries.ledger import reached_in
from edgewise.rooms.log import log
from edgewise.rooms.models.hours import MINUTE_MS, HoursEntry, HoursSource
from edgewise.rooms.models.sessions import CAME, Session
from edgewise.rooms.sessions.queries import day_for, seat_id, seats_at
from edgewise.vault.cipher import KeyDestroyed

RECOUNTED_AT_ONCE = 20  # sessions from before the definition changed, whose logs are read in one go

Shares = Mapping[tuple[Membership, Membership], Share]  # from a giver to a receiver


@transaction.atomic
def count_hours(session: Session, events: Sequence[AnyEvent]) -> None:
    """Bring a session's entries to what its log and the corrections of who came say, as often as needed."""
    seats = seats_at(session, events[0].at)
    corrected = session.attendance.filter(corrected=True).select_related("seat")
    there = {seat_id(row.seat): row.status in CAME for row in corrected}
    found = coached(events, there, seats.keys())
    _keep(
        session,
        {
            (seats[giver].membership, seats[receiver].membership): share
            for (giver, receiver), share in found.shares.items()
        },
    )


@transaction.atomic
def recount(session: Session) -> None:
    """The same after a correction; from everybody's part once nobody can read the log."""
    try:
        events = log.events_since(session)
    except KeyDestroyed:
        _take_from_absent(session)
        return
    if events:
        count_hours(session, events)


def _take_from_absent(session: Session) -> None:
    rows = HoursEntry.objects.filter(session_code=session.code, source=HoursSource.ROOM)
    entries = list(rows.select_related("giver", "receiver").order_by("pk"))
    people = {str(who.pk): who for entry in entries for who in (entry.giver, entry.receiver)}
    known = {(str(entry.giver_id), str(entry.receiver_id)): Share(entry.ms, entry.one_to_one_ms) for entry in entries}
    gone = session.attendance.filter(corrected=True).exclude(status__in=CAME)
    absent = {str(who) for who in gone.values_list("seat__membership_id", flat=True)}
    left = without(Coached(known), absent).shares
    _keep(session, {(people[giver], people[receiver]): share for (giver, receiver), share in left.items()})


def _keep(session: Session, shares: Shares) -> None:
    kept = []
    for (giver, receiver), share in shares.items():
        entry, _ = HoursEntry.objects.update_or_create(
            session_code=session.code,
            giver=giver,
            receiver=receiver,
            defaults={
                "circle": session.circle,
                "ms": share.ms,
                "one_to_one_ms": share.one_to_one,
                "on": day_for(giver, session.starts_at),
                "source": HoursSource.ROOM,
                "from_minutes": False,
            },
        )
        kept.append(entry.pk)
    HoursEntry.objects.filter(session_code=session.code, source=HoursSource.ROOM).exclude(pk__in=kept).delete()
    _tell_reached(session.circle)


def _tell_reached(circle: Circle) -> None:
    """Who has given and received the hours that were promised reads it, once in a cohort."""
    for one in reached_in(circle):
        facts = names_of(circle) | {"hours": f"{one.promised.each_way:g}"}
        link, key = reverse("rooms:hours", args=[circle.code]), f"hours-reached:{circle.cohort.code}"
        tell(one.seat.membership, Message(Kind.HOURS_REACHED, key, facts, link=link), timezone.now())


def recount_from_logs() -> None:
    """Sessions whose entries were made from whole minutes when the definition changed: their logs know more."""
    rows = HoursEntry.objects.filter(from_minutes=True)
    codes = rows.order_by("session_code").values_list("session_code", flat=True).distinct()[:RECOUNTED_AT_ONCE]
    for session in Session.every.filter(code__in=list(codes)).select_related("circle"):
        recount(session)
    HoursEntry.objects.filter(session_code__in=list(codes)).update(from_minutes=False)


@transaction.atomic
def note_hours(
    circle: Circle, by: Membership, giver: Membership, receiver: Membership, minutes: int, on: date,
    at: datetime | None = None,
) -> HoursEntry:  # fmt: skip
    """One of the two notes hours; the other is asked, and the hours count when they confirm."""
    entry = HoursEntry.objects.create(
        circle=circle,
        giver=giver,
        receiver=receiver,
        session_code=f"n{secrets.token_hex(7)}",
        ms=minutes * MINUTE_MS,
        one_to_one_ms=minutes * MINUTE_MS,
        on=on,
        source=HoursSource.NOTED,
        noted_by=by,
    )
    _ask(entry, at or timezone.now())
    return entry


def other_side(entry: HoursEntry) -> Membership:
    """The person who has to confirm."""
    return entry.receiver if entry.noted_by_id == entry.giver_id else entry.giver


@transaction.atomic
def confirm_hours(entry: HoursEntry, by: Membership) -> bool:
    """The other side's yes; False if somebody else has to confirm, or the answer is there already."""
    if by != other_side(entry) or _open(entry).update(confirmed_at=timezone.now()) != 1:
        return False
    _tell_reached(entry.circle)
    return True


def decline_hours(entry: HoursEntry, by: Membership) -> bool:
    """It did not take place. The entry stays for the two to read, and counts for nobody."""
    return by == other_side(entry) and _open(entry).update(declined_at=timezone.now()) == 1


@transaction.atomic
def correct_hours(entry: HoursEntry, by: Membership, minutes: int) -> bool:
    """Other minutes; now the person who noted it first has to confirm."""
    ms = minutes * MINUTE_MS
    if by != other_side(entry) or _open(entry).update(ms=ms, one_to_one_ms=ms, noted_by=by) != 1:
        return False
    entry.refresh_from_db()
    _ask(entry, timezone.now())
    return True


def _open(entry: HoursEntry) -> QuerySet[HoursEntry]:
    return HoursEntry.objects.filter(pk=entry.pk, noted_by=entry.noted_by, confirmed_at=None, declined_at=None)


def _ask(entry: HoursEntry, at: datetime) -> None:
    assert entry.noted_by is not None
    facts = {"person": entry.noted_by.person.name, "minutes": entry.minutes, "on": entry.on.isoformat()}
    key = f"hours:{entry.session_code}:{entry.noted_by_id}:{entry.minutes}"
    link = reverse("rooms:hours", args=[entry.circle.code])
    message = Message(Kind.HOURS_TO_CONFIRM, key, facts, link=link, by=entry.noted_by_id)
    tell(other_side(entry), message, at)
