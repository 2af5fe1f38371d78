"""Messages about the date of a session, with a file for calendars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from email.utils import parseaddr
from typing import Any

from django.conf import settings
from django.db.models import F, Q
from django.urls import reverse

from edgewise.domain.calendar.invitations import Method, invitation
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.outbox.actions import call_off, tell, tell_each
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.models.circles import SeatEnd
from edgewise.rooms.calendars.queries import appointment_of
from edgewise.rooms.models.sessions import Session, SessionStatus

ENDED_WITH_CIRCLE = (SeatEnd.CIRCLE_ENDED, SeatEnd.ROUND_OVER, SeatEnd.FINISHED)
REMINDED_BEFORE_SESSION = timedelta(hours=24)  # before a session, when its people are reminded


def expected_at(session: Session) -> list[Membership]:
    """The people of the circle who are expected, and those from outside whom it has agreed to."""
    seats = session.attendance.filter(seat__ended_at=None).select_related("seat__membership__person")
    return [*(one.seat.membership for one in seats.order_by("seat__position")), *from_outside(session)]


def from_outside(session: Session) -> list[Membership]:
    invited = session.guests.filter(revoked_at=None).exclude(outside=None).select_related("outside__person")
    return [one.outside for one in invited.order_by("pk") if one.outside]


def _about(session: Session, who: Membership) -> str:
    """Where somebody reads of the session's date: a person from outside has no page of the circle."""
    return reverse("leaders:outside") if who.is_outside else reverse("rooms:circle", args=[session.circle.code])


def tell_of(
    session: Session,
    kind: Kind,
    people: Iterable[Membership],
    at: datetime,
    by: Membership | None = None,
    **more: object,
) -> None:
    """The same news to each person, with their own invitation or cancellation; `by` is who caused it."""
    tell_of_run([session], kind, people, at, by, **more)


def tell_of_run(
    sessions: Sequence[Session], kind: Kind, people: Iterable[Membership], at: datetime, by: Membership | None = None,
    **more: object,
) -> None:  # fmt: skip
    """The same news of several dates: one message, and for each further date an e-mail with its calendar file.

    Calendar programs take one appointment from an e-mail (docs/adr/0018-a-date-a-mail.md). What has not left yet about
    these sessions is not sent any more: it says what was true before.
    """
    told = list(people)
    for session in sessions:
        if told and session.sequence:
            for about in ("session", "soon", "chair"):
                call_off(f"{about}:{session.code}:", *told)
    letters = [
        (who, _message(session, kind, who, {"dates": len(sessions), "number": number} | more, at, by))
        for who in told
        for number, session in enumerate(sessions, 1)
    ]
    tell_each(letters, at)


def tell_of_chair(session: Session, who: Membership, at: datetime) -> None:
    """The next facilitator, once for each date."""
    message = Message(
        Kind.SESSION_CHANGED,
        f"chair:{session.code}:{session.starts_at:%Y%m%d%H%M}",
        _facts(session) | {"chairs": True},
        link=reverse("rooms:circle", args=[session.circle.code]),
        not_after=session.starts_at,
        happens_at=session.starts_at,
    )
    tell(who, message, at)


def _message(
    session: Session, kind: Kind, who: Membership, more: dict[str, Any], at: datetime, by: Membership | None
) -> Message:
    method = Method.CANCEL if kind is Kind.SESSION_CANCELLED else Method.REQUEST
    organiser = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return Message(
        kind,
        f"session:{session.code}:{session.sequence}:{method.value}",
        _facts(session, who) | more,
        link=_about(session, who),
        not_after=_ends_at(session),
        calendar=invitation(appointment_of(session), method, organiser, who.person.email),
        method=method.value,
        happens_at=_known_by(session, more.get("was_at"), at),
        by=by.pk if by else None,
        mail_only=more["number"] > 1,
    )


def _known_by(session: Session, was_at: object, now: datetime) -> datetime:
    """The first of the old and the new time that is to come: nobody may wait in vain then, or be missing."""
    times = [session.starts_at, _ends_at(session)]
    times += [datetime.fromisoformat(was_at)] if isinstance(was_at, str) else []
    return min((one for one in times if one > now), default=session.starts_at)


def _ends_at(session: Session) -> datetime:
    return session.starts_at + timedelta(minutes=session.minutes)


def remind(now: datetime) -> int:
    """A day before: everybody expected, once for each date of the session."""
    near = Session.every.filter(
        status=SessionStatus.PLANNED, starts_at__gt=now, starts_at__lte=now + REMINDED_BEFORE_SESSION, demo=False
    )
    waiting = near.filter(Q(reminded_of=None) | ~Q(reminded_of=F("starts_at")))
    told = 0
    two = ("coach__membership__person", "client__membership__person")
    for session in waiting.select_related("circle__cohort__programme", *two):
        told += tell_each([(who, _soon(session, who)) for who in expected_at(session)], now)
        Session.objects.filter(pk=session.pk).update(reminded_of=session.starts_at)
    return told


def _soon(session: Session, who: Membership) -> Message:
    return Message(
        Kind.SESSION_SOON,
        f"soon:{session.code}:{session.starts_at:%Y%m%d%H%M}",
        _facts(session, who),
        link=reverse("rooms:room", args=[session.code]),
        not_after=session.starts_at,
        happens_at=session.starts_at,
    )


def tell_closed(session: Session, now: datetime) -> None:
    """Nobody had closed it: the people at its table who still belong to the circle learn, once, that it is settled.

    Where the circle has ended since, all who sat in it to its end belong to it.
    """
    if session.demo:
        return
    rows = session.attendance.select_related("seat__membership__person").order_by("seat__position")
    still = rows.filter(Q(seat__ended_at=None) | Q(seat__reason_ended__in=ENDED_WITH_CIRCLE))
    link, people = reverse("rooms:record", args=[session.code]), [row.seat.membership for row in still]
    tell_each([(who, _closed(session, who, link)) for who in people], now)


def _closed(session: Session, who: Membership, link: str) -> Message:
    facts = {name: fact for name, fact in _facts(session, who).items() if name != "minutes"}
    return Message(Kind.SESSION_CLOSED_ITSELF, f"closed:{session.code}", facts, link=link)


def _facts(session: Session, who: Membership | None = None) -> dict[str, Any]:
    """`pair` and `person`, the other one, where it is a pair hour of `who`."""
    facts = names_of(session.circle) | {"starts_at": session.starts_at.isoformat(), "minutes": session.minutes}
    if who is not None and session.coach is not None and session.client is not None:
        other = session.client if session.coach.membership_id == who.pk else session.coach
        facts |= {"pair": True, "person": other.membership.person.name}
    return facts
