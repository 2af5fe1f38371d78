#!/usr/bin/env bash
# recurring-ical-events 3.8.2, a weekly series in UTC in a calendar with X-WR-TIMEZONE.
#
# Expected: times that end in Z are UTC whatever the calendar's own zone is: two Mondays, 7 and 14 September, 23:30 UTC.
# Seen: three times. The beginning is moved to Tokyo, where it is Tuesday, and the rule's Mondays are not moved: after the
# first time the series goes on a day early (Sunday in UTC), and COUNT=2 counts the two that fit, beside the first.
# It is why Edgewise leaves UTC series alone and gives the calendar's zone to times without one.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check \
  "recurring-ical-events==3.8.2" "icalendar==7.3.2" "x-wr-timezone==2.0.1"
"$folder/venv/bin/python" - <<'PY'
from datetime import UTC
from importlib.metadata import version

import icalendar
import recurring_ical_events


def found(*own: str) -> list[str]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", *own, "BEGIN:VEVENT", "UID:1"]
    lines += ["DTSTAMP:20260101T000000Z", "DTSTART:20260907T233000Z", "DTEND:20260908T003000Z"]
    lines += ["RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2", "END:VEVENT", "END:VCALENDAR", ""]
    calendar = icalendar.Calendar.from_ical("\r\n".join(lines))
    times = recurring_ical_events.of(calendar).between((2026, 9, 1), (2026, 10, 1))
    return [f"{event.start.astimezone(UTC):%a %d}" for event in times]


assert version("recurring-ical-events") == "3.8.2", version("recurring-ical-events")
plain, zoned = found(), found("X-WR-TIMEZONE:Asia/Tokyo")
print("without X-WR-TIMEZONE:", plain)
print("with X-WR-TIMEZONE:Asia/Tokyo:", zoned)
assert plain == ["Mon 07", "Mon 14"], plain
assert zoned == ["Mon 07", "Sun 13", "Sun 20"], zoned
PY
