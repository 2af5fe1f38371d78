"""What a programme is told of its decisions, and that nobody is found in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from edgewise.domain.anonymity.counts import Share, finest
from edgewise.domain.decisions.figures import Change, Counted, Figures, figures
from edgewise.domain.decisions.model import Again

NONE = Figures(None, None, None, None, None)


def decisions(circles: int = 4, people: int = 5, each: int = 1, **answers: object) -> list[Counted]:
    return [
        Counted(f"person {circle}.{person}", f"circle {circle}", **answers)  # type: ignore[arg-type]
        for circle in range(circles)
        for person in range(people)
        for _ in range(each)
    ]


def answered(values: Sequence[bool | int | None], field: str) -> Figures:
    """Four circles of five, each person with one decision; the values in turn."""
    rows = decisions()
    return figures([replace(one, **{field: value}) for one, value in zip(rows, values, strict=True)])


def test_nothing_is_said_of_nothing() -> None:
    assert figures([]) == figures(decisions()) == NONE


@pytest.mark.parametrize(
    ("circles", "people", "is_told"),
    [(3, 2, False), (2, 10, False), (1, 20, False), (3, 4, True), (4, 1, False), (5, 1, True), (20, 1, True)],
)
def test_five_people_and_three_circles_are_the_fewest(circles: int, people: int, is_told: bool) -> None:
    """Three circles of two are six people, but two who know their answers would be left with four."""
    found = figures(decisions(circles, people, is_reviewed=True))
    assert (found.reviewed is not None) is is_told


def test_many_decisions_do_not_make_up_for_few_people() -> None:
    assert figures(decisions(4, 1, 10, is_reviewed=True)).reviewed is None
    assert figures(decisions(5, 1, 10, is_reviewed=True)).reviewed is not None


def test_somebody_who_sits_in_most_circles_knows_too_much() -> None:
    rows = decisions(3, 4, is_reviewed=True, change=10)
    assert None not in (figures(rows).reviewed, figures(rows).change)
    everywhere = [replace(one, person="person 0.0") if one.person == "person 1.0" else one for one in rows]
    assert (figures(everywhere).reviewed, figures(everywhere).change) == (None, None)


def test_a_share_is_said_as_a_band() -> None:
    found = answered([True] * 15 + [False] * 5, "is_reviewed")
    assert found == replace(NONE, reviewed=Share(0.5, 1, 20))
    assert found.reviewed is not None
    assert found.reviewed.words == "50 % or more"


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(0, 0.2), "less than 20 %"),
        (Share(0.4, 0.6), "40 to 60 %"),
        (Share(0.8, 1), "80 % or more"),
        (Change(0), "about as sure as before"),
        (Change(-20), "about 20 points less sure: after a good round that is a good sign"),
        (Change(10), "about 10 points surer"),
    ],
)
def test_figures_have_words(share: Share | Change, words: str) -> None:
    assert share.words == words


def test_more_decisions_in_more_circles_are_told_more_finely() -> None:
    """Ten circles of six with four decisions each: of 240, one circle has 24."""
    rows = decisions(10, 6, 4)
    told = [replace(one, is_restated=number % 4 != 0) for number, one in enumerate(rows)]
    assert figures(told).restated == Share(0.6, 0.8, 60)


def test_too_early_is_not_counted() -> None:
    rows = decisions(again=Again.TOO_EARLY)
    assert figures(rows).again is None
    decided = [replace(one, again=Again.DIFFERENTLY if one.circle == "circle 0" else Again.YES) for one in rows]
    assert figures(decided).again == Share(0.5, 1, 20)


def test_assumptions_are_counted_one_by_one() -> None:
    rows = decisions(assumptions=3, tested=1)
    assert figures(rows).tested == Share(0, 0.5, 20)
    assert figures([replace(one, assumptions=0, tested=0) for one in rows]).tested is None


@pytest.mark.parametrize(
    ("change", "told"), [(0, 0), (4, 0), (5, 10), (-14, -10), (-15, -20), (30, 30), (-80, -30), (None, None)]
)
def test_a_change_in_confidence_is_told_in_tens_and_up_to_thirty(change: int | None, told: int | None) -> None:
    assert answered([change] * 20, "change").change == (None if told is None else Change(told, 20))


def test_the_median_is_not_that_known_to_one() -> None:
    rows = decisions(1, 12, change=-40) + decisions(4, 3, change=0)[3:]
    assert figures(rows).change is None


def test_the_number_of_people_is_not_said_beside_two_figures_that_differ_by_few() -> None:
    """Of twenty people who were asked, seventeen reviewed: three did not, and they would be found."""
    rows = decisions(is_restated=True)
    told = figures([replace(one, is_reviewed=None if number < 3 else True) for number, one in enumerate(rows)])
    assert told == replace(NONE, reviewed=Share(0.5, 1), restated=Share(0.5, 1, 20))
    told = figures([replace(one, is_reviewed=None if number < 5 else True) for number, one in enumerate(rows)])
    assert told == replace(NONE, reviewed=Share(0.5, 1, 15), restated=Share(0.5, 1, 20))


def bands(parts: int, most: int) -> list[list[int]]:
    return [
        [value for value in range(most + 1) if min(parts * value // most, parts - 1) == part] for part in range(parts)
    ]


@given(st.integers(2, 60), st.integers(0, 20))
def test_whatever_somebody_knows_two_possibilities_are_left(most: int, known_to_one: int) -> None:
    """Each band, each number of answers that somebody knows, and each way these were answered."""
    parts = finest(most, known_to_one)
    assume(parts is not None)
    assert parts is not None
    for band in bands(parts, most):
        for known in range(min(known_to_one, most) + 1):
            for own in range(known + 1):
                left = {value - own for value in band if 0 <= value - own <= most - known}
                assert len(left) != 1, (band, known, own)


@given(st.integers(2, 60), st.integers(0, 20))
def test_nothing_finer_would_hold(most: int, known_to_one: int) -> None:
    parts = finest(most, known_to_one) or 1

    def holds(candidate: int) -> bool:
        return all(
            len(band) > 1 and len({value - own for value in band if 0 <= value - own <= most - known}) != 1
            for band in bands(candidate, most)
            for known in range(known_to_one + 1)
            for own in range(known + 1)
        )

    assert not any(holds(finer) for finer in (10, 5, 4, 2) if finer > parts)


@given(st.lists(st.booleans(), min_size=20, max_size=20), st.permutations(range(20)))
def test_who_answered_what_changes_nothing(values: list[bool], order: list[int]) -> None:
    assert answered([values[at] for at in order], "is_reviewed") == answered(values, "is_reviewed")


@given(st.lists(st.booleans(), min_size=20, max_size=20))
def test_whether_a_figure_is_told_depends_on_no_answer(values: list[bool]) -> None:
    found = answered(values, "is_reviewed").reviewed
    assert found is not None
    assert found.low <= sum(values) / 20 <= found.high
    assert found.high - found.low == 0.5
