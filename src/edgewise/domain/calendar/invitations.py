"""A session for calendars, as iCalendar (RFC 5545) and, in letters, iTIP (RFC 5546).

A calendar knows an appointment by its UID and takes the one with the higher SEQUENCE; so a move is the same UID with a
higher number, and a cancellation too. Titles give nothing away: calendars are open to colleagues and managers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from icalendar import Calendar, Event, vCalAddress, vUri

from edgewise.domain.phrases import phrase

PRODUCT = "-//Edgewise//Edgewise//EN"
TITLE = phrase("Coaching session")
COMMITMENT_TITLE = phrase("A commitment of yours")


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"
    PUBLISH = "PUBLISH"


@dataclass(frozen=True, slots=True)
class Appointment:
    """One session as calendars know it. Times are moments; `sequence` counts its changes from 0."""

    uid: str
    starts_at: datetime
    minutes: int
    sequence: int
    changed_at: datetime
    url: str  # of the room, for those who may enter it
    meeting_link: str = ""  # of a video call, if there is one
    is_cancelled: bool = False


def session_uid(code: str, host: str) -> str:
    """By which calendars know a session of the installation at `host`, whatever becomes of its date."""
    return f"session-{code}@{host}"


def is_session_uid(uid: str, host: str) -> bool:
    return uid.startswith("session-") and uid.endswith(f"@{host}")


def invitation(of: Appointment, method: Method, organiser: str, to: str) -> str:
    """What goes with a letter to one person; `organiser` and `to` are addresses.

    Nobody else's address is in it, and no reply is asked for: who comes is said in Edgewise.
    """
    event = _event(of if method is Method.REQUEST else _cancelled(of))
    event["organizer"] = _address(organiser, {"CN": "Edgewise"})
    event.add("attendee", _address(to, {"ROLE": "REQ-PARTICIPANT", "PARTSTAT": "NEEDS-ACTION", "RSVP": "FALSE"}))
    return _written([event], method)


def published(appointments: Iterable[Appointment], name: str = "") -> str:
    """Many at once, as a feed or a file: for whoever reads it, without invitation."""
    return _written([_event(one) for one in appointments], Method.PUBLISH, name)


@dataclass(frozen=True, slots=True)
class MarkedDay:
    """A day to remember, as calendars know it; `sequence` counts its changes from 0."""

    uid: str
    on: date
    sequence: int
    changed_at: datetime
    url: str  # of its page, for the person whose day it is


def commitment_uid(code: str, host: str) -> str:
    return f"commitment-{code}@{host}"


def day_of_commitment(of: MarkedDay) -> str:
    """A whole day that takes no time away. Calendars are open to colleagues: no word of the commitment is in it."""
    event = Event()
    event.add("uid", of.uid)
    event.add("sequence", of.sequence)
    event.add("dtstamp", of.changed_at.astimezone(UTC))
    event.add("dtstart", of.on)
    event.add("dtend", of.on + timedelta(days=1))
    event.add("summary", str(COMMITMENT_TITLE))
    event.add("description", str(phrase("How did it go? {address}", address=of.url)))
    event.add("url", vUri(of.url))
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT")
    return _written([event], Method.PUBLISH)


def _written(events: Iterable[Event], method: Method, name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _event(of: Appointment) -> Event:
    event = Event()
    event.add("uid", of.uid)
    event.add("sequence", of.sequence)
    event.add("dtstamp", of.changed_at.astimezone(UTC))
    event.add("last-modified", of.changed_at.astimezone(UTC))
    event.add("dtstart", of.starts_at.astimezone(UTC))
    event.add("dtend", of.starts_at.astimezone(UTC) + timedelta(minutes=of.minutes))
    event.add("summary", str(TITLE))
    event.add("description", "\n".join(map(str, _lines(of))))
    event.add("location", of.meeting_link or of.url)
    event.add("url", vUri(of.url))
    event.add("class", "PRIVATE")
    event.add("status", "CANCELLED" if of.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT" if of.is_cancelled else "OPAQUE")
    return event


def _lines(of: Appointment) -> list[str]:
    call = [phrase("Call: {address}", address=of.meeting_link)] if of.meeting_link else []
    return [phrase("Room: {address}", address=of.url), *call]


def _cancelled(of: Appointment) -> Appointment:
    return Appointment(
        of.uid, of.starts_at, of.minutes, of.sequence, of.changed_at, of.url, of.meeting_link, is_cancelled=True
    )


def _address(email: str, parameters: dict[str, str]) -> vCalAddress:
    found = vCalAddress(f"mailto:{email}")
    for name, value in parameters.items():
        found.params[name] = value
    return found
