"""How a bot behaves: the same moves for all, in different measure."""

from __future__ import annotations

from dataclasses import dataclass

SECOND = 1000
MINUTE = 60 * SECOND


@dataclass(frozen=True, slots=True)
class Temper:
    """Chances are in percent, lengths in milliseconds."""

    name: str
    arrives: tuple[int, int] = (5 * SECOND, 90 * SECOND)  # after the door opened
    begins: tuple[int, int] = (5 * SECOND, 15 * SECOND)  # in the chair, once everybody is there
    speaks: tuple[int, int] = (65, 100)  # percent of a turn's time
    hands: int = 65  # chance to raise a hand where hands are raised
    writes: int = 100  # chance to write a silent note
    passes: int = 5  # chance to pass a turn of a round
    answers: int = 100  # chance to do what every person owes before being asked twice
    accepts: int = 90  # chance to take the chair when it is offered
    relents: int = 100  # chance to do so when the exit gate waits for it
    moves_on: bool = False  # in the chair: goes on as soon as a stage has given what it must
    surprises: int = 2  # in the chair: chance in each stage to pause, reset, step back or hand over without need
    advises: int = 3  # chance that a contribution is advice
    mischief: int = 0  # mean time between two attempts at what is not theirs; 0: never
    stays: int = 0  # mean time between two drops; 0: never drops
    away: tuple[int, int] = (20 * SECOND, 100 * SECOND)


HELPFUL = Temper("helpful")
RUDE = Temper("rude", speaks=(80, 160), hands=95, passes=0, advises=60, mischief=2 * MINUTE)
LATE = Temper("late", arrives=(4 * MINUTE, 14 * MINUTE))
DROPPING = Temper("dropping", stays=9 * MINUTE)
SILENT = Temper("silent", speaks=(10, 40), hands=0, writes=25, passes=85, answers=10, accepts=20, relents=60)

TEMPERS = {temper.name: temper for temper in (HELPFUL, RUDE, LATE, DROPPING, SILENT)}
