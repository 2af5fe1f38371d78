"""What systems call a time zone: Windows and Active Directory, calendars, abbreviations, and hours ahead of UTC."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from babel import Locale
from babel.core import get_global

from edgewise.domain.roster.names.clocks import clock_of
from edgewise.domain.roster.names.plain import plain

UNIVERSAL = frozenset(
    {
        "utc",
        "z",
        "zulu",
        "etc utc",
        "gmt",
        "utc gmt",
        "universal",
        "universal time",
        "coordinated universal time",
        "greenwich mean time",
    }
)
OFFSET = re.compile(
    r"(?:\b(?:utc|gmt)\s*)?([+\-\u2212–±])\s?(\d{1,2})(?:[:h.]?([0-5]\d)|[.,](25|5|75))?(?![\d:.])(?:\s?(?:h|hrs?|hours?))?\b|\b(?:utc|gmt)\b",
    re.IGNORECASE,
)
PARTS = {"25": 15, "5": 30, "75": 45}  # of an hour, in minutes
# Half hours and quarters that one clock keeps all year. Newfoundland, Adelaide and Chatham change theirs.
ODD_OFFSETS = {
    210: "Asia/Tehran", 270: "Asia/Kabul", 330: "Asia/Kolkata", 345: "Asia/Kathmandu", 390: "Asia/Yangon",
    525: "Australia/Eucla", 570: "Australia/Darwin", -570: "Pacific/Marquesas",
}  # fmt: skip
# Zones by the letters that mean them alone; EST, CST, PST, IST, BST, AST and their like mean several.
ABBREVIATIONS = {
    "CET": "Europe/Berlin", "CEST": "Europe/Berlin", "MEZ": "Europe/Berlin", "MESZ": "Europe/Berlin",
    "WET": "Europe/Lisbon", "WEST": "Europe/Lisbon", "EET": "Europe/Helsinki", "EEST": "Europe/Helsinki",
    "MSK": "Europe/Moscow", "TRT": "Europe/Istanbul", "SAST": "Africa/Johannesburg", "CAT": "Africa/Maputo",
    "EAT": "Africa/Nairobi", "WAT": "Africa/Lagos", "PKT": "Asia/Karachi", "NPT": "Asia/Kathmandu",
    "ICT": "Asia/Bangkok", "WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "HKT": "Asia/Hong_Kong",
    "SGT": "Asia/Singapore", "MYT": "Asia/Kuala_Lumpur", "PHT": "Asia/Manila", "JST": "Asia/Tokyo", "KST": "Asia/Seoul",
    "AWST": "Australia/Perth", "ACDT": "Australia/Adelaide", "AEDT": "Australia/Sydney", "NZST": "Pacific/Auckland",
    "NZDT": "Pacific/Auckland", "HST": "Pacific/Honolulu", "AKST": "America/Anchorage", "AKDT": "America/Anchorage",
    "PDT": "America/Los_Angeles", "MDT": "America/Denver", "EDT": "America/New_York", "NDT": "America/St_Johns",
    "BRT": "America/Sao_Paulo", "ART": "America/Argentina/Buenos_Aires", "COT": "America/Bogota", "PET": "America/Lima",
    "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver", "PT": "America/Los_Angeles",
}  # fmt: skip
# Which zone the name of a family of zones means, where they keep different clocks.
_FAMILIES = {
    "atlantic": "America/Halifax", "eastern": "America/New_York", "central": "America/Chicago",
    "mountain": "America/Denver", "central european": "Europe/Berlin", "eastern european": "Europe/Helsinki",
    "western european": "Europe/Lisbon", "chile": "America/Santiago",
}  # fmt: skip
# How Windows and Rails show a zone, where it is no city: "(UTC-05:00) Eastern Time (US & Canada)".
SHOWN = {
    "eastern time us canada": "America/New_York", "central time us canada": "America/Chicago",
    "mountain time us canada": "America/Denver", "pacific time us canada": "America/Los_Angeles",
    "atlantic time canada": "America/Halifax", "indiana east": "America/Indiana/Indianapolis",
    "central america": "America/Guatemala", "saskatchewan": "America/Regina", "newfoundland": "America/St_Johns",
    "baja california": "America/Tijuana", "arizona": "America/Phoenix", "yukon": "America/Whitehorse",
    "chihuahua la paz mazatlan": "America/Mazatlan", "la paz mazatlan": "America/Mazatlan",
    "international date line west": "Etc/GMT+12", "coordinated universal time 02": "Etc/GMT+2",
    "coordinated universal time 08": "Etc/GMT+8", "coordinated universal time 09": "Etc/GMT+9",
    "coordinated universal time 11": "Etc/GMT+11", "coordinated universal time 12": "Etc/GMT-12",
    "coordinated universal time 13": "Etc/GMT-13", "mid atlantic old": "Etc/GMT+2", "mid atlantic": "Etc/GMT+2",
    "aleutian islands": "America/Adak", "hawaii": "Pacific/Honolulu", "alaska": "America/Anchorage",
    "marquesas islands": "Pacific/Marquesas", "easter island": "Pacific/Easter", "azores": "Atlantic/Azores",
    "cabo verde is": "Atlantic/Cape_Verde", "cape verde is": "Atlantic/Cape_Verde", "eucla": "Australia/Eucla",
    "lord howe island": "Australia/Lord_Howe", "norfolk island": "Pacific/Norfolk", "nuku alofa": "Pacific/Tongatapu",
    "bougainville island": "Pacific/Bougainville", "chatham islands": "Pacific/Chatham", "samoa": "Pacific/Apia",
    "kiritimati island": "Pacific/Kiritimati", "solomon is new caledonia": "Pacific/Guadalcanal",
    "guam port moresby": "Pacific/Port_Moresby", "west central africa": "Africa/Lagos", "sao tome": "Africa/Sao_Tome",
    "american samoa": "Pacific/Pago_Pago", "midway island": "Pacific/Midway", "fiji": "Pacific/Fiji",
    "turks and caicos": "America/Grand_Turk", "chetumal": "America/Cancun", "haiti": "America/Port-au-Prince",
    "saint pierre and miquelon": "America/Miquelon", "petropavlovsk kamchatsky old": "Asia/Kamchatka",
    "united kingdom time": "Europe/London", "asuncion": "America/Asuncion", "salvador": "America/Bahia",
    "chokurdakh": "Asia/Srednekolymsk", "tasmania": "Australia/Hobart",
}  # fmt: skip


@cache
def windows() -> Mapping[str, str]:
    """CLDR's zone for each name that Windows has, its daylight name, and how it shows it."""
    found = {plain(name): zone for name, zone in get_global("windows_zone_mapping").items()}
    found |= {name.replace("standard time", "daylight time"): zone for name, zone in found.items()}
    return SHOWN | found


