"""The lines of an iCalendar file as components: calendars, their events, time zones and busy times."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from icalendar.parser import Contentline

from edgewise.domain.calendar.document.faults import Fault, Faults

# What is looked at; what else stands in a calendar is nobody's business.
NAMES = {
    "UID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID", "STATUS", "TRANSP",
    "X-MICROSOFT-CDO-BUSYSTATUS", "ATTENDEE", "FREEBUSY", "TZID", "TZOFFSETFROM", "TZOFFSETTO", "X-LIC-LOCATION",
    "X-WR-TIMEZONE",
}  # fmt: skip
SIBLINGS = frozenset({"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE"})  # none of them stands within another
FOLD = re.compile(r"(?:\r\n|\r|\n)[ \t]")
ENDS = re.compile(r"\r\n|\r|\n")
NAME = re.compile(r"[A-Za-z0-9-]+")
BARE_ZONE = re.compile(r"^([^:\"]*;TZID=)([^;\"]*:[^;\"]*)(:[^:]*)$", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


@dataclass(frozen=True, slots=True)
class Property:
    value: str
    parameters: dict[str, str]


@dataclass(slots=True)
class Component:
    name: str
    properties: dict[str, list[Property]] = field(default_factory=dict)
    parts: list[Component] = field(default_factory=list)

    def first(self, name: str) -> Property | None:
        found = self.properties.get(name)
        return found[0] if found else None

    def every(self, name: str) -> list[Property]:
        return self.properties.get(name, [])

    def word(self, name: str) -> str:
        """The value in capitals; empty where there is none."""
        found = self.first(name)
        return found.value.strip().upper() if found else ""


def calendars_of(document: bytes, faults: Faults) -> list[Component]:
    """Every VCALENDAR of the file. What stands between two of them belongs to the one before."""
    calendars: list[Component] = []
    stack: list[Component] = []
    for line in _lines(_text(document)):
        name, _, value = line.partition(":")
        match name.strip().upper():
            case "BEGIN":
                _begin(value.strip().upper(), calendars, stack, faults)
            case "END":
                _end(value.strip().upper(), stack, faults)
            case _:
                _add(line, stack, faults)
    if stack:
        faults[Fault.CUT_SHORT] += 1
    return calendars


def _text(document: bytes) -> str:
    for mark, encoding in MARKS:
        if document.startswith(mark):
            return document.removeprefix(mark).decode(encoding, "replace").replace("\0", "")
    try:
        return document.decode().replace("\0", "")
    except UnicodeDecodeError:
        return document.decode("cp1252", "replace").replace("\0", "")


def _lines(text: str) -> Iterator[str]:
    return (line for line in ENDS.split(FOLD.sub("", text)) if line.strip())


def _begin(name: str, calendars: list[Component], stack: list[Component], faults: Faults) -> None:
    if name == "VCALENDAR":
        if stack:  # the one before has no end
            faults[Fault.LINE] += 1
            stack.clear()
        calendars.append(Component(name))
        stack.append(calendars[-1])
        return
    while name in SIBLINGS and any(part.name in SIBLINGS for part in stack):
        faults[Fault.LINE] += 1
        stack.pop()
    if stack:
        within = stack[-1]
    elif calendars:
        within = calendars[-1]
    else:
        return
    within.parts.append(Component(name))
    stack.append(within.parts[-1])


def _end(name: str, stack: list[Component], faults: Faults) -> None:
    if all(part.name != name for part in stack):
        faults[Fault.LINE] += 1
        return
    while stack.pop().name != name:
        faults[Fault.LINE] += 1


def _add(line: str, stack: list[Component], faults: Faults) -> None:
    found = NAME.match(line)
    name = found[0].upper() if found else ""
    if not name or ":" not in line:
        faults[Fault.LINE] += 1
    elif stack and name in NAMES:
        try:
            _, parameters, value = Contentline(_quoted(line)).raw_parts()
        except ValueError:
            faults[Fault.LINE] += 1
            return
        said = {str(key).upper(): _one(value) for key, value in parameters.items()}
        stack[-1].properties.setdefault(name, []).append(Property(value, said))


def _quoted(line: str) -> str:
    """A zone's name with a colon, as in TZID=(UTC-05:00) Eastern Time, should be in quotes, and often is not."""
    return BARE_ZONE.sub(r'\1"\2"\3', line)


def _one(value: object) -> str:
    return str(value[0]) if isinstance(value, list) else str(value)
