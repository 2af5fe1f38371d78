"""A second attacker, written from the published page alone: it counts by sums, and looks for who answered, too."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from tests.anonymity.strange_cases import SCALES, Wave, first_waves, later_waves
from tests.anonymity.stranger import Helper, Read, recovered, who_answered

COHORTS = 150
FEWEST_ASKED = 10


def found(wave: Wave, dice: Random) -> Iterator[str]:
    """With nobody's help, with that of two people, and with that of two who have not answered."""
    people = list(wave.plan.roster)
    shown = [scale for scale in SCALES if any(scale in one.figures for one in wave.page.cells)]
    for helpers in ([], dice.sample(people, 2)):
        for scale in shown:
            yield from recovered(wave.read(scale), wave.counted(scale), wave.helpers(scale, helpers))
    away = [person for person in people if person not in wave.answered]
    most = 1 if len(people) == FEWEST_ASKED else 2  # docs/adr/0035: what it does not promise
    for silent in ([], away[:1], away[:most]):
        yield from who_answered([wave.read(scale) for scale in shown], wave.away(silent))


@pytest.mark.parametrize("seed", range(3))
def test_nothing_follows_from_the_page_of_ten_to_twenty_people(seed: int) -> None:
    dice = Random(f"stranger/{seed}")
    waves = list(first_waves(dice, COHORTS // 3, 10, 20))
    assert len(waves) > COHORTS // 6
    assert [what for wave in waves for what in found(wave, dice)] == []


def test_nothing_follows_after_people_have_come_and_gone() -> None:
    dice = Random("waves")
    waves = list(later_waves(dice, 40))
    assert sum(wave.page.left_out > 0 for wave in waves) > 10
    assert [what for wave in waves for what in found(wave, dice)] == []


def test_nothing_follows_from_a_page_with_parts() -> None:
    dice, read = Random("parts"), 0
    for wave in first_waves(dice, 4, 36, 44):
        people = list(wave.plan.roster)
        for scale in SCALES:
            helpers = wave.helpers(scale, dice.sample(people, 2))
            read += len(wave.read(scale).asked) > 1
            assert list(recovered(wave.read(scale), wave.counted(scale), helpers)) == []
    assert read


@pytest.mark.parametrize(
    ("words", "helpers", "follows"),
    [
        ("5.0", (), "atom 0: nobody gave 4"),
        ("4.9", (), "atom 0: somebody gave 5"),
        ("4.6", ((1,), (5,)), "atom 0: nobody gave 2"),
    ],
)
def test_of_a_plain_mean_it_finds_what_follows(words: str, helpers: tuple[tuple[int], ...], follows: str) -> None:
    """So that it is known to be able to: a page that prints means as they are, of ten people and one question."""
    page = Read(1, (10,), (((0,), words),), has_ends=False)
    assert follows in list(recovered(page, (10,), [Helper(0, answers) for answers in helpers]))


def test_ends_of_all_who_answered_would_tell_that_everybody_did() -> None:
    """Of ten who were asked: the ends for nine and for ten people differ by a tenth."""
    words = {people: ((38 if people == 9 else 40) / 10) for people in (9, 10)}
    page = Read(4, (10,), (((0,), f"{words[10]:.1f} or more"),), ends_of_all=True)
    assert list(who_answered([page], (0,))) == ["atom 0: all 10 have answered"]
    assert list(who_answered([Read(4, (10,), (((0,), "3.6 or more"),))], (0,))) == []
