"""Reads: sessions as their pages, their planners and people's calendars see them."""

from __future__ import annotations

from edgewise.rooms.queries.calendars import (
    appointment_of,
    calendar_of_person,
    file_of,
    has_feed,
    person_of_feed,
    uid_of,
)
from edgewise.rooms.queries.planning import (
    LocalTime,
    cancelled_sessions,
    chairs_of,
    coming_sessions,
    facilitates_after,
    free_together,
    local_times,
    next_facilitator,
    next_session,
    sessions_of,
    worker,
)
from edgewise.rooms.queries.series import Series, Wanted, series_of, usual_series
from edgewise.rooms.queries.showing import (
    DOOR_OPENS,
    Moment,
    guests_of,
    is_open,
    is_over,
    moment,
    opened_at,
    opens_at,
    room_context,
    safe_record,
    safe_regions,
)

__all__ = [
    "DOOR_OPENS",
    "LocalTime",
    "Moment",
    "Series",
    "Wanted",
    "appointment_of",
    "calendar_of_person",
    "cancelled_sessions",
    "chairs_of",
    "coming_sessions",
    "facilitates_after",
    "file_of",
    "free_together",
    "guests_of",
    "has_feed",
    "is_open",
    "is_over",
    "local_times",
    "moment",
    "next_facilitator",
    "next_session",
    "opened_at",
    "opens_at",
    "person_of_feed",
    "room_context",
    "safe_record",
    "safe_regions",
    "series_of",
    "sessions_of",
    "uid_of",
    "usual_series",
    "worker",
]
