"""What a circle and the person from outside are told, until the dates are fixed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.urls import reverse

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.leaders.models.outside import OutsideInvitation
from edgewise.notices.outbox.actions import tell, tell_all
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.sessions import Session, SessionStatus


def asked_key(invitation: OutsideInvitation) -> str:
    return f"outside-asked:{invitation.code}"


def tell_circle(invitation: OutsideInvitation, seats: Iterable[Seat], now: datetime) -> None:
    """Each seat once; nobody, when no date is to come."""
    dates = _dates(invitation, now)
    if not dates:
        return
    circle, by = invitation.circle, invitation.invited_by_id
    facts = names_of(circle) | {"person": str(invitation.outside)} | _when(dates)
    link, last = reverse("leaders:circle-outside", args=[circle.code]), dates[-1].starts_at
    message = Message(
        Kind.OUTSIDE_ASKED, asked_key(invitation), facts, link, not_after=last, happens_at=dates[0].starts_at, by=by
    )
    tell_all([seat.membership for seat in seats], message, now)


def tell_invited(invitation: OutsideInvitation, now: datetime) -> None:
    link = reverse("leaders:outside")
    _tell_them(invitation, Kind.OUTSIDE_INVITED, f"outside-invited:{invitation.code}", link, now)


def tell_to_sign(invitation: OutsideInvitation, version: int, now: datetime) -> None:
    """Once for each version of the circle's agreement."""
    link = reverse("leaders:outside-agreement", args=[invitation.code])
    _tell_them(invitation, Kind.OUTSIDE_TO_SIGN, f"outside-sign:{invitation.code}:{version}", link, now)


def _tell_them(invitation: OutsideInvitation, kind: Kind, key: str, link: str, now: datetime) -> None:
    dates = _dates(invitation, now)
    if dates:
        facts = {"organisation": invitation.outside.membership.organisation.name} | _when(dates)
        last, by = dates[-1].starts_at, invitation.invited_by_id
        message = Message(kind, key, facts, link, not_after=last, happens_at=dates[0].starts_at, by=by)
        tell(invitation.outside.membership, message, now)


def _dates(invitation: OutsideInvitation, now: datetime) -> list[Session]:
    return list(invitation.sessions.filter(status=SessionStatus.PLANNED, starts_at__gt=now).order_by("starts_at"))


def _when(dates: list[Session]) -> dict[str, Any]:
    return {"sessions": len(dates), "starts_at": dates[0].starts_at.isoformat()}
