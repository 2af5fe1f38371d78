"""The only writes to sessions, their logs and their guests."""

from __future__ import annotations

from edgewise.rooms.actions.attending import correct_attendance, excuse, note_not_held
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
from edgewise.rooms.actions.polling import answer_times, ask_for_times, plan_best_time, withdraw_poll
from edgewise.rooms.actions.running import obey, open_room, opening
from edgewise.rooms.actions.settling import settle, settle_code, settle_what_a_stop_left_open

__all__ = [
    "Date",
    "admit_guest",
    "answer_times",
    "ask_for_times",
    "cancel_session",
    "correct_attendance",
    "excuse",
    "invite_guest",
    "move_session",
    "note_not_held",
    "obey",
    "open_room",
    "opening",
    "plan_best_time",
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
    "withdraw_poll",
]
