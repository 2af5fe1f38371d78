"""Heat-bath exchange: groups of people improved by swaps between two groups at a time, many pairs of groups at once.

A round draws a random pairing of all groups. For each pair of groups the gains of all swaps of one person for another
are computed together, and one swap, or none, is drawn with a probability proportional to exp(gain / temperature): the
largest of the gains plus Gumbel noise (Maddison, Tarlow & Minka, "A* sampling", 2014). A few such steps are made before
the next pairing, since a pair's gains are cheap to bring up to date. The temperature falls as in simulated annealing
and is measured in the spread of the affinities, so that one course serves groups of any number and size; the best
groups seen are kept. Without rules this is the Maximally Diverse Grouping Problem.

The gain of swapping i of group a for j of group b, with S(i, g) the affinities of i to the members of g, is
S(i, b) - S(i, a) + S(j, a) - S(j, b) - 2 affinity(i, j).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.exchange.pairing import EMPTY, Affinity, Board, Floats, Limits, Pairing
from edgewise.domain.matching.given.facts import Ints
from edgewise.domain.matching.given.ground import FORBIDDEN

STRIDE = 64  # rounds at one temperature
LEGS = 8  # parts of a course; a clock sets the rounds of each by the pace of the one before
POOL = 1 << 16  # noises drawn once and read from random places
SAMPLE = 512  # rows of the affinities whose spread sets the temperature
REHEARSAL = 0.01  # share of the time spent on measuring the first pace
SAFE = 0.98  # share of the time that is planned for


@dataclass(frozen=True, slots=True)
class Course:
    """How an exchange cools. Temperatures are in standard deviations of the affinities times the root of the size."""

    hot: float = 0.5
    cold: float = 0.1
    frozen: float = 0.02  # share of the course at its end in which only gains are taken
    steps: int = 4  # swaps that a pair of groups may make before the groups are paired anew

    def temperature(self, share: float) -> float:
        """At this share of the whole course."""
        share /= 1 - self.frozen
        return self.hot * (self.cold / self.hot) ** share if share < 1 else 0.0


@dataclass(frozen=True, eq=False, slots=True)
class Exchanged:
    tables: Ints  # groups x seats, EMPTY for an empty seat
    score: float  # the sum of affinities within the groups
    lonely: int  # bits that exactly one member of a group declares, over all groups
    rounds: tuple[int, ...]  # of each leg: what `repeat` needs


Watch = Callable[[float, float], bool]  # the share done and the best score so far; True ends the search


class Exchange:
    """`tables` are groups x seats of rows of the symmetric `affinity`, EMPTY for an empty seat.

    Raises ValueError for tables that seat somebody twice or break the sizes. Memory: 4 bytes for each pair of people.
    """

    def __init__(self, affinity: Affinity, tables: Ints, limits: Limits, course: Course | None = None) -> None:
        _check(tables, limits)
        self.board, self.course = Board(affinity, limits), course or Course()
        self.start = self.board.seats(tables)
        mean = float((tables != EMPTY).sum(axis=1).mean())
        self.scale = _spread(affinity) * mean**0.5

    def within(
        self, seconds: float, clock: Callable[[], float], dice: np.random.Generator, watch: Watch | None = None
    ) -> Exchanged:
        """The best groups that so many seconds of `clock` find."""
        ends = clock() + seconds
        before, rounds = self._rehearsal(seconds * REHEARSAL, clock)

        def plan(leg: int) -> int:
            nonlocal before, rounds
            now = clock()
            rounds = max(int(rounds * (ends - now) * SAFE / (LEGS - leg) / max(now - before, 1e-9)), 1)
            before = now
            return rounds

        return self._run(plan, dice, watch)

    def repeat(self, rounds: Sequence[int], dice: np.random.Generator, watch: Watch | None = None) -> Exchanged:
        """The best groups of so many rounds in each leg: with the same dice, the same as before."""
        return self._run(rounds.__getitem__, dice, watch)

    def _rehearsal(self, seconds: float, clock: Callable[[], float]) -> tuple[float, int]:
        """When a rehearsal of so many seconds began, and its rounds; it leaves no trace in what is found later."""
        rounds = LEGS
        while True:
            began = clock()
            self.repeat([rounds // LEGS] * LEGS, np.random.default_rng(0))
            if clock() - began >= seconds:
                return began, rounds
            rounds *= 2

    def _run(self, plan: Callable[[int], int], dice: np.random.Generator, watch: Watch | None) -> Exchanged:
        """First the fewest lonely bits count, then the highest score."""
        pairing = Pairing(self.board, self.start.copy())
        best, tables, made = pairing.worth, self.start, []
        noise = _Noise(dice, pairing.flat_gains.shape)
        for leg in range(LEGS if pairing.pairs else 0):
            made.append(plan(leg))
            for done in range(made[-1]):
                if done % STRIDE == 0:
                    share = (leg + done / made[-1]) / LEGS
                    if watch is not None and watch(share, best):
                        return self._found(tables, made)
                    pairing.refresh()
                    noise.heat(self.scale * self.course.temperature(share))
                pairing.open(dice.permutation(len(tables)))
                for _ in range(self.course.steps):
                    pairing.step(*noise.draw())
                pairing.close()
                if pairing.worth > best:
                    best, tables = pairing.worth, pairing.tables.copy()
        return self._found(tables, made)

    def _found(self, tables: Ints, made: Sequence[int]) -> Exchanged:
        board = self.board
        score = float(board.own(tables).sum(dtype=np.float64)) / 2
        return Exchanged(np.where(tables == board.nobody, EMPTY, tables), score, board.lonely(tables), tuple(made))


class _Noise:
    """Gumbel noise times the temperature, read from random places of a pool."""

    def __init__(self, dice: np.random.Generator, shape: tuple[int, int]) -> None:
        self.dice, self.shape = dice, shape
        self.size, self.pairs = shape[0] * shape[1], shape[0]
        self.plain = dice.gumbel(size=POOL + self.size + self.pairs).astype(np.float32)
        self.hot = self.plain.copy()

    def heat(self, temperature: float) -> None:
        np.multiply(self.plain, np.float32(temperature), out=self.hot)

    def draw(self) -> tuple[Floats, Floats]:
        at = int(self.dice.integers(POOL))
        end = at + self.size
        return self.hot[at:end].reshape(self.shape), self.hot[end : end + self.pairs]


def _spread(affinity: Affinity) -> float:
    """The standard deviation of the affinities of pairs that may sit together."""
    rows = affinity[:: max(len(affinity) // SAMPLE, 1)]
    allowed = rows[rows > FORBIDDEN]
    return float(allowed.std(dtype=np.float64)) if allowed.size else 0.0


def _check(tables: Ints, limits: Limits) -> None:
    seated = tables[tables != EMPTY]
    if len(np.unique(seated)) != len(seated):
        raise ValueError("somebody sits in two seats")
    sizes = (tables != EMPTY).sum(axis=1)
    if (sizes < limits.least).any() or (sizes > limits.most).any():
        raise ValueError("a group is smaller or larger than its limits")
