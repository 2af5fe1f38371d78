"""What comes due for sessions as time passes."""

from __future__ import annotations

from datetime import datetime

from edgewise.rooms.actions.inviting import remind
from edgewise.rooms.actions.polling import look_after_polls
from edgewise.rooms.actions.reminding import remind_before_sessions, say_halfway


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.apps.due`."""
    remind_before_sessions(now)
    remind(now)
    say_halfway(now)
    look_after_polls(now)
