from __future__ import annotations

from itertools import chain, repeat
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import ttest_rel

from edgewise.domain.anonymity.changes import MOST_SAID, STEP, THROW, WIDER, Change, change

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


class Thrown(Random):
    """Dice that move the lower end by `low` throws and the upper by `high`; by nothing, if nothing is asked."""

    def __init__(self, low: int = 0, high: int = 0) -> None:
        super().__init__()
        counts = (max(low, 0), max(-low, 0), max(high, 0), max(-high, 0))
        self.faces = chain.from_iterable((*repeat(0.0, count), 0.999) for count in counts)

    def random(self) -> float:
        return next(self.faces)


def marched() -> tuple[dict[str, Sheet], dict[str, Sheet]]:
    """Five go from 1 to 5 everywhere, and the sixth down by 47 points."""
    before = {f"r{number}": sheet(1) for number in range(5)}
    after = {who: sheet(5) for who in before}
    return {**before, "r5": sheet(5)}, {**after, "r5": sheet(1, 1, *[2] * 13)}


def test_the_same_answers_show_no_change() -> None:
    before, _ = waves(Random(1), 6)
    found = change(before, before, ITEMS, Thrown())
    assert found == Change(6, -STEP, STEP)
    assert found.words == "no change can be shown"
    assert found.people_said == "from 6 people who answered both times"


def test_people_who_differ_much_show_no_change_though_their_mean_rose() -> None:
    before = {f"r{number}": sheet(3) for number in range(5)}
    after = {who: sheet(answer) for who, answer in zip(before, (5, 5, 4, 3, 2), strict=True)}
    found = change(before, after, ITEMS, Thrown())
    assert found is not None
    assert (found.low < 0 < found.high, found.words) == (True, "no change can be shown")


@pytest.mark.parametrize(("later", "words"), [(4, "seen more often than before"), (2, "seen less often than before")])
def test_people_who_agree_show_a_change(later: int, words: str) -> None:
    before, after = ({f"r{number}": sheet(answer) for number in range(5)} for answer in (3, later))
    found = change(before, after, ITEMS, Thrown())
    assert found is not None
    assert found.words == words


def test_a_change_of_one_point_and_of_three_have_the_same_lower_end() -> None:
    one, two, four = ({f"r{number}": sheet(answer) for number in range(5)} for answer in (1, 2, 4))
    small, large = change(one, two, ITEMS, Thrown()), change(one, four, ITEMS, Thrown())
    assert small is not None
    assert large is not None
    assert small.low == large.low == MOST_SAID


@given(seeds, st.integers(5, 12))
def test_the_interval_holds_that_of_scipy_and_ends_at_quarters(seed: int, people: int) -> None:
    before, after = waves(Random(seed), people, by=1)
    found = change(before, after, ITEMS, Thrown())
    earlier, later = (
        [sum(one[item] or 0 for item in ITEMS) / len(ITEMS) for one in wave.values()] for wave in (before, after)
    )
    interval = ttest_rel(later, earlier).confidence_interval(0.95)
    assert found is not None
    assert found.low < interval.low + 1e-9
    assert found.high > interval.high - 1e-9
    assert (found.low / STEP, found.high / STEP) == (round(found.low / STEP), round(found.high / STEP))
    assert interval.high + WIDER + STEP + 1e-9 >= found.high


@given(seeds)
def test_only_people_of_both_waves_count(seed: int) -> None:
    before, after = waves(Random(seed), 6, by=1)
    stayed = change(before, after, ITEMS, Thrown())
    assert change({**before, "left": sheet(1)}, {**after, "came": sheet(5)}, ITEMS, Thrown()) == stayed
    del after["r0"]
    found = change(before, after, ITEMS, Thrown())
    assert found is not None
    assert found.people == 5
    del after["r1"]
    assert change(before, after, ITEMS, Thrown()) is None


@pytest.mark.parametrize("said", [(4, None), (None,)])
def test_how_many_there_are_does_not_tell_who_could_not_say(said: tuple[int | None, ...]) -> None:
    before, after = waves(Random(3), 5)
    after["r0"] = sheet(*said)
    found = change(before, after, ITEMS, Thrown())
    assert found is not None
    assert found.people == 5


