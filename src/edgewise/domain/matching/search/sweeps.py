"""Circles of one shard: built, improved by sweeps of assignments with less and less noise, settled, made fairer.

What was done is counted in sweeps, so that the same seed and the same count make the same circles on any machine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import Ground
from edgewise.domain.matching.search.rescue import rescue
from edgewise.domain.matching.search.seating import Fair, Seating
from edgewise.domain.matching.search.start import build

PEOPLE_A_SWEEP = 400  # circles in one assignment
COLD, COOLING = 5.0, 25.0  # points of noise at the end, at least; and the share of those at the beginning
HOT = (40.0, 400.0)  # points of noise at the beginning, for few sweeps and for many
FEW_SWEEPS = 150
LEGS = 4  # of the cooling
SHARE = 0.9  # of the time left that the last leg is planned for; machines stumble
LAST_SWEEPS = 2  # without noise, after the last of those left over have been looked after
SEATINGS_KEPT = 250  # seatings whose circles are remembered, at least, and twice that at most
FAIR_SWEEPS = 4
FAIR_COST = 0.0005  # share of all points that one step of the weight of fairness may cost


@dataclass(frozen=True, slots=True)
class Spent:
    """Sweeps: how many each leg of the cooling was planned to have, and how many were made in all."""

    legs: tuple[int, ...]
    made: int


@dataclass(frozen=True, slots=True)
class Timer:
    """Processor seconds by `clock`, until when to go on, and who is told how it stands; True from `tell` stops."""

    clock: Callable[[], float]
    until: float
    tell: Callable[[int, int], bool]  # people placed and points of this shard


def search(
    ground: Ground,
    sizes: Sequence[int],
    starts: Sequence[Ints],
    rng: np.random.Generator,
    work: Timer | Spent,
    seen: Seen | None = None,
) -> tuple[list[Ints], Spent]:
    """Circles of local positions, each of which every rule permits, and what was spent.

    `starts` are the locked seats, a circle each. With `Spent` an earlier search is repeated exactly.
    """
    sizes = _with_room(sizes, len(starts), ground.facts.rules.least)
    if not len(sizes):
        return [], Spent((0,) * LEGS, 0)
    seating = Seating(ground, np.array(sizes, dtype=np.int64), rng)
    build(seating, starts)
    rescue(seating)
    spent = _anneal(seating, work, seen)
    if len(seating.bench()):
        rescue(seating)
        for _ in range(LAST_SWEEPS):
            _sweep(seating, 0.0)
    if ground.facts.rules.weights.fair:
        _even_up(seating, ground.facts.rules.weights.fair)
    return seating.circles(), spent


def _with_room(sizes: Sequence[int], starts: int, least: int) -> Sequence[int]:
    """The sizes, or those of as many circles as the locked seats need and the people allow."""
    people = sum(sizes)
    circles = min(starts, people // least)
    if circles <= len(sizes):
        return sizes
    size, larger = divmod(people, circles)
    return (size + 1,) * larger + (size,) * (circles - larger)


def _anneal(seating: Seating, work: Timer | Spent, seen: Seen | None) -> Spent:
    """Ends at the best circles seen. When it is half cool, whoever is still left over is looked after again."""
    course = Course(seating.ground.size, work)
    best, kept = seating.worth(), seating.copied()
    while course.goes_on(best):
        if course.is_half_way():
            rescue(seating)
        _sweep(seating, course.noise())
        course.made += 1
        if seen is not None:
            seen.look(seating)
        worth = seating.worth()
        if worth > best:
            best, kept = worth, seating.copied()
    seating.copy_from(kept)
    return Spent((*course.legs, *[0] * (LEGS - len(course.legs))), course.made)


class Seen:
    """Circles met on the way, from seatings at equal distances, for whoever chooses among whole circles afterwards."""

    def __init__(self) -> None:
        self.circles: list[list[Ints]] = []
        self._every, self._looks = 1, 0

    def look(self, seating: Seating) -> None:
        self._looks += 1
        if self._looks % self._every:
            return
        self.circles.append(seating.circles())
        if len(self.circles) == 2 * SEATINGS_KEPT:
            self.circles = self.circles[1::2]
            self._every *= 2


class Course:
    """How the noise falls, in legs of equal time. Each leg's sweeps are planned by the pace of the one before."""

    def __init__(self, people: int, work: Timer | Spent) -> None:
        self.work, self.made = work, 0
        self.warm = max(2, min(20, 20_000 // max(people, 1)))
        self.legs = list(work.legs) if isinstance(work, Spent) else []
        self._since = (0, work.clock()) if isinstance(work, Timer) else (0, 0.0)

    def goes_on(self, best: tuple[int, int]) -> bool:
        """Plans a leg where one begins. `best` is what has been placed and scored so far."""
        work = self.work
        if isinstance(work, Spent):
            return self.made < work.made
        if self.made and work.tell(*best):
            return False
        now = work.clock()
        if self.made == self.warm + sum(self.legs) and len(self.legs) < LEGS:
            made, since = self._since
            each = max((now - since) / (self.made - made), 1e-6)
            legs = LEGS - len(self.legs)
            time = max(work.until - now, 0) / legs * (SHARE if legs == 1 else 1)
            self.legs.append(max(int(time / each), 1))
            self._since = (self.made, now)
        return self.made < self.warm or now < work.until

    def is_half_way(self) -> bool:
        return len(self.legs) >= LEGS // 2 and self.made == self.warm + sum(self.legs[: LEGS // 2])

    def noise(self) -> float:
        """Falls by equal shares from hot to cold; hotter where there is time for more sweeps; none past the plan."""
        done = self.made - self.warm
        if done < 0:
            return HOT[0]
        hot = min(max(HOT[0], 50 * (self.legs[0] * LEGS / FEW_SWEEPS) ** 0.6), HOT[1])
        cold = max(COLD, hot / COOLING)
        for leg, sweeps in enumerate(self.legs):
            if done < sweeps:
                return float(hot * (cold / hot) ** ((leg + done / sweeps) / LEGS))
            done -= sweeps
        return 0.0


def _sweep(seating: Seating, noise: float) -> None:
    """Every circle gives one member away, or offers a place, once."""
    order = seating.rng.permutation(len(seating.planned))
    parts = max(1, round(len(order) / PEOPLE_A_SWEEP))
    complete = seating.complete()
    free = (seating.size > 0) & (seating.size < seating.planned)
    gives = complete & ~(free & (seating.rng.random(len(order)) < 0.5))
    bench = seating.bench()
    for circles in np.array_split(order, parts):
        some = seating.rng.permutation(bench)[: max(20, len(circles) // 4)]
        seating.reseat(circles[gives[circles]], circles[(~gives & free)[circles]], some, noise)
        if len(bench):
            bench = seating.bench()


def _even_up(seating: Seating, weight: int) -> None:
    """Raises the circles with the fewest points a pair, as long as all points together lose little."""
    before, kept = seating.points(), seating.copied()
    pairs = np.maximum(seating.size * (seating.size - 1) // 2, 1)
    floor = float(np.quantile((before / pairs)[seating.size > 1], 0.2)) if (seating.size > 1).any() else 0.0
    fair = Fair(floor, 0.5 * weight)
    for _ in range(FAIR_SWEEPS):
        low = np.argsort(seating.points() / pairs, kind="stable")[: PEOPLE_A_SWEEP // 2]
        others = np.setdiff1d(np.arange(len(pairs)), low)
        chosen = np.concatenate([low, seating.rng.permutation(others)[: PEOPLE_A_SWEEP // 2]])
        seating.reseat(chosen[seating.complete()[chosen]], chosen[:0], chosen[:0], 0.0, fair)
        if seating.points().sum() < before.sum() * (1 - FAIR_COST * weight):
            seating.copy_from(kept)
            return
        kept = seating.copied()
