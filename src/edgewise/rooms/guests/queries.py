"""Guests of a session."""

from __future__ import annotations

from django.db.models import QuerySet

from edgewise.rooms.models.sessions import Guest, Session


def guests_of(session: Session) -> QuerySet[Guest]:
    return session.guests.filter(revoked_at=None).order_by("pk")
