from __future__ import annotations

from edgewise.rooms.views.afterwards import record, replay
from edgewise.rooms.views.calendars import calendar_file, feed, feed_settings, meeting_link, restore
from edgewise.rooms.views.circles import access_log, cancel, circle, move, plan
from edgewise.rooms.views.guests import guest, guest_record, guests, revoke
from edgewise.rooms.views.hours import answer_hours, attendance, come, hours, not_held
from edgewise.rooms.views.live import advise, room, table
from edgewise.rooms.views.series import series
from edgewise.rooms.views.times import ask_times, plan_time, times, withdraw_times

__all__ = [
    "access_log",
    "advise",
    "answer_hours",
    "ask_times",
    "attendance",
    "calendar_file",
    "cancel",
    "circle",
    "come",
    "feed",
    "feed_settings",
    "guest",
    "guest_record",
    "guests",
    "hours",
    "meeting_link",
    "move",
    "not_held",
    "plan",
    "plan_time",
    "record",
    "replay",
    "restore",
    "revoke",
    "room",
    "series",
    "table",
    "times",
    "withdraw_times",
]
