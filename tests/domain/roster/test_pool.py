from __future__ import annotations

from zoneinfo import available_timezones

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.fields.text import table_of_text
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Meaning, Row, Table
from edgewise.domain.roster.pool import Pool, Somebody, pool_of

ZONES = Zones(available_timezones())
HEADER = "email,name,employee_id,function,location,time_zone,languages,manager,start_date,working_hours,goals,ergs"
AMARA = "amara@example.org,Amara,E1,Legal,London,Europe/London,en,,2020-01-01,09:00-17:00,,"


def pool(*rows: str, header: str = HEADER) -> Pool:
    table = table_of_text("\n".join([header, *rows]).encode())
    return pool_of(table, meanings_of(table), ZONES)


def only(found: Pool) -> Somebody:
    (one,) = found.people
    return one


def said(one: Somebody) -> list[str]:
    return [str(finding) for finding in one.findings]


def test_the_order_of_the_rows_changes_nothing() -> None:
    bruno = "bruno@example.org,Bruno,E2,Sales,Lisbon,Europe/Lisbon,pt;en,amara@example.org,,,,"
    one, other = pool(AMARA, bruno), pool(bruno, AMARA)
    assert [(p.email, p.facts, p.above) for p in one.people] == [(p.email, p.facts, p.above) for p in other.people]
    assert [p.above for p in one.people] == [frozenset(), {"amara@example.org"}]


def test_an_impossible_start_date_is_no_matter() -> None:
    assert said(only(pool(AMARA.replace("2020-01-01", "31/02/2024")))) == []


def test_a_soft_fact_that_cannot_be_read_costs_only_itself() -> None:
    one = only(pool(AMARA.removesuffix(",") + "x" * 20_000 + ","))
    assert ("development_goals" in one.facts, one.needed) == (False, frozenset())


def test_a_zone_that_cannot_be_read_is_not_guessed_from_the_place() -> None:
    one = only(pool(AMARA.replace("Europe/London", "GMT+25")))
    assert ("time_zone" in one.facts, sorted(one.needed)) == (False, [Meaning.TIME_ZONE])
    assert said(one) == ["time_zone: “GMT+25” is not a time zone. Write Europe/London, the zone of London"]


def test_a_zone_that_is_not_given_is_that_of_the_place() -> None:
    one = only(pool(AMARA.replace("Europe/London", "")))
    assert (one.facts["time_zone"], one.needed) == ("Europe/London", frozenset())
    assert said(one) == ["Time zone: None given: Europe/London is taken from “London”"]


def test_hours_that_end_before_they_begin_are_needed() -> None:
    assert only(pool(AMARA.replace("09:00-17:00", "17:00-09:00"))).needed == {Meaning.HOURS}
    header = HEADER.replace("working_hours", "works_from") + ",works_until"
    assert only(pool(AMARA.replace("09:00-17:00", "17:00") + ",09:00", header=header)).needed == {Meaning.HOURS}


def test_two_rows_that_contradict_each_other_are_nobody() -> None:
    found = pool(AMARA, AMARA.replace("Legal", "Sales"))
    assert (found.people, [(out.row, out.written) for out in found.left_out]) == (
        [],
        [(2, "amara@example.org"), (3, "amara@example.org")],
    )


def test_the_same_row_twice_is_one_person() -> None:
    assert only(pool(AMARA, AMARA)).row == 2


def test_a_reporting_line_runs_through_those_who_are_left_out() -> None:
    found = pool(
        AMARA,
        "bruno at example.org,Bruno,E2,Sales,Lisbon,,en,E1,,,,",
        "chidi@example.org,Chidi,E3,Sales,Lagos,,en,E2,,,,",
    )
    assert [(one.name, sorted(one.above)) for one in found.people] == [
        ("Amara", []),
        ("Chidi", ["amara@example.org", "row 3"]),
    ]
    assert [out.written for out in found.left_out] == ["bruno at example.org"]


