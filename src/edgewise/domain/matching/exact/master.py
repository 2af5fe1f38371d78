"""The linear and the whole-number programme that choose among columns.

Rows: a person sits at most once; a size is used at most (for whole circles: exactly) as often as wanted. What a column
counts is its points and a bonus for its size, so that the same programme can ask for many places before many points.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import scipy
from numpy.typing import NDArray

from edgewise.domain.matching.exact.columns import Arena, Columns, merged
from edgewise.domain.matching.exact.pricing import Floats, profits
from edgewise.domain.matching.given.facts import Ints

Reals = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Care:
    """How far the whole-number programme goes. It cannot be interrupted: HiGHS would end elsewhere on each machine."""

    nodes: int  # of branch and bound
    near: float = 0.0  # it ends, too, when no circles count more by this share
    wide: int = 4000  # columns that it chooses among at most


ROUNDED_UP_FROM = 0.5
INFEASIBLE = 2  # HiGHS's status, as SciPy gives it


@dataclass(frozen=True, slots=True)
class Whole:
    tables: tuple[Ints, ...] | None  # None where none was found
    bound: float  # of what such circles count, bonus included; infinite where nothing is proved


@dataclass(slots=True)
class Master:
    """The linear programme over the circles found so far, and its prices after `solve`."""

    arena: Arena
    limits: Mapping[int, int]  # how many circles of each size there may be
    bonus: Mapping[int, float]  # of a circle, by its size
    columns: Columns
    value: float = 0.0
    prices: Floats = field(default_factory=lambda: np.zeros(0, dtype=np.float32))
    dear: dict[int, float] = field(default_factory=dict)  # the price of one circle, by its size

    def __post_init__(self) -> None:
        found = {size: self.columns.get(size, np.zeros((0, size), dtype=np.int64)) for size in self.limits}
        self.columns = {size: block[self.arena.keeps_rules(block)] for size, block in found.items()}

    def solve(self) -> None:
        """Raises RuntimeError if HiGHS finds no optimum, which these rows cannot cause."""
        matrix, worth = self.programme()
        limits = np.concatenate([np.ones(self.arena.size), list(self.limits.values())])
        # The stubs know no sparse matrices; HiGHS takes them.
        found = scipy.optimize.linprog(-worth, A_ub=matrix, b_ub=limits, method="highs-ds")  # type: ignore[call-overload]
        if found.status:
            raise RuntimeError(found.message)
        duals = np.maximum(-found.ineqlin.marginals, 0)
        self.value = -float(found.fun)
        self.prices = duals[: self.arena.size].astype(np.float32)
        self.dear = {size: float(dual) for size, dual in zip(self.limits, duals[self.arena.size :], strict=True)}

    def floor(self, size: int) -> float:
        """The profit at which a circle of this size would change nothing."""
        return self.dear[size] - self.bonus[size]

    def priced(self) -> float:
        """All prices: what a seating of these sizes counts, bonus included, if no circle in it loses anything."""
        circles = sum(many * self.dear[size] for size, many in self.limits.items())
        return float(self.prices.sum(dtype=np.float64)) + circles

    def granted(self) -> float:
        """The bonus of all circles."""
        return sum(many * self.bonus[size] for size, many in self.limits.items())

    def add(self, columns: Columns) -> int:
        """How many of them were new."""
        before = sum(map(len, self.columns.values()))
        self.columns = merged(self.columns, columns)
        return sum(map(len, self.columns.values())) - before

    def programme(self) -> tuple[scipy.sparse.csr_array, Reals]:
        """The rows (one a person, then one a size) and what each column counts; columns by size."""
        blocks = [
            np.hstack([block, np.full((len(block), 1), self.arena.size + place)])
            for place, block in enumerate(self.columns.values())
        ]
        widths = np.concatenate([np.full(len(block), block.shape[1]) for block in blocks])
        where = np.concatenate([block.ravel() for block in blocks])
        shape = (len(widths), self.arena.size + len(blocks))
        matrix = scipy.sparse.csr_array(
            (np.ones(len(where)), where, np.concatenate([[0], widths.cumsum()])), shape=shape
        )
        worth = [self.arena.points(block) + self.bonus[size] for size, block in self.columns.items()]
        return matrix.T.tocsr(), np.concatenate(worth)

    def loss(self) -> Floats:
        """What taking a whole column costs against the prices, for each column."""
        return np.concatenate(
            [self.floor(size) - profits(self.arena, self.prices, block) for size, block in self.columns.items()]
        )

    def whole(self, slack: float, care: Care, *, exactly: bool) -> Whole:
        """The best whole circles among the columns that lose at most `slack` against the prices.

        Ends after so many nodes, never by time, so that the answer can be repeated. With `exactly`, each size is used
        as often as its limit. Locked seats are always taken.
        """
        matrix, worth = self.programme()
        loss = self.loss()
        some = np.sort(np.argsort(loss, kind="stable")[: care.wide])
        some = some[loss[some] <= slack]
        is_all = len(some) == (loss <= slack).sum()
        locked, limits = (
            (self.arena.seat >= 0).astype(np.float64),
            np.array(list(self.limits.values()), dtype=np.float64),
        )
        lower = np.concatenate([locked, limits if exactly else np.zeros(len(limits))])
        upper = np.concatenate([np.ones(self.arena.size), limits])
        found = scipy.optimize.milp(
            -worth[some],
            integrality=np.ones(len(some), dtype=np.int64),
            bounds=scipy.optimize.Bounds(0, 1),
            constraints=scipy.optimize.LinearConstraint(matrix[:, some], lower, upper),
            options={"node_limit": care.nodes, "mip_rel_gap": care.near},
        )
        if found.x is None:
            return Whole(None, float("-inf" if found.status == INFEASIBLE and is_all else "inf"))
        every = [row for block in self.columns.values() for row in block]
        bound = -float(found.mip_dual_bound) if is_all else float("inf")
        return Whole(tuple(every[index] for index in some[found.x > ROUNDED_UP_FROM]), bound)
