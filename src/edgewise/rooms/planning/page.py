"""The dates of a whole run, as they would be planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q

from edgewise.domain.calendar.cadence import Meeting, Planned, Rhythm, on_the_wall, programme_dates
from edgewise.domain.calendar.fairness import burdens, is_at_night, rotated
from edgewise.domain.calendar.rota import chairs_in_turn
from edgewise.domain.calendar.slots import Worker
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Format
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.planning.queries import LocalTime, free_together, local_times, workers_of

KICKOFF, MIDWAY = "kickoff", "midway"
IS_MIDWAY = Q(format_json__startswith=f'{{"key":"{MIDWAY}"')  # of a session
FIRST_SESSION_AFTER = timedelta(hours=1)  # nothing is planned earlier than this from now


@dataclass(frozen=True, slots=True)
class Wanted:
    rhythm: Rhythm
    format_key: str
    kickoff: bool
    midway: bool
    rotate: bool  # the hour goes round, so that not always the same people have the awkward one


@dataclass(frozen=True, slots=True)
class SeriesLine:
    kind: Meeting
    starts_at: datetime
    fmt: Format
    facilitator: Membership
    deputy: Membership | None
    times: list[LocalTime]

    @property
    def date(self) -> tuple[datetime, Format, Membership, Membership | None]:
        return self.starts_at, self.fmt, self.facilitator, self.deputy

    @property
    def awkward(self) -> list[LocalTime]:
        return [one for one in self.times if not one.works]


@dataclass(frozen=True, slots=True)
class Share:
    """How much of the awkward hours one person bears."""

    person: str
    sessions: int  # outside their working hours
    burden: float


@dataclass(frozen=True, slots=True)
class Series:
    lines: list[SeriesLine]
    shares: list[Share]  # of people who bear any, the heaviest first
    at_night: list[str]  # who would meet at night or on a weekend


def usual_series(seat: Seat, now: datetime) -> dict[str, Any]:
    """The usual choice: from the first day on which all are at work, in the programme's rhythm."""
    circle, zone = seat.circle, seat.membership.time_zone
    cohort = circle.cohort
    today = now.astimezone(ZoneInfo(zone)).date()
    first_day = max(cohort.starts_on, today + timedelta(days=1))
    seats = list(open_seats(circle))
    windows = free_together(seats, first_day, 14, cohort.programme.session_minutes, zone)
    begins = windows[0][0] if windows else None
    held = circle.sessions.exclude(status=SessionStatus.CANCELLED).exists()
    return {
        "first": begins.date() if begins else first_day,
        "at": begins.time() if begins else time(14),
        "last": max(cohort.ends_on, first_day),
        "days": cohort.programme.cadence_days,
        "format_key": cohort.programme.format_key,
        "kickoff": not held,
        "midway": True,
        "rotate": not windows,
    }


def series_of(seat: Seat, wanted: Wanted, now: datetime) -> Series:
    """The series as it would be planned, without dates in the past and dates that are planned already."""
    seats = list(open_seats(seat.circle))
    workers = workers_of(seats)
    script = builtin_format(wanted.format_key)
    planned = programme_dates(wanted.rhythm, kickoff=wanted.kickoff, midway=wanted.midway)
    if wanted.rotate:
        planned = _in_turn(planned, wanted.rhythm.zone, workers, script.minutes)
    taken = set(seat.circle.sessions.exclude(status=SessionStatus.CANCELLED).values_list("starts_at", flat=True))
    planned = [one for one in planned if one.starts_at > now + FIRST_SESSION_AFTER and one.starts_at not in taken]
    lines = _lines(seat.circle, seats, workers, planned, script)
    dates = [(line.starts_at, line.fmt.minutes) for line in lines]
    return Series(lines, _shares(seats, workers, lines, burdens(workers, dates)), _at_night(seats, workers, lines))


def _in_turn(planned: Sequence[Planned], zone: str, workers: Mapping[int, Worker], minutes: int) -> list[Planned]:
    days = [_hours_of(one.starts_at.astimezone(ZoneInfo(zone)).date(), zone) for one in planned]
    starts = rotated(workers, days, minutes)
    return [Planned(one.kind, start) for one, start in zip(planned, starts, strict=True)]


def _hours_of(day: date, zone: str) -> list[datetime]:
    return [on_the_wall(day, time(hour), zone) for hour in range(24)]


def _lines(
    circle: Circle, seats: Sequence[Seat], workers: Mapping[int, Worker], planned: Sequence[Planned], script: Format
) -> list[SeriesLine]:
    """Everybody facilitates in turn, from where the rota is."""
    members = {seat.membership_id: seat.membership for seat in seats}
    counted = circle.sessions.exclude(status=SessionStatus.CANCELLED).exclude(facilitator=None).order_by("starts_at")
    last_held: dict[int, datetime] = dict(counted.values_list("facilitator_id", "starts_at"))
    lines = []
    for one in planned:
        turn = chairs_in_turn(list(members), last_held)
        last_held[turn[0]] = one.starts_at
        fmt = builtin_format({Meeting.KICKOFF: KICKOFF, Meeting.MIDWAY: MIDWAY}.get(one.kind, script.key))
        deputy = members[turn[1]] if len(turn) > 1 else None
        times = local_times(seats, one.starts_at, fmt.minutes, workers)
        lines.append(SeriesLine(one.kind, one.starts_at, fmt, members[turn[0]], deputy, times))
    return lines


def _shares(
    seats: Sequence[Seat], workers: Mapping[int, Worker], lines: Sequence[SeriesLine], borne: Mapping[int, float]
) -> list[Share]:
    outside = {
        who: sum(not worker.is_at_work(line.starts_at, line.fmt.minutes) for line in lines)
        for who, worker in workers.items()
    }
    shares = [
        Share(seat.membership.person.name, outside[seat.membership_id], borne[seat.membership_id]) for seat in seats
    ]
    return sorted((share for share in shares if share.sessions), key=lambda share: -share.burden)


def _at_night(seats: Sequence[Seat], workers: Mapping[int, Worker], lines: Sequence[SeriesLine]) -> list[str]:
    return [
        seat.membership.person.name
        for seat in seats
        if any(is_at_night(workers[seat.membership_id], line.starts_at, line.fmt.minutes) for line in lines)
    ]


def midway_of(circle: Circle, now: datetime) -> Session | None:
    """The check-in that the circle has planned, the nearest if there are several."""
    ahead = circle.sessions.filter(IS_MIDWAY, status=SessionStatus.PLANNED, starts_at__gt=now)
    return ahead.order_by("starts_at", "pk").first()
