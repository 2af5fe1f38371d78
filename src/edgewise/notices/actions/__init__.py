"""The outbox: what is told, how it leaves, and what its readers choose."""

from __future__ import annotations

from edgewise.notices.actions.choosing import mark_one_read, mark_read, save_preference, turn_off, turn_on
from edgewise.notices.actions.delivering import deliver, take_as_sent
from edgewise.notices.actions.telling import call_off, tell, tell_all, tell_each, tick

__all__ = [
    "call_off",
    "deliver",
    "mark_one_read",
    "mark_read",
    "save_preference",
    "take_as_sent",
    "tell",
    "tell_all",
    "tell_each",
    "tick",
    "turn_off",
    "turn_on",
]
