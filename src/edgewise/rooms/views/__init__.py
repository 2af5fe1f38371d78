from __future__ import annotations

from edgewise.rooms.views.afterwards import record, replay
from edgewise.rooms.views.circles import access_log, cancel, circle, move, plan
from edgewise.rooms.views.guests import guest, guest_record, guests, revoke
from edgewise.rooms.views.live import room, table

__all__ = [
    "access_log",
    "cancel",
    "circle",
    "guest",
    "guest_record",
    "guests",
    "move",
    "plan",
    "record",
    "replay",
    "revoke",
    "room",
    "table",
]
