from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from edgewise.cli.match.screen import first_interrupt, gap_of
from edgewise.domain.matching.model import Progress


@pytest.mark.parametrize(
    ("score", "bound", "words"),
    [
        (9_000, 10_000, "8 of 9 placed, gap 10.00 %"),
        (10_000, 10_000, "8 of 9 placed, gap 0.00 %"),
        (9_000, 0, "8 of 9 placed"),
        (0, 0, "8 of 9 placed"),
        (9_000, 4_000, "8 of 9 placed"),
    ],
)
def test_the_bar_shows_the_gap_once_there_is_a_bound_of_the_whole(score: int, bound: int, words: str) -> None:
    assert gap_of(Progress(8, 9, score, bound, 1.0, 0.5)) == words


@pytest.fixture
def _hears_interrupts() -> Iterator[None]:
    """A shell starts what runs in the background deaf to Ctrl-C, and Python leaves it so."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("_hears_interrupts")
def test_the_first_interrupt_is_noted_and_the_second_ends_the_program() -> None:
    with first_interrupt() as is_pressed:
        before = is_pressed()
        signal.raise_signal(signal.SIGINT)
        assert (before, is_pressed()) == (False, True)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
