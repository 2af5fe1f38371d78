"""What time does for people from outside."""

from __future__ import annotations

from datetime import datetime

from edgewise.leaders.outside.actions import look_after_dates


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`."""
    look_after_dates(now)
