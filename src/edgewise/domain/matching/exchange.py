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

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from edgewise.domain.matching.facts import Ints
from edgewise.domain.matching.ground import FORBIDDEN
from edgewise.domain.matching.pairing import EMPTY, Affinity, Board, Limits, Pairing

STRIDE = 64  # rounds at one temperature
POOL = 1 << 16  # noises drawn once and read from random places
SAMPLE = 512  # rows of the affinities whose spread sets the temperature
REHEARSAL = 0.03  # share of the time spent on measuring the pace
SAFE = 0.96  # share of what the pace promises that is planned for


@dataclass(frozen=True, slots=True)
class Course:
    """How an exchange cools. Temperatures are in standard deviations of the affinities times the root of the size."""

    hot: float = 0.6
    cold: float = 0.1
    frozen: float = 0.02  # share of the rounds at the end of each cycle in which only gains are taken
    steps: int = 4  # swaps that a pair of groups may make before the groups are paired anew
    cycles: int = 1  # how often it cools; each begins with the best groups so far


@dataclass(frozen=True, eq=False, slots=True)
class Exchanged:
    tables: Ints  # groups x seats, EMPTY for an empty seat
    score: float  # the sum of affinities within the groups
    lonely: int  # bits that exactly one member of a group declares, over all groups


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

    def rounds_within(self, seconds: float, clock: Callable[[], float]) -> int:
        """How many rounds take about so many seconds of `clock`, this measuring included.

        It is found by cooling on trial in ever more rounds, which leaves no trace: `run` with the number found is
        repeatable anywhere.
        """
        began, rounds = clock(), STRIDE
        while True:
            before = clock()
            self.run(rounds, np.random.default_rng(0))
            taken, spent = clock() - before, clock() - began
            if spent >= REHEARSAL * seconds:
                return max(int((seconds - spent) * SAFE * rounds / max(taken, 1e-9)), 1)
            rounds *= 2

    def run(self, rounds: int, dice: np.random.Generator, watch: Watch | None = None) -> Exchanged:
        """The best groups of so many rounds: first the fewest lonely bits, then the highest score."""
        pairing = Pairing(self.board, self.start.copy())
        best, tables = pairing.worth, self.start
        if not pairing.pairs:
            return self._found(tables)
        noise = _Noise(dice, pairing.flat_gains.shape)
        for done in range(rounds):
            if done % STRIDE == 0:
                if watch is not None and watch(done / rounds, best):
                    break
                if done and self._begins(done, rounds):
                    pairing.tables[:] = tables
                pairing.refresh()
                noise.heat(self.scale * self._temperature(done, rounds))
            pairing.open(dice.permutation(len(tables)))
            for _ in range(self.course.steps):
                pairing.step(*noise.draw())
            pairing.close()
            if pairing.worth > best:
                best, tables = pairing.worth, pairing.tables.copy()
        return self._found(tables)

    def _begins(self, done: int, rounds: int) -> bool:
        """Does a cycle begin within the stride that begins here?"""
        cycles = self.course.cycles
        return done * cycles // rounds != (done - STRIDE) * cycles // rounds

    def _temperature(self, done: int, rounds: int) -> float:
        course = self.course
        share = done * course.cycles / rounds % 1 / (1 - course.frozen)
        return course.hot * (course.cold / course.hot) ** share if share < 1 else 0.0

    def _found(self, tables: Ints) -> Exchanged:
        board = self.board
        score = float(board.own(tables).sum(dtype=np.float64)) / 2
        return Exchanged(np.where(tables == board.nobody, EMPTY, tables), score, board.lonely(tables))


class _Noise:
    """Gumbel noise times the temperature, read from random places of a pool."""

    def __init__(self, dice: np.random.Generator, shape: tuple[int, int]) -> None:
        self.dice, self.shape = dice, shape
        self.size, self.pairs = shape[0] * shape[1], shape[0]
        self.plain = dice.gumbel(size=POOL + self.size + self.pairs).astype(np.float32)
        self.hot = self.plain.copy()

    def heat(self, temperature: float) -> None:
        np.multiply(self.plain, np.float32(temperature), out=self.hot)

    def draw(
        self,
    ) -> tuple[np.ndarray[tuple[int, int], np.dtype[np.float32]], np.ndarray[tuple[int], np.dtype[np.float32]]]:
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
