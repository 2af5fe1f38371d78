"""Who is still to sign before they meet."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from edgewise.programmes.actions import remind_before
from edgewise.programmes.queries.agreements import unsigned_seats_of
from edgewise.rooms.models import Session, SessionStatus

AHEAD = timedelta(days=5)  # the working day before a Monday is a Friday, wherever it is


def remind_before_sessions(now: datetime) -> None:
    """Whoever has not signed their circle's agreement hears of it on the working day before they meet."""
    unsigned = unsigned_seats_of(OuterRef("circle"))
    coming = Session.objects.filter(Exists(unsigned), status=SessionStatus.PLANNED, demo=False, starts_at__gt=now)
    for session in (
        coming.filter(starts_at__lte=now + AHEAD).select_related("circle__cohort__programme").order_by("starts_at")
    ):
        remind_before(session.circle, session.starts_at, now)
