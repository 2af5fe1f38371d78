"""Ties: who has met whom, how many of these pairs cross a silo, and how many would if places were drawn by lot.

A pair has met that came to one meeting together; it is tied once it has met TIED times. A pair crosses where both have
a fact (a function, say) and it differs. Pairs of whom one has no such fact on record count for nothing.

*By lot* keeps who met whom as it is, and deals the people anew: the same people in the same circles, at the same
meetings, each in the place of another. Whose fact is not known keeps their place. So with n people, of whom n_g have
the fact g, a pair crosses by lot with the chance

    D = 1 - sum over g of n_g (n_g - 1) / (n (n - 1))

and of m pairs m D are to be expected: exactly, whatever they share. How far the number strays from it is drawn.
A draw asks for no common language, hours or levels, as circles do; it is what mixing alone would give.

Source: the quadratic assignment procedure (Krackhardt, "Predicting with networks", Social Networks 10, 1988), which
deals the people of a network anew in the same way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

TIED = 2  # meetings of a pair that make a tie
DRAWS = 2_000
SEED = 1
TAIL = 0.025  # of the draws at each end, outside the range that is told
TOGETHER = 2_000_000  # places dealt at once: as much memory as a page may take
SAME = 1e-9

Pair = tuple[int, int]  # keys of two people, the smaller first


class Crossing(Struct, frozen=True):
    """Of pairs of whom one fact is known: how many there are and how many cross, and what chance gives."""

    pairs: int
    across: int
    unknown: int  # further pairs, of whom the fact is not known
    expected: float  # by lot, exactly
    low: int  # 95 % of the draws give from so many
    high: int  # to so many
    p: float  # of the draws, those at least as far from what is expected; two-sided, and never 0
    draws: int
    seed: int


def times_met(meetings: Iterable[Collection[int]]) -> Counter[Pair]:
    """How often each pair came to one meeting, from the keys of those who came to each. No pair is there with 0."""
    return Counter(pair for came in meetings for pair in combinations(sorted(set(came)), 2))


def tied(times: Mapping[Pair, int]) -> list[Pair]:
    """The pairs that have met often enough, in the order of their keys."""
    return sorted(pair for pair, count in times.items() if count >= TIED)


def people_of(pairs: Iterable[Pair]) -> set[int]:
    return {one for pair in pairs for one in pair}


def crossing(
    pairs: Collection[Pair], facts: Mapping[int, str], people: Iterable[int], seed: int = SEED, draws: int = DRAWS
) -> Crossing | None:
    """How many of the `pairs` cross the fact, and how many would by lot among `people`: all who have met anybody.

    `facts`: by person; "" or nothing where it is not known. None where no pair has the fact on record. Everybody in
    `pairs` must be among `people`: KeyError. The same arguments give the same draws.
    """
    known = sorted(one for one in set(people) if facts.get(one))
    place = {one: at for at, one in enumerate(known)}
    told = sorted(pair for pair in pairs if facts.get(pair[0]) and facts.get(pair[1]))
    if not told:
        return None
    ends = np.array([(place[one], place[other]) for one, other in told], dtype=np.int64).T
    values = {value: code for code, value in enumerate(sorted({facts[one] for one in known}))}
    codes = np.array([values[facts[one]] for one in known], dtype=np.int16)
    across = int((codes[ends[0]] != codes[ends[1]]).sum())
    expected = len(told) * chance_of_crossing(facts[one] for one in known)
    drawn = _drawn(codes, ends, seed, draws)
    far = int((np.abs(drawn - expected) >= abs(across - expected) - SAME).sum())
    low, high = np.quantile(drawn, (TAIL, 1 - TAIL), method="inverted_cdf")
    return Crossing(
        pairs=len(told),
        across=across,
        unknown=len(pairs) - len(told),
        expected=expected,
        low=int(low),
        high=int(high),
        p=(1 + far) / (draws + 1),
        draws=draws,
        seed=seed,
    )


def chance_of_crossing(values: Iterable[str]) -> float:
    """D of the module's text: that two people drawn from these differ. 0 for fewer than two people."""
    counts = Counter(values)
    people = counts.total()
    alike = sum(count * (count - 1) for count in counts.values())
    return 1 - alike / (people * (people - 1)) if people > 1 else 0.0


def _drawn(codes: NDArray[np.int16], ends: NDArray[np.int64], seed: int, draws: int) -> NDArray[np.int64]:
    """For each draw the number of pairs that cross."""
    rng = np.random.default_rng(seed)
    at_once = max(1, TOGETHER // max(len(codes), ends.shape[1]))
    found = np.empty(draws, dtype=np.int64)
    for start in range(0, draws, at_once):
        some = min(at_once, draws - start)
        dealt = rng.permuted(np.tile(codes, (some, 1)), axis=1)
        found[start : start + some] = (dealt[:, ends[0]] != dealt[:, ends[1]]).sum(axis=1)
    return found
