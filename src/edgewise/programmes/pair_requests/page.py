"""What a person sees who would like to ask a colleague."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from edgewise.people.models import Membership, Person
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.programmes.models.pair_requests import PairRequest
from edgewise.programmes.pair_requests.queries import (
    MOST_OPEN_REQUESTS,
    circles_now,
    colleagues_of,
    lapses_at,
    places_to_ask,
    requests_by,
    requests_to,
    room_of,
)


@dataclass(frozen=True, slots=True)
class RequestWaiting:
    """A request that has no answer yet."""

    request: PairRequest

    @property
    def until(self) -> date:
        """The last day on which it can be answered, where the reader is."""
        return timezone.localdate(lapses_at(self.request))


@dataclass(frozen=True, slots=True)
class ToAsk:
    """`found` are the people who can be asked; nobody while `has_room` is false or `is_full` is true."""

    entry: Enrolment
    words: str  # that a name is to contain
    found: QuerySet[Membership]
    asked: list[RequestWaiting]
    has_room: bool
    circles: int  # in which they sit now

    @property
    def is_full(self) -> bool:
        return len(self.asked) >= MOST_OPEN_REQUESTS


@dataclass(frozen=True, slots=True)
class Pairs:
    """What concerns pairs, on the page of somebody's circles."""

    to_answer: list[RequestWaiting]
    asked: list[RequestWaiting]
    places: list[Enrolment]  # where they could ask


def page_to_ask(entry: Enrolment, words: str, now: datetime) -> ToAsk:
    person, has_room = entry.membership.person, room_of(entry.membership, now) > 0
    asked = [RequestWaiting(one) for one in requests_by(person)]
    may = has_room and len(asked) < MOST_OPEN_REQUESTS
    found = colleagues_of(entry, now) if may else Membership.objects.none()
    found = found.filter(person__name__icontains=words) if words else found
    return ToAsk(entry, words, found, asked, has_room, circles_now(entry.membership, now))


def pairs_of(person: Person) -> Pairs:
    """Three queries."""
    return Pairs(
        [RequestWaiting(one) for one in requests_to(person)],
        [RequestWaiting(one) for one in requests_by(person)],
        places_to_ask(person),
    )
