"""Bots for tests: a watched session of any format, with tempers drawn by the seed."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Format
from edgewise.domain.simulation.bots.promises import last_promises
from edgewise.domain.simulation.bots.tempers import TEMPERS, Temper
from edgewise.domain.simulation.play import Played, play
from edgewise.domain.simulation.table import NAMES, Sent

START = 1_772_442_000_000  # 2 March 2026, nine o'clock


def table_for(fmt: Format, dice: Random) -> tuple[str, ...]:
    """As many people as the format allows, or fewer."""
    return NAMES[: dice.randint(fmt.people.least, fmt.people.most)]


def mixed(dice: Random, people: int) -> list[Temper]:
    return dice.choices(list(TEMPERS.values()), k=people)


def session(key: str, seed: int, watch: Callable[[Sent], None] | None = None) -> Played:
    """A whole session among bots of mixed tempers."""
    fmt, dice = builtin_format(key), Random(f"{key}/{seed}")
    names = table_for(fmt, dice)
    promises = last_promises(names, dice, START)
    return play(fmt, names, seed, mixed(dice, len(names)), START, promises, watch)
