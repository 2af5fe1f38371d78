#!/usr/bin/env bash
# ics 0.7.3 (ics.py): a calendar read and written again.
#
# Expected: a weekly series at nine in Berlin is the same series in the file that is written, in its zone or with one.
# Seen: the first start is written in UTC and the rule is kept as it was, so that from the change of clocks on every
# session is an hour late; the exception keeps its own zone name, of which the file has no definition. A time without a
# zone ("floating": nine o'clock wherever one is) becomes nine in UTC. A file without CALSCALE gets the line
# CALSCALE:GEORGIAN, which is no calendar of RFC 5545 3.7.1, and recurring-ical-events 3.8.2 then refuses the whole file:
# "Only Gregorian calendars are supported."
# Edgewise reads such files as they say, and passes over CALSCALE.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "ics==0.7.3" "icalendar==7.3.2" "recurring-ical-events==3.8.2"
"$folder/venv/bin/python" -W ignore - <<'PY'
from importlib.metadata import version
from zoneinfo import ZoneInfo

import icalendar
import recurring_ical_events
from ics import Calendar

assert version("ics") == "0.7.3"
BERLIN = ZoneInfo("Europe/Berlin")
LINES = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//example//EN
BEGIN:VEVENT
UID:series
DTSTAMP:20260301T000000Z
DTSTART;TZID=Europe/Berlin:20260316T090000
DURATION:PT1H
RRULE:FREQ=WEEKLY;COUNT=4
EXDATE;TZID=Europe/Berlin:20260323T090000
END:VEVENT
BEGIN:VEVENT
UID:floating
DTSTAMP:20260301T000000Z
DTSTART:20260316T090000
DURATION:PT1H
END:VEVENT
END:VCALENDAR
"""


def starts(text):
    events = recurring_ical_events.of(icalendar.Calendar.from_ical(text)).between((2026, 3, 1), (2026, 5, 1))
    series = [one.start for one in events if one["UID"] == "series"]
    return sorted(f"{start.astimezone(BERLIN):%d %b %H:%M}" for start in series)


text = LINES.replace("\n", "\r\n")
written = Calendar(text).serialize()
try:
    starts(written)
except recurring_ical_events.InvalidCalendar as error:
    print("recurring-ical-events:", error)
else:
    raise AssertionError("no error")
after = starts(written.replace("GEORGIAN", "GREGORIAN"))
print("before:", starts(text))
print("after: ", after)
lines = written.splitlines()
print(*(line for line in lines if line.startswith(("DTSTART", "EXDATE", "RRULE", "CALSCALE"))), sep="\n")
assert starts(text) == ["06 Apr 09:00", "16 Mar 09:00", "30 Mar 09:00"]
assert after == ["06 Apr 10:00", "16 Mar 09:00", "30 Mar 10:00"]
assert {"DTSTART:20260316T080000Z", "DTSTART:20260316T090000Z", "CALSCALE:GEORGIAN"} <= set(lines)
assert "EXDATE;TZID=Europe/Berlin:20260323T090000" in lines and "BEGIN:VTIMEZONE" not in lines
PY
