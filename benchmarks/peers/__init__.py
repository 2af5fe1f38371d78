"""Other makers of teams, each run in a process of its own: OR-Tools and SciPy's HiGHS cannot share one.

A peer reads its task as JSON from standard input and writes `{"circles": [[row, ...], ...], "status": ...}`.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from time import process_time, sleep
from typing import Protocol, TypedDict

MEMORY = 6 << 30  # bytes of address space a peer may use
PATIENCE = 300  # seconds on the wall for building a model, and for neighbours on the machine, beside the search's own


class Answer(TypedDict):
    circles: list[list[int]]
    status: str


class Solver(Protocol):
    def stop_search(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Heard:
    answer: Answer
    seconds: float  # of the processor, building the model included


def ask(peer: str, task: object, seconds: float) -> Heard:
    """What the module `benchmarks.peers.<peer>` finds in so many seconds, on one core."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    try:
        done = subprocess.run(
            [sys.executable, "-m", f"benchmarks.peers.{peer}"],
            input=json.dumps(task),
            capture_output=True,
            text=True,
            timeout=seconds + PATIENCE,
            cwd=Path(__file__).parents[2],
            check=False,
        )
    except subprocess.TimeoutExpired:
        answer = Answer(circles=[], status="still building its model when it was stopped")
    else:
        failed = Answer(circles=[], status=f"failed: {(done.stderr.splitlines() or ['killed'])[-1]}")
        answer = json.loads(done.stdout.splitlines()[-1]) if done.returncode == 0 else failed
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Heard(answer, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def stop_after(seconds: float, solver: Callable[[], Solver | None]) -> None:
    """Ends a search when it has had so many processor seconds, counted from when there is a solver."""

    def watch() -> None:
        while solver() is None:
            sleep(0.05)
        ends = process_time() + seconds
        while process_time() < ends:
            sleep(0.05)
        while found := solver():
            found.stop_search()
            sleep(0.5)

    Thread(target=watch, daemon=True).start()
