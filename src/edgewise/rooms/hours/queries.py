"""The hours ledger: what each person gave and received, towards what was promised; and who coaches whom next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.hours.balance import Rounds, Standing, in_turn, open_hours
from edgewise.domain.hours.coaching_schedule import Had, Hour, Impossible, Schedule, coaching_schedule, repaired
from edgewise.domain.hours.pair_hour import MOST_IN_PAIR_HOURS, PEOPLE_OF_A_PAIR, pair_format
from edgewise.domain.hours.promise import Hours, in_hours, issue_seconds, session_seconds
from edgewise.domain.hours.wishes import Wish, wanted
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.designs.queries import hours_in_circle, hours_of_circle
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.rooms.models.hours import MINUTE_MS, HoursEntry, HoursSource
from edgewise.rooms.models.sessions import HAS_DATE, Attendance, AttendanceStatus, Session
from edgewise.rooms.planning.queries import next_session

LINES_SHOWN = 30  # of a person's own entries


@dataclass(frozen=True, slots=True)
class Coaching:
    """What one person gave and received, in milliseconds; over some people given and received sum to the same."""

    received: int = 0
    one_to_one: int = 0  # given while nobody else gave
    in_the_round: int = 0  # given with others, the person's own part
    kept_free: int = 0  # for somebody who did not come: neither given nor received

    def __add__(self, other: Coaching) -> Coaching:
        return Coaching(
            self.received + other.received,
            self.one_to_one + other.one_to_one,
            self.in_the_round + other.in_the_round,
            self.kept_free + other.kept_free,
        )

    @property
    def given(self) -> int:
        return self.one_to_one + self.in_the_round

    @property
    def minutes(self) -> tuple[int, int]:
        """Given and received."""
        return round(self.given / MINUTE_MS), round(self.received / MINUTE_MS)

    @property
    def given_hours(self) -> float:
        return in_hours(self.given / 1000)

    @property
    def received_hours(self) -> float:
        return in_hours(self.received / 1000)

    @property
    def one_to_one_hours(self) -> float:
        return in_hours(self.one_to_one / 1000)

    @property
    def round_hours(self) -> float:
        """What is left of `given_hours`, so that the two add up as they are said."""
        return round(self.given_hours - self.one_to_one_hours, 1)

    @property
    def kept_free_hours(self) -> float:
        return in_hours(self.kept_free / 1000)


@dataclass(frozen=True, slots=True)
class Balance:
    """One person in a circle, against what it is to give them."""

    seat: Seat
    coaching: Coaching
    promised: Hours

    @property
    def is_reached(self) -> bool:
        """As the page says the hours, to a tenth: nobody misses them by a second that no page shows."""
        least = min(self.coaching.given_hours, self.coaching.received_hours)
        return 0 < self.promised.each_way <= least


@dataclass(slots=True)
class Line:
    """An entry of one's own, or all entries of one session, with milliseconds of one's own."""

    entry: HoursEntry
    given: int = 0
    received: int = 0

    @property
    def given_minutes(self) -> int:
        return round(self.given / MINUTE_MS)

    @property
    def received_minutes(self) -> int:
        return round(self.received / MINUTE_MS)


@dataclass(frozen=True, slots=True)
class Turn:
    coach: Membership
    client: Membership


def counted() -> Q:
    """Entries that are true: what a room saw, time kept free, and what both sides say."""
    return ~Q(source=HoursSource.NOTED) | ~Q(confirmed_at=None)


def coaching_in(entries: QuerySet[HoursEntry]) -> dict[tuple[int, int], Coaching]:
    """What each person gave and received in each circle, by ids of circle and membership; two queries."""
    return _summed(entries, ("circle_id", "giver_id"), ("circle_id", "receiver_id"))


def coaching_by_cohort(cohorts: Collection[Cohort]) -> dict[int, Coaching]:
    """What all people of each cohort gave and received together, by cohort; two queries."""
    entries, cohort = HoursEntry.objects.filter(circle__cohort__in=cohorts), ("circle__cohort_id",)
    return {key: coaching for (key,), coaching in _summed(entries, cohort, cohort).items()}


def _summed(
    entries: QuerySet[HoursEntry], by_giver: tuple[str, ...], by_receiver: tuple[str, ...]
) -> dict[Any, Coaching]:
    """By the values of those fields, what the entries say was given and received."""
    rows, free = entries.filter(counted()).order_by(), Q(source=HoursSource.KEPT_FREE)
    found: dict[Any, Coaching] = defaultdict(Coaching)
    given = rows.values_list(*by_giver).annotate(
        part=Coalesce(Sum("ms", filter=~free), 0), alone=Sum("one_to_one_ms"), free=Coalesce(Sum("ms", filter=free), 0)
    )
    for *key, ms, alone, kept in given:
        found[tuple(key)] += Coaching(one_to_one=alone, in_the_round=ms - alone, kept_free=kept)
    for *key, ms in rows.exclude(free).values_list(*by_receiver).annotate(Sum("ms")):
        found[tuple(key)] += Coaching(received=ms)
    return dict(found)


def coaching_by_person(entries: QuerySet[HoursEntry]) -> dict[int, Coaching]:
    """The same over all circles of the entries, by membership."""
    found: dict[int, Coaching] = defaultdict(Coaching)
    for (_, who), coaching in coaching_in(entries).items():
        found[who] += coaching
    return dict(found)


def balances(circle: Circle) -> list[Balance]:
    """Everybody who sits in the circle, in seating order; three queries."""
    seats = list(open_seats(circle))
    promised = hours_in_circle(circle, len(seats))
    coaching = coaching_by_person(HoursEntry.objects.filter(circle=circle))
    return [Balance(seat, coaching.get(seat.membership_id, Coaching()), promised) for seat in seats]


def reached_in(circle: Circle) -> list[Balance]:
    """Those of its people who have given and received what was promised, in all circles of its cohort; four queries."""
    seats = list(open_seats(circle))
    people, promised = [seat.membership_id for seat in seats], hours_of_circle(circle, len(seats))
    mine = Q(giver__in=people) | Q(receiver__in=people)
    coaching = coaching_by_person(HoursEntry.objects.filter(mine, circle__cohort=circle.cohort_id))
    found = [Balance(seat, coaching.get(seat.membership_id, Coaching()), promised) for seat in seats]
    return [one for one in found if one.is_reached]


def balances_of_person(person: Person) -> list[Balance]:
    """One for each circle in which the person sits or sat, those of now first; five queries, whatever their number."""
    mine = Seat.objects.filter(membership__person=person).select_related("membership", "circle__cohort__programme")
    seats = list(mine.order_by("circle__closed_at", "circle__name", "pk"))
    seats.sort(key=lambda seat: seat.ended_at is not None)
    circles = {seat.circle_id for seat in seats}
    sitting = Seat.objects.filter(circle__in=circles, ended_at=None).order_by()
    people = dict(sitting.values_list("circle_id").annotate(Count("pk")))
    coaching = coaching_in(HoursEntry.objects.filter(circle__in=circles))
    found: dict[tuple[int, int], Balance] = {}
    for seat in seats:
        who, circle = (seat.circle_id, seat.membership_id), seat.circle
        promised = hours_in_circle(circle, people.get(circle.pk, circle.cohort.programme.size_target))
        found.setdefault(who, Balance(seat, coaching.get(who, Coaching()), promised))
    return list(found.values())


def recounted_on(circle: Circle) -> datetime | None:
    """When the hours of the circle were brought to the definition that counts now; None if they always were."""
    found: datetime | None = circle.hours.aggregate(at=Max("recounted_at"))["at"]
    return found


def entries_of(circle: Circle, who: Membership) -> QuerySet[HoursEntry]:
    """The person's own entries, the newest first; `held_at` is when the session was that counted them."""
    mine = Q(giver=who) | Q(receiver=who)
    held_at = Session.every.filter(code=OuterRef("session_code")).values("starts_at")
    rows = HoursEntry.objects.filter(mine, circle=circle).select_related(
        "giver__person", "receiver__person", "noted_by"
    )
    return rows.annotate(held_at=Subquery(held_at)).order_by("-on", "-pk")


