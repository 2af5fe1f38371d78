"""Pairs: rustworkx with prices beside networkx, the proof at 1,000, and 10,000 people with a bound for every pair."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from time import process_time
from typing import TypeVar

import networkx as nx
import numpy as np

from benchmarks.organisation import organisation
from edgewise.domain.matching.exact.mates import best_mates
from edgewise.domain.matching.exact.pairs import best_pairs
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.ground import FORBIDDEN, Ground, Scores, ground_of
from edgewise.domain.matching.model import Kind

SMALL, DENSE, LARGE = 300, 1_000, 10_000
DENSE_BAR, LARGE_BAR, GAP_BAR = 2.5, 15.0, 0.1  # seconds, seconds, percent


def distances(people: int) -> Scores:
    """1,000 less a distance between random points in six dimensions: no pair is forbidden and few are alike."""
    places = np.random.default_rng(1).normal(size=(people, 6)).astype(np.float32)
    squares = (places**2).sum(axis=1)
    points = np.empty((people, people), dtype=np.int16)
    for start in range(0, people, 512):
        rows = slice(start, start + 512)
        apart = squares[rows, None] + squares - 2 * places[rows] @ places.T
        points[rows] = (1000 - 130 * np.sqrt(apart.clip(0))).clip(0)
    points = np.minimum(points, points.T)
    np.fill_diagonal(points, FORBIDDEN)
    return points


def of_organisation(people: int) -> Ground:
    crowd, rules = organisation(people)
    facts = compile_facts(crowd, replace(rules, kind=Kind.PAIR, least=2, target=2, most=3))
    return ground_of(facts, facts.able)


T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[T, float]:
    started = process_time()
    return work(), process_time() - started


def by_networkx(points: Scores) -> int:
    graph = nx.Graph()
    i, j = np.nonzero(np.triu(points > FORBIDDEN, 1))
    graph.add_weighted_edges_from(zip(i.tolist(), j.tolist(), points[i, j].tolist(), strict=True))
    return sum(int(points[pair]) for pair in nx.max_weight_matching(graph, maxcardinality=True))


def beside_networkx() -> None:
    points = distances(SMALL)
    ours, taken = timed(lambda: best_mates(points, np.random.default_rng(1)))
    theirs, theirs_taken = timed(lambda: by_networkx(points))
    print(
        f"{SMALL} people, every pair open: {ours.score:,} points here and {theirs:,} by networkx, which takes", end=" "
    )
    print(f"{theirs_taken:.2f} s and so {theirs_taken / taken:,.0f} times as long ({taken:.3f} s).\n")


def main() -> int:
    """1 when a bar is missed."""
    beside_networkx()
    missed = 0
    print(f"{'':34}{'placed':>8}{'points':>12}{'bound':>12}{'gap %':>8}{'seconds':>9}  bar")
    for people, seconds, gap in ((DENSE, DENSE_BAR, 0.0), (LARGE, LARGE_BAR, GAP_BAR)):
        points = distances(people)
        mates, taken = timed(lambda points=points: best_mates(points, np.random.default_rng(1)))  # type: ignore[misc]
        bound = mates.score if mates.best else int(mates.bound(len(mates.left)))
        missed += row(
            f"{people:,}, every pair open", people - len(mates.left), mates.score, bound, taken, (seconds, gap)
        )
    for people, seconds, gap in ((DENSE, DENSE_BAR, 100.0), (LARGE, LARGE_BAR, GAP_BAR)):
        ground = of_organisation(people)
        found, taken = timed(lambda ground=ground: best_pairs(ground))  # type: ignore[misc]
        placed = sum(map(len, found.tables))
        missed += row(f"{people:,} of an organisation", placed, found.score, found.bound, taken, (seconds, gap))
    return int(missed > 0)


def row(name: str, placed: int, score: int, bound: int, taken: float, bars: tuple[float, float]) -> int:
    seconds, most = bars
    gap = 100 * (bound - score) / bound
    kept = taken <= seconds and gap <= most
    print(
        f"{name:34}{placed:8,}{score:12,}{bound:12,}{gap:8.3f}{taken:9.2f}  {'kept' if kept else 'MISSED'}", flush=True
    )
    return int(not kept)
