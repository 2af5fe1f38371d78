from __future__ import annotations

import contextlib
from collections.abc import Callable
from datetime import date, time
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.fields import values
from edgewise.domain.roster.fields.languages import parse_languages
from edgewise.domain.roster.fields.levels import ROLE_LEVELS, parse_level
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Unreadable, Value

ZONES = Zones(available_timezones())


@pytest.mark.parametrize(
    ("text", "address"),
    [
        (" AMARA@Example.ORG ", "amara@example.org"),
        ("Amara Okafor <amara@example.org>", "amara@example.org"),
        ("mailto:amara@example.org", "amara@example.org"),
        ("o'brien+x@sub.example.co.uk", "o'brien+x@sub.example.co.uk"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert values.parse_email(text) == address


@pytest.mark.parametrize(
    "text", ["amara", "amara at example.org", "a@b", "a@b..org", "a@b.org c@d.org", "@b.org", "a@@b.org"]
)
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(Unreadable):
        values.parse_email(text)


@pytest.mark.parametrize(
    "text",
    ["2024-03-31", "31/03/2024", "31.03.2024", "31-3-24", "20240331", "31 Mar 2024", "31-March-2024", "Mar 31, 2024",
     "45382", "2024-03-31 00:00:00", "2024-03-31T09:00:00Z"],
)  # fmt: skip
def test_one_day_in_many_forms(text: str) -> None:
    assert values.parse_date(text) == date(2024, 3, 31)


def test_a_column_says_which_way_round_its_dates_are() -> None:
    assert values.day_comes_first(["03/04/2024", "03/31/2024"]) is False
    assert values.day_comes_first(["03/04/2024", "31/03/2024"]) is True
    assert values.day_comes_first(["03/04/2024", "2024-01-01", ""]) is None
    assert values.parse_date("03/31/2024", day_first=False) == date(2024, 3, 31)


@pytest.mark.parametrize(
    "text", ["31/02/2024", "2024-13-01", "30 Feb 2024", "0/0/0", "yesterday", "1024-01-01", "99999"]
)
def test_impossible_dates(text: str) -> None:
    with pytest.raises(Unreadable):
        values.parse_date(text)


@pytest.mark.parametrize(
    "text",
    ["09:00-17:00", "9-17", "9am to 5pm", "9:00 – 17:00", "09.00 bis 17.00", "9h00-17h00", "09:00:00-17:00:00"],
)
def test_hours_in_many_forms(text: str) -> None:
    assert values.parse_hours(text) == (time(9), time(17))


@pytest.mark.parametrize("text", ["25:00-26:00", "17:00-09:00", "09:00", "9-12-17", "40", "09:61-17:00", "noon"])
def test_impossible_hours(text: str) -> None:
    with pytest.raises(Unreadable):
        values.parse_hours(text)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("en;fr", ("en", "fr")),
        ("English (fluent), Deutsch and français", ("en", "de", "fr")),
        ("en-GB / pt_BR", ("en", "pt")),
        ("ENG\nspa", ("en", "es")),
        ("日本語, English - C1, EN", ("ja", "en")),
        ("Mandarin Chinese; Español: native", ("zh", "es")),
        ("sw", ("sw",)),
    ],
)
def test_languages_in_many_forms(text: str, codes: tuple[str, ...]) -> None:
    assert parse_languages(text) == codes


def test_an_unknown_language_is_named() -> None:
    with pytest.raises(Unreadable, match="Klingon"):
        parse_languages("en; Klingon")


@pytest.mark.parametrize(("level", "name"), list(enumerate(ROLE_LEVELS)))
def test_every_level_knows_its_own_name(level: int, name: str) -> None:
    assert parse_level(name.upper()) == level


@pytest.mark.parametrize(
    ("text", "level"), [("VP", 6), ("Sr. Manager (M4)", 4), ("IC", 0), ("3 - Manager", 3), ("Head", 4)]
)
def test_levels_by_synonym(text: str, level: int) -> None:
    assert parse_level(text) == level


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/London", "Europe/London"),
        ("europe/london", "Europe/London"),
        ("America/New York", "America/New_York"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome", "Europe/Amsterdam"),
        ("Pacific Standard Time", "America/Los_Angeles"),
        ("India", "Asia/Kolkata"),
        ("São Paulo", "America/Sao_Paulo"),
        ("UTC", "UTC"),
        ("gmt", "UTC"),
    ],
)
def test_time_zones_in_many_forms(text: str, zone: str) -> None:
    assert ZONES.parse(text) == zone


@pytest.mark.parametrize(
    ("text", "location", "remedy"),
    [
        ("GMT+25", "Remote – Lisbon", "Write Europe/Lisbon, the zone of Remote – Lisbon"),
        ("Europe/Londn", "", "Write Europe/London, if that is meant"),
        ("PST", "Austin", "Write America/Chicago, the zone of Austin"),
        ("???", "the moon", "Write it like Europe/London"),
    ],
)
def test_an_unknown_time_zone_comes_with_a_suggestion(text: str, location: str, remedy: str) -> None:
    with pytest.raises(Unreadable) as refused:
        ZONES.parse(text, location)
    assert refused.value.remedy == remedy


PARSERS = [
    values.parse_email,
    values.parse_date,
    values.parse_time,
    values.parse_hours,
    values.parse_load_cap,
    values.parse_list,
    parse_languages,
    parse_level,
    ZONES.parse,
]


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: getattr(parse, "__name__", ""))
@given(text=st.text(max_size=60) | st.from_regex(r"[0-9:/. -]{0,14}([ap]m)?", fullmatch=True))
def test_any_text_is_a_value_or_refused(parse: Callable[[str], Value], text: str) -> None:
    with contextlib.suppress(Unreadable):  # anything else raised is a crash
        assert parse(text) == parse(text)