def test_what_somebody_could_not_say_counts_as_no_change() -> None:
    """Otherwise one item would weigh as much as fifteen."""
    before = {f"r{number}": sheet(3) for number in range(5)}
    after = {who: sheet(4) for who in before}
    for who in before:
        after[who] = dict.fromkeys(ITEMS, None) | {ITEMS[0]: 4}
    found = change(before, after, ITEMS, Thrown())
    assert found is not None
    assert (found.low, found.high, found.words) == (0, STEP, "no change can be shown")


def test_a_stricter_threshold_is_kept() -> None:
    before, after = waves(Random(3), 6)
    assert change(before, after, ITEMS, Thrown(), fewest=7) is None


WORLDS = {
    "all_the_same": ({f"r{n}": sheet(3) for n in range(6)}, {f"r{n}": sheet(3) for n in range(6)}),
    "marched": marched(),
    "one_stayed_behind": (marched()[0], {**marched()[1], "r0": sheet(1)}),
    "up_and_down": (
        {f"r{n}": sheet(1 + n % 2 * 4) for n in range(6)},
        {f"r{n}": sheet(5 - n % 2 * 4) for n in range(6)},
    ),
    "cannot_say": ({f"r{n}": sheet(None) for n in range(6)}, {f"r{n}": sheet(5) for n in range(6)}),
}
FAR = round(16 / THROW)  # throws: further than from one end of all there is to the other


def lows(before: dict[str, Sheet], after: dict[str, Sheet], reach: int) -> dict[float, list[int]]:
    """The throws of the lower end, by where it comes to lie; the upper end out of the way."""
    found: dict[float, list[int]] = {}
    for throws in range(-reach, reach + 1):
        made = change(before, after, ITEMS, Thrown(throws, FAR))
        assert made is not None
        found.setdefault(made.low, []).append(throws)
    return found


@pytest.mark.parametrize("world", WORLDS)
def test_every_page_can_come_from_any_answers(world: str) -> None:
    """So no answer follows from a page: of five who all went from 1 to 5, none is certain any more."""
    before, after = WORLDS[world]
    low_throws = {low: throws[0] for low, throws in lows(before, after, FAR).items()}
    high_throws = {
        -low: -throws[0] for low, throws in lows(after, before, FAR).items()
    }  # what is after less before from below is before less after from above
    steps = round(8 / STEP)
    quarters = [number * STEP for number in range(-steps // 2, steps // 2 + 1)]
    pages = {
        (made.low, made.high)
        for low in low_throws.values()
        for high in high_throws.values()
        if (made := change(before, after, ITEMS, Thrown(low, high)))
    }
    assert pages == {
        (low, high) for low in quarters for high in quarters if low < high and low <= MOST_SAID and high >= -MOST_SAID
    }


@given(seeds, st.integers(5, 8))
def test_two_throws_at_an_end_make_up_for_one_point_at_one_answer(seed: int, people: int) -> None:
    """Each halves the chance: four times as likely at most, and sixteen times at both ends."""
    dice = Random(seed)
    before, after = waves(dice, people, by=dice.choice([-1, 0, 1, 2]))
    who, item = dice.choice(sorted(after)), dice.choice(ITEMS)
    was = after[who][item]
    assert was is not None
    other = {**after, who: {**after[who], item: was + 1 if was < 5 else was - 1}}
    reach = 20
    first, second = lows(before, after, reach), lows(before, other, reach)
    for low in first.keys() & second.keys():
        assert abs(first[low][0] - second[low][0]) <= 2
        assert abs(first[low][-1] - second[low][-1]) <= 2


def test_with_dice_of_chance_the_interval_errs_seldom() -> None:
    """Nobody changed but by chance: of 2,000 comparisons 5 per cent at most say otherwise, and few say so wrongly."""
    dice = Random(5)
    said = []
    for _ in range(2000):
        before = {f"r{number}": sheet(*(dice.randint(2, 4) for _ in ITEMS)) for number in range(6)}
        after = {
            who: sheet(*((answer or 0) + dice.choice((-1, 0, 1)) for answer in one.values()))
            for who, one in before.items()
        }
        found = change(before, after, ITEMS, dice)
        assert found is not None
        said.append(found.low > 0 or found.high < 0)
    assert sum(said) <= 0.05 * len(said)
