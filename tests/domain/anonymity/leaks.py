"""Publications that give answers away, each in a way that has been published somewhere: the attacker must see it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from math import ceil, floor, sqrt
from statistics import fmean, pstdev, stdev

from scipy.special import stdtrit

from edgewise.domain.anonymity.bands import band
from tests.domain.anonymity.attacker import Answer, Case, Groups


def told(answers: tuple[Answer, ...]) -> list[int]:
    return [answer for answer in answers if answer is not None]


def means(groups: Groups) -> Hashable:
    """Each group's mean to a tenth, from three on."""
    return tuple(round(fmean(told(one)), 1) if len(told(one)) > 2 else None for one in groups)


def unless_all_alike(groups: Groups) -> Hashable:
    """The rule that is often written down: the mean, and "4 or more" where all gave the same extreme."""
    return tuple(
        "4 or more" if set(one) == {5} else "2 or less" if set(one) == {1} else means((one,)) for one in groups
    )


def halves(groups: Groups) -> Hashable:
    """Means to the next half of a point."""
    return tuple(round(2 * fmean(told(one))) / 2 if len(told(one)) > 2 else None for one in groups)


def mean_and_spread(groups: Groups) -> Hashable:
    return tuple((len(told(one)), round(fmean(told(one)), 1), round(pstdev(told(one)), 1)) for one in groups)


def medians_and_extremes(groups: Groups) -> Hashable:
    return tuple((min(told(one)), sorted(told(one))[len(told(one)) // 2], max(told(one))) for one in groups)


def with_total(groups: Groups) -> Hashable:
    """The first group and all together: what is left over is the hidden rest."""
    everybody = tuple(answer for one in groups for answer in one)
    return sum(told(groups[0])), len(told(groups[0])), sum(told(everybody)), len(told(everybody))


def bands_with_total(groups: Groups) -> Hashable:
    """Bands of groups, beside the band of all: each is safe by itself."""
    everybody = tuple(answer for one in groups for answer in one)
    return *(band(told(one)) for one in groups), band(told(everybody))


def change_of_one_item(pairs: tuple[tuple[int, int], ...]) -> Hashable:
    """Bands before and after, and whether Student's interval of the change of this item excludes zero."""
    moves = [after - before for before, after in pairs]
    half = float(stdtrit(len(moves) - 1, 0.975)) * stdev(moves) / sqrt(len(moves))
    verdict = "more" if fmean(moves) > half else "less" if fmean(moves) < -half else "none"
    return band([before for before, _ in pairs]), band([after for _, after in pairs]), verdict


def interval_to_quarters(moves: Sequence[float]) -> tuple[float, float]:
    """Student's interval of what each person's mean changed by, its ends outwards to the next quarter of a point."""
    centre = fmean(moves)
    half = float(stdtrit(len(moves) - 1, 0.975)) * stdev(moves) / sqrt(len(moves))
    low, high = (ceil(4 * (centre - half) - 1e-9) - 1) / 4, (floor(4 * (centre + half) + 1e-9) + 1) / 4
    return max(min(low, 0.75), -4), min(max(high, -0.75), 4)


def stayers_before(case: Case) -> Hashable:
    """Sums of each wave by item, and of those who answered both times: what they were before, to compare with."""
    first, second = case.waves
    everybody = [sum(told(tuple(sheet[item] for sheet in first.values()))) for item in next(iter(first.values()))]
    stayed = [
        sum(told(tuple(first[rater][item] for rater in first if rater in second)))
        for item in next(iter(first.values()))
    ]
    return tuple(everybody), tuple(stayed)
