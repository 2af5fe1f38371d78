"""When each person said what counts after the session, read from its events."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from edgewise.domain.session.events.happened import Committed, PromiseReported
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.names import Millis, SeatId


@dataclass(frozen=True, slots=True)
class Said:
    """By seat, in ms since the epoch: when it was said last."""

    committed: Mapping[SeatId, Millis]
    reported: Mapping[SeatId, Millis]


def times_said(events: Iterable[AnyEvent]) -> Said:
    committed: dict[SeatId, Millis] = {}
    reported: dict[SeatId, Millis] = {}
    for event in events:
        match event:
            case Committed(by=by, at=at):
                committed[by] = at
            case PromiseReported(by=by, at=at):
                reported[by] = at
            case _:
                pass
    return Said(committed, reported)
