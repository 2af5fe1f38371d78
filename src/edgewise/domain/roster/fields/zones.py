"""Time zones by IANA name, by Windows name, by city or country; and what to suggest for the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Unreadable

# Cities and countries whose zone is not named after them; countries only where there is one zone.
_PLACES = {
    "Asia/Kolkata": "bengaluru|bangalore|mumbai|new delhi|delhi|hyderabad|chennai|pune|gurgaon|gurugram|noida|india",
    "America/New_York": "boston|washington|washington dc|atlanta|miami|philadelphia|charlotte|nyc|raleigh|"
    "pittsburgh|orlando",
    "America/Chicago": "austin|dallas|houston|san antonio|minneapolis|st louis|nashville|kansas city|"
    "milwaukee|new orleans",
    "America/Denver": "salt lake city|boulder|albuquerque",
    "America/Los_Angeles": "san francisco|seattle|portland|san diego|palo alto|mountain view|san jose|oakland|"
    "sunnyvale|"
    "las vegas|sacramento",
    "America/Toronto": "ottawa|montreal|waterloo|quebec",
    "America/Vancouver": "victoria",
    "America/Edmonton": "calgary",
    "America/Sao_Paulo": "rio de janeiro|rio|campinas|belo horizonte|brasilia|curitiba|porto alegre",
    "America/Mexico_City": "guadalajara|monterrey cdmx|cdmx|ciudad de mexico",
    "America/Argentina/Buenos_Aires": "buenos aires|argentina",
    "America/Bogota": "colombia|medellin",
    "America/Lima": "peru",
    "America/Costa_Rica": "san jose costa rica",
    "Europe/London": "united kingdom|uk|great britain|england|scotland|wales|manchester|edinburgh|glasgow|"
    "leeds|bristol|"
    "birmingham|cambridge|oxford|reading|cardiff",
    "Europe/Dublin": "ireland|cork|galway",
    "Europe/Berlin": "germany|deutschland|munich|munchen|hamburg|frankfurt|cologne|koln|stuttgart|"
    "dusseldorf|leipzig|nurnberg",
    "Europe/Paris": "france|lyon|toulouse|marseille|lille|nantes|bordeaux|nice|strasbourg",
    "Europe/Madrid": "spain|barcelona|valencia|seville|sevilla|bilbao|malaga",
    "Europe/Rome": "italy|milan|milano|roma|turin|torino|naples|bologna|florence",
    "Europe/Amsterdam": "netherlands|rotterdam|the hague|utrecht|eindhoven",
    "Europe/Brussels": "belgium|antwerp|ghent",
    "Europe/Zurich": "switzerland|geneva|geneve|basel|bern|lausanne",
    "Europe/Vienna": "austria|wien|graz",
    "Europe/Warsaw": "poland|krakow|wroclaw|gdansk|poznan|lodz|warszawa",
    "Europe/Prague": "czechia|czech republic|brno|praha",
    "Europe/Lisbon": "porto|lisboa",
    "Europe/Copenhagen": "denmark|aarhus|kobenhavn",
    "Europe/Stockholm": "sweden|gothenburg|goteborg|malmo",
    "Europe/Oslo": "norway|bergen|trondheim",
    "Europe/Helsinki": "finland|espoo|tampere",
    "Europe/Athens": "greece|thessaloniki",
    "Europe/Bucharest": "romania|cluj|cluj napoca|iasi|timisoara",
    "Europe/Budapest": "hungary",
    "Europe/Istanbul": "turkey|turkiye|ankara|izmir",
    "Europe/Kyiv": "kyiv|kiev|ukraine|lviv|kharkiv",
    "Asia/Dubai": "united arab emirates|uae|abu dhabi",
    "Asia/Riyadh": "saudi arabia|jeddah",
    "Asia/Jerusalem": "israel|tel aviv|haifa",
    "Asia/Singapore": "singapore",
    "Asia/Tokyo": "japan|osaka|kyoto|yokohama|nagoya|fukuoka",
    "Asia/Seoul": "south korea|korea|busan",
    "Asia/Shanghai": "china|beijing|shenzhen|guangzhou|hangzhou|chengdu",
    "Asia/Manila": "philippines|makati|cebu",
    "Asia/Ho_Chi_Minh": "vietnam|hanoi|saigon",
    "Asia/Bangkok": "thailand",
    "Asia/Kuala_Lumpur": "malaysia|penang",
    "Asia/Karachi": "pakistan|lahore|islamabad",
    "Asia/Dhaka": "bangladesh",
    "Asia/Colombo": "sri lanka",
    "Africa/Nairobi": "kenya|mombasa",
    "Africa/Lagos": "nigeria|abuja",
    "Africa/Accra": "ghana",
    "Africa/Cairo": "egypt|alexandria",
    "Africa/Johannesburg": "south africa|cape town|durban|pretoria",
    "Africa/Casablanca": "morocco|rabat",
    "Australia/Sydney": "canberra",
    "Pacific/Auckland": "new zealand|wellington|christchurch",
}

# CLDR's first choice for the names that Windows, Outlook and Active Directory export.
_WINDOWS = {
    "gmt": "Europe/London",
    "greenwich": "Atlantic/Reykjavik",
    "w europe": "Europe/Berlin",
    "romance": "Europe/Paris",
    "central europe": "Europe/Budapest",
    "central european": "Europe/Warsaw",
    "e europe": "Europe/Chisinau",
    "fle": "Europe/Kyiv",
    "gtb": "Europe/Bucharest",
    "turkey": "Europe/Istanbul",
    "russian": "Europe/Moscow",
    "israel": "Asia/Jerusalem",
    "arabian": "Asia/Dubai",
    "arab": "Asia/Riyadh",
    "egypt": "Africa/Cairo",
    "south africa": "Africa/Johannesburg",
    "e africa": "Africa/Nairobi",
    "w central africa": "Africa/Lagos",
    "india": "Asia/Kolkata",
    "pakistan": "Asia/Karachi",
    "bangladesh": "Asia/Dhaka",
    "se asia": "Asia/Bangkok",
    "singapore": "Asia/Singapore",
    "china": "Asia/Shanghai",
    "tokyo": "Asia/Tokyo",
    "korea": "Asia/Seoul",
    "aus eastern": "Australia/Sydney",
    "e australia": "Australia/Brisbane",
    "new zealand": "Pacific/Auckland",
    "eastern": "America/New_York",
    "us eastern": "America/Indiana/Indianapolis",
    "central": "America/Chicago",
    "mountain": "America/Denver",
    "us mountain": "America/Phoenix",
    "pacific": "America/Los_Angeles",
    "e south america": "America/Sao_Paulo",
    "argentina": "America/Argentina/Buenos_Aires",
    "sa pacific": "America/Bogota",
    "central standard time mexico": "America/Mexico_City",
}
_UNIVERSAL = {"utc", "gmt", "z", "etc utc", "coordinated universal time"}
_GENERIC = re.compile(r"\b(time|standard|daylight|hybrid|remote|office|hq|home)\b")


def _plain(text: str) -> str:
    loose = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in loose if not unicodedata.combining(c))))


class Zones:
    """The time zones this installation knows, looked up in the ways people write them."""

    def __init__(self, names: Collection[str]) -> None:
        self.names = frozenset(names)
        self._parsed: dict[str, str | None] = {}  # an export repeats a few texts thousands of times
        areas = [name for name in sorted(self.names) if "/" in name and not name.startswith(("Etc/", "posix", "right"))]
        self._by_name = {_plain(name): name for name in areas}
        self._by_place = {_plain(name.rpartition("/")[2]): name for name in areas}
        written = {place: zone for zone, places in _PLACES.items() for place in places.split("|")}
        self._by_place |= {place: zone for place, zone in written.items() if zone in self.names}

    def of_place(self, text: str) -> str | None:
        """The zone of a city or country in a location: `Remote – Lisbon` -> `Europe/Lisbon`."""
        whole = _plain(text)
        for part in (whole, *map(_plain, re.split(r"[,/()|–-]", text))):
            place = " ".join(_GENERIC.sub(" ", part).split())
            if place in self._by_place:
                return self._by_place[place]
        return None

    def parse(self, text: str, location: str = "") -> str:
        """An IANA name. Raises Unreadable with the likeliest suggestion, by the location if need be."""
        if text not in self._parsed:
            self._parsed[text] = self._find(text)
        if found := self._parsed[text]:
            return found
        raise Unreadable(phrase("“{text}” is not a time zone", text=text[:60]), self._remedy(text, location))

    def _find(self, text: str) -> str | None:
        plain = _plain(text)
        if plain in _UNIVERSAL:
            return "UTC"
        return self._by_name.get(plain) or self._windows(text, plain) or self.of_place(text)

    def _windows(self, text: str, plain: str) -> str | None:
        bare = " ".join(_GENERIC.sub(" ", plain).split())
        zone = _WINDOWS.get(plain) or (_WINDOWS.get(bare) if bare != plain else None)
        if zone in self.names:
            return zone
        listed = re.match(r"\((?:utc|gmt)[^)]*\)\s*(.+)", text, re.IGNORECASE)  # (UTC+01:00) Amsterdam, Berlin
        return self.of_place(listed[1]) if listed else None

    def _remedy(self, text: str, location: str) -> str:
        by_place = self.of_place(location)
        if by_place:
            return phrase("Write {zone}, the zone of {place}", zone=by_place, place=location[:40])
        close = get_close_matches(_plain(text), self._by_name, n=1, cutoff=0.75)
        if close:
            return phrase("Write {zone}, if that is meant", zone=self._by_name[close[0]])
        return phrase("Write it like {example}", example="Europe/London")
