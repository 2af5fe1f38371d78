"""When a circle could meet: the times to ask about, and how a poll stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeAlias
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, QuerySet

from edgewise.domain.calendar.fairness import awkwardness
from edgewise.domain.calendar.polls import (
    Answer,
    Outcome,
    Search,
    Tally,
    is_taken,
    outcome,
    ranked,
    tally,
    times_to_ask,
)
from edgewise.domain.calendar.slots import Window, Worker
from edgewise.domain.formats.builtin import builtin_format
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.polls import TimeAnswer, TimeChoice, TimePoll
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from edgewise.rooms.planning.queries import LocalTime, coming_sessions, days_to_plan, local_times, workers_of

FIRST_DAY_ASKED, DAYS_ASKED = 5, 16  # days: times are proposed from the fifth on, so that all can answer before
TO_ANSWER = timedelta(days=7)  # unless the person who asks says otherwise, and at most until the day before the first


@dataclass(frozen=True, slots=True)
class Caretaker:
    """Somebody who looks after a circle and asks it without sitting in it."""

    circle: Circle
    membership: Membership


Asker: TypeAlias = Seat | Caretaker


@dataclass(frozen=True, slots=True)
class Clock:
    """People with the same local time, all inside or all outside their working hours."""

    at: datetime  # in their own time zone
    works: bool
    names: list[str]


@dataclass(frozen=True, slots=True)
class OfferedTime:
    """A time to ask about, with everybody's own time."""

    starts_at: datetime
    clocks: list[Clock]
    ticked: bool


@dataclass(frozen=True, slots=True)
class PollLine:
    """One of a poll's times to come, with everybody's own time and their answers."""

    choice: TimeChoice
    times: list[LocalTime]
    tally: Tally
    mine: str  # what the person in front of the page has said
    is_taken: bool  # a session of the circle is planned then
    is_best: bool

    @property
    def clocks(self) -> list[Clock]:
        return clocks_of(self.times)


@dataclass(frozen=True, slots=True)
class Standing:
    """How an open poll stands now."""

    poll: TimePoll
    by: date  # the last day to answer, where it was asked
    lines: list[PollLine]  # in order of time
    seats: list[Seat]
    outcome: Outcome
    least: int  # how many must be able to come
    is_over: bool  # the time to answer

    @property
    def best(self) -> PollLine | None:
        return next((line for line in self.lines if line.is_best), None)

    @property
    def mine(self) -> dict[int, str]:
        """The answers of the person in front of the page, by choice."""
        return {line.choice.pk: line.mine for line in self.lines if line.mine}

    @property
    def answered(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.membership_id in self.outcome.answered]

    @property
    def missing(self) -> list[Seat]:
        return [seat for seat in self.seats if seat.membership_id not in self.outcome.answered]


@dataclass(frozen=True, slots=True)
class PollLook:
    """A poll in one line."""

    poll: TimePoll
    by: date
    answered: int
    people: int
    mine: bool  # the person in front of the page has answered
    is_over: bool  # the time to answer

    @property
    def has_all(self) -> bool:
        return self.answered >= self.people


def open_polls(now: datetime) -> QuerySet[TimePoll]:
    """Open polls that ask about a time to come."""
    coming = TimeChoice.objects.filter(poll=OuterRef("pk"), starts_at__gt=now)
    return TimePoll.objects.filter(Exists(coming), ended_at=None).select_related(
        "asked_by__person", "circle__cohort__programme"
    )


def open_poll_of(circle: Circle, now: datetime) -> TimePoll | None:
    return open_polls(now).filter(circle=circle).first()


def last_poll_of(circle: Circle) -> TimePoll | None:
    return circle.polls.exclude(ended_at=None).select_related("session").order_by("-ended_at", "-pk").first()


def polls_waiting_for(person: Person, now: datetime) -> QuerySet[TimePoll]:
    """Open polls that wait for the person's answer."""
    said = TimeAnswer.objects.filter(
        choice__poll=OuterRef("pk"), choice__starts_at__gt=now, seat__membership__person=person, seat__ended_at=None
    )
    mine = Seat.objects.filter(circle=OuterRef("circle"), membership__person=person, ended_at=None)
    return open_polls(now).filter(Exists(mine), ~Exists(said)).order_by("closes_at", "pk")


def answered_seats(poll: TimePoll, now: datetime) -> set[int]:
    """The seats of the circle that have answered; an answer is always for every time to come."""
    answers = TimeAnswer.objects.filter(choice__poll=poll, choice__starts_at__gt=now, seat__ended_at=None)
    return set(answers.values_list("seat_id", flat=True))


def closing_day(poll: TimePoll) -> date:
    """The last day to answer, where it was asked."""
    return poll.closes_at.astimezone(ZoneInfo(poll.asked_by.time_zone)).date()


def look_at_poll(seat: Seat, people: int, now: datetime) -> PollLook | None:
    """The poll of a seat's circle, in two queries."""
    poll = open_poll_of(seat.circle, now)
    if poll is None:
        return None
    answered = answered_seats(poll, now)
    return PollLook(poll, closing_day(poll), len(answered), people, seat.pk in answered, now >= poll.closes_at)


