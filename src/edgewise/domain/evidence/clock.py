"""When an event counts: the clock starts for everybody on the same day, whether they take part or not.

The day is that of the draw or of the invitation. If the clock of those who take part started when they joined, they
would get credit for having stayed until then: whoever leaves between the invitation and the first session could only
be counted on the other side ("immortal time"; Suissa, American Journal of Epidemiology 167, 2008).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct


class Window(Struct, frozen=True):
    """From the day of the draw or the invitation, that day included, to the day `days` later, that day not included."""

    start: date
    days: int

    def holds(self, day: date) -> bool:
        return self.start <= day < self.start + timedelta(days=self.days)


def could_be_invited(since: date | None, left_on: date | None, clock: date) -> bool:
    """Whether somebody was there on the day of the invitation: from their first day on, if it is known, and before
    `left_on`, the first day without them. Who had left, and who came later, is in neither side."""
    return (since is None or since <= clock) and (left_on is None or left_on > clock)


def happened(people: Iterable[int], events: Iterable[tuple[int, date]], window: Window) -> dict[int, float]:
    """1 for whoever has an event in the window, 0 for the others of `people`. No event of anybody else counts."""
    seen = {key for key, day in events if window.holds(day)}
    return {key: float(key in seen) for key in people}