def lines_of(circle: Circle, who: Membership) -> list[Line]:
    """The newest of them: a session is one line, however many gave in it."""
    found: dict[tuple[str, int], Line] = {}
    for entry in entries_of(circle, who):
        of = (entry.session_code, 0) if entry.source == HoursSource.ROOM else ("", entry.pk)
        line = found.setdefault(of, Line(entry))
        line.given += entry.ms if entry.giver_id == who.pk else 0
        line.received += entry.ms if entry.receiver_id == who.pk else 0
    return list(found.values())[:LINES_SHOWN]


def to_confirm(circle: Circle, who: Membership) -> QuerySet[HoursEntry]:
    """Entries that wait for the person's answer."""
    waiting = entries_of(circle, who).filter(source=HoursSource.NOTED, confirmed_at=None, declined_at=None)
    return waiting.exclude(noted_by=who)


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
    pairs = [_had(hours, seat.membership_id) for seat in seats]
    ahead = [_had(dated, number) for number in range(len(seats))]
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


def pair_hour_ms(design: Programme) -> int:
    """How much coaching a pair hour of a programme is."""
    return session_seconds(pair_format(design.pair_minutes), PEOPLE_OF_A_PAIR) * 1000


def _held(circle: Circle, place: dict[int, int]) -> tuple[list[Hour], list[Had]]:
    """Those between two people who still sit there, by their places; and what each had with people who have left."""
    hours = pair_hours_of_circle(circle)
    held = [Hour(place[giver], place[receiver]) for giver, receiver in hours if giver in place and receiver in place]
    apart = [(giver, receiver) for giver, receiver in hours if giver not in place or receiver not in place]
    return held, [_had(apart, who) for who in place]


def _had(hours: Iterable[tuple[int, int]], who: int) -> Had:
    two = list(hours)
    return Had(sum(giver == who for giver, _ in two), sum(receiver == who for _, receiver in two))


def pair_hours_held(entries: QuerySet[HoursEntry], whole: int) -> dict[int, list[tuple[int, int]]]:
    """By circle: giver and receiver of every whole pair hour, which is `whole` ms one to one; one query."""
    sums = entries.filter(counted()).values_list("circle_id", "giver_id", "receiver_id").annotate(Sum("one_to_one_ms"))
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for circle, giver, receiver, ms in sums.order_by("circle_id", "giver_id", "receiver_id"):
        found[circle] += [(giver, receiver)] * round(ms / whole)
    return dict(found)


def pair_hours_of_circle(circle: Circle) -> list[tuple[int, int]]:
    """The same of one circle."""
    entries = HoursEntry.objects.filter(circle=circle)
    return pair_hours_held(entries, pair_hour_ms(circle.cohort.programme)).get(circle.pk, [])


def held_by(circle: Circle, who: Membership) -> Had:
    """How many pair hours somebody gave and received in the circle, also with people who have left it."""
    return _had(pair_hours_of_circle(circle), who.pk)


def _excused_next(circle: Circle) -> set[int]:
    excused = Attendance.objects.filter(session=next_session(circle), status=AttendanceStatus.EXCUSED)
    return set(excused.values_list("seat__membership_id", flat=True))
