from __future__ import annotations

from edgewise.rooms.views.afterwards import record, replay
from edgewise.rooms.views.guests import guest, guest_record, guests, revoke
from edgewise.rooms.views.live import room, table

__all__ = ["guest", "guest_record", "guests", "record", "replay", "revoke", "room", "table"]
