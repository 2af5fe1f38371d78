from __future__ import annotations

import contextlib
from collections.abc import Callable
from zoneinfo import available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.roster.fields import dates, hours, values
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
        ("MAILTO:amara@example.org?subject=Hello", "amara@example.org"),
        ("SMTP:amara@example.org", "amara@example.org"),
        ("o'brien+x@sub.example.co.uk", "o'brien+x@sub.example.co.uk"),
        ("ａｍａｒａ＠example。org", "amara@example.org"),  # noqa: RUF001  letters as wide as Chinese ones
    ],
)
def test_addresses(text: str, address: str) -> None:
    assert values.parse_email(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "amara", "amara at example.org", "a@b", "a@b..org", "a@b.org c@d.org", "@b.org", "a@@b.org",
        "amara_example.org#EXT#@harbour.onmicrosoft.com",
    ],
)  # fmt: skip
def test_what_is_no_address(text: str) -> None:
    with pytest.raises(Unreadable):
        values.parse_email(text)


@pytest.mark.parametrize(("level", "name"), list(enumerate(ROLE_LEVELS)))
def test_every_level_knows_its_own_name(level: int, name: str) -> None:
    assert parse_level(name.upper()) == level


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("VP", 6), ("Sr. Manager (M4)", 4), ("IC", 0), ("3 - Manager", 3), ("Head", 4),
        ("Director II", 5), ("Manager 2", 3), ("Senior Manager III", 4),
    ],
)  # fmt: skip
def test_levels_by_synonym(text: str, level: int) -> None:
    assert parse_level(text) == level


@pytest.mark.parametrize("text", ["L5", "IC4", "Grade 12", "II", "7"])
def test_a_code_of_a_level_is_not_guessed(text: str) -> None:
    with pytest.raises(Unreadable, match="is not a role level known here"):
        parse_level(text)


PARSERS = [
    values.parse_email,
    values.parse_load_cap,
    values.parse_list,
    dates.parse_date,
    hours.parse_time,
    hours.parse_hours,
    parse_languages,
    parse_level,
    ZONES.parse,
]


@pytest.mark.parametrize("parse", PARSERS, ids=lambda parse: getattr(parse, "__name__", ""))
@given(text=st.text(max_size=60) | st.from_regex(r"[0-9:/. -]{0,14}([ap]m)?", fullmatch=True))
def test_any_text_is_a_value_or_refused(parse: Callable[[str], Value], text: str) -> None:
    with contextlib.suppress(Unreadable):  # anything else raised is a crash
        assert parse(text) == parse(text)
