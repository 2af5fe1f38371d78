#!/usr/bin/env bash
# icalendar 7.3.2, the end of an event that says DURATION, in a night in which clocks change.
#
# Expected: RFC 5545 3.3.6: a day of a duration is a day on the wall, an hour is exact; PT8H lasts eight hours.
# Seen: `Event.end` adds both to the wall clock. PT8H lasts nine hours in the night in which clocks go back; an hour that
# begins in the skipped hour ends at the moment at which it begins.
# It is why Edgewise works out the ends of events itself (domain/calendar/document/events.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "icalendar==7.3.2" "tzdata"
"$folder/venv/bin/python" - <<'PY'
from datetime import UTC, timedelta

import icalendar


def lasts(begins: str, duration: str) -> timedelta:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", "BEGIN:VEVENT", "UID:1", "DTSTAMP:20260101T000000Z"]
    lines += [f"DTSTART;TZID=Europe/Berlin:{begins}", f"DURATION:{duration}", "END:VEVENT", "END:VCALENDAR", ""]
    [event] = icalendar.Calendar.from_ical("\r\n".join(lines)).walk("VEVENT")
    return event.end.astimezone(UTC) - event.start.astimezone(UTC)


assert icalendar.__version__ == "7.3.2", icalendar.__version__
eight, day, skipped = lasts("20261024T230000", "PT8H"), lasts("20261024T230000", "P1D"), lasts("20260329T023000", "PT1H")
print("PT8H over the end of summer time:", eight)
print("P1D over it:", day)
print("PT1H from within the skipped hour:", skipped)
assert (eight, day, skipped) == (timedelta(hours=9), timedelta(hours=25), timedelta()), (eight, day, skipped)
PY
