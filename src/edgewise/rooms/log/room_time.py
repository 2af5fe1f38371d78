"""What time it is in a room. In a demonstration that is sped up time runs faster, and stays ahead of the wall's.

Kept by the process that shows the room; after a restart a room goes on from its log, at the usual speed.
"""

from __future__ import annotations

import time
from dataclasses import dataclass

SPEEDS = (1, 4)  # of a demonstration


@dataclass(frozen=True, slots=True)
class Pace:
    """From `since` on: at `began` by the room's own time, `speed` seconds in one second."""

    since: int  # ms since the epoch, as on the wall
    began: int  # ms since the epoch, as in the room
    speed: int


_paces: dict[str, Pace] = {}


def wall_clock() -> int:
    """Milliseconds since the epoch."""
    return int(time.time() * 1000)


def in_room(code: str, wall: int) -> int:
    """The room's own time at a moment of the wall's; the same, unless it was sped up."""
    pace = _paces.get(code)
    return wall if pace is None else pace.began + (wall - pace.since) * pace.speed


def on_wall(code: str, moment: int) -> int:
    """When the wall shows what it is in the room at `moment`."""
    pace = _paces.get(code)
    return moment if pace is None else pace.since + -(-(moment - pace.began) // pace.speed)


def now_in(code: str) -> int:
    return in_room(code, wall_clock())


def speed_of(code: str) -> int:
    return _paces[code].speed if code in _paces else 1


def go_on_at(code: str, speed: int, latest: int = 0) -> None:
    """From now on at this speed, from the time it is in the room, or from `latest` in its log if that is later."""
    wall = wall_clock()
    began = max(in_room(code, wall), latest)
    if speed == 1 and began == wall:
        _paces.pop(code, None)
    else:
        _paces[code] = Pace(wall, began, speed)


def forget(code: str) -> None:
    """Nobody looks at the room any more."""
    _paces.pop(code, None)
