"""The hard rules checked on an export and a result, with nothing of Edgewise: no reader, no rule, no bit."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

LEVELS = (
    "Individual contributor", "Senior individual contributor", "Team lead", "Manager", "Senior manager", "Director",
    "Vice president",
)  # fmt: skip
Row = dict[str, str]
Window = tuple[datetime, datetime]


def rows_of(path: Path) -> dict[str, list[Row]]:
    """By address as it is written but for case and blanks; some have several rows."""
    found: dict[str, list[Row]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            found[(row["email"] or "").strip().lower()].append({name: cell or "" for name, cell in row.items()})
    return found


def faults(path: Path, circles: Sequence[Sequence[str]], first: date, last: date) -> list[str]:
    """Every hard rule that these circles break, in words; the usual rules of a circle of 4 to 6."""
    rows = rows_of(path)
    above = {email: {row["manager_email"].strip().lower() for row in found} for email, found in rows.items()}
    found = []
    for circle in circles:
        people = [rows[email][0] for email in circle]
        found += [f"{', '.join(circle)}: {what}" for what in _faults(people, above, first, last)]
    seats = [email for circle in circles for email in circle]
    return found + [f"{email} sits twice" for email in sorted(set(seats)) if seats.count(email) > 1]


def _faults(people: Sequence[Row], above: Mapping[str, set[str]], first: date, last: date) -> Iterator[str]:
    if not 4 <= len(people) <= 6:
        yield "size"
    if not set.intersection(*({word.strip() for word in one["languages"].split(";")} - {""} for one in people)):
        yield "language"
    levels = [LEVELS.index(one["role_level"].strip()) for one in people]
    if max(levels) - min(levels) > 2:
        yield "level"
    if any(one["max_circles"].strip() == "0" for one in people):
        yield "load"
    emails = {one["email"].strip().lower() for one in people}
    for email in emails:
        skip = {boss for manager in above[email] for boss in above.get(manager, ())}
        if (above[email] | skip) & (emails - {email}):
            yield "line"
    declared = [word.strip() for one in people for word in one["ergs"].split(";") if word.strip()]
    if any(declared.count(word) == 1 for word in declared):
        yield "alone"
    if not all(_shared_hour(people, monday) for monday in _mondays(first, last)):
        yield "hours"


def _mondays(first: date, last: date) -> Iterator[date]:
    monday = first + timedelta(days=-first.weekday() % 7)
    while monday + timedelta(days=6) <= last:
        yield monday
        monday += timedelta(weeks=1)


def _shared_hour(people: Sequence[Row], monday: date) -> bool:
    """Is there an hour of that week in which all of them work?"""
    shared = _windows(people[0], monday)
    for one in people[1:]:
        pairs = [(mine, theirs) for mine in shared for theirs in _windows(one, monday)]
        shared = [(max(a[0], b[0]), min(a[1], b[1])) for a, b in pairs if max(a[0], b[0]) < min(a[1], b[1])]
    return any(end - start >= timedelta(hours=1) for start, end in shared)


def _windows(one: Row, monday: date) -> list[Window]:
    zone = ZoneInfo(one["time_zone"].strip())
    start, end = (time.fromisoformat(part.strip()) for part in (one["working_hours"] or "09:00-17:00").split("-"))
    days = [monday + timedelta(days=day) for day in range(5)]
    utc = ZoneInfo("UTC")
    return [
        (datetime.combine(day, start, zone).astimezone(utc), datetime.combine(day, end, zone).astimezone(utc))
        for day in days
    ]
