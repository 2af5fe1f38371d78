"""Messages about the date of a session, with a file for calendars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse

from edgewise.domain.calendar.invitations import Method, invitation, published
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.outbox.actions import tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import names_of
from edgewise.rooms.calendars.queries import appointment_of
from edgewise.rooms.models.sessions import Session, SessionStatus

REMINDED_BEFORE_SESSION = timedelta(hours=24)  # before a session, when its people are reminded


def expected_at(session: Session) -> list[Membership]:
    """The people of the circle who are expected."""
    seats = session.attendance.filter(seat__ended_at=None).select_related("seat__membership__person")
    return [one.seat.membership for one in seats.order_by("seat__position")]


def tell_of(session: Session, kind: Kind, people: Iterable[Membership], at: datetime, **more: object) -> None:
    """The same news to each person, with their own invitation or cancellation."""
    method = Method.CANCEL if kind is Kind.SESSION_CANCELLED else Method.REQUEST
    organiser, appointment = parseaddr(settings.DEFAULT_FROM_EMAIL)[1], appointment_of(session)
    facts = _facts(session) | more
    if kind is Kind.SESSION_CANCELLED:
        facts.pop("minutes")
    for who in people:
        message = Message(
            kind,
            f"session:{session.code}:{session.sequence}:{method.value}",
            facts,
            link=reverse("rooms:circle", args=[session.circle.code]),
            not_after=session.starts_at + timedelta(minutes=session.minutes),
            calendar=invitation(appointment, method, organiser, who.person.email),
            method=method.value,
        )
        tell(who, message, at)


def tell_of_series(sessions: Sequence[Session], at: datetime) -> None:
    """Several dates, planned at once: one message, with one file of all dates."""
    first = sessions[0]
    if len(sessions) == 1:
        return tell_of(first, Kind.SESSION_PLANNED, expected_at(first), at)
    message = Message(
        Kind.SESSION_PLANNED,
        f"series:{first.code}:{len(sessions)}",
        _facts(first) | {"dates": len(sessions)},
        link=reverse("rooms:circle", args=[first.circle.code]),
        calendar=published(appointment_of(one) for one in sessions),
        method=Method.PUBLISH.value,
    )
    tell_all(expected_at(first), message, at)
    return None


def remind(now: datetime) -> int:
    """A day before: everybody expected, once for each date of the session."""
    near = Session.objects.filter(
        status=SessionStatus.PLANNED, starts_at__gt=now, starts_at__lte=now + REMINDED_BEFORE_SESSION, demo=False
    )
    waiting = near.filter(Q(reminded_of=None) | ~Q(reminded_of=F("starts_at")))
    told = 0
    for session in waiting.select_related("circle__cohort__programme"):
        message = Message(
            Kind.SESSION_SOON,
            f"soon:{session.code}:{session.starts_at:%Y%m%d%H%M}",
            _facts(session),
            link=reverse("rooms:room", args=[session.code]),
            not_after=session.starts_at,
        )
        told += tell_all(expected_at(session), message, now)
        Session.objects.filter(pk=session.pk).update(reminded_of=session.starts_at)
    return told


def _facts(session: Session) -> dict[str, Any]:
    return names_of(session.circle) | {"starts_at": session.starts_at.isoformat(), "minutes": session.minutes}
