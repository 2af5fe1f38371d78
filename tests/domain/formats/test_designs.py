from __future__ import annotations

from datetime import date, timedelta

import pytest

from edgewise.domain.calendar.load import load_of
from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.formats.designs import DESIGNS, load_warning


@pytest.mark.parametrize("key", DESIGNS)
def test_a_design_goes_together_with_its_format(key: str) -> None:
    design = DESIGNS[key]
    fmt = builtin_formats()[design.format_key]
    assert fmt.people.least <= design.size_least <= design.size_target <= design.size_most <= fmt.people.most
    assert fmt.minutes <= design.session_minutes
    assert design.cadence_days <= 7 * design.weeks


def test_a_design_is_as_large_as_its_kind_and_no_larger_than_its_format() -> None:
    found = {key: (one.size_least, one.size_target, one.size_most, one.level_spread) for key, one in DESIGNS.items()}
    assert found == {
        "one_to_one": (2, 2, 2, 2),
        "circle": (4, 5, 6, 2),
        "group": (4, 6, 8, 2),
        "executive": (5, 6, 8, 0),
        "sprint": (2, 2, 2, 3),
        "erg": (4, 5, 6, 3),
        "leadership": (4, 5, 6, 6),
    }


@pytest.mark.parametrize(
    ("people", "coordinators", "words"),
    [
        (50, 1, ""),
        (100, 2, ""),
        (51, 1, "Each coordinator has 51 people; beyond 50 some are overlooked. 2 coordinators are enough."),
        (12, 0, "Nobody coordinates this cohort yet."),
    ],
)
def test_too_many_for_one_coordinator_are_said(people: int, coordinators: int, words: str) -> None:
    assert load_warning(people, coordinators) == words


def test_a_load_is_in_weeks_of_the_calendar() -> None:
    first = date(2026, 3, 2)
    load = load_of(
        [(first, 60), (first + timedelta(days=4), 30), (first + timedelta(days=14), 90)], first, date(2026, 3, 22)
    )
    assert (load.meetings, load.minutes, load.weeks, load.busiest, load.a_week) == (3, 180, 2, 90, 60)


def test_no_meetings_ask_nothing() -> None:
    assert load_of([], date(2026, 3, 2), date(2026, 3, 2)).a_week == 0
