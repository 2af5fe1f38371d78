"""Pricing: circles worth more than their members' prices, for the column generation of `bounds.py`.

A price is a dual value of the linear programme, in points; the *profit* of a circle is its points less its members'
prices. `likely` looks for profitable circles fast and may miss some. `best_profit` misses none: a depth-first search
over partial circles that drops whoever can be in no circle of more than a given profit.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.exact.columns import Arena, Flags
from edgewise.domain.matching.given.facts import Bits, Ints

Floats = NDArray[np.float32]
NEVER = np.float32(-1e9)  # points of two people who may not sit together
PAIR, TRIPLE = 2, 3
TRIPLES = 128  # options of which all triples are looked at together
BELOW = np.tril(np.full((TRIPLES, TRIPLES), NEVER))  # added to a matrix of pairs, it leaves each pair once
CELLS = 1_000_000  # partial circles times people looked at together


def likely(arena: Arena, prices: Floats, size: int, breadth: int) -> Ints:
    """Circles of one size, best first, grown greedily from each person or lock and their `breadth` best companions."""
    free = np.flatnonzero((arena.group < 0) | (np.bincount(arena.group + 1)[arena.group + 1] == 1))
    starts = [free[~arena.hopeless[free], None], *(people[None, :] for people in arena.groups if len(people) > 1)]
    found = [np.zeros((0, size), dtype=np.int64)]
    for start in starts:
        members, width = start, breadth
        while 0 < members.shape[1] < size and len(members):
            members, width = _grown(arena, prices, members, size, width), 1
        if members.shape[1] == size:
            found.append(np.sort(members, axis=1))
    return ranked(arena, prices, np.unique(np.vstack(found), axis=0))


def _grown(arena: Arena, prices: Floats, members: Ints, size: int, width: int) -> Ints:
    """Each partial circle with each of the `width` people who add most, where a permitted circle stays in sight."""
    if not len(members):
        return np.zeros((0, members.shape[1] + 1), dtype=members.dtype)
    step = max(CELLS // arena.size, 1)
    return np.vstack(
        [_grown_block(arena, prices, members[at : at + step], size, width) for at in range(0, len(members), step)]
    )


def _grown_block(arena: Arena, prices: Floats, members: Ints, size: int, width: int) -> Ints:
    gain = arena.worth[members].sum(axis=1) - prices
    gain[~(arena.admits[members].all(axis=1) & _in_sight(arena, members, size))] = NEVER
    width = min(width, arena.size)
    best = np.argpartition(gain, arena.size - width, axis=1)[:, arena.size - width :]
    row, place = np.nonzero(np.take_along_axis(gain, best, axis=1) > NEVER)
    return np.hstack([members[row], best[row, place][:, None]])


def _in_sight(arena: Arena, members: Ints, size: int) -> Flags:
    """For each partial circle and person: are the requirements still met, and may the lonely yet find company?"""
    marks = arena.ground.marks
    common = np.bitwise_and.reduce(marks[members], axis=1)
    fine = np.ones((len(members), arena.size), dtype=np.bool_)
    for block in arena.ground.requirements:
        met = np.zeros_like(fine)
        for word in range(block.start, block.stop):
            met |= (common[:, word, None] & marks[:, word]) != 0
        fine &= met
    once, twice = arena.declared_by(members)
    alone = np.zeros(fine.shape, dtype=np.uint8)
    for word, declared in enumerate(arena.ground.declared.T):
        o, t = once[:, word, None], twice[:, word, None]
        alone += np.bitwise_count((o | declared) & ~(t | (o & declared)))
    held = np.bincount(arena.group + 1)[arena.group + 1] > 1
    fine &= (alone <= size - members.shape[1] - 1) & ~(held & (arena.group >= 0))
    return fine


def exchanged(arena: Arena, prices: Floats, columns: Ints) -> Ints:
    """Circles that differ from the given ones in one member; best first."""
    size = columns.shape[1]
    found = [columns[:0]]
    for place in range(size):
        others = np.delete(columns, place, axis=1)
        held = (arena.group[others] >= 0) & (arena.group[others] == arena.group[columns[:, place], None])
        found.append(_grown(arena, prices, others[~held.any(axis=1)], size, 2))
    return ranked(arena, prices, np.unique(np.sort(np.vstack(found), axis=1), axis=0))


def ranked(arena: Arena, prices: Floats, columns: Ints) -> Ints:
    """Those of these sets that are circles, the most profitable first."""
    columns = columns[arena.keeps_rules(columns)]
    return columns[np.argsort(-profits(arena, prices, columns), kind="stable")]


def profits(arena: Arena, prices: Floats, columns: Ints) -> Floats:
    found: Floats = (arena.points(columns) - prices[columns].sum(axis=1)).astype(np.float32)
    return found


class Stopped(Exception):
    pass


class Sweep:
    """A complete search for circles of one size whose profit is above `floor`.

    Partial circles are filled depth first. `links` holds the points between the people who may fill one, NEVER where
    two of them can be in no circle above the floor; `gain` what each adds to those chosen already, less the price.
    """

    def __init__(self, arena: Arena, prices: Floats, size: int, floor: float, should_stop: Callable[[], bool]) -> None:
        self.arena, self.prices, self.size, self.floor = arena, prices, size, floor
        self.should_stop = should_stop
        self._found = [np.zeros((0, size), dtype=np.int64)]

    @property
    def found(self) -> Ints:
        return np.vstack(self._found)

    def run(self) -> bool:
        """Fills `found`; False if it was stopped, so that nothing is proved."""
        options = np.flatnonzero(~self.arena.hopeless)
        inside = np.ix_(options, options)
        links = np.where(self.arena.admits[inside], self.arena.worth[inside], NEVER)
        everything = np.full(self.arena.ground.marks.shape[1], np.iinfo(np.uint64).max, dtype=np.uint64)
        try:
            self._within(options[:0], 0.0, options, -self.prices[options], links, everything)
        except Stopped:
            return False
        return True

    def _within(self, chosen: Ints, base: float, options: Ints, gain: Floats, links: Floats, marks: Bits) -> None:
        """All circles of `chosen`, who are worth `base` together, and people of `options`."""
        wanted = self.size - len(chosen)
        together = self.arena.ground.marks[options] & marks
        kept, share = self.arena.get_on(together), gain
        seen = self.arena.attributes[chosen].sum(axis=0)
        while True:
            if not kept.all():
                options, gain, together = options[kept], gain[kept], together[kept]
                links = links[np.ix_(kept, kept)]
            if len(options) < wanted:
                return
            declared = self.arena.attributes[options]
            single = seen + declared.sum(axis=0) == 1
            if (single & (seen > 0)).any():
                return
            kept, share = self._promising(base, gain, links, wanted)
            kept[declared[:, single].sum(axis=1) > 0] = False
            if kept.all():
                break
        lonely = np.flatnonzero(seen == 1)
        if len(lonely) and wanted > 1:
            company = declared[:, lonely[0]]
        elif wanted == TRIPLE and len(options) <= TRIPLES:
            company = declared[:, seen == 0].sum(axis=1) > 0
        else:
            company = np.ones(len(options), dtype=np.bool_)
        if wanted == PAIR:  # the last two at once
            total = base + gain[:, None] + gain + links
            total[~(company[:, None] | company)] = NEVER
            self._keep(chosen, options[np.argwhere(np.triu(total > self.floor, 1))])
            return
        order = np.argsort(share, kind="stable")
        self._deeper(chosen, base, options, gain, links, together, order[company[order]])
        if wanted == TRIPLE and not len(lonely):
            rest = ~company
            self._triples(chosen, base, options[rest], gain[rest], links[np.ix_(rest, rest)])

    def _deeper(
        self, chosen: Ints, base: float, options: Ints, gain: Floats, links: Floats, together: Bits, order: Ints
    ) -> None:
        """Each of `order`, places among the options, in turn, with all options but those before it."""
        left = np.ones(len(options), dtype=np.bool_)
        for place in order:
            if not len(chosen) and self.should_stop():
                raise Stopped
            left[place] = False
            onward = np.flatnonzero((links[place] > NEVER) & left)
            if len(onward) + len(chosen) + 1 >= self.size:
                self._within(
                    np.append(chosen, options[place]),
                    base + float(gain[place]),
                    options[onward],
                    gain[onward] + links[place, onward],
                    links[np.ix_(onward, onward)],
                    together[place],
                )

    def _promising(self, base: float, gain: Floats, links: Floats, wanted: int) -> tuple[Flags, Floats]:
        """Who may be in a circle above the floor, and what each adds at most: their gain and half their best links.

        With two people in it, a circle is worth what they gain, their link, half their other best links and the most
        that so few others add; a link that cannot reach the floor is struck out in place. With one person in it, it is
        worth what they gain and, for each other member, that one's gain, their link, and half that one's other links.
        """
        best = _best(links, wanted - 1)
        share = gain + best.sum(axis=1) / 2
        apart = gain + best[:, 1:].sum(axis=1) / 2
        others = np.sort(share)[len(share) - wanted + 2 :].sum() if wanted > 2 else np.float32(0)
        links[apart[:, None] + apart + links <= self.floor - base - others] = NEVER
        near = base + gain + _best(links + apart, wanted - 1).sum(axis=1)
        return near > self.floor, share

    def _triples(self, chosen: Ints, base: float, options: Ints, gain: Floats, links: Floats) -> None:
        """The last three at once: what they are worth is spread over the three pairs of them, each gain over two."""
        pairs = links + (gain[:, None] + gain) / 2
        pairs += BELOW[: len(options), : len(options)]
        one, other = np.nonzero(pairs > NEVER / 2)
        total = pairs[one] + pairs[other]
        total += pairs[one, other, None]
        edge, third = np.nonzero(total > self.floor - base)
        self._keep(chosen, options[np.stack([one[edge], other[edge], third], axis=1)])

    def _keep(self, chosen: Ints, ends: Ints) -> None:
        if len(ends):
            columns = np.sort(np.hstack([np.broadcast_to(chosen, (len(ends), len(chosen))), ends]), axis=1)
            columns = columns[self.arena.keeps_rules(columns)]
            self._found.append(columns)


def _best(rows: Floats, count: int) -> Floats:
    """The `count` largest of each row, ascending."""
    last = rows.shape[1] - count
    found: Floats = np.sort(np.partition(rows, last, axis=1)[:, last:] if last else rows, axis=1)
    return found
