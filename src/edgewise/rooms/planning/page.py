"""The dates of a whole run, as they would be planned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale, negotiate_locale
from babel.localedata import locale_identifiers
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext, to_locale
from django.utils.translation import gettext as _

from edgewise.domain.calendar.cadence import (
    Meeting,
    Planned,
    Rhythm,
    first_working_day,
    on_the_wall,
    programme_dates,
    rhythm_days,
)
from edgewise.domain.calendar.closed_days import country_of, has_known_holidays
from edgewise.domain.calendar.fairness import burdens, is_at_night, rotated
from edgewise.domain.calendar.rota import chairs_in_turn
from edgewise.domain.calendar.slots import Window, Worker
from edgewise.domain.calendar.typical_day import typical_day
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Format
from edgewise.domain.pictures.day import Span, day_strip
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import bosses_of, open_seats
from edgewise.programmes.designs.queries import plan_of
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.planning.queries import (
    CAME_TO_NOTHING,
    LocalTime,
    days_to_plan,
    free_together,
    is_new,
    local_times,
    workers_of,
)

KICKOFF, MIDWAY = "kickoff", "midway"
IS_MIDWAY = Q(format_json__startswith=f'{{"key":"{MIDWAY}"')  # of a session
DAYS_SHOWN = 14  # of the run, in which times are looked for
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
    moved: list[Moved]


@dataclass(frozen=True, slots=True)
class Moved:
    """A day of the rhythm on which nobody meets, and the day that takes its place."""

    day: date
    to: date | None  # None: it is left out


@dataclass(frozen=True, slots=True)
class Holidays:
    countries: list[str]
    unknown: list[str]  # people in a time zone of no country


def usual_series(seat: Seat, now: datetime) -> dict[str, Any]:
    """The usual choice: from the first day on which all are at work, in the programme's rhythm."""
    circle, zone = seat.circle, seat.membership.time_zone
    cohort = circle.cohort
    today = now.astimezone(ZoneInfo(zone)).date()
    begins_on, last_day = days_to_plan(cohort, today)
    first_day = first_working_day(max(begins_on, today + timedelta(days=1)), zone)
    seats = list(open_seats(circle))
    plan = plan_of(circle)
    windows = free_together(seats, first_day, DAYS_SHOWN, plan.session_minutes, zone)
    begins = windows[0][0] if windows else None
    return {
        "first": begins.date() if begins else first_day,
        "at": begins.time() if begins else time(14),
        "last": last_day if today < cohort.ends_on else first_day,
        "days": plan.cadence_days,
        "format_key": plan.format_key,
        "kickoff": is_new(circle) and not circle.by_colleagues,
        "midway": not circle.by_colleagues,
        "rotate": not windows,
    }


def series_of(seat: Seat, wanted: Wanted, now: datetime) -> Series:
    """The series as it would be planned, without dates in the past and dates that are planned already."""
    seats = list(open_seats(seat.circle))
    workers = workers_of(seats)
    script = builtin_format(wanted.format_key)
    closed = partial(_is_closed, workers, wanted.rhythm)
    planned = programme_dates(wanted.rhythm, kickoff=wanted.kickoff, midway=wanted.midway, closed=closed)
    moved = [Moved(day, kept) for day, kept in rhythm_days(wanted.rhythm, closed) if day != kept]
    if wanted.rotate:
        planned = _in_turn(planned, wanted.rhythm.zone, workers, script.minutes)
    taken = set(seat.circle.sessions.exclude(status=SessionStatus.CANCELLED).values_list("starts_at", flat=True))
    planned = [one for one in planned if one.starts_at > now + FIRST_SESSION_AFTER and one.starts_at not in taken]
    lines = _lines(seat.circle, seats, workers, planned, script)
    dates = [(line.starts_at, line.fmt.minutes) for line in lines]
    shares = _shares(seats, workers, lines, burdens(workers, dates))
    return Series(lines, shares, _at_night(seats, workers, lines), moved)


def _is_closed(workers: Mapping[int, Worker], rhythm: Rhythm, day: date) -> bool:
    """Would it then be a day off for one of them, where they are?"""
    at = on_the_wall(day, rhythm.at, rhythm.zone)
    return any(one.is_closed(at.astimezone(ZoneInfo(one.zone)).date()) for one in workers.values())


def holidays_of(seats: Sequence[Seat]) -> Holidays:
    """The countries whose public holidays are left out, and the people whose country is not known."""
    zones = {seat.membership.time_zone for seat in seats}
    language = negotiate_locale([to_locale(get_language() or "en")], locale_identifiers())
    names = Locale.parse(language or "en").territories
    countries = {country_of(zone) for zone in zones if has_known_holidays(zone)}
    unknown = [seat.membership.person.name for seat in seats if not has_known_holidays(seat.membership.time_zone)]
    return Holidays(sorted(str(names.get(one, one)) for one in countries), unknown)


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
    above = bosses_of(circle)
    members = {seat.membership_id: seat.membership for seat in seats if seat.membership_id not in above}
    counted = circle.sessions.exclude(status__in=CAME_TO_NOTHING).exclude(facilitator=None).order_by("starts_at")
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


def common_picture(windows: Sequence[Window]) -> Picture:
    """Local times when everybody is at work, laid over one another as one day."""
    found = typical_day(windows)
    spans = [Span(*minutes, Tone.LESS) for minutes in found.on_some] + [Span(*minutes) for minutes in found.on_all]
    by_day: dict[date, list[str]] = {}
    for begins, ends in windows:
        by_day.setdefault(begins.date(), []).append(f"{begins:%H:%M}–{ends:%H:%M}")
    if found.on_all:
        words = ngettext(
            "On %(n)d day, everyone is at work at %(hours)s.",
            "On each of %(n)d days, everyone is at work at %(hours)s.",
            found.days,
        )
        summary = words % {"n": found.days, "hours": ", ".join(_clock(*one) for one in found.on_all)}
    else:
        summary = _("No hour is common to all of the %(n)d days. The days differ.") % {"n": found.days}
    legend = [Key(Tone.MAIN, _("On each of these days"))] if found.on_all else []
    legend += [Key(Tone.LESS, _("On some of these days"))] if found.on_some != found.on_all else []
    return Picture(
        "common",
        _("Common hours of a day, in your time"),
        summary,
        day_strip(spans),
        Table((_("Day"), _("Times")), tuple((date_format(on, "D j M"), ", ".join(t)) for on, t in by_day.items())),
        tuple(legend),
    )


def _clock(begins: int, ends: int) -> str:
    return f"{begins // 60:02}:{begins % 60:02}–{ends // 60:02}:{ends % 60:02}"


def midway_of(circle: Circle, now: datetime) -> Session | None:
    """The check-in that the circle has planned, the nearest if there are several."""
    ahead = circle.sessions.filter(IS_MIDWAY, status=SessionStatus.PLANNED, starts_at__gt=now)
    return ahead.order_by("starts_at", "pk").first()
