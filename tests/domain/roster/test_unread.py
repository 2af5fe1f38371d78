from __future__ import annotations

from zoneinfo import available_timezones

import pytest

from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.fields.text import table_of_text
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Facts, Meaning, Unreadable
from edgewise.domain.roster.plan import Kind, plan_import
from edgewise.domain.roster.pool import pool_of
from edgewise.domain.roster.unread import Unread, unread_values, wrong_values
from edgewise.domain.roster.value_map import ValueMap, key_of

ZONES = Zones(available_timezones())
HEADER = "email,name,role_level,time_zone,location,languages,working_hours,max_circles"
FILE = f"""{HEADER}
amara@example.org,Amara,L5,Europe/London,,en,9-5,1
bruno@example.org,Bruno,l5 ,North,,en; Elvish,Full time,many
chidi@example.org,Chidi,Manager,,Building A,Elvish,9-5,
dana@example.org,Dana,Director II,Europe/Berlin,Nowhere,de,Full time,2
"""
TABLE = table_of_text(FILE.encode())
COLUMNS = meanings_of(TABLE)
SAID = ValueMap.of(
    [
        ("role_level", "L5", "Manager"),
        ("time_zone", "North", "Europe/Oslo"),
        ("location", "Building A", "America/Chicago"),
        ("languages", "Elvish", "de; fr"),
        ("hours", "Full time", "08:00-16:30"),
        ("load_cap", "many", "3"),
    ]
)


def test_each_value_that_cannot_be_read_is_told_once_with_how_many_rows_have_it() -> None:
    found = unread_values(TABLE, COLUMNS, ZONES)
    assert [(one.meaning, one.column, one.value, one.rows, one.first_row, one.is_judged) for one in found] == [
        (Meaning.ROLE_LEVEL, "role_level", "L5", 2, 2, False),
        (Meaning.TIME_ZONE, "time_zone", "North", 1, 3, False),
        (Meaning.LOCATION, "location", "Building A", 1, 4, False),
        (Meaning.LANGUAGES, "languages", "Elvish", 2, 3, False),
        (Meaning.HOURS, "working_hours", "Full time", 2, 3, True),
        (Meaning.LOAD_CAP, "max_circles", "many", 1, 3, False),
    ]


def test_what_was_said_is_asked_no_more() -> None:
    assert unread_values(TABLE, COLUMNS, ZONES, SAID) == ()


def test_a_value_is_read_as_what_it_stands_for() -> None:
    plan = plan_import(TABLE, COLUMNS, (), ZONES, SAID)
    facts: dict[str, Facts] = {
        outcome.name: {change.fact: change.after for change in outcome.changes} for outcome in plan.outcomes
    }
    assert [outcome.kind for outcome in plan.outcomes] == [Kind.NEW] * 4
    assert [facts[name]["role_level"] for name in ("Amara", "Bruno", "Chidi", "Dana")] == [3, 3, 3, 5]
    assert (facts["Bruno"]["time_zone"], facts["Chidi"]["time_zone"]) == ("Europe/Oslo", "America/Chicago")
    assert (facts["Bruno"]["languages"], facts["Chidi"]["languages"]) == (("en", "de", "fr"), ("de", "fr"))
    assert (str(facts["Dana"]["works_until"]), facts["Bruno"]["load_cap"]) == ("16:30:00", 3)


def test_matching_reads_it_so_too() -> None:
    people = pool_of(TABLE, COLUMNS, ZONES, SAID).people
    assert [one.facts["time_zone"] for one in people] == [
        "Europe/London",
        "Europe/Oslo",
        "America/Chicago",
        "Europe/Berlin",
    ]
    assert [sorted(one.needed) for one in people] == [[], [], [], []]


def test_a_value_can_stand_for_nothing() -> None:
    nothing = ValueMap.of([("role_level", "L5", ""), ("languages", "Elvish", "")])
    plan = plan_import(TABLE, COLUMNS, (), ZONES, nothing)
    amara = {change.fact: change.after for change in plan.outcomes[0].changes}
    assert ("role_level" in amara, [finding.column for finding in plan.outcomes[0].findings]) == (False, [])
    assert [
        one.value for one in unread_values(TABLE, COLUMNS, ZONES, nothing) if one.meaning is Meaning.LANGUAGES
    ] == []


def test_a_value_is_known_by_its_letters_whatever_their_size() -> None:
    assert key_of(Meaning.PREFERS, "  Elvish\n tongue ") == (Meaning.LANGUAGES, "elvish tongue")
    assert ValueMap.of([("role_level", "Grade  12", "Director")]).of_value(Meaning.ROLE_LEVEL, "GRADE 12") == "Director"


def test_what_is_said_now_goes_before_what_was_said() -> None:
    before = ValueMap.of([("role_level", "L5", "Director"), ("role_level", "L6", "Director")])
    both = before | SAID
    assert [both.of_value(Meaning.ROLE_LEVEL, value) for value in ("L5", "L6", "L7")] == ["Manager", "Director", None]


def test_a_value_cannot_stand_for_what_is_not_understood() -> None:
    wrong = ValueMap.of([("role_level", "L5", "Wizard"), ("location", "HQ", "North"), ("hours", "late", "9-5")])
    assert [(key, str(problem)[:8]) for key, problem in wrong_values(wrong, ZONES)] == [
        ((Meaning.ROLE_LEVEL, "l5"), "“Wizard”"),
        ((Meaning.LOCATION, "hq"), "“North” "),
    ]


def test_only_what_has_values_can_be_mapped() -> None:
    with pytest.raises(Unreadable, match="The values of “name” cannot be mapped"):
        ValueMap.of([("name", "Amara", "Bruno")])


def test_nothing_is_asked_of_a_file_that_is_clear() -> None:
    table = table_of_text(f"{HEADER}\namara@example.org,Amara,Manager,Europe/London,,en,9-5,1".encode())
    found: tuple[Unread, ...] = unread_values(table, meanings_of(table), ZONES)
    assert found == ()


def test_a_city_is_not_asked_about_where_another_column_says_its_country() -> None:
    header = "email,name,city,country,time_zone"
    table = table_of_text(f"{header}\na@example.org,A,Cambridge,UK,\nb@example.org,B,Cambridge,,N/A\n".encode())
    found = unread_values(table, meanings_of(table), ZONES)
    assert [(one.meaning, one.value, one.rows, one.first_row) for one in found] == [
        (Meaning.LOCATION, "Cambridge", 1, 3)
    ]
