"""A bar on a terminal while matching runs, and Ctrl-C to end it early."""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import click

from edgewise.domain.matching.model import Progress

STEPS = 1000


@contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None] | None]:
    """Something to report to; None where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(
        length=STEPS, label="Matching", show_eta=False, item_show_func=gap_of, file=sys.stderr
    ) as bar:  # fmt: skip

        def report(progress: Progress) -> None:
            bar.update(max(round(STEPS * min(progress.share, 1)) - bar.pos, 0), progress)

        yield report


def gap_of(progress: Progress | None) -> str | None:
    if progress is None:
        return None
    placed = f"{progress.placed:,} of {progress.people:,} placed"
    if progress.bound < max(progress.score, 1):  # of the whole there is no bound yet
        return placed
    return f"{placed}, gap {100 * (progress.bound - progress.score) / progress.bound:.2f} %"


@contextmanager
def first_interrupt() -> Iterator[Callable[[], bool]]:
    """Has Ctrl-C been pressed? A second one ends the program as usual."""
    pressed: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, note)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
