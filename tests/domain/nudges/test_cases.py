from __future__ import annotations

from datetime import date, timedelta

import pytest

from edgewise.domain.nudges.cases import (
    KINDS,
    RANK,
    Concern,
    draft,
    due_on,
    lopsided,
    pair_hours_by,
    pair_hours_lag,
    urgency,
)

TODAY = date(2026, 3, 2)
BLAME = ("failed", "did not", "didn't", "have not", "haven't", "never", "must", "should", "others", "many", "missed")


def test_every_concern_has_a_kind_and_a_day_limit() -> None:
    assert set(KINDS) == set(Concern) == set(RANK)
    assert all(1 <= kind.days <= 14 for kind in KINDS.values())


@pytest.mark.parametrize("concern", Concern)
def test_a_draft_blames_nobody_and_compares_with_nobody(concern: Concern) -> None:
    for words in (draft(concern, "Amara", "Harbour", "Leading Together"), draft(concern, "Amara", "", "")):
        assert [word for word in BLAME if word in words.lower().split()] == []
        assert ("{" in words, words == "" or words.startswith("Hello Amara,\n")) == (False, True)


@pytest.mark.parametrize("concern", Concern)
def test_a_draft_without_names_is_whole_all_the_same(concern: Concern) -> None:
    named, unnamed = draft(concern, "", "Harbour", "Leading Together"), draft(concern, "", "", "")
    assert unnamed == "" or unnamed.startswith("Hello everybody,\n")
    assert len(named.split("\n")) == len(unnamed.split("\n"))


def test_what_is_past_its_day_comes_first_then_the_kind_then_the_day() -> None:
    late, soon = TODAY - timedelta(days=1), TODAY + timedelta(days=3)
    cases = [(Concern.NO_ANSWER, soon), (Concern.LINE, soon), (Concern.NO_PROFILE, late), (Concern.LINE, TODAY)]
    assert sorted(cases, key=lambda case: urgency(case[0], case[1], TODAY)) == [
        (Concern.NO_PROFILE, late),
        (Concern.LINE, TODAY),
        (Concern.LINE, soon),
        (Concern.NO_ANSWER, soon),
    ]


def test_the_limit_counts_from_when_it_arose() -> None:
    assert due_on(Concern.LINE, TODAY) == TODAY + timedelta(days=2)


@pytest.mark.parametrize(
    ("hours", "who"),
    [
        ({}, []),
        ({1: (60, 0), 2: (0, 60)}, []),  # too few to tell
        ({1: (200, 0), 2: (0, 200)}, [1, 2]),
        ({1: (200, 150), 2: (150, 200)}, []),
        (dict.fromkeys(range(6), (150, 30)), []),  # one is heard by five, in turn
        ({**dict.fromkeys(range(5), (150, 30)), 5: (20, 200)}, [5]),
    ],
)
def test_hours_lean_only_far_from_what_is_usual_in_the_circle(
    hours: dict[int, tuple[int, int]], who: list[int]
) -> None:
    assert lopsided(hours) == who


@pytest.mark.parametrize(("day", "due"), [(-3, 0), (0, 0), (45, 15), (89, 29), (90, 30), (200, 30)])
def test_pair_hours_are_due_evenly_over_the_run(day: int, due: int) -> None:
    ends = TODAY + timedelta(days=90)
    assert pair_hours_by(5, 6, TODAY, ends, TODAY + timedelta(days=day)) == due


def test_a_run_of_no_length_is_over_when_it_ends() -> None:
    assert pair_hours_by(5, 6, TODAY, TODAY, TODAY) == 30
    assert pair_hours_by(5, 6, TODAY + timedelta(days=9), TODAY + timedelta(days=9), TODAY) == 0


@pytest.mark.parametrize(("held", "lags"), [(5, False), (4, True), (15, False), (20, False)])
def test_a_circle_lags_that_is_over_two_hours_a_person_behind(held: int, lags: bool) -> None:
    assert pair_hours_lag(held, 15, 5) is lags
