"""Guests of a session."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Max, QuerySet
from django.utils.crypto import constant_time_compare

from edgewise.people.calendars.queries import hashed
from edgewise.rooms.models.sessions import Guest, Session

READABLE_AFTER_LAST_DATE = timedelta(days=30)  # the records of a circle, for a person from outside who attended


def guests_of(session: Session) -> QuerySet[Guest]:
    """Those with a link."""
    return session.guests.filter(revoked_at=None, outside=None).select_related("session__circle").order_by("pk")


def readable_until(guest: Guest) -> datetime:
    """When a person from outside stops reading the records of the sessions that they attended in this circle."""
    mine = Guest.objects.filter(outside=guest.outside, session__circle=guest.session.circle_id, revoked_at=None)
    last = mine.aggregate(last=Max("session__starts_at"))["last"] or guest.session.starts_at
    return last + READABLE_AFTER_LAST_DATE


def is_browser_of(guest: Guest, secret: str) -> bool:
    """Whether the guest came in by the browser that has this secret."""
    return bool(secret and guest.browser) and constant_time_compare(guest.browser, hashed(secret))
