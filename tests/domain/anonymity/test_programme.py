"""The second attacker finds nothing in a report, sees what the first sees, and breaks an interval without dice."""

from __future__ import annotations

from math import inf, sqrt
from random import Random

import pytest
from scipy.special import stdtrit

from edgewise.domain.anonymity.bands import Band
from edgewise.domain.three_sixty.report import Figure, Report
from tests.domain.anonymity import leaks
from tests.domain.anonymity.attacker import Answer, every_sheet
from tests.domain.anonymity.cases import Pages, published_item, random_case, read_by_programme
from tests.domain.anonymity.programme import (
    CANNOT_SAY,
    CHOICES,
    Counts,
    Helper,
    Programme,
    Seen,
    follows,
    of_item,
    possible,
    worth,
)

EVERY: tuple[Answer, ...] = (1, 2, 3, 4, 5, None)
HELPERS = [None, *(Helper(0, choice) for choice in CHOICES)]
Known = dict[tuple[Seen, Helper | None], list[set[int]]]


def by_enumeration(sizes: tuple[int, ...]) -> Known:
    """For every page there can be, and every helper of the first group: what each of the others can have answered."""
    known: Known = {}
    for sheet in every_sheet(sizes, EVERY):
        page = published_item(sheet)
        if not isinstance(page, Report):
            continue
        seen = Seen(tuple(cell.people for cell in page.cells), page.lines[0].figures)
        groups = [[answer or CANNOT_SAY for answer in group] for group in sheet]
        for helper in HELPERS:
            if helper is None or helper.answer in groups[0]:
                rest = [list(group) for group in groups]
                if helper is not None:
                    rest[0].remove(helper.answer)
                found = known.setdefault((seen, helper), [set() for _ in rest])
                for those, group in zip(found, rest, strict=True):
                    those |= set(group)
    return known


LARGE = [pytest.param(sizes, marks=pytest.mark.slow) for sizes in ((3, 4), (6,), (9,), (12,))]


@pytest.mark.parametrize("sizes", [(5,), (3, 3), *LARGE])
def test_both_attackers_see_the_same_and_nothing_follows(sizes: tuple[int, ...]) -> None:
    known = by_enumeration(sizes)
    found = {asked: follows(*asked) for asked in known}
    assert {asked: [set(answers) for answers in one.answers] for asked, one in found.items()} == known
    assert [asked for asked, one in found.items() if one.recovered] == []


def test_nothing_follows_from_random_360s_whoever_helps() -> None:
    for seed in range(3):
        case = random_case(Random(f"programme/{seed}"), 2)
        for wave, page in zip(case.waves, Pages()(case), strict=False):
            found = read_by_programme(wave, case.group, page) if isinstance(page, Report) else ()
            assert [(item, one.recovered) for item, one in found if one.recovered] == [], seed


def test_one_of_three_who_gave_the_opposite_extreme_leaves_two_answers_to_the_others() -> None:
    """What bands do not promise: at "less than 3", whoever gave 5 knows that both others gave 1 or 2."""
    below = Seen((3, 3), (Figure(Band.BELOW_3, None), Figure(Band.FROM_3, None)))
    assert follows(below, Helper(0, 5)).answers == (frozenset({1, 2}), frozenset({1, 2, 3, 4, 5}))


def test_the_programme_sees_that_a_band_of_all_narrows_those_of_groups() -> None:
    programme = Programme()
    peers, reports = of_item(
        programme, Seen((3, 3), (Figure(Band.FROM_3, None), Figure(Band.BELOW_3, None))), Helper(0, 3)
    )
    programme.bind(worth([peers, reports]), 21 - 3)  # all six between 3 and 4
    assert possible(programme, peers) == {5}


MARCHED = 15  # items
AGAINST = -47  # points by which one person went down over all of them


def test_an_interval_without_dice_gives_150_answers_back() -> None:
    """Five went from 1 to 5 everywhere; the sixth went down and reads all of them from "at least -0.25"."""
    low, _ = leaks.interval_to_quarters([AGAINST / MARCHED, *[4.0] * 5])
    programme, first, last = _two_reports()
    moved: list[tuple[int, float]] = [*worth(last), *((one, -by) for one, by in worth(first))]
    programme.bind(moved, _least_moved(low), inf)
    assert [possible(programme, cell) for cell in (first[0], first[-1], last[0], last[-1])] == [{1}, {1}, {5}, {5}]


def _two_reports() -> tuple[Programme, list[Counts], list[Counts]]:
    """Two groups of three; the helper is in the first. Handed back: the others, before and after."""
    programme = Programme()
    below, above = Figure(Band.BELOW_3, None), Figure(Band.FROM_3, None)
    first, last = [], []
    for number in range(MARCHED):
        first += of_item(programme, Seen((3, 3), (below, below)), Helper(0, 5))
        last += of_item(programme, Seen((3, 3), (above, above)), Helper(0, 1 if number < 2 else 2))
    return programme, first, last


def _least_moved(low: float) -> float:
    """By how many points five people went up at least, together, where the lower end lies above `low`.

    The lower end is a concave function of their means: it lies below its tangent where all went up by 4.
    """
    known, top, people = AGAINST / MARCHED, 4.0, 6
    centre = (known + 5 * top) / people
    spread = sqrt(((known - centre) ** 2 + 5 * (top - centre) ** 2) / (people - 1))
    factor = float(stdtrit(people - 1, 0.975)) / sqrt(people)
    slope = 1 / people - factor * (top - centre) / ((people - 1) * spread)
    return MARCHED * (5 * top - (centre - factor * spread - low) / slope)
