"""The people of a comparison as the estimates want them, and when there are too few of them to say anything."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from enum import StrEnum
from math import isfinite

import numpy as np
from msgspec import Struct

from edgewise.domain.evidence.estimates.rerandomised import Drawn
from edgewise.domain.evidence.estimates.sides import Flags, Sides, Whole
from edgewise.domain.evidence.lottery import Entrant, urn_of

FEWEST_KNOWN = 20  # people on a side
FEWEST_ALIKE = 5  # people who said yes, and who said no, on each side: fewer would tell of somebody
TWO = 2  # different answers: yes and no, whatever they are called
FEWEST_CIRCLES = 4  # on a side that has any: with three, the interval covered 92.6 per cent instead of 95


Weights = dict[int, float]


class Reason(StrEnum):
    """Why a comparison is refused."""

    CIRCLE_UNKNOWN = "circle_unknown"  # somebody started, and nobody says in which circle
    NOTHING_MATCHED = "nothing_matched"  # no cell has people of both sides
    FEW_PEOPLE = "few_people"
    ONE_CLUSTER = "one_cluster"  # such as one site against one site
    FEW_CIRCLES = "few_circles"
    FEW_ALIKE = "few_alike"
    NO_VARIATION = "no_variation"


class Shared(StrEnum):
    """What makes a cluster of several people."""

    CIRCLE = "circle"
    LOT = "lot"


class Subject(Struct, frozen=True):
    """Somebody on one of two sides.

    takes_part: drew a place or was invited, whatever came of it. value: 0 or 1, or a number; None where not known.
    circle: where somebody who started sits; "" for whoever is in none; None where nobody knows. Whoever is compared
    has one too if they share something, such as their site. stratum: that of the draw, or the cell of the match.
    together: one lot for all with the same, if not empty.
    """

    key: int
    takes_part: bool
    value: float | None
    circle: str | None = ""
    stratum: str = ""
    together: str = ""


class Gathered(Struct, frozen=True):
    """Pairs are (taking part, compared). `sides` has who is known and has somebody to be compared with."""

    people: tuple[int, int]
    known: tuple[int, int]
    left_out: int
    clusters: tuple[int, int]
    circles: tuple[int, int]  # clusters of two and more people
    circle_unknown: bool
    sides: Sides
    drawn: Drawn
    weights: tuple[Weights, Weights]  # in the comparison, by key
    before: tuple[Weights, Weights]  # 1 for everybody whose value is known


def gathered(subjects: Sequence[Subject], *, yes_no: bool) -> Gathered:
    """ValueError: a key twice, a number that is not finite, or a value that is neither 0 nor 1 where it must be."""
    listed = sorted(subjects, key=lambda one: one.key)
    urn = urn_of([Entrant(one.key, one.stratum, one.together) for one in listed])
    value = np.array([np.nan if one.value is None else _sound(one.value, yes_no=yes_no) for one in listed])
    joins = np.array([one.takes_part for one in listed], dtype=bool)
    cluster, stratum = _clusters(listed), _numbered(one.stratum for one in listed)
    used = ~np.isnan(value) & _on_both_sides(stratum, joins, ~np.isnan(value))
    sides = Sides(value[used], joins[used], _numbered(stratum[used].tolist()), _numbered(cluster[used].tolist()))
    sizes = [Counter(sides.cluster[sides.takes_part == side].tolist()) for side in (True, False)]
    seats = Counter(one.circle for one in listed if one.takes_part and one.circle)
    return Gathered(
        people=(int(joins.sum()), int((~joins).sum())),
        known=(int(sides.takes_part.sum()), int((~sides.takes_part).sum())),
        left_out=int((~np.isnan(value) & ~used).sum()),
        clusters=(len(sizes[0]), len(sizes[1])),
        circles=(_of_several(sizes[0]), _of_several(sizes[1])),
        circle_unknown=any(one.circle is None for one in listed),
        sides=sides,
        drawn=Drawn(urn, value, joins, cluster, sorted(seats.values())),
        weights=_weights([one.key for one, counts in zip(listed, used, strict=True) if counts], sides),
        before=(_equal(listed, takes_part=True), _equal(listed, takes_part=False)),
    )


def reason_to_refuse(found: Gathered, *, yes_no: bool) -> Reason | None:
    """The first that holds, from what makes a comparison impossible to what makes it tell too much."""
    if found.circle_unknown:
        return Reason.CIRCLE_UNKNOWN
    if 0 in found.known:
        return Reason.NOTHING_MATCHED if all(found.before) else Reason.FEW_PEOPLE
    if min(found.known) < FEWEST_KNOWN:
        return Reason.FEW_PEOPLE
    if min(found.clusters) == 1:
        return Reason.ONE_CLUSTER
    if any(0 < circles < FEWEST_CIRCLES for circles in found.circles):
        return Reason.FEW_CIRCLES
    # A score of two values is a yes and a no by other names. That all of them said yes is not told either.
    answers = {0.0, 1.0} if yes_no else set(found.sides.value.tolist())
    if len(answers) == 1:
        return Reason.NO_VARIATION
    if len(answers) == TWO and min(_alike(found.sides, answers)) < FEWEST_ALIKE:
        return Reason.FEW_ALIKE
    return None


def _alike(sides: Sides, answers: Iterable[float]) -> list[int]:
    """How many of each side gave each answer."""
    return [
        int(((sides.value == answer) & (sides.takes_part == side)).sum())
        for side in (True, False)
        for answer in answers
    ]


def _sound(value: float, *, yes_no: bool) -> float:
    if not isfinite(value) or (yes_no and value not in {0, 1}):
        raise ValueError("A value is not a number, or neither yes nor no")
    return value


def _on_both_sides(stratum: Whole, joins: Flags, known: Flags) -> Flags:
    """Does each person's stratum have people of both sides whose value is known?"""
    counts = [
        np.bincount(stratum[known & (joins == side)], minlength=int(stratum.max(initial=0)) + 1) for side in (1, 0)
    ]
    return np.asarray((np.minimum(*counts) > 0)[stratum])


def _clusters(listed: Sequence[Subject]) -> Whole:
    """Who shares a circle is one cluster; outside of circles, who shares a lot."""
    return _numbered(
        (Shared.CIRCLE, one.circle) if one.circle else (Shared.LOT, one.together) if one.together else one.key
        for one in listed
    )


def _numbered(labels: Iterable[Hashable]) -> Whole:
    """Labels as 0, 1, 2 ..., in the order in which they first appear."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(label, len(numbers)) for label in labels], dtype=np.int64)


def _of_several(sizes: Counter[int]) -> int:
    return sum(many > 1 for many in sizes.values())


def _equal(listed: Sequence[Subject], *, takes_part: bool) -> Weights:
    return {one.key: 1.0 for one in listed if one.takes_part == takes_part and one.value is not None}


def _weights(keys: Sequence[int], sides: Sides) -> tuple[Weights, Weights]:
    """n0 / n for who takes part and n1 / n for who is compared, with the n of their stratum."""
    if not keys:
        return {}, {}
    share = np.bincount(sides.stratum, weights=sides.takes_part) / np.bincount(sides.stratum)
    weight = np.where(sides.takes_part, 1 - share[sides.stratum], share[sides.stratum])
    each = list(zip(keys, sides.takes_part.tolist(), weight.tolist(), strict=True))
    return {key: w for key, joins, w in each if joins}, {key: w for key, joins, w in each if not joins}
