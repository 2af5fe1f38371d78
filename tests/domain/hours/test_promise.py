"""What a design gives each person, and that no template names more."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.cadence import Meeting, sessions_of_work, usual_dates
from edgewise.domain.calendar.closed_days import is_christmas
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.designs import DESIGNS
from edgewise.domain.formats.rules import breaches
from edgewise.domain.formats.timetable import timetable
from edgewise.domain.hours.coaching_schedule import Schedule, coaching_schedule
from edgewise.domain.hours.counted import Share, Stretch, shared
from edgewise.domain.hours.pair_hour import (
    FEWEST_PAIR_MINUTES,
    MOST_PAIR_MINUTES,
    PAIR_FORMAT,
    USUAL_PAIR_MINUTES,
    pair_format,
)
from edgewise.domain.hours.promise import (
    HOUR,
    falls_short,
    in_hours,
    issue_seconds,
    promise,
    session_seconds,
    sessions_in,
)
from edgewise.domain.hours.ways import Draft, Means, changed, ways

TODAY = date(2026, 3, 2)
CIRCLE = Draft("decision_round", 4, 5, 6, 14, 13, 0, USUAL_PAIR_MINUTES)


@pytest.mark.parametrize("key", DESIGNS)
def test_every_template_gives_what_it_names_within_ten_per_cent(key: str) -> None:
    design = DESIGNS[key]
    hours, wanted = promise(design), design.hours_target * HOUR
    assert abs(hours.received - wanted) <= 0.1 * wanted
    assert hours.given == hours.received


@pytest.mark.parametrize("key", DESIGNS)
def test_no_size_of_a_template_s_circles_falls_short(key: str) -> None:
    design = DESIGNS[key]
    for people in range(design.size_least, design.size_most + 1):
        assert not falls_short(promise(design, people=people), design.hours_target), people


def test_a_circle_of_five_without_pair_hours_gives_less_than_one_hour() -> None:
    hours = promise(CIRCLE)
    assert (hours.sessions, hours.received, hours.given, hours.one_to_one) == (5, 5 * 2 * 27 * 60 // 5, 3240, 0)
    assert in_hours(hours.received) == 0.9


def test_pair_hours_are_added_as_the_minutes_that_coach() -> None:
    hours = promise(changed(CIRCLE, {"pair_hours": 6}))
    assert (hours.one_to_one, hours.in_the_round, in_hours(hours.given)) == (6 * 39 * 60, 3240, 4.8)


def test_of_two_every_minute_is_one_to_one() -> None:
    hours = promise(Draft("grow_pair", 2, 2, 2, 14, 16, 0, USUAL_PAIR_MINUTES))
    assert (hours.received, hours.one_to_one, hours.in_the_round) == (7 * 25 * 60, 7 * 25 * 60, 0)


def test_a_shorter_cohort_and_a_larger_circle_are_promised_less() -> None:
    whole = promise(CIRCLE)
    assert promise(CIRCLE, sessions=2).received < whole.received
    assert promise(CIRCLE, people=6).received < whole.received


@given(st.integers(1, 60), st.integers(1, 60), st.integers(0, 6))
def test_the_sessions_of_a_promise_are_those_of_the_calendar(weeks: int, days: int, shift: int) -> None:
    first = TODAY + timedelta(days=shift)
    last = first + timedelta(weeks=weeks)
    dates = usual_dates(first, last, days)
    assert sessions_of_work(first, last, days) == [one.kind for one in dates].count(Meeting.SESSION)
    spans = range(first.toordinal(), last.toordinal() + 1)
    if shift == 0 and not any(is_christmas(date.fromordinal(day)) for day in spans):
        assert sessions_in(weeks, days) == sessions_of_work(first, last, days)


@pytest.mark.parametrize("key", ["decision_round", "grow_pair", "rotating_spotlight", "executive_circle", "troika"])
def test_a_session_that_keeps_its_timetable_gives_what_was_promised(key: str) -> None:
    """The promise and the ledger are one definition: a session to the second by its plan is counted as it was told."""
    fmt = builtin_format(key)
    people = fmt.people.least
    seats = [f"s{place}" for place in range(people)]
    slots = [slot for slot in timetable(fmt, people).slots if slot.issue is not None]
    stretches = [
        Stretch(slot.planned * 1000, owner := seats[(slot.issue or 0) % people], tuple(s for s in seats if s != owner))
        for slot in slots
    ]
    counted = sum(share.ms for share in shared(stretches).shares.values())
    assert counted == session_seconds(fmt, people) * 1000


@pytest.mark.parametrize("minutes", range(FEWEST_PAIR_MINUTES, MOST_PAIR_MINUTES + 1))
def test_a_pair_hour_of_any_length_is_a_format_that_fills_it(minutes: int) -> None:
    fmt = pair_format(minutes)
    table = timetable(fmt, 2)
    assert (list(breaches(fmt)), table.total, table.slack) == ([], minutes * 60, 0)
    assert session_seconds(fmt, 2) == minutes * 60 - 6 * 60


def test_the_usual_pair_hour_is_the_built_in_format_as_it_is() -> None:
    assert pair_format(USUAL_PAIR_MINUTES) == builtin_format(PAIR_FORMAT)


def test_a_design_that_falls_short_is_shown_three_ways() -> None:
    found = {way.means: (dict(way.changes), way.is_enough) for way in ways(CIRCLE, 5)}
    assert found == {
        Means.SESSIONS: ({"cadence_days": 7}, False),
        Means.SMALLER: ({"size_target": 4, "size_least": 4}, False),
        Means.PAIRS: ({"pair_hours": 6}, True),
    }
    assert ways(changed(CIRCLE, {"pair_hours": 6}), 5) == []


def test_the_smallest_step_that_is_enough_is_offered() -> None:
    pair = Draft("grow_pair", 2, 2, 2, 28, 16, 0, USUAL_PAIR_MINUTES)
    assert [(way.means, dict(way.changes), way.is_enough) for way in ways(pair, 2)] == [
        (Means.SESSIONS, {"cadence_days": 14}, True)
    ]


drafts = st.builds(
    lambda key, spare, cadence, weeks, pairs: Draft(
        key,
        builtin_format(key).people.least,
        min(builtin_format(key).people.least + spare, builtin_format(key).people.most),
        builtin_format(key).people.most,
        cadence,
        weeks,
        pairs,
        USUAL_PAIR_MINUTES,
    ),
    st.sampled_from(["decision_round", "grow_pair", "rotating_spotlight", "executive_circle", "troika"]),
    st.integers(0, 4),
    st.integers(1, 90),
    st.integers(1, 60),
    st.integers(0, 12),
)


@given(drafts, st.integers(1, 20))
def test_every_way_gives_more_and_says_what_it_gives(draft: Draft, wanted: int) -> None:
    now, found = promise(draft), ways(draft, wanted)
    assert bool(found) <= falls_short(now, wanted)
    for way in found:
        after = changed(draft, way.changes)
        assert promise(after) == way.hours
        assert way.hours.received > now.received
        assert way.is_enough == (not falls_short(way.hours, wanted))


@pytest.mark.parametrize("people", range(3, 9))
@pytest.mark.parametrize("minutes", [FEWEST_PAIR_MINUTES, USUAL_PAIR_MINUTES, MOST_PAIR_MINUTES])
def test_a_circle_that_keeps_its_pair_hours_is_never_more_than_an_hour_out_of_balance(
    people: int, minutes: int
) -> None:
    """Every moment: after each slot of the schedule. In the end everybody has given and received the same."""
    schedule = coaching_schedule(people, 12)
    assert isinstance(schedule, Schedule)
    ms = session_seconds(pair_format(minutes), 2) * 1000
    given, received = [0] * people, [0] * people
    for session in schedule.sessions:
        for slot in session:
            for hour in slot:
                [share] = shared([Stretch(ms, str(hour.client), (str(hour.coach),))]).shares.values()
                assert share == Share(ms, ms)
                given[hour.coach] += share.ms
                received[hour.client] += share.ms
            assert max(abs(a - b) for a, b in zip(given, received, strict=True)) <= HOUR * 1000
        assert given == received


def test_the_table_in_the_docs_is_what_the_code_gives() -> None:
    page = (Path(__file__).parents[3] / "docs" / "hours.md").read_text(encoding="utf-8")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in page.splitlines() if line.startswith("| ")
    ]
    expected = []
    for design in DESIGNS.values():
        hours, fmt = promise(design), builtin_format(design.format_key)
        minutes = issue_seconds(fmt, design.size_target) / 60
        pairs = f"{design.pair_hours} × {design.pair_minutes}" if design.pair_hours else "-"
        sizes = [str(design.title), str(design.size_target), str(hours.sessions)]
        given = [f"{hours.each_way} h", f"{hours.each_way} h", f"{design.hours_target} h"]
        expected.append([*sizes, f"{fmt.issue_count(design.size_target)} × {minutes:g}", pairs, *given])
    assert rows[1:] == expected
