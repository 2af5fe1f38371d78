"""A lottery for places: who gets one, who is a reserve, and who is compared.

Three groups are drawn. Reserves fill the seats of those who do not come, so they are in neither side of a comparison:
without them, people who were drawn into the comparison would be called in, and it would compare nothing.
Source: McKenzie, World Bank Development Impact, on lotteries whose waiting list fills the seats (2015).

A *unit* is one person, or all who share a `together`: one lot, one group. The strata share the places by the largest
remainder of their sizes, equal remainders by lot. In its stratum each unit takes a place in the order of its lot, if
it still fits whole; the reserves are drawn from the rest in the same way. Where only units of several people are left
for one place, the place stays empty, and a reserve can have it. A unit of two has therefore a slightly smaller chance
than one person; a re-draw gives it the same, so a p-value by re-drawing is not touched.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from enum import IntEnum

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Sides = NDArray[np.int8]  # (draws, people), each a Lot
Lots = NDArray[np.float64]
Counts = NDArray[np.int64]


class Lot(IntEnum):
    """What a person has drawn."""

    COMPARISON = 0
    PLACE = 1
    RESERVE = 2


class Entrant(Struct, frozen=True):
    """Somebody who wants a place. Who has the same `together`, if it is not empty, draws one lot."""

    key: int
    stratum: str = ""
    together: str = ""


class Draw(Struct, frozen=True):
    """Keys. Reserves stand in the order in which they move up; the others by key."""

    places: tuple[int, ...]
    reserves: tuple[int, ...]
    comparison: tuple[int, ...]


class Urn(Struct, frozen=True):
    """The units of a list of entrants, by stratum. Positions are those of the list sorted by key."""

    keys: tuple[int, ...]
    unit: Counts  # of each person
    sizes: Counts  # people in each unit
    stratum: Counts  # of each unit
    people: Counts  # in each stratum


def draw(entrants: Sequence[Entrant], places: int, reserves: int, seed: int) -> Draw:
    """The same for the same entrants (in any order), numbers and seed.

    ValueError: no place, a negative number of reserves, a key twice, nobody left to compare, or a unit that is
    too large for the places of its stratum.
    """
    urn = urn_of(entrants)
    _check(urn, places, reserves)
    sides, lots = _drawn(urn, places, reserves, 1, seed)
    order = np.lexsort((np.arange(len(urn.keys)), lots[0][urn.unit]))
    keys = np.array(urn.keys)
    return Draw(
        places=tuple(keys[sides[0] == Lot.PLACE].tolist()),
        reserves=tuple(keys[order[sides[0][order] == Lot.RESERVE]].tolist()),
        comparison=tuple(keys[sides[0] == Lot.COMPARISON].tolist()),
    )


def redraws(entrants: Sequence[Entrant], places: int, reserves: int, draws: int, seed: int) -> Sides:
    """As `draw`, many times: the `Lot` of each person (columns, by key) in each draw (rows)."""
    urn = urn_of(entrants)
    _check(urn, places, reserves)
    return _drawn(urn, places, reserves, draws, seed)[0]


def redraws_beside_reserves(urn: Urn, places: Sequence[int], draws: int, seed: int) -> NDArray[np.bool_]:
    """As the draw was made among all but its reserves: has each person (columns) a place in each draw (rows)?

    `urn` holds those who drew a place or the comparison, `places` how many of each stratum drew a place. The reserves
    stay what they are, and every stratum gives away as many places as it did.
    """
    lots = np.random.Generator(np.random.PCG64([seed, 2])).random((draws, len(urn.sizes)))  # not those of `draw`
    quotas = np.broadcast_to(np.asarray(places, dtype=np.int64), (draws, len(urn.people)))
    taken = _filled(urn, lots, quotas, np.zeros(lots.shape, dtype=bool))
    return np.asarray(taken[:, urn.unit])


def urn_of(entrants: Sequence[Entrant]) -> Urn:
    """ValueError: a key twice. A unit belongs to the stratum of its smallest key."""
    listed = sorted(entrants, key=lambda one: one.key)
    keys = tuple(one.key for one in listed)
    if len(set(keys)) < len(keys):
        raise ValueError("Somebody is listed twice")
    units: dict[str | int, int] = {}
    unit = np.array([units.setdefault(one.together or one.key, len(units)) for one in listed], dtype=np.int64)
    first = dict(zip(reversed(unit.tolist()), reversed(listed), strict=True))
    names = {name: number for number, name in enumerate(sorted({one.stratum for one in first.values()}))}
    sizes = np.bincount(unit, minlength=len(units))
    stratum = np.array([names[first[number].stratum] for number in range(len(units))], dtype=np.int64)
    people = np.bincount(stratum, weights=sizes, minlength=len(names)).astype(np.int64)
    return Urn(keys=keys, unit=unit, sizes=sizes, stratum=stratum, people=people)


def shares(sizes: Counts, seats: int, ties: Lots) -> Counts:
    """Seats of each stratum (columns) by largest remainder, in each draw (rows); equal remainders go by `ties`."""
    total = np.maximum(sizes.sum(axis=1, keepdims=True), 1)
    whole, rest = np.divmod(sizes * seats, total)
    left = seats - whole.sum(axis=1, keepdims=True)
    order = np.lexsort((ties, -rest), axis=1)
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(sizes.shape[1]), order.shape), axis=1)
    return np.asarray(whole + (rank < left))


def _check(urn: Urn, places: int, reserves: int) -> None:
    if places < 1 or reserves < 0:
        raise ValueError("A lottery needs one place or more, and reserves cannot be fewer than none")
    if len(urn.keys) <= places + reserves:
        raise ValueError("With so many places and reserves nobody is left to compare")
    most = -(-urn.people * places // len(urn.keys))
    if (urn.sizes > most[urn.stratum]).any():
        raise ValueError("People who draw one lot are more than the places of their stratum")


def _drawn(urn: Urn, places: int, reserves: int, draws: int, seed: int) -> tuple[Sides, Lots]:
    dice = np.random.Generator(np.random.PCG64(seed))
    lots = dice.random((draws, len(urn.sizes)))
    ties = dice.random((2, draws, len(urn.people)))
    people = np.broadcast_to(urn.people, (draws, len(urn.people)))
    quotas = shares(people, places, ties[0])
    placed = _filled(urn, lots, quotas, np.zeros(lots.shape, dtype=bool))
    left = people - np.stack([_people(urn, placed, each) for each in range(len(urn.people))], axis=1)
    reserved = _filled(urn, lots, shares(left, reserves, ties[1]), placed)
    sides = np.where(placed, np.int8(Lot.PLACE), np.where(reserved, np.int8(Lot.RESERVE), np.int8(Lot.COMPARISON)))
    return np.asarray(sides[:, urn.unit], dtype=np.int8), lots


def _people(urn: Urn, units: NDArray[np.bool_], stratum: int) -> Counts:
    return np.asarray((units * (urn.sizes * (urn.stratum == stratum))).sum(axis=1))


def _filled(urn: Urn, lots: Lots, quotas: Counts, gone: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """The units that get a seat of their stratum, in each draw; those who are `gone` already have another."""
    taken = np.zeros(lots.shape, dtype=bool)
    members: dict[int, list[int]] = defaultdict(list)
    for number, stratum in enumerate(urn.stratum.tolist()):
        members[stratum].append(number)
    for stratum, units in members.items():
        waiting = np.where(gone[:, units], np.inf, lots[:, units])
        order = np.argsort(waiting, axis=1)
        sizes = np.where(np.isinf(waiting), 0, urn.sizes[units])
        sat = _in_order(np.take_along_axis(sizes, order, axis=1), quotas[:, stratum])
        back = np.zeros(waiting.shape, dtype=bool)
        np.put_along_axis(back, order, sat, axis=1)
        taken[:, units] = back
    return taken


def _in_order(sizes: Counts, seats: Counts) -> NDArray[np.bool_]:
    """Who sits, if all units of a row come in turn, and each sits down if the seats that are left are enough."""
    if (sizes <= 1).all():
        return np.asarray((np.cumsum(sizes, axis=1) <= seats[:, None]) & (sizes > 0))
    left, sat = seats.copy(), np.zeros(sizes.shape, dtype=bool)
    for turn in range(sizes.shape[1]):
        sat[:, turn] = (sizes[:, turn] > 0) & (sizes[:, turn] <= left)
        left = left - np.where(sat[:, turn], sizes[:, turn], 0)
    return sat
