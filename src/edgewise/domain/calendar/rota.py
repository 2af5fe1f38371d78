"""Who holds the chair next: whoever held it longest ago, so that nobody has to remember whose turn it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime


def chairs_in_turn(seats: Sequence[int], last_held: Mapping[int, datetime]) -> tuple[int, ...]:
    """The people of `seats` (ids in seating order) in the order in which the chair comes to them.

    First those who never held it, in seating order; then the others, the longest ago first. `last_held` tells
    when each last held the chair or is planned to; the first of the answer is next, the second is deputy.
    """
    never = [one for one in seats if one not in last_held]
    held = sorted((one for one in seats if one in last_held), key=lambda one: last_held[one])
    return (*never, *held)
