"""What a programme is told of its decisions, and that nobody is found in it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import replace

from edgewise.domain.anonymity.counts import Share, finest
from edgewise.domain.decisions.figures import Change, Counted, Looked, Taken, looked, taken
from edgewise.domain.decisions.model import Again

LOW, HIGH = Share(0, 0.5), Share(0.5, 1)
NONE = Looked(20, LOW, LOW, LOW)  # of twenty people who answered nothing


def decisions(circles: int = 4, people: int = 5, each: int = 1, **answers: object) -> list[Counted]:
    return [
        Counted(f"person {circle}.{person}", f"circle {circle}", **answers)  # type: ignore[arg-type]
        for circle in range(circles)
        for person in range(people)
        for _ in range(each)
    ]


def answered(values: Sequence[bool | int | None], field: str) -> list[Counted]:
    """Four circles of five, each person with one decision; the values in turn."""
    return [replace(one, **{field: value}) for one, value in zip(decisions(), values, strict=True)]


def test_nothing_is_said_of_nothing() -> None:
    assert (looked([]), taken([]), looked(decisions()), taken(decisions())) == (None, None, NONE, None)


@pytest.mark.parametrize(
    ("circles", "people", "is_told"),
    [(3, 2, False), (2, 10, False), (1, 20, False), (3, 4, True), (4, 1, False), (5, 1, True), (20, 1, True)],
)
def test_five_people_and_three_circles_are_the_fewest(circles: int, people: int, is_told: bool) -> None:
    """Three circles of two are six people, but two who know their answers would be left with four."""
    assert (looked(decisions(circles, people, is_reviewed=True)) is not None) is is_told


def test_many_decisions_do_not_make_up_for_few_people() -> None:
    assert looked(decisions(4, 1, 10, is_reviewed=True)) is None
    assert looked(decisions(5, 1, 10, is_reviewed=True)) is not None


def test_somebody_who_decided_in_most_circles_knows_too_much() -> None:
    rows = decisions(3, 4, is_reviewed=True, change=10)
    assert looked(rows) is not None
    assert looked([replace(one, person="person 0.0") if one.person == "person 1.0" else one for one in rows]) is None


def test_so_does_somebody_who_sat_there_and_decided_nothing() -> None:
    rows = decisions(3, 4)
    sat = [[["circle 0"]], [["circle 0", "circle 1"]], [["circle 0"], ["circle 0", "circle 2", "another"]]]
    assert [looked(rows, one) is None for one in sat] == [False, True, True]


def test_a_share_is_said_as_a_band() -> None:
    found = looked(answered([True] * 15 + [False] * 5, "is_reviewed"))
    assert found is not None
    assert found == replace(NONE, reviewed=HIGH)
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
    assert taken(told) == Taken(60, Share(0.6, 0.8), None)


@pytest.mark.parametrize("answer", [Again.TOO_EARLY, Again.DIFFERENTLY, None])
def test_only_a_yes_says_that_somebody_would_decide_so_again(answer: Again | None) -> None:
    rows = decisions(is_reviewed=True, again=Again.YES)
    assert looked(rows) == replace(NONE, reviewed=HIGH, again=HIGH)
    most = [one if one.circle == "circle 0" else replace(one, again=answer) for one in rows]
    assert looked(most) == replace(NONE, reviewed=HIGH, again=LOW)


def test_where_few_were_asked_to_put_the_question_anew_that_alone_is_not_told() -> None:
    rows = decisions(is_restated=True, change=10)
    assert taken(rows) == Taken(20, HIGH, Change(10))
    few = [one if one.circle < "circle 2" else replace(one, is_restated=None) for one in rows]
    assert taken(few) == Taken(20, None, Change(10))


@pytest.mark.parametrize(
    ("change", "told"), [(0, 0), (4, 0), (5, 10), (-14, -10), (-15, -20), (30, 30), (-80, -30), (None, None)]
)
def test_a_change_in_confidence_is_told_in_tens_and_up_to_thirty(change: int | None, told: int | None) -> None:
    assert taken(answered([change] * 20, "change")) == (None if told is None else Taken(20, None, Change(told)))


@pytest.mark.parametrize(("known", "is_told"), [(2, True), (4, True), (5, False)])
def test_a_median_never_hangs_on_each_of_those_whom_one_person_does_not_know(known: int, is_told: bool) -> None:
    """Five went down, who know each other: then seven others would all have to have gone up."""
    found = taken(decisions(1, known, change=-40) + decisions(8, 1, change=40)[1:])
    assert found == (Taken(known + 7, None, Change(30)) if is_told else None)


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
    shuffled = answered([values[at] for at in order], "is_reviewed")
    assert looked(shuffled) == looked(answered(values, "is_reviewed"))


@given(st.lists(st.tuples(st.booleans(), st.sampled_from(Again), st.booleans()), min_size=20, max_size=20))
def test_which_figures_are_told_depends_on_no_answer(given_answers: list[tuple[bool, Again, bool]]) -> None:
    rows = [
        replace(one, is_reviewed=looked, again=again if looked else None, is_tested=tested)
        for one, (looked, again, tested) in zip(decisions(), given_answers, strict=True)
    ]
    found = looked(rows)
    assert found is not None
    yes = sum(one.again is Again.YES for one in rows)
    for share, hits in ((found.reviewed, sum(one.is_reviewed for one in rows)), (found.again, yes)):
        assert share.low <= hits / 20 <= share.high
        assert share.high - share.low == 0.5
