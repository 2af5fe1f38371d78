#!/usr/bin/env bash
# recurring-ical-events 3.8.2, two plain events that have one UID and no RECURRENCE-ID, as some exports write them.
#
# Expected: both, as calendar programs show them; or a word about the second.
# Seen: one of the two, without a word. Which one depends on the order: it is the first of the file.
# It is why Edgewise takes each event without a RECURRENCE-ID as one of its own (domain/calendar/document/series.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "recurring-ical-events==3.8.2" "icalendar==7.3.2"
"$folder/venv/bin/python" - <<'PY'
from importlib.metadata import version

import icalendar
import recurring_ical_events


def found(*days: int) -> list[int]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN"]
    for day in days:
        lines += ["BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z", f"DTSTART:202609{day:02}T070000Z"]
        lines += [f"DTEND:202609{day:02}T080000Z", "END:VEVENT"]
    calendar = icalendar.Calendar.from_ical("\r\n".join([*lines, "END:VCALENDAR", ""]))
    return [event.start.day for event in recurring_ical_events.of(calendar).between((2026, 9, 1), (2026, 10, 1))]


assert version("recurring-ical-events") == "3.8.2", version("recurring-ical-events")
forward, backward = found(7, 9), found(9, 7)
print("events on 7 and 9 September, one UID:", forward)
print("the same, in the other order:", backward)
assert (forward, backward) == ([7], [9]), (forward, backward)
PY
