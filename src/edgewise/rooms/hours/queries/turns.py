"""Who coaches whom next, and whose issue comes next in a meeting."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.hours.balance import Rounds, Standing, in_turn, open_hours
from edgewise.domain.hours.coaching_schedule import Had, Hour, Impossible, Schedule, coaching_schedule, repaired
from edgewise.domain.hours.pair_hour import MOST_IN_PAIR_HOURS, PEOPLE_OF_A_PAIR
from edgewise.domain.hours.promise import issue_seconds
from edgewise.domain.hours.wishes import Wish, wanted
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.hours.queries.ledger import Coaching, coaching_by_person
from edgewise.rooms.hours.queries.pair_hours import had, pair_hour_ms, pair_hours_of_circle
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.sessions import HAS_DATE, Attendance, AttendanceStatus, Session
from edgewise.rooms.planning.queries import next_session


@dataclass(frozen=True, slots=True)
class Turn:
    coach: Membership
    client: Membership


def turns_next(circle: Circle) -> list[Turn]:
    """Who coaches whom next, so that everybody gives and receives the same and nobody simply swaps.

    A missed hour is made up for. Of pair hours, those that have a date, then those that may have one: nobody gets over
    an hour out of balance. Otherwise without people who cannot come next. Empty for pairs and for too large circles.
    """
    seats = list(open_seats(circle))
    schedule = coaching_schedule(len(seats), _turns_each(circle)) if seats else None
    if schedule is None or isinstance(schedule, Impossible) or len(seats) > MOST_IN_PAIR_HOURS:
        return []
    place = {seat.membership_id: number for number, seat in enumerate(seats)}
    has_dates = circle.cohort.programme.pair_hours > 0  # of their own, whoever comes to the next meeting
    hours = _open_pair_hours(circle, seats, schedule) if has_dates else _at_next_meeting(circle, place, schedule)
    return [Turn(seats[hour.coach].membership, seats[hour.client].membership) for hour in hours]


def _at_next_meeting(circle: Circle, place: dict[int, int], schedule: Schedule) -> list[Hour]:
    away = {place[who] for who in _excused_next(circle) if who in place}
    if len(away) >= len(place) - 1:
        return []
    held, before = _held(circle, place)
    ahead = repaired(schedule, held, away, before)
    return [hour for slot in ahead.sessions[0] for hour in slot] if ahead.sessions else []


def _open_pair_hours(circle: Circle, seats: Sequence[Seat], schedule: Schedule) -> list[Hour]:
    held, before = _held(circle, {seat.membership_id: number for number, seat in enumerate(seats)})
    dated = _with_date(circle, seats)
    people = _standings(circle, seats, dated)
    ahead = repaired(schedule, [*held, *dated], before=before, wanted=[one.wanted for one in people])
    due = [[hour for slot in session for hour in slot] for session in ahead.sessions]
    return [*dated, *open_hours(people, due, dated, _rounds(circle, len(seats)))]


def owners_in_turn(circle: Circle) -> list[Seat]:
    """Everybody who sits in the circle, in the order in which they bring an issue to the next meeting."""
    seats = list(open_seats(circle))
    if len(seats) < PEOPLE_OF_A_PAIR:
        return seats
    dated = _with_date(circle, seats)
    return [seats[one] for one in in_turn(_standings(circle, seats, dated), dated, _rounds(circle, len(seats)))]


def pair_hours_wanted(seat: Seat) -> int:
    """How many pair hours somebody gives in the whole run, and as many receives, as they and the others wish now."""
    seats = list(open_seats(seat.circle))
    people = _standings(seat.circle, seats, _with_date(seat.circle, seats))
    return next(one.wanted for one, sits in zip(people, seats, strict=True) if sits.pk == seat.pk)


def _rounds(circle: Circle, people: int) -> Rounds:
    design = circle.cohort.programme
    fmt, table = builtin_format(design.format_key), max(PEOPLE_OF_A_PAIR, people)
    issues, issue_ms = min(fmt.issue_count(table), table), issue_seconds(fmt, table) * 1000
    return Rounds(issues, issue_ms, pair_hour_ms(design), design.pair_hours)


def _standings(circle: Circle, seats: Sequence[Seat], dated: Sequence[Hour]) -> list[Standing]:
    coaching = coaching_by_person(HoursEntry.objects.filter(circle=circle))
    hours = pair_hours_of_circle(circle)
    mine = [coaching.get(seat.membership_id, Coaching()) for seat in seats]
    pairs = [had(hours, seat.membership_id) for seat in seats]
    ahead = [had(dated, number) for number in range(len(seats))]
    both = [Had(had.given + more.given, had.received + more.received) for had, more in zip(pairs, ahead, strict=True)]
    wishes = [Wish(seat.membership.hours_wish) for seat in seats]
    number = wanted(circle.cohort.programme.pair_hours, wishes, both)
    people = zip(mine, pairs, number, strict=True)
    return [Standing(one.given - one.received, had, number) for one, had, number in people]


def _with_date(circle: Circle, seats: Sequence[Seat]) -> list[Hour]:
    """Pair hours that have a date and are not over."""
    place = {seat.pk: number for number, seat in enumerate(seats)}
    rows = Session.every.filter(circle=circle, coach__in=place, client__in=place, status__in=HAS_DATE)
    two = rows.order_by("starts_at", "pk").values_list("coach_id", "client_id")
    return [Hour(place[coach], place[client]) for coach, client in two if coach and client]


def _turns_each(circle: Circle) -> int:
    """The pair hours of the programme; without any, a circle that takes turns by itself does so towards its target."""
    design = circle.cohort.programme
    return max(1, design.pair_hours or round(design.hours_target))


def _held(circle: Circle, place: dict[int, int]) -> tuple[list[Hour], list[Had]]:
    """Those between two people who still sit there, by their places; and what each had with people who have left."""
    hours = pair_hours_of_circle(circle)
    held = [Hour(place[giver], place[receiver]) for giver, receiver in hours if giver in place and receiver in place]
    apart = [(giver, receiver) for giver, receiver in hours if giver not in place or receiver not in place]
    return held, [had(apart, who) for who in place]


def _excused_next(circle: Circle) -> set[int]:
    excused = Attendance.objects.filter(session=next_session(circle), status=AttendanceStatus.EXCUSED)
    return set(excused.values_list("seat__membership_id", flat=True))
