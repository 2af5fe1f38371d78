"""What bots promised last time, for a session that begins with it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from edgewise.domain.session.commands import LastPromise
from edgewise.domain.session.names import Millis
from edgewise.domain.simulation.bots.corpus import day, sayings
from edgewise.domain.simulation.table import numbered


def last_promises(names: Sequence[str], dice: Random, now: Millis) -> tuple[LastPromise, ...]:
    """One each, due in the days before `now`."""
    actions = dice.sample(sayings().commitments, k=len(sayings().commitments))
    return tuple(
        LastPromise(
            seat=seat,
            ref=f"last-{seat}",
            what=actions[place % len(actions)].what,
            by_date=f"{day(now, -dice.randrange(1, 8)):%Y-%m-%d}",
        )
        for place, (seat, _) in enumerate(numbered(names))
    )
