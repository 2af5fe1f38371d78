"""Time zones by IANA name, by what systems call them, by hours from UTC, by place; and what to suggest for the rest."""

from __future__ import annotations

import re
from collections.abc import Collection
from difflib import get_close_matches

from babel.core import get_global

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.names.cities import Found, zone_of_place
from edgewise.domain.roster.names.clocks import abbreviations_of, clock_of
from edgewise.domain.roster.names.plain import plain
from edgewise.domain.roster.names.zone_names import (
    ABBREVIATIONS,
    SHOWN,
    UNIVERSAL,
    families,
    families_of,
    fixed,
    offset_of,
    windows,
)

LARGEST_OFFSET = 14 * 60  # minutes
IANA = re.compile(r"[A-Za-z]+(?:/[A-Za-z0-9_+-]+)+")
BRACKETS = re.compile(r"\([^()]*\)")
LETTERS = re.compile(r"[A-Z]{2,5}")
COPIES = ("posix", "right")  # folders of tzdata with the same zones again
NOT_OF_PLACES = ("Etc/", "US/", "Canada/", "Brazil/", "Mexico/", "Chile/", "Australia/")


class Zones:
    """The time zones this installation knows, looked up in the ways people write them."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        self._read: dict[tuple[str, str], Found] = {}  # an export repeats a few texts thousands of times
        self._by_name = {plain(name): name for name in sorted(self.names) if "/" in name and name[:5] not in COPIES}
        self._areas = {name.partition("/")[0].casefold() for name in self._by_name.values()}
        own = set(get_global("zone_territories"))
        self._by_place = {plain(name.rpartition("/")[2]): name for name in sorted(self.names & own) if "/" in name}

    def place(self, text: str) -> Found:
        """The zone of a city, region or country in a location: `Remote – Lisbon` -> `Europe/Lisbon`."""
        found = zone_of_place(text)
        if not found.zone and (own := self._by_place.get(plain(text))) and not own.startswith(NOT_OF_PLACES):
            return Found(own)
        if found.zone and found.zone not in self.names:
            return Found(problem=Unreadable(phrase("“{text}” is not a time zone", text=text[:60])))
        return found

    def of_place(self, text: str) -> str | None:
        return self.place(text).zone or None

    def parse(self, text: str, location: str = "") -> str:
        """An IANA name. Raises Unreadable with the likeliest suggestion, by the location if need be."""
        found = self.read(text, location)
        if found.problem:
            raise found.problem
        return found.zone

    def read(self, text: str, location: str = "") -> Found:
        """The zone, with a word about it where it was judged; or the problem, with a suggestion."""
        key = (text, location)
        if key not in self._read:
            self._read[key] = self._found(text, location)
        return self._read[key]

    def _found(self, text: str, location: str) -> Found:
        near = self.of_place(location) if location else None
        found = self._of_letters(text, near) or self._named(text, near) or self._of_offset(text, location, near)
        found = found or self._of_family(text, near) or self._of_text(text)
        if found.zone and found.zone in self.names:
            return found
        what, otherwise = (found.problem.what, found.problem.remedy) if found.problem else ("", "")
        if not otherwise:
            what = phrase("“{text}” is not a time zone", text=text[:60])
        return Found(problem=Unreadable(what, self._remedy(text, location, near, otherwise)))

    def _of_text(self, text: str) -> Found:
        """By place, but for an IANA name that is mistyped; or by one of tzdata's old names (`Hongkong`, `EST5EDT`)."""
        is_mistyped = IANA.fullmatch(text) and text.partition("/")[0].casefold() in self._areas
        found = Found() if is_mistyped else self.place(text)
        return Found(text) if not found.zone and text in self.names and not LETTERS.fullmatch(text) else found

    def _named(self, text: str, near: str | None) -> Found | None:
        """By its IANA name, alone or among other words, or by that of Windows."""
        key = plain(text)
        if key in UNIVERSAL:
            return Found(near if near and key in families_of(near) else "UTC")
        if zone := self._by_name.get(key):
            return Found(zone)
        for word in IANA.findall(text):
            if zone := self._by_name.get(plain(word)):
                return Found(zone)
        bare = plain(BRACKETS.sub(" ", text))  # Eastern Standard Time (EST)
        return Found(zone) if (zone := windows().get(key) or windows().get(bare)) else None

    def _of_letters(self, text: str, near: str | None) -> Found | None:
        """`CET`, `PST/PDT`; and `EST`, which means several zones, where the location is in one of them."""
        letters = text.split("/")
        if not all(map(LETTERS.fullmatch, letters)):
            return None
        if near and abbreviations_of(near).issuperset(letters):
            return Found(near)
        zone = next((zone for one in letters if (zone := ABBREVIATIONS.get(one))), None)
        return Found(zone, _taken(text, zone)) if zone else None

    def _of_offset(self, text: str, location: str, near: str | None) -> Found | None:
        """`UTC+5:30`, `(UTC+01:00) Amsterdam, Berlin`, `GMT-05:00 Eastern Time (New York)`, `Berlin (UTC+1)`."""
        offset = offset_of(text)
        if offset is None or abs(offset[0]) > LARGEST_OFFSET:
            return None if offset is None else Found()
        minutes, rest = offset
        if plain(rest):
            return self._offset_of(minutes, rest, near, text)
        if near and minutes in clock_of(near):
            return Found(near)
        zone = fixed(minutes)
        if zone is None:
            return Found()
        what = phrase("“{text}” is taken as it stands, without summer time", text=text[:60])
        return Found(zone, Unreadable(what, phrase("Write a place such as Europe/London if it has summer time")))

    def _offset_of(self, minutes: int, rest: str, near: str | None, text: str) -> Found:
        """The first zone or place in the rest that is so many minutes ahead of UTC in summer or in winter."""
        if shown := SHOWN.get(plain(rest)):  # Windows has offsets that a country has left since
            return Found(shown)
        whole = self._of_letters(rest, near) or self._named(rest, near) or self._of_family(rest, near)
        for found in (whole, *map(self.place, (rest, *re.split(r"[,(]", rest)))):
            if found and found.zone and minutes in clock_of(found.zone):
                return Found(found.zone)
        if not self.place(rest).zone:
            return Found()
        what = phrase("“{text}” names a place and hours ahead of UTC that it does not have", text=text[:60])
        return Found(problem=Unreadable(what, phrase("Write the place alone")))

    def _of_family(self, text: str, near: str | None) -> Found | None:
        """`Central European Time`, `Eastern Time (US & Canada)`; `Eastern` alone is said to be taken for one."""
        key = plain(text)
        if near and families_of(near) & {key, f"{key} time"}:
            return Found(near)
        if key in families():
            return Found(families()[key] or "")
        zone = windows().get(f"{key} standard time") or families().get(f"{key} time")
        return Found(zone, _taken(text, zone)) if zone and not self.place(text).zone else None

    def _remedy(self, text: str, location: str, near: str | None, otherwise: str) -> str:
        if near:
            return phrase("Write {zone}, the zone of {place}", zone=near, place=location[:40])
        close = get_close_matches(plain(text), self._by_name, n=1, cutoff=0.75)
        if close:
            return phrase("Write {zone}, if that is meant", zone=self._by_name[close[0]])
        return otherwise or phrase("Write it like {example}", example="Europe/London")


def _taken(text: str, zone: str) -> Unreadable:
    return Unreadable(phrase("“{text}” is taken for {zone}", text=text[:60], zone=zone))