@cache
def families() -> Mapping[str, str | None]:
    """The zone of a name in CLDR (`central european summer time`); None for one that keeps several clocks."""
    zones: dict[str, set[str]] = defaultdict(set)
    aliases, named = get_global("zone_aliases"), Locale("en").meta_zones
    for zone, family in get_global("meta_zones").items():
        if zone not in aliases and family in named:
            for name in named[family].get("long", {}).values():
                zones[plain(name)].add(zone)
    found: dict[str, str | None] = {}
    for name, those in zones.items():
        family = re.sub(r" (standard|daylight|summer)? ?time$", "", name)
        same = len(set(map(clock_of, those))) == 1
        found[name] = _FAMILIES.get(family) or (_usual(those) if same else None)
    return found


@cache
def families_of(zone: str) -> frozenset[str]:
    """What CLDR calls the zone, in all forms: `central european time`, `central european summer time`."""
    family = get_global("meta_zones").get(zone)
    return frozenset(plain(name) for name in Locale("en").meta_zones.get(family or "", {}).get("long", {}).values())


def _usual(zones: set[str]) -> str:
    """The zone that Windows has for its family, else the first by name."""
    known = sorted(zones & set(get_global("windows_zone_mapping").values())) or sorted(zones)
    return known[0]


def offset_of(text: str) -> tuple[int, str] | None:
    """Minutes ahead of UTC, and the rest of the text: `GMT-05:00 Eastern Time` -> (-300, "Eastern Time")."""
    found = OFFSET.search(text)
    if found is None:
        return None
    rest = f"{text[: found.start()]} {text[found.end() :]}".strip("()[] -–,")
    if found[1] is None:
        return 0, rest
    minutes = int(found[2]) * 60 + (int(found[3] or 0) or PARTS.get(found[4], 0))
    return (minutes if found[1] in "+±" else -minutes), rest


def fixed(minutes: int) -> str | None:
    """The zone that is so many minutes ahead of UTC all year. (The signs of `Etc/GMT` run the other way.)"""
    if minutes == 0:
        return "UTC"
    if minutes % 60 == 0 and -12 <= minutes // 60 <= 14:
        return f"Etc/GMT{-minutes // 60:+d}"
    return ODD_OFFSETS.get(minutes)
