"""Calendars of September and October 2026, of somebody in Berlin."""

from __future__ import annotations

from datetime import UTC, datetime

from edgewise.domain.calendar.busy import Reader, read_calendar

AMARA = Reader("Europe/Berlin", frozenset({"amara@harbour.example"}), "edgewise.example")
FIRST, UNTIL = datetime(2026, 9, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)


def event(*lines: str, uid: str = "u1") -> str:
    return "\n".join(["BEGIN:VEVENT", f"UID:{uid}", "DTSTAMP:20260801T000000Z", *lines, "END:VEVENT"])


def part(name: str, *lines: str) -> str:
    return "\n".join([f"BEGIN:{name}", *lines, f"END:{name}"])


def zone(name: str, standard: str, daylight: str, rules: tuple[str, str]) -> str:
    """A zone with a summer, as Outlook defines it: since 1601, by two rules."""
    halves = [("STANDARD", daylight, standard, rules[0]), ("DAYLIGHT", standard, daylight, rules[1])]
    observances = [
        part(
            half,
            "DTSTART:16010101T020000",
            f"RRULE:FREQ=YEARLY;{rule}",
            f"TZOFFSETFROM:{before}",
            f"TZOFFSETTO:{after}",
        )
        for half, before, after, rule in halves
    ]
    return part("VTIMEZONE", f"TZID:{name}", *observances)


EUROPE = ("BYDAY=-1SU;BYMONTH=10", "BYDAY=-1SU;BYMONTH=3")
AMERICA = ("BYDAY=1SU;BYMONTH=11", "BYDAY=2SU;BYMONTH=3")


def calendar(*parts: str) -> str:
    return part("VCALENDAR", "VERSION:2.0", "PRODID:-//x//x//EN", *parts)


def read(*parts: str) -> tuple[str, dict[str, int]]:
    """What is busy in UTC, and what was passed over."""
    return read_file(calendar(*parts))


def read_file(text: str | bytes) -> tuple[str, dict[str, int]]:
    document = text if isinstance(text, bytes) else text.replace("\n", "\r\n").encode()
    found = read_calendar(document, AMARA, FIRST, UNTIL)
    times = ", ".join(f"{begins:%m-%d %H:%M}/{ends:%m-%d %H:%M}" for begins, ends in found.times)
    return times, {fault.value: count for fault, count in found.faults.items()}


def at(day: str, first: int, last: int) -> str:
    return f"{day} {first:02}:00/{day} {last:02}:00"
