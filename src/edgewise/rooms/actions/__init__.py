"""The only writes to sessions, their logs and their guests."""

from __future__ import annotations

from edgewise.rooms.actions.demonstration import start_demo_session, take_as_person
from edgewise.rooms.actions.guests import admit_guest, invite_guest, revoke_guest
from edgewise.rooms.actions.planning import (
    Date,
    cancel_session,
    move_session,
    plan_series,
    plan_session,
    restore_session,
    set_meeting_link,
)
from edgewise.rooms.actions.running import obey, open_room, opening
from edgewise.rooms.actions.settling import settle, settle_code, settle_what_a_stop_left_open

__all__ = [
    "Date",
    "admit_guest",
    "cancel_session",
    "invite_guest",
    "move_session",
    "obey",
    "open_room",
    "opening",
    "plan_series",
    "plan_session",
    "restore_session",
    "revoke_guest",
    "set_meeting_link",
    "settle",
    "settle_code",
    "settle_what_a_stop_left_open",
    "start_demo_session",
    "take_as_person",
]
