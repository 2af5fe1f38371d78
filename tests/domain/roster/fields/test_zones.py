from __future__ import annotations

from zoneinfo import available_timezones

import pytest
from babel.core import get_global

from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Unreadable
from edgewise.domain.roster.names.clocks import clock_of

ZONES = Zones(available_timezones())


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("America/New York", "America/New_York"),
        ("US/Eastern", "US/Eastern"),
        ("Europe/Berlin (CET)", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("W. Europe Daylight Time", "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Amsterdam"),
        ("(UTC+00:00) Dublin, Edinburgh, Lisbon, London", "Europe/Dublin"),
        ("(UTC-05:00) Eastern Time (US & Canada)", "America/New_York"),
        ("(UTC-06:00) Central America", "America/Guatemala"),
        ("(UTC+13:00) Samoa", "Pacific/Apia"),
        ("(UTC-04:00) Asuncion", "America/Asuncion"),
        ("(UTC+12:00) Coordinated Universal Time+12", "Etc/GMT-12"),
        ("(GMT-05:00) Eastern Standard Time (America/New_York)", "America/New_York"),
        ("GMT+05:30 India Standard Time (Kolkata)", "Asia/Kolkata"),
        ("GMT United Kingdom Time (London)", "Europe/London"),
        ("Berlin (UTC+1)", "Europe/Berlin"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("Eastern Standard Time (EST)", "America/New_York"),
        ("Central European Time", "Europe/Berlin"),
        ("British Summer Time", "Europe/London"),
        ("India", "Asia/Kolkata"),
        ("Japan", "Asia/Tokyo"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Victoria, Australia", "Australia/Melbourne"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
    ],
)
def test_time_zones_in_many_forms(text: str, zone: str) -> None:
    assert ZONES.parse(text) == zone
    assert ZONES.read(text).note is None


@pytest.mark.parametrize(("name", "zone"), sorted(get_global("windows_zone_mapping").items()))
def test_every_windows_name_has_the_clock_of_cldr(name: str, zone: str) -> None:
    assert clock_of(ZONES.parse(name)) == clock_of(zone)


@pytest.mark.parametrize(
    ("text", "zone", "what"),
    [
        ("UTC+5:30", "Asia/Kolkata", "“UTC+5:30” is taken as it stands, without summer time"),
        ("UTC+5.5", "Asia/Kolkata", "“UTC+5.5” is taken as it stands, without summer time"),
        ("GMT-03:00", "Etc/GMT+3", "“GMT-03:00” is taken as it stands, without summer time"),
        ("+02:00", "Etc/GMT-2", "“+02:00” is taken as it stands, without summer time"),
        ("CET", "Europe/Berlin", "“CET” is taken for Europe/Berlin"),
        ("PST/PDT", "America/Los_Angeles", "“PST/PDT” is taken for America/Los_Angeles"),
        ("JST", "Asia/Tokyo", "“JST” is taken for Asia/Tokyo"),
        ("Eastern", "America/New_York", "“Eastern” is taken for America/New_York"),
        ("Birmingham", "Europe/London", "“Birmingham” is taken for Europe/London; other places have that name"),
        ("Spain", "Europe/Madrid", "“Spain” is taken for Europe/Madrid, where most people of it live"),
    ],
)
def test_what_is_judged_is_said(text: str, zone: str, what: str) -> None:
    found = ZONES.read(text)
    assert (found.zone, found.note and found.note.what) == (zone, what)


@pytest.mark.parametrize(
    ("text", "place", "zone"),
    [
        ("PST", "San Francisco", "America/Los_Angeles"),
        ("IST", "Bangalore", "Asia/Kolkata"),
        ("IST", "Tel Aviv", "Asia/Jerusalem"),
        ("CST", "Shanghai", "Asia/Shanghai"),
        ("GMT", "London, UK", "Europe/London"),
        ("UTC+1", "Berlin", "Europe/Berlin"),
        ("Eastern Time", "Toronto", "America/Toronto"),
        ("Central European Time", "Vienna", "Europe/Vienna"),
    ],
)
def test_what_several_zones_are_called_is_that_of_the_place(text: str, place: str, zone: str) -> None:
    found = ZONES.read(text, place)
    assert (found.zone, found.note) == (zone, None)


@pytest.mark.parametrize(
    ("text", "location", "remedy"),
    [
        ("GMT+25", "Remote – Lisbon", "Write Europe/Lisbon, the zone of Remote – Lisbon"),
        ("Europe/Londn", "", "Write Europe/London, if that is meant"),
        ("PST", "Austin", "Write America/Chicago, the zone of Austin"),
        ("???", "the moon", "Write it like Europe/London"),
        ("EST", "", "Write it like Europe/London"),
        ("IST", "", "Write it like Europe/London"),
        ("BST", "", "Write it like Europe/London"),
        ("AEST", "", "Write it like Europe/London"),
        ("North", "", "Write it like Europe/London"),
        ("Europe", "", "Write it like Europe/London"),
        ("UTC-3:30", "", "Write it like Europe/London"),
        ("UTC+15", "", "Write it like Europe/London"),
        ("Berlin UTC+5", "", "Write the place alone"),
        ("USA", "", "Write one such as America/New_York, America/Chicago, America/Los_Angeles"),
        ("Cambridge", "", "Write one such as America/Toronto, Europe/London, Pacific/Auckland"),
    ],
)
def test_an_unknown_time_zone_comes_with_a_suggestion(text: str, location: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as refused:
        ZONES.parse(text, location)
    assert refused.value.remedy == remedy


def test_a_zone_that_is_not_known_on_this_machine_is_none() -> None:
    assert Zones({"Europe/London"}).read("Berlin").zone == ""