def times_to_propose(seat: Asker, minutes: int, now: datetime) -> list[datetime]:
    """In the run from the fifth day on, at full hours on the clock of who asks, never while a session is planned."""
    return _proposed(seat, workers_of(open_seats(seat.circle)), minutes, now)


def _proposed(seat: Asker, workers: Mapping[int, Worker], minutes: int, now: datetime) -> list[datetime]:
    zone = seat.membership.time_zone
    today = now.astimezone(ZoneInfo(zone)).date()
    begins, last = days_to_plan(seat.circle.cohort, today)
    first = max(begins, today + timedelta(days=FIRST_DAY_ASKED))
    search = Search(first, max(0, min(DAYS_ASKED, (last - first).days + 1)), zone, minutes)
    return times_to_ask(workers, search, borne_by(seat.circle, workers), _taken(seat.circle))


def usual_last_day(seat: Asker, times: Collection[datetime], now: datetime) -> date:
    """A week to answer, and at most until the day before the first of the times."""
    zone = ZoneInfo(seat.membership.time_zone)
    week = now.astimezone(zone).date() + TO_ANSWER
    return min(week, min(times).astimezone(zone).date() - timedelta(days=1)) if times else week


def offered_times(seat: Asker, ticked: Collection[datetime] | None, minutes: int, now: datetime) -> list[OfferedTime]:
    """The proposed and the ticked times; all are ticked if `ticked` is None."""
    seats = list(open_seats(seat.circle))
    workers = workers_of(seats)
    proposed = _proposed(seat, workers, minutes, now)
    return [
        OfferedTime(start, clocks_of(local_times(seats, start, minutes, workers)), ticked is None or start in ticked)
        for start in sorted({*proposed, *(ticked or ())})
    ]


def clocks_of(times: Sequence[LocalTime]) -> list[Clock]:
    """The same time on each clock, from west to east; outside working hours comes last on each."""
    names: dict[tuple[datetime, bool], list[str]] = defaultdict(list)
    for one in times:
        names[one.at.replace(tzinfo=None), not one.works].append(one.seat.membership.person.name)
    return [Clock(at, not outside, names[at, outside]) for at, outside in sorted(names)]


def borne_by(circle: Circle, workers: Mapping[int, Worker]) -> dict[int, float]:
    """The burden of awkward hours that each person has borne in this circle's sessions, planned ones included."""
    rows = (
        Attendance.objects.filter(session__circle=circle, session__coach=None, seat__membership__in=list(workers))
        .exclude(session__status=SessionStatus.CANCELLED)
        .exclude(status__in=(AttendanceStatus.EXCUSED, AttendanceStatus.NO_SHOW))
    )
    borne = dict.fromkeys(workers, 0.0)
    for who, starts_at, minutes in rows.values_list("seat__membership", "session__starts_at", "session__minutes"):
        borne[who] += awkwardness(workers[who], starts_at, minutes)
    return borne


def standing_of(poll: TimePoll, me: int, now: datetime) -> Standing:
    """How the poll stands, for the membership `me`; a time at which a session is planned is out of the race."""
    seats = list(open_seats(poll.circle))
    workers, people = workers_of(seats), [seat.membership_id for seat in seats]
    taken, answers = _taken(poll.circle), _answers_to(poll)
    choices = list(poll.choices.filter(starts_at__gt=now).order_by("starts_at"))
    tallies = {one.pk: tally(one.starts_at, people, answers[one.pk]) for one in choices}
    clashing = {one.pk for one in choices if is_taken(one.starts_at, poll.minutes, taken)}
    free = [told for pk, told in tallies.items() if pk not in clashing]
    least = builtin_format(poll.format_key).people.least
    in_rank = ranked(free, workers, poll.minutes, borne_by(poll.circle, workers))
    found = outcome(in_rank, people, now, poll.closes_at, least)
    lines = [
        PollLine(
            choice=one,
            times=local_times(seats, one.starts_at, poll.minutes, workers),
            tally=tallies[one.pk],
            mine=answers[one.pk].get(me, ""),
            is_taken=one.pk in clashing,
            is_best=found.best is not None and found.best.starts_at == one.starts_at,
        )
        for one in choices
    ]
    return Standing(poll, closing_day(poll), lines, seats, found, min(least, len(seats)), now >= poll.closes_at)


def _answers_to(poll: TimePoll) -> dict[int, dict[int, Answer]]:
    """By choice and membership, of people who still sit there."""
    rows = TimeAnswer.objects.filter(choice__poll=poll, seat__ended_at=None)
    found: dict[int, dict[int, Answer]] = defaultdict(dict)
    for choice, who, answer in rows.values_list("choice_id", "seat__membership_id", "answer"):
        found[choice][who] = Answer(answer)
    return found


def _taken(circle: Circle) -> list[Window]:
    return [(one.starts_at, one.starts_at + timedelta(minutes=one.minutes)) for one in coming_sessions(circle)]
