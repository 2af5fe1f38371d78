"""Somebody's next coaching hours, as the page of their circle shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.polls import is_taken
from edgewise.domain.calendar.slots import Window, Worker, shared_windows
from edgewise.domain.hours.coaching_schedule import Had
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.hours.queries.pair_hours import held_by
from edgewise.rooms.hours.queries.turns import pair_hours_wanted
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.pair_hours.queries import (
    cancelled_pair_hours,
    coming_pair_hours,
    due_pair_hours,
    has_pair_hours,
    held_pair_hours,
)
from edgewise.rooms.planning.page import DAYS_SHOWN
from edgewise.rooms.planning.queries import days_to_plan, workers_of
from edgewise.rooms.sessions.queries import booked_end

MOST_TIMES_PROPOSED = 3  # each on a day of its own
PAIR_HOURS_SHOWN = 12  # of those held


@dataclass(frozen=True, slots=True)
class Due:
    """An hour of two that has no date yet; the times are when both are at work."""

    coach: Seat
    client: Seat
    me: Seat
    times: list[datetime]

    @property
    def other(self) -> Seat:
        return self.client if self.is_coach else self.coach

    @property
    def is_coach(self) -> bool:
        return self.coach == self.me


@dataclass(frozen=True, slots=True)
class Dated:
    """An hour of two with its date, or one that was held or called off."""

    session: Session
    me: Seat
    is_past: bool = False  # its time is over, and nobody began

    @property
    def other(self) -> Seat:
        other = self.session.client if self.is_coach else self.session.coach
        assert other is not None
        return other

    @property
    def is_coach(self) -> bool:
        return self.session.coach_id == self.me.pk


@dataclass(frozen=True, slots=True)
class PairHours:
    each: int  # to give in the whole run, and as many to receive, as the person wishes
    minutes: int  # of one
    so_far: Had
    coming: list[Dated]
    due: list[Due]
    off: list[Dated]
    held: list[Dated]


def pair_hours_page(seat: Seat, now: datetime) -> PairHours | None:
    """None where the circle has no pair hours: two who have begun a pair meet as a pair."""
    design = seat.circle.cohort.programme
    if not has_pair_hours(seat):
        return None
    return PairHours(
        pair_hours_wanted(seat),
        design.pair_minutes,
        held_by(seat.circle, seat.membership),
        [Dated(one, seat, _is_past(one, now)) for one in coming_pair_hours(seat)],
        due_with_times(seat, now),
        [Dated(one, seat) for one in cancelled_pair_hours(seat, now)],
        [Dated(one, seat) for one in held_pair_hours(seat, PAIR_HOURS_SHOWN)],
    )


def pair_hours_ahead(seats: Sequence[Seat], now: datetime) -> list[Dated]:
    """Of one person in all of their circles, without those whose time is over; one query."""
    mine = {seat.pk: seat for seat in seats}
    rows = [one for one in coming_pair_hours(*seats) if not _is_past(one, now)] if mine else []
    return [Dated(one, me) for one in rows if (me := mine.get(one.coach_id or 0) or mine.get(one.client_id or 0))]


def _is_past(hour: Session, now: datetime) -> bool:
    return hour.status == SessionStatus.PLANNED and booked_end(hour) < now


def due_with_times(seat: Seat, now: datetime) -> list[Due]:
    """Each hour that is due, with times that no other of them proposes."""
    due = due_pair_hours(seat)
    if not due:
        return []
    minutes = seat.circle.cohort.programme.pair_minutes
    workers = workers_of({one.pk: one for two in due for one in two}.values(), apart=True)
    found, taken = [], list[Window]()
    for coach, client in due:
        times = proposed_times(seat, workers, (coach, client), minutes, now, taken)
        taken += [(start, start + timedelta(minutes=minutes)) for start in times]
        found.append(Due(coach, client, seat, times))
    return found


def proposed_times(
    seat: Seat, workers: Mapping[int, Worker], two: tuple[Seat, Seat], minutes: int, now: datetime, taken: list[Window]
) -> list[datetime]:
    """The first times of different days of the run when both are at work, on the clock of the person in `seat`."""
    zone = ZoneInfo(seat.membership.time_zone)
    today = now.astimezone(zone).date()
    begins, last = days_to_plan(seat.circle.cohort, today)
    first = max(begins, today + timedelta(days=1))
    days = min(DAYS_SHOWN, (last - first).days + 1)
    both = [workers[one.membership_id] for one in two]
    by_day: dict[object, datetime] = {}
    for start, end in shared_windows(both, first, days, minutes) if days > 0 else ():
        at = _first_free(start, end, minutes, taken)
        if at is not None:
            by_day.setdefault(at.astimezone(zone).date(), at.astimezone(zone))
    return sorted(by_day.values())[:MOST_TIMES_PROPOSED]


def _first_free(start: datetime, end: datetime, minutes: int, taken: list[Window]) -> datetime | None:
    """The first start in the window at which nothing proposed already is in the way."""
    ends = sorted(done for _, done in taken if start < done < end)
    fitting = (at for at in (start, *ends) if at + timedelta(minutes=minutes) <= end)
    return next((at for at in fitting if not is_taken(at, minutes, taken)), None)
