"""The tables. Django finds them here; everything else imports them from the file that has them."""

from __future__ import annotations

from edgewise.rooms.models import hours, notes, polls, sessions, unopened

__all__ = ["hours", "notes", "polls", "sessions", "unopened"]
