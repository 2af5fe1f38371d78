"""Ways to bring one person to another in circles that exist, by moving as few people as it takes.

A plan names the circles it changes, as rows of the facts. Every plan here keeps every rule, lock and circle.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from edgewise.domain.matching.change.places import Places
from edgewise.domain.matching.given.company import Flags, circle_with
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate

NEAR = 400  # circles looked at, those nearest in level
SOUGHT = 300  # sets of people looked at for a new circle


@dataclass(frozen=True, slots=True)
class Plan:
    circles: dict[int, tuple[int, ...]]  # new members by the index of the circle; one past the last is a new circle
    gain: int  # points, of these circles
    moved: tuple[int, ...]  # rows whose circle changes, and whoever gets or loses a seat
    left: tuple[int, ...] = ()  # rows that lose their seat


@dataclass
class Planner:
    places: Places
    points: Points

    def bring(self, one: int, other: int) -> Iterator[Plan]:
        """Plans in which `one` comes to sit in the circle of `other`, who stays; `other` sits somewhere."""
        places = self.places
        here, there = int(places.home[one]), int(places.home[other])
        if not places.free[one] or here == there:
            return
        leaves = here < 0 or bool(places.spared[one])
        if leaves and places.joins(one)[there] and places.roomy[there]:
            yield self.plan({there: [*places.circles[there], one], **self.without(one)})
        open_to = places.instead(one)
        for out in places.circles[there]:
            if out != other and open_to[out] and places.free[out]:
                yield from self._instead_of(one, out, leaves)

    def _instead_of(self, one: int, out: int, leaves: bool) -> Iterator[Plan]:
        """`one` takes the place of `out`, who goes where `one` was, or to another circle."""
        places = self.places
        here, there = int(places.home[one]), int(places.home[out])
        base = {there: swapped(places.circles[there], out, one)}
        if here >= 0 and places.instead(out)[one]:
            yield self.plan(base | {here: swapped(places.circles[here], one, out)})
        if leaves:
            yield from self._rehoused(out, base | self.without(one), {here, there})
        if here >= 0:
            yield from self._chained(one, out, base)
        else:
            yield self.plan(base, left=(out,))

    def _rehoused(self, out: int, base: dict[int, list[int]], but: set[int]) -> Iterator[Plan]:
        """`out` joins the circle with room where they are worth most."""
        places = self.places
        options = places.joins(out) & places.roomy
        options[[index for index in but if index >= 0]] = False
        if options.any():
            best = best_of(options, self.worth(out))
            yield self.plan(base | {best: [*places.circles[best], out]})

    def _chained(self, one: int, out: int, base: dict[int, list[int]]) -> Iterator[Plan]:
        """`out` takes the place of a third person, who takes the place that `one` leaves; the best of these."""
        places, table = self.places, self.points.table
        here, there = int(places.home[one]), int(places.home[out])
        stay = [member for member in places.circles[here] if member != one]
        options = (
            places.instead(out) & places.suits(stay) & places.free & (places.home != here) & (places.home != there)
        )
        if options.any():
            gain = table[stay].sum(axis=0, dtype=np.int64) + self.worth(out)[places.home] - table[out] - self.own
            third = best_of(options, gain)
            index = int(places.home[third])
            yield self.plan(
                base
                | {index: swapped(places.circles[index], third, out), here: swapped(places.circles[here], one, third)}
            )

    def gather(self, one: int, other: int) -> Iterator[Plan]:
        """A new circle for both, of people who are left over or whom their circle can spare."""
        places = self.places
        leaving = [i for i in (one, other) if places.home[i] >= 0]
        if not all(places.spared[i] and places.free[i] for i in leaving):
            return
        spare = places.spares[~np.isin(places.home[places.spares], places.home[leaving])]
        pool = np.concatenate([np.flatnonzero(places.home < 0), spare, np.array(leaving, dtype=np.int64)])
        found, _ = circle_with(places.view, (one, other), np.unique(pool), SOUGHT)
        if found:
            yield self.plan(self._taken_out(found) | {len(places.circles): list(found)})

    def _taken_out(self, members: Sequence[int]) -> dict[int, list[int]]:
        changed: dict[int, list[int]] = {}
        for one in members:
            changed |= self.without(one)
        return changed

    def without(self, one: int) -> dict[int, list[int]]:
        index = int(self.places.home[one])
        return {index: [i for i in self.places.circles[index] if i != one]} if index >= 0 else {}

    def plan(self, circles: dict[int, list[int]], left: tuple[int, ...] = ()) -> Plan:
        old = [self.places.circles[index] if index < len(self.places.circles) else [] for index in circles]
        gain = sum(map(self.points.of_rows, circles.values())) - sum(map(self.points.of_rows, old))
        home = {one: index for index, members in circles.items() for one in members}
        moved = {one for one, index in home.items() if self.places.home[one] != index}
        return Plan(
            {index: tuple(sorted(members)) for index, members in circles.items()},
            gain,
            tuple(sorted(moved | set(left))),
            left,
        )

    def worth(self, one: int) -> Ints:
        """The points of this person with all the members of each circle; at the end a 0 for no circle."""
        homes = self.places.home
        seated = homes >= 0
        found = np.zeros(len(self.places.circles) + 1, dtype=np.int64)
        np.add.at(found, homes[seated], self.points.table[one, seated].astype(np.int64))
        return found

    @cached_property
    def own(self) -> Ints:
        """Everybody's points with their own circle."""
        found = np.zeros(len(self.places.home), dtype=np.int64)
        for circle in self.places.circles:
            found[circle] = self.points.table[np.ix_(circle, circle)].sum(axis=1, dtype=np.int64)
        return found


def swapped(circle: Sequence[int], out: int, into: int) -> list[int]:
    return [into if member == out else member for member in circle]


def best_of(options: Flags, value: Ints) -> int:
    """The index of the greatest worth among the options; the first of those alike."""
    return int(np.argmax(np.where(options, value[: len(options)], np.iinfo(np.int64).min)))


def nearest(
    people: Sequence[Candidate], circles: Sequence[Sequence[int]], concerned: Sequence[Candidate], most: int = NEAR
) -> list[int]:
    """The indices, ascending, of the circles of those concerned and of the others nearest to them in level."""
    if len(circles) <= most:
        return list(range(len(circles)))
    level = {one.id: one.level or 0 for one in people}
    wanted = sum(level[one.id] for one in concerned) / max(len(concerned), 1)
    ids = {one.id for one in concerned}

    def distance(index: int) -> tuple[bool, float, int]:
        circle = circles[index]
        mean = sum(level.get(one, 0) for one in circle) / max(len(circle), 1)
        return not ids & set(circle), abs(mean - wanted), index

    return sorted(sorted(range(len(circles)), key=distance)[:most])
