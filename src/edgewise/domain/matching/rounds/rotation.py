"""New groups week after week with the fewest people meeting twice: the social golfer problem.

Three ways, the first that serves: (1) in week w the member in place r moves r * w groups on, in numbers in which the
products of different places and weeks differ (Bose 1938, MacNeish 1922: orthogonal Latin squares); (2) one week such
that turning it (everybody one place further in their cycle) gives all the other weeks: only its own few groups have to
be searched, and a pair may not lie as another does a few turns later; (3) exchanges between two groups of a week at a
time, drawn by what they save at a falling temperature, over all weeks. The last alone knows of earlier meetings, of
people who must not meet and of groups that are not all of one size; real circles with their rules go through it too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, count
from math import exp
from random import Random

import numpy as np
from numpy.typing import NDArray

from edgewise.domain.matching.exact.columns import Arena, Flags, arena_of
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import Ground
from edgewise.domain.matching.model import POINTS
from edgewise.domain.matching.rounds.fields import numbers
from edgewise.domain.matching.rounds.mixing import Cost, Mixing

Week = tuple[tuple[int, ...], ...]
MOST_TURNS = 30_000  # exchanges tried in the week that is turned
ROTATIONS_TRIED = 4  # such weeks for each number of turns
LARGE_GROUP = 160  # people; for more no week is turned
SWEEPS = 6_000
HOT, COLD = 0.7, 0.12  # temperatures, in repeats
BARRED = 1_000  # repeats that one pair who must not meet outweighs
COST_OF_A_REPEAT = 16 * POINTS  # what a repeat costs where circles have points; more than an exchange can bring
POINTS_AT_STAKE = 200, 5  # temperatures, in points


@dataclass(frozen=True, slots=True)
class Rotation:
    weeks: tuple[Week, ...]  # people, ascending in each group
    repeats: int  # meetings of two who had met before
    bound: int  # no rotation has fewer


@dataclass(frozen=True, eq=False)
class _Task:
    people: int
    groups: int
    weeks: int
    before: Ints
    barred: NDArray[np.bool_]

    @property
    def size(self) -> int:
        """Of the largest group."""
        return -(-self.people // self.groups)

    @property
    def is_plain(self) -> bool:
        return self.people == self.groups * self.size and not self.before.any() and not self.barred.any()


def rotations(  # noqa: PLR0913
    groups: int,
    size: int,
    weeks: int,
    seed: int = 1,
    *,
    effort: int = SWEEPS,
    people: int | None = None,
    before: Ints | None = None,
    barred: NDArray[np.bool_] | None = None,
) -> Rotation:
    """`weeks` times all people in `groups` groups of `size`, few of them together twice.

    `people` (groups * size) may be fewer; groups are then as equal as can be. `before` counts earlier meetings and
    `barred` marks those who must not meet, both people x people. `effort` is the number of sweeps of the last way.
    Raises ValueError where so many people do not make groups of `size` and, for some of them, one less.
    """
    people = groups * size if people is None else people
    if groups < 1 or weeks < 1 or size <= 1 or not groups * (size - 1) < people <= groups * size:
        raise ValueError(f"{people} people do not make {groups} groups of {size} for {weeks} weeks")
    none = np.zeros((people, people), dtype=np.int64)
    task = _Task(people, groups, weeks, none if before is None else before, none > 0 if barred is None else barred)
    found = _moved_on(task, seed) if task.is_plain else None
    if found is None and task.is_plain and people <= LARGE_GROUP:
        found = _turned(task, seed)
    if found is None:
        found = _mixed(task, seed, effort)
    table = tuple(
        tuple(sorted(tuple(sorted(int(one) for one in group if one < people)) for group in week)) for week in found
    )
    return Rotation(table, _repeats(table, task.before), least_repeats(task.people, groups, weeks, task.before))


def least_repeats(people: int, groups: int, weeks: int, before: Ints | None = None) -> int:
    """No rotation has fewer repeats: by counting new partners for each, pairs for all, and group against group.

    Of people who were one group, some must be in one group again the week after if there are fewer groups than people
    in it.
    """
    small, larger = divmod(people, groups)
    sizes = [small + 1] * larger + [small] * (groups - larger)
    met = np.zeros((people, people), dtype=np.int64) if before is None else before
    fresh = people - 1 - ((met > 0) & ~np.eye(people, dtype=np.bool_)).sum(axis=1)
    meetings = weeks * sum(size * (size - 1) // 2 for size in sizes)
    by_person = (int(np.maximum(weeks * (small - 1) - fresh, 0).sum()) + 1) // 2
    together = sum(pairs_in(size, groups) for size in sizes)
    return max(meetings - int(fresh.sum()) // 2, by_person, (weeks - 1) * together, 0)


def pairs_in(size: int, groups: int) -> int:
    """The fewest pairs in one group when so many people are spread over the groups."""
    each, more = divmod(size, groups)
    return more * (each + 1) * each // 2 + (groups - more) * each * (each - 1) // 2


def _repeats(weeks: Sequence[Week], before: Ints) -> int:
    met, repeats = before.copy(), 0
    for week in weeks:
        for group in week:
            inside = np.ix_(group, group)
            repeats += int(np.count_nonzero(np.triu(met[inside], 1)))
            met[inside] += 1
    return repeats


def _moved_on(task: _Task, seed: int) -> Ints | None:
    """In week w the member in place r moves r * w groups on; None where that would repeat a pair.

    By whole numbers, as long as no product of fewer than `size` and fewer than `weeks` is a multiple of the number of
    groups; or else by fields. After as many weeks as groups, only those in the same place of all the groups have not
    met: they rotate among themselves.
    """
    week, group, place = np.indices((task.weeks, task.groups, task.size))
    steps = np.outer(np.arange(1, task.size), np.arange(1, task.weeks)) % task.groups
    found: Ints = (group + place * week) % task.groups * task.size + place
    if steps.all():
        return found
    known = numbers(task.groups) if task.groups > 1 else None
    if known is None or task.size > len(known.rows):
        return None
    across = min(task.weeks, task.groups)
    week, group, place = week[:across], group[:across], place[:across]
    found = known.plus[group, known.times[known.rows[place], week]] * task.size + place
    if across == task.weeks:
        return found
    more, rest = task.weeks - across, task.groups % task.size
    within = None if rest else rotations(task.groups // task.size, task.size, more, seed)
    if within is None or within.repeats:
        return None
    rows = np.array(within.weeks)[:, None] * task.size + np.arange(task.size)[:, None, None]
    return np.concatenate([found, rows.reshape(more, task.groups, task.size)])


def _turned(task: _Task, seed: int) -> Ints | None:
    """One week whose turns are all the weeks, as many turns as weeks or a few more; None if none was found."""
    rng = Random(seed)
    most = (task.people - 1) // (task.size - 1)
    ways = [_Turning(task, turns) for turns in range(task.weeks, most + 1) if task.people % turns <= task.groups]
    for _ in range(ROTATIONS_TRIED):
        for way in ways:
            week = way.searched(rng)
            if week is not None:
                return np.stack([_turn(week, way.turns, by) for by in range(task.weeks)])
    return None


def _turn(week: Ints, turns: int, by: int) -> Ints:
    """Everybody `by` places further in their cycle of `turns` people; those who make no whole cycle stay."""
    cycle, place = np.divmod(week, turns)
    moved = cycle * turns + (place + by) % turns
    return np.where(week < week.size // turns * turns, moved, week)


class _Turning:
    """A week of which no two turns have a pair in common: no two of its pairs are of one kind.

    Of one kind are pairs that lie on the same two cycles at the same distance. A pair half way round its own cycle
    meets itself again, and two who stay meet in every turn: those kinds may not be used at all.
    """

    def __init__(self, task: _Task, turns: int) -> None:
        self.size, self.turns = task.size, turns
        cycle, place = np.divmod(np.arange(task.people), turns)
        stays = np.arange(task.people) >= task.people // turns * turns
        cycle = np.where(stays, task.people + np.arange(task.people), cycle)
        place = np.where(stays, 0, place)
        low, high = np.minimum(cycle[:, None], cycle), np.maximum(cycle[:, None], cycle)
        apart = np.where(cycle[:, None] <= cycle, place - place[:, None], place[:, None] - place) % turns
        apart = np.where(low == high, np.minimum(apart, turns - apart), apart)
        apart = np.where(stays[:, None] | stays, 0, apart)
        kinds, kind = np.unique(np.stack([low, high, apart], axis=-1).reshape(-1, 3), axis=0, return_inverse=True)
        self.kind: list[list[int]] = kind.reshape(task.people, task.people).tolist()
        unusable = (kinds[:, 0] >= task.people) | ((kinds[:, 0] == kinds[:, 1]) & (2 * kinds[:, 2] == turns))
        self.spare: list[int] = np.where(unusable, 0, 1).tolist()

    def searched(self, rng: Random) -> Ints | None:
        """Exchanges between two groups, at a temperature that falls and rises again."""
        order = list(range(len(self.kind)))
        rng.shuffle(order)
        groups = [order[start : start + self.size] for start in range(0, len(order), self.size)]
        used = [-spare for spare in self.spare]  # above nought: too many of a kind
        for group in groups:
            for a, b in combinations(group, 2):
                used[self.kind[a][b]] += 1
        excess = sum(max(count, 0) for count in used)
        for turn in range(MOST_TURNS):
            if not excess:
                return np.array(groups, dtype=np.int64)
            temperature = max(0.15, 0.6 - turn % 20_000 / 30_000)
            one, other = rng.sample(groups, 2)
            i, j = rng.randrange(self.size), rng.randrange(self.size)
            change = self._exchange(used, one, other, i, j)
            if change <= 0 or rng.random() < exp(-change / temperature):
                excess += change
            else:
                self._exchange(used, one, other, i, j)
        return None

    def _exchange(self, used: list[int], one: list[int], other: list[int], i: int, j: int) -> int:
        """Exchange members; by how much the excess changes. A second time undoes the first."""
        change = 0
        for group, place, new in ((one, i, other[j]), (other, j, one[i])):
            for companion in group:
                if companion != group[place]:
                    kind = self.kind[group[place]][companion]
                    used[kind] -= 1
                    change -= used[kind] >= 0
                    kind = self.kind[new][companion]
                    change += used[kind] >= 0
                    used[kind] += 1
        one[i], other[j] = other[j], one[i]
        return change


def _mixed(task: _Task, seed: int, effort: int) -> Ints:
    """The fewest repeats that so many sweeps found."""
    rng = np.random.default_rng(seed)
    places = task.groups * task.size
    fixed = np.zeros((places, places), dtype=np.float32)
    fixed[: task.people, : task.people] = np.where(task.barred, BARRED, 0)
    fixed[task.people :, task.people :] = BARRED  # a group has one empty place at most, as at the start
    start = np.empty((task.weeks, task.groups, task.size), dtype=np.int64)
    is_empty = np.zeros(start.shape[1:], dtype=np.bool_)
    is_empty[: places - task.people, -1] = True
    for week in start:
        week[is_empty] = np.arange(task.people, places)
        week[~is_empty] = rng.permutation(task.people)
    mixing = Mixing(start, Cost(task.people, fixed, task.before, 1), rng)
    least = least_repeats(task.people, task.groups, task.weeks, task.before)
    return mixing.cooled(_falling(HOT, COLD, effort), least)


def _falling(hot: float, cold: float, steps: int) -> Iterator[float]:
    return (hot * (cold / hot) ** (step / steps) for step in range(steps))


def new_circles(
    ground: Ground, circles: Sequence[Ints], cycles: int, seed: int = 1, *, effort: int = SWEEPS
) -> tuple[tuple[Ints, ...], ...]:
    """`circles`, and new ones of the same sizes in each further cycle: fewest repeated pairs, then most points.

    `circles` are local positions and keep every rule; so do all the new ones, locks too. Who sits in none changes
    places with somebody who has sat out less, before the cycle is mixed, as far as rules allow. `effort` is the number
    of sweeps over all cycles.
    """
    arena = arena_of(ground)
    weeks = _in_turn(arena, circles, cycles)
    if len(circles) <= 1 or cycles <= 1:
        return tuple(map(tuple, weeks))
    widest = max(map(len, circles))
    more = count(ground.size)
    empty = [[next(more) for _ in range(widest - len(circle))] for circle in circles]
    rows = np.array([[[*circle, *spare] for circle, spare in zip(week, empty, strict=True)] for week in weeks])
    places = next(more)
    fixed = np.zeros((places, places), dtype=np.float32)
    fixed[: ground.size, : ground.size] = np.where(arena.admits, -ground.affinity, BARRED * COST_OF_A_REPEAT)
    none = np.zeros((ground.size, ground.size), dtype=np.int64)
    cost = Cost(ground.size, fixed, none, COST_OF_A_REPEAT, trades=False)
    mixing = Mixing(rows, cost, np.random.default_rng(seed), first=1)
    apart, dear = (
        _falling(COST_OF_A_REPEAT * HOT, COST_OF_A_REPEAT * COLD, effort // 2),
        _falling(*POINTS_AT_STAKE, effort - effort // 2),
    )
    found = mixing.cooled(chain(apart, dear), -np.inf, lambda groups: _keep_rules(arena, groups))
    return tuple(tuple(np.sort(row[row < ground.size]) for row in cycle) for cycle in found)


def _in_turn(arena: Arena, circles: Sequence[Ints], cycles: int) -> list[list[Ints]]:
    """The circles of each cycle before they are mixed: the same, but for those who sat out."""
    outs, weeks = np.zeros(arena.size, dtype=np.int64), [list(circles)]
    for _ in range(cycles - 1):
        now = list(weeks[-1])
        out = np.setdiff1d(np.arange(arena.size), np.concatenate([*now, np.array([], dtype=np.int64)]))
        outs[out] += 1
        for one in sorted(out.tolist(), key=lambda one: (-outs[one], one)):
            _let_in(arena, now, one, outs)
        weeks.append(now)
    return weeks


def _let_in(arena: Arena, circles: list[Ints], one: int, outs: Ints) -> None:
    """One takes the place of somebody who has sat out least, and less than they have; then for the most points."""
    ways = []
    for size in sorted({len(circle) for circle in circles}):
        which = np.array([index for index, circle in enumerate(circles) if len(circle) == size])
        here = np.stack([circles[index] for index in which])
        at, place = np.nonzero((outs[here] < outs[one]) & (arena.group[here] < 0))
        rows, leaving = here[at], outs[here[at, place]]
        rows[np.arange(len(rows)), place] = one
        rows.sort(axis=1)
        fine = arena.keeps_rules(rows)
        worth = zip(leaving[fine].tolist(), (-arena.points(rows[fine])).tolist(), which[at[fine]].tolist(), strict=True)
        ways += [(*order, row) for order, row in zip(worth, rows[fine], strict=True)]
    if ways:
        _, _, index, circle = min(ways, key=lambda way: way[:3])
        circles[index] = circle


def _keep_rules(arena: Arena, groups: Ints) -> Flags:
    rows = np.sort(groups, axis=1)
    sizes = (rows < arena.size).sum(axis=1)
    kept = np.zeros(len(rows), dtype=np.bool_)
    for size in np.unique(sizes):
        kept[sizes == size] = arena.keeps_rules(rows[sizes == size, :size])
    return kept
