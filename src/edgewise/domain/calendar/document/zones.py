"""The names that calendars give to time zones: IANA's, Windows', and what Outlook, Lotus and others make of them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from zoneinfo import available_timezones

from edgewise.domain.roster.names.clocks import clock_of
from edgewise.domain.roster.names.plain import plain
from edgewise.domain.roster.names.zone_names import UNIVERSAL, windows

WEST, EAST = timedelta(hours=-12), timedelta(hours=14)  # between them lies every zone
SUMMER = timedelta(hours=1)
NUMBERED = re.compile(r"\s+\d+$")  # Exchange numbers a second zone of the same name
DISPLAYED = re.compile(r"^\((?:UTC|GMT)\s*(?:([+-])(\d{1,2}):?(\d{2})?)?\)\s*(.*)$", re.IGNORECASE)
OFFSET = re.compile(r"^(?:UTC|GMT)?\s*([+-])(\d{1,2}):?(\d{2})?$", re.IGNORECASE)
PLACES = re.compile(r"[,;/&()]")
NO_PLACES = {"localtime", "factory", "posixrules"}


@dataclass(frozen=True, slots=True)
class Somewhere:
    """An IANA zone, or the offsets between which it lies."""

    zone: str | None = None
    least: timedelta = WEST
    most: timedelta = EAST


def somewhere(name: str) -> Somewhere | None:
    """Where a name says; None where it says nothing that can be known."""
    name = NUMBERED.sub("", name.strip().strip("\"'").strip())
    if zone := _iana(name) or windows().get(plain(name)):
        return Somewhere(zone)
    if plain(name) in UNIVERSAL:
        return Somewhere("UTC")
    if found := OFFSET.match(name):
        offset = _offset(found)
        return Somewhere(None, offset, offset)
    if found := DISPLAYED.match(name):
        return _displayed(_offset(found), found[4])
    return None


def _iana(name: str) -> str | None:
    """By the whole name or by its end, as in /mozilla.org/20050126_1/Europe/Berlin or tzone://Microsoft/Utc."""
    parts = [part for part in name.replace(" ", "_").split("/") if part]
    for at in range(max(len(parts) - 3, 0), len(parts)):
        if zone := _zones().get("/".join(parts[at:]).casefold()):
            return zone
    return None


def _offset(found: re.Match[str]) -> timedelta:
    if not found[1]:
        return timedelta()
    length = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return min(max(length if found[1] == "+" else -length, WEST), EAST)


def _displayed(offset: timedelta, words: str) -> Somewhere:
    """“(UTC-05:00) Eastern Time (US & Canada)”: the offset is that of winter; whether there is a summer is not said."""
    places = [place for part in PLACES.split(words) if (place := plain(part))]
    if any(place in UNIVERSAL for place in places):
        return Somewhere("UTC")
    for place in places:
        bare = place.removesuffix(" time").strip()
        named = [windows().get(f"{bare} standard time"), *_cities().get(place, ())]
        if zone := next((one for one in named if one and timedelta(minutes=min(clock_of(one))) == offset), None):
            return Somewhere(zone)
    return Somewhere(None, offset, offset + SUMMER)


@cache
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in sorted(available_timezones()) if zone.casefold() not in NO_PLACES}


@cache
def _cities() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for zone in sorted(available_timezones()):
        found.setdefault(plain(zone.rpartition("/")[2]), []).append(zone)
    return found