def test_a_loop_of_lines_is_said_once_and_draws_lines_both_ways() -> None:
    found = pool(
        AMARA.replace("en,,", "en,chidi@example.org,"),
        "bruno@example.org,Bruno,,,,,en,amara@example.org,,,,",
        "chidi@example.org,Chidi,,,,,en,bruno@example.org,,,,",
    )
    assert [sorted(name[:1] for name in one.above) for one in found.people] == [["b", "c"], ["a", "c"], ["a", "b"]]
    assert [sum("in a circle" in line for line in said(one)) for one in found.people] == [1, 0, 0]


def test_oneself_and_nobody_are_no_managers() -> None:
    found = pool(
        AMARA.replace("en,,", "en,E1,"),
        "bruno@example.org,Bruno,,,,Europe/Lisbon,en,nobody@example.org,,,,",
    )
    assert [one.above for one in found.people] == [frozenset(), frozenset()]
    assert [said(one) for one in found.people] == [
        ["Manager (address, number or name): The person is their own manager; that line is left out"],
        [
            (
                "Manager (address, number or name): “nobody@example.org” is nobody in this file, so no reporting line "
                "is drawn"
            )
        ],
    ]


def test_no_finding_names_the_column_of_what_somebody_declares() -> None:
    (out,) = pool(AMARA + "x" * 3_000).left_out
    assert [str(finding) for finding in out.findings] == [
        "The cell has 3,000 characters; 2,000 is the most. Shorten it"
    ]


@pytest.mark.parametrize(
    "written",
    ["Amara <amara@example.org>", "mailto:amara@example.org", "Amara (10011)", "[E1] Amara", "E1.0",
     '"CN=Amara,OU=Staff,DC=example,DC=org"', "AMARA@example.org"],
)  # fmt: skip
def test_nobody_sits_with_a_manager_however_they_are_written(written: str) -> None:
    found = pool(AMARA, f"bruno@example.org,Bruno,,,,Europe/Lisbon,en,{written},,,,")
    assert [sorted(one.above) for one in found.people] == [[], ["amara@example.org"]]
    assert [said(one) for one in found.people] == [[], []]


def test_of_several_people_who_can_be_the_manager_nobody_is_a_neighbour() -> None:
    found = pool(
        AMARA,
        AMARA.replace("amara@", "other@").replace("E1", "E2"),
        "bruno@example.org,Bruno,,,,Europe/Lisbon,en,Amara,,,,",
    )
    bruno = found.people[1]
    assert bruno.above == {"amara@example.org", "other@example.org"}
    assert said(bruno) == [
        "Manager (address, number or name): “Amara” can be several people, and the person sits with none of them"
    ]


def test_a_place_that_is_not_clear_is_said_and_no_zone_is_taken_from_it() -> None:
    one = only(pool(AMARA.replace("London,Europe/London", "Building A,")))
    assert ("time_zone" in one.facts, said(one)) == (
        False,
        ["Location: “Building A” is no place with a known time zone"],
    )


NASTY = ("", "-", "=1+1", "GMT+25", "25:00-26:00", "🌈", "\x1b[31m", "x" * 3_000, "E2", "bruno@example.org")
CHANGES = st.lists(st.tuples(st.integers(0, 11), st.sampled_from(NASTY)), max_size=5)


@given(st.lists(CHANGES, min_size=1, max_size=5))
@example([[], [], [(0, "bruno@example.org")]])  # two rows alike, and their number under another address
def test_every_row_is_somebody_or_left_out_or_merged(changes: list[list[tuple[int, str]]]) -> None:
    rows = [Row(number, changed(change)) for number, change in enumerate(changes, 2)]
    table = Table(tuple(HEADER.split(",")), 1, tuple(rows))
    found = pool_of(table, meanings_of(table), ZONES)
    told = [one.row for one in found.people] + [out.row for out in found.left_out]
    told += [row for one in found.people for row in one.merged]
    assert sorted(told) == [row.number for row in rows]
    assert [one for one in found.people if one.email in one.above] == []


def changed(change: list[tuple[int, str]]) -> tuple[str, ...]:
    cells = AMARA.split(",")
    for column, cell in change:
        cells[column] = cell
    return tuple(cells)
