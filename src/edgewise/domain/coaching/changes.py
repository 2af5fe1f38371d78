"""Asking peers whether they have seen a change."""

from __future__ import annotations

from datetime import datetime, timedelta

AGAIN = timedelta(days=14)  # a change that was not seen yet needs time to be seen


def may_ask_again(answered_at: datetime | None, now: datetime) -> bool:
    """Of somebody who last answered at that moment, or never."""
    return answered_at is None or now >= answered_at + AGAIN
