"""Templates as cards with their table; the hours that a design gives, as its owner sees them while typing."""

from __future__ import annotations

from dataclasses import dataclass

from edgewise.domain.formats.designs import DESIGNS, Design
from edgewise.domain.hours.pair_hour import PEOPLE_OF_A_PAIR, pair_format
from edgewise.domain.hours.promise import Hours, falls_short, promise, session_seconds
from edgewise.domain.hours.ways import Draft, Way, ways
from edgewise.programmes.board.page.drawing import seat_points


@dataclass(frozen=True, slots=True)
class WayLine:
    """`take` is what its button sends."""

    way: Way
    take: str


@dataclass(frozen=True, slots=True)
class Offer:
    draft: Draft
    hours: Hours
    wanted: float  # hours each way
    falls_short: bool
    ways: list[WayLine]

    @property
    def coaching_minutes(self) -> int:
        """Of a pair hour."""
        return session_seconds(pair_format(self.draft.pair_minutes), PEOPLE_OF_A_PAIR) // 60

    @property
    def appointments(self) -> int:
        return 2 * self.draft.pair_hours


@dataclass(frozen=True, slots=True)
class DrawnSeat:
    """One seat around the drawn table, 64 by 64."""

    x: str
    y: str
    is_sure: bool  # taken also in the smallest circle of that kind


@dataclass(frozen=True, slots=True)
class TemplateLine:
    key: str
    design: Design
    hours: Hours
    seats: list[DrawnSeat]  # as many as the largest circle has


def offer_of(draft: Draft, wanted: float) -> Offer:
    hours = promise(draft)
    lines = [
        WayLine(way, ",".join(f"{name}:{number}" for name, number in way.changes.items()))
        for way in ways(draft, wanted)
    ]
    return Offer(draft, hours, wanted, falls_short(hours, wanted), lines)


def templates() -> list[TemplateLine]:
    return [TemplateLine(key, design, promise(design), _seats(design)) for key, design in DESIGNS.items()]


def _seats(design: Design) -> list[DrawnSeat]:
    points = enumerate(seat_points(design.size_most))
    return [DrawnSeat(x, y, place < design.size_least) for place, (x, y) in points]
