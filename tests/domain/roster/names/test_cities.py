from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.names.cities import countries, zone_of_place
from tests.domain.roster.names.cldr import TABLES

LINES = (TABLES / "cities.txt").read_text("utf-8").splitlines()


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Cambridge, MA", "America/New_York"),
        ("Cambridge, England", "Europe/London"),
        ("Cambridge, UK", "Europe/London"),
        ("Cambridge, Ontario", "America/Toronto"),
        ("Birmingham, AL", "America/Chicago"),
        ("London", "Europe/London"),
        ("London, Ontario", "America/Toronto"),
        ("London, CA", "America/Toronto"),
        ("Paris, Texas", "America/Chicago"),
        ("Athens, GA", "America/New_York"),
        ("Vancouver, WA", "America/Los_Angeles"),
        ("Perth, Scotland", "Europe/London"),
        ("Perth", "Australia/Perth"),
        ("San Jose, Costa Rica", "America/Costa_Rica"),
        ("San Jose, CA", "America/Los_Angeles"),
        ("Atlanta, Georgia", "America/New_York"),
        ("Tbilisi, Georgia", "Asia/Tbilisi"),
        ("Victoria, Australia", "Australia/Melbourne"),
        ("El Paso, TX", "America/Denver"),
        ("Fortaleza, CE", "America/Fortaleza"),
        ("Austin TX", "America/Chicago"),
        ("London UK", "Europe/London"),
        ("US-NY-New York", "America/New_York"),
        ("DE-Berlin", "Europe/Berlin"),
        ("Germany - Berlin", "Europe/Berlin"),
        ("Remote – Lisbon", "Europe/Lisbon"),
        ("Munich (Remote)", "Europe/Berlin"),
        ("Level 3, 100 Collins St, Melbourne VIC 3000", "Australia/Melbourne"),
        ("Canary Wharf, London", "Europe/London"),
        ("10115 Berlin", "Europe/Berlin"),
        ("Berlin, Munich", "Europe/Berlin"),
        ("NYC", "America/New_York"),
        ("Köln", "Europe/Berlin"),
        ("Muenchen", "Europe/Berlin"),
        ("Genf", "Europe/Zurich"),
        ("Mailand", "Europe/Rome"),
        ("Москва", "Europe/Moscow"),
        ("東京", "Asia/Tokyo"),
        ("Deutschland", "Europe/Berlin"),
        ("Suisse", "Europe/Zurich"),
        ("Argentina", "America/Argentina/Buenos_Aires"),
        ("Arizona", "America/Phoenix"),
        ("Alaska", "America/Anchorage"),
        ("Nice", "Europe/Paris"),
    ],
)
def test_a_place_that_is_clear_has_its_zone(text: str, zone: str) -> None:
    found = zone_of_place(text)
    assert (found.zone, found.note, found.problem) == (zone, None, None)


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Birmingham", "Europe/London"),
        ("Portland", "America/Los_Angeles"),
        ("Texas", "America/Chicago"),
        ("Spain", "Europe/Madrid"),
        ("DE", "Europe/Berlin"),
        ("IN", "Asia/Kolkata"),
    ],
)
def test_a_place_that_is_likely_has_its_zone_and_a_word_about_it(text: str, zone: str) -> None:
    found = zone_of_place(text)
    assert (found.zone, bool(found.note)) == (zone, True)


@pytest.mark.parametrize(
    "text",
    [
        "Cambridge", "Victoria", "Georgia", "Washington", "Springfield", "San José", "Ontario, CA", "London / New York",
        "USA", "US", "Canada", "Australia", "Russia", "Mexico", "Indonesia", "Indiana", "CA",
    ],
)  # fmt: skip
def test_a_place_in_several_zones_is_never_guessed(text: str) -> None:
    found = zone_of_place(text)
    assert (found.zone, found.problem and found.problem.what) == ("", f"“{text}” can be in several time zones")


@pytest.mark.parametrize(
    "text",
    ["North", "Building A, North", "Central", "HQ", "Remote", "Home office", "Europe", "EMEA", "the moon", "Floor 3",
     "", "-"],
)  # fmt: skip
def test_a_word_of_a_workplace_is_no_place(text: str) -> None:
    found = zone_of_place(text)
    assert (found.zone, found.problem and found.problem.what) == ("", f"“{text}” is no place with a known time zone")


@given(st.sampled_from(LINES[1:]))
def test_no_place_is_taken_for_a_zone_in_which_there_is_none_of_its_name(line: str) -> None:
    name, _, places = line.partition("\t")
    zones = LINES[0].split()
    found = zone_of_place(name.removeprefix("="))
    if found.zone and not name.startswith("=") and not found.note:
        there = {zones[int(place.split()[1])] for place in places.split(";")}
        assert found.zone in there or " " in name or name in countries()


@given(st.text(max_size=80))
def test_any_text_is_a_place_or_none(text: str) -> None:
    found = zone_of_place(text)
    assert bool(found.zone) != bool(found.problem)


def test_the_table_is_in_order() -> None:
    names = [line.partition("\t")[0] for line in LINES[1:]]
    assert (names == sorted(names), len(names) == len(set(names))) == (True, True)
