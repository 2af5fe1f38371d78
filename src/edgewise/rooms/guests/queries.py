"""Guests of a session."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.crypto import constant_time_compare

from edgewise.people.calendars.queries import hashed
from edgewise.rooms.models.sessions import Guest, Session


def guests_of(session: Session) -> QuerySet[Guest]:
    return session.guests.filter(revoked_at=None).select_related("session__circle").order_by("pk")


def is_browser_of(guest: Guest, secret: str) -> bool:
    """Whether the guest came in by the browser that has this secret."""
    return bool(secret and guest.browser) and constant_time_compare(guest.browser, hashed(secret))
