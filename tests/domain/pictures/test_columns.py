from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.pictures.columns import FOOT, HEAD, LABELS_SHOWN, NUMBERS_SHOWN, PLOT, Column, columns, every
from edgewise.domain.pictures.marks import Tone


def week(held: float, missed: float = 0, *, label: str = "2 Mar", is_now: bool = False) -> Column:
    return Column(label, ((Tone.MAIN, held), (Tone.MISSED, missed)), str(held + missed), is_now)


def test_the_highest_week_fills_the_plot_and_what_was_missed_stands_on_what_was_held() -> None:
    found = columns([week(3, 1), week(2)])
    assert [(one.tone, one.y, one.height) for one in found.rects] == [
        (Tone.MAIN, "2.5rem", "3.75rem"), (Tone.MISSED, "1.25rem", "1.25rem"), (Tone.MAIN, "3.75rem", "2.5rem"),
    ]  # fmt: skip
    assert found.height == f"{HEAD + PLOT + FOOT:g}rem"


def test_this_week_has_a_dot_in_the_middle_of_its_column() -> None:
    found = columns([week(1), week(1, is_now=True), week(1), week(1)])
    assert [(one.x, one.tone) for one in found.dots] == [("37.5%", Tone.NOW)]


def test_weeks_without_a_session_are_empty_places() -> None:
    found = columns([week(0), week(0)])
    assert (found.rects, [one.words for one in found.texts if one.is_soft]) == ((), ["2 Mar", "2 Mar"])


def test_no_weeks_are_an_axis() -> None:
    assert len(columns([]).lines) == 1


@pytest.mark.parametrize(("weeks", "said"), [(6, 6), (7, 4), (13, 5), (26, 6), (60, 6)])
def test_days_stand_apart_on_a_phone(weeks: int, said: int) -> None:
    found = columns([week(1, label=f"day {number}") for number in range(weeks)])
    assert len([one for one in found.texts if one.is_soft]) == said <= LABELS_SHOWN
    numbers = [one for one in found.texts if not one.is_soft]
    assert len(numbers) == (weeks if weeks <= NUMBERS_SHOWN else 0)


@given(st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=1, max_size=60))
def test_no_column_leaves_its_place(counts: list[tuple[int, int]]) -> None:
    found = columns([week(held, missed) for held, missed in counts])
    step = 100 / len(counts)
    for one in found.rects:
        x, width = float(one.x.rstrip("%")), float(one.width.rstrip("%"))
        assert int((x + width / 2) / step) * step <= x + 0.02
        assert x + width <= 100.02
        assert 0.7 <= float(one.y.removesuffix("rem")) <= HEAD + PLOT  # a sliver for one of hundreds may stand above


def test_every_label_is_said_while_there_is_room() -> None:
    assert [every(count) for count in (0, 1, 6, 7, 12, 13)] == [1, 1, 1, 2, 2, 3]
