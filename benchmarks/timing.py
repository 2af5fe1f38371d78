"""How the small benchmarks measure and print: the best of several rounds, side by side in one run."""

from __future__ import annotations

from collections.abc import Callable
from timeit import Timer


def best(work: Callable[[], object], times: int = 20_000, rounds: int = 7) -> float:
    """Seconds for one call, in the quickest round: the others measure the neighbours."""
    return min(Timer(work).repeat(rounds, times)) / times


def table(unit: str, scale: float, **seconds: float) -> None:
    """One row each, and how many times longer it takes than the first."""
    first = next(iter(seconds.values()))
    print(f"{'':32}{unit:>10}{'ratio':>9}")
    for name, taken in seconds.items():
        print(f"{name.replace('_', ' '):32}{taken * scale:10.2f}{taken / first:9.1f}")
