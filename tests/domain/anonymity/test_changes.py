from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from edgewise.domain.anonymity.changes import MOST_SAID, STEP, Change, change

ITEMS = [f"item {number}" for number in range(15)]
Sheet = dict[str, int | None]
seeds = st.integers(0, 10**6)


def sheet(*answers: int | None) -> Sheet:
    """These answers over and over."""
    return {item: answers[number % len(answers)] for number, item in enumerate(ITEMS)}


def waves(dice: Random, people: int, by: int = 0) -> tuple[dict[str, Sheet], dict[str, Sheet]]:
    before = {f"r{n}": sheet(*(dice.randint(1, 5) for _ in ITEMS)) for n in range(people)}
    after = {
        who: sheet(*(min((was or 3) + dice.randint(0, 1) * by, 5) for was in one.values()))
        for who, one in before.items()
    }
    return before, after


def test_the_same_answers_show_no_change() -> None:
    before, _ = waves(Random(1), 6)
    found = change(before, before, ITEMS)
    assert found == Change(6, -STEP, STEP)
    assert found.words == "no change can be shown"
    assert found.people_said == "from 6 people who answered both times"


def test_people_who_differ_much_show_no_change_though_their_mean_rose() -> None:
    before = {f"r{number}": sheet(3) for number in range(5)}
    after = {who: sheet(answer) for who, answer in zip(before, (5, 5, 4, 3, 2), strict=True)}
    found = change(before, after, ITEMS)
    assert found is not None
    assert (found.low < 0 < found.high, found.words) == (True, "no change can be shown")


@pytest.mark.parametrize(("later", "words"), [(4, "seen more often than before"), (2, "seen less often than before")])
def test_people_who_agree_show_a_change(later: int, words: str) -> None:
    before, after = ({f"r{number}": sheet(answer) for number in range(5)} for answer in (3, later))
    found = change(before, after, ITEMS)
    assert found is not None
    assert found.words == words


def test_a_change_of_one_point_and_of_three_have_the_same_lower_end() -> None:
    one, two, four = ({f"r{number}": sheet(answer) for number in range(5)} for answer in (1, 2, 4))
    small, large = change(one, two, ITEMS), change(one, four, ITEMS)
    assert small is not None
    assert large is not None
    assert small.low == large.low == MOST_SAID


@given(seeds, st.integers(5, 12))
def test_the_interval_holds_that_of_scipy_and_ends_at_quarters(seed: int, people: int) -> None:
    before, after = waves(Random(seed), people, by=1)
    found = change(before, after, ITEMS)
    earlier, later = (
        [sum(one[item] or 0 for item in ITEMS) / len(ITEMS) for one in wave.values()] for wave in (before, after)
    )
    interval = ttest_rel(later, earlier).confidence_interval(0.95)
    assert found is not None
    assert found.low < interval.low + 1e-9
    assert found.high > interval.high - 1e-9
    assert (found.low / STEP, found.high / STEP) == (round(found.low / STEP), round(found.high / STEP))
    assert interval.high + STEP + 1e-9 >= found.high


@given(seeds)
def test_only_people_of_both_waves_count(seed: int) -> None:
    before, after = waves(Random(seed), 6, by=1)
    stayed = change(before, after, ITEMS)
    assert change({**before, "left": sheet(1)}, {**after, "came": sheet(5)}, ITEMS) == stayed
    del after["r0"]
    found = change(before, after, ITEMS)
    assert found is not None
    assert found.people == 5
    del after["r1"]
    assert change(before, after, ITEMS) is None


def test_whoever_could_say_little_does_not_count() -> None:
    before, after = waves(Random(3), 6)
    after["r0"] = sheet(4, None)
    found = change(before, after, ITEMS)
    assert found is not None
    assert found.people == 5


def test_a_stricter_threshold_is_kept() -> None:
    before, after = waves(Random(3), 6)
    assert change(before, after, ITEMS, fewest=7) is None
