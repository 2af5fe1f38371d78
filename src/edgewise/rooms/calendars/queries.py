"""Sessions for calendars: a file, and a feed behind a secret address."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Q, QuerySet
from django.urls import reverse

from edgewise.domain.calendar.invitations import (
    Appointment,
    MarkedDay,
    commitment_uid,
    day_of_commitment,
    published,
    session_uid,
)
from edgewise.domain.session.state import State
from edgewise.people.access import current_memberships
from edgewise.people.calendars.queries import hashed
from edgewise.people.models import CalendarKey, Person
from edgewise.people.queries import not_left
from edgewise.rooms.models.sessions import Guest, Session, SessionStatus

FEED_SHOWS_PAST = timedelta(days=60)  # how long a feed goes on showing what is over


def uid_of(session: Session) -> str:
    """The same for as long as the session lives, whatever becomes of its date."""
    return session_uid(session.code, urlsplit(settings.BASE_URL).hostname or "")


def appointment_of(session: Session) -> Appointment:
    return Appointment(
        uid=uid_of(session),
        starts_at=session.starts_at,
        minutes=session.minutes,
        sequence=session.sequence,
        changed_at=session.changed_at,
        url=f"{settings.BASE_URL}{reverse('rooms:room', args=[session.code])}",
        meeting_link=session.meeting_link or session.circle.meeting_link,
        is_cancelled=session.status == SessionStatus.CANCELLED,
    )


def file_of(session: Session) -> str:
    return published([appointment_of(session)])


def commitment_file(session: Session, seat: str, state: State) -> str | None:
    """The day that somebody promised something for in this session; None if they promised nothing."""
    said = state.commitments.get(seat)
    if said is None:
        return None
    host = urlsplit(settings.BASE_URL).hostname or ""
    url = f"{settings.BASE_URL}{reverse('rooms:record', args=[session.code])}"
    made_at = datetime.fromtimestamp(state.at / 1000, UTC)
    uid = commitment_uid(f"{session.code}-{seat}", host)
    return day_of_commitment(MarkedDay(uid, date.fromisoformat(said.by_date), 0, made_at, url))


def has_feed(person: Person) -> bool:
    return CalendarKey.objects.filter(person=person).exists()


def person_of_feed(token: str) -> Person | None:
    found = CalendarKey.objects.select_related("person").filter(token=hashed(token), person__is_active=True).first()
    return found.person if found else None


def calendar_of_person(person: Person, now: datetime) -> str:
    """All sessions of the circles they sit in, and their own pair hours, those of the last weeks included.

    What was cancelled says so.
    """
    return published([appointment_of(one) for one in _sessions(person, now)], "Edgewise")


def _sessions(person: Person, now: datetime) -> QuerySet[Session]:
    seats = Q(circle__seats__membership__in=current_memberships(person), circle__seats__ended_at=None)
    two = Q(coach=None) | Q(circle__seats=F("coach")) | Q(circle__seats=F("client"))
    invited = Guest.objects.filter(not_left("outside"), outside__person=person, revoked_at=None)
    mine = (seats & two) | Q(pk__in=invited.values("session"))
    found = Session.every.filter(mine, starts_at__gt=now - FEED_SHOWS_PAST, demo=False)
    return found.select_related("circle").order_by("starts_at", "pk").distinct()
