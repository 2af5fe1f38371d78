"""The hours ledger: what each person gave and received, towards what it is to give them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from edgewise.domain.hours.promise import Hours, in_hours
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.designs.queries import hours_in_circle, hours_of_circle
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.hours import MINUTE_MS, HoursEntry, HoursSource
from edgewise.rooms.models.sessions import Session

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
