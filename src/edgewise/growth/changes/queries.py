"""Reads: the change that others are to see, what peers saw of it, and counts for those who may read neither."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.utils import timezone

from edgewise.domain.anonymity.counts import people_told
from edgewise.domain.coaching.changes import Example, may_ask_again
from edgewise.growth.models import BehaviourChange, Reflection, Seen, Sighting
from edgewise.growth.queries import Ciphers
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort

SEEN = (Seen.CLEARLY, Seen.LITTLE)
LEAST_PEOPLE = 5  # of fewer, no figure says how many


@dataclass(frozen=True, slots=True)
class Sight:
    """A question to a peer and its answer, read. `example` is None where there is none or it cannot be read."""

    row: Sighting
    example: Example | None


@dataclass(frozen=True, slots=True)
class NamedChange:
    """A change, read by its author. `words` is None once the circle's key is destroyed."""

    row: BehaviourChange
    words: str | None
    sights: list[Sight]

    @property
    def answered(self) -> list[Sight]:
        return [sight for sight in self.sights if sight.row.answered_at]

    @property
    def waiting(self) -> list[Sight]:
        return [sight for sight in self.sights if not sight.row.answered_at]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a peer is asked, read by that peer."""

    row: Sighting
    author: Membership
    words: str | None  # of the change
    example: Example | None


@dataclass(frozen=True, slots=True)
class Following:
    """How many people of a cohort at least, a multiple of five; None where they are fewer than five."""

    named: int | None = None  # a change that others are to see
    confirmed: int | None = None  # theirs was seen by a peer, clearly or a little
    reflected: int | None = None


def change_context(code: str) -> bytes:
    return f"change:{code}".encode()


def example_context(code: str) -> bytes:
    return f"sighting:{code}".encode()


def my_changes(person: Person) -> QuerySet[BehaviourChange]:
    """All that the person named, the open ones first, then the newest."""
    asked = (
        Sighting.objects.filter(withdrawn_at=None).select_related("circle", "peer__person").order_by("asked_at", "pk")
    )
    return (
        BehaviourChange.objects.filter(enrolment__membership__person=person)
        .select_related("circle", "enrolment__membership__person", "enrolment__cohort__programme")
        .prefetch_related(Prefetch("sightings", asked))
        .order_by(F("closed_at").desc(nulls_first=True), "-named_at", "-pk")
    )


def read_changes(rows: Iterable[BehaviourChange]) -> list[NamedChange]:
    """For their author."""
    ciphers = Ciphers()
    return [
        NamedChange(
            row,
            ciphers.open(row.circle, row.words, change_context(row.code)),
            [Sight(one, _example(one, ciphers)) for one in row.sightings.all()],
        )
        for row in rows
    ]


def _example(row: Sighting, ciphers: Ciphers) -> Example | None:
    said = ciphers.open(row.circle, row.example, example_context(row.code))
    return Example(**json.loads(said)) if said else None


def open_change(seat: Seat) -> BehaviourChange | None:
    """The open change of the person in the seat, in the cohort of its circle."""
    mine = BehaviourChange.objects.filter(
        enrolment__membership=seat.membership_id, enrolment__cohort=seat.circle.cohort_id, closed_at=None
    )
    return mine.select_related("circle", "enrolment__membership__person").first()


def seat_to_ask_from(change: BehaviourChange) -> Seat | None:
    """The seat of its author now, in its cohort: in the circle where it was named, if they still sit there."""
    seats = Seat.objects.filter(
        membership=change.enrolment.membership_id, circle__cohort=change.enrolment.cohort_id, ended_at=None
    )
    found = list(seats.select_related("circle", "membership__person").order_by("-since", "pk"))
    return next((seat for seat in found if seat.circle_id == change.circle_id), found[0] if found else None)


def peers_to_ask(change: BehaviourChange, now: datetime) -> list[Seat]:
    """Who sits with the author now, and neither has a question waiting nor has just answered one."""
    seat = seat_to_ask_from(change)
    if seat is None:
        return []
    asked = Sighting.objects.filter(change=change, withdrawn_at=None)
    waiting = set(asked.filter(answered_at=None).values_list("peer", flat=True))
    last = dict(asked.values_list("peer").annotate(last=Max("answered_at")).order_by())
    others = open_seats(seat.circle).exclude(pk=seat.pk)
    return [
        other
        for other in others
        if other.membership_id not in waiting and may_ask_again(last.get(other.membership_id), now)
    ]


def asked_of(person: Person) -> QuerySet[Sighting]:
    """What others have asked the person, while the person sits in that circle; newest first. Taken back or not."""
    sits_there = Q(circle__seats__membership=F("peer"), circle__seats__ended_at=None)
    mine = Sighting.objects.filter(sits_there, peer__person=person)
    return mine.select_related(
        "circle", "change__circle", "change__enrolment__membership__person", "peer__person"
    ).order_by("-asked_at", "-pk")


def to_answer(person: Person) -> QuerySet[Sighting]:
    return asked_of(person).filter(answered_at=None, withdrawn_at=None, circle__purged_at=None)


def read_asked(rows: Iterable[Sighting]) -> list[Asked]:
    """For the peer who is asked."""
    ciphers = Ciphers()
    return [
        Asked(
            row,
            row.change.enrolment.membership,
            ciphers.open(row.change.circle, row.change.words, change_context(row.change.code)),
            _example(row, ciphers),
        )
        for row in rows
    ]


def circles_read(changes: Sequence[NamedChange]) -> set[Circle]:
    """Those in which peers wrote what these pages show."""
    return {sight.row.circle for change in changes for sight in change.answered}


def following_of(cohort: Cohort, people: int, now: datetime) -> Following:
    """Of a cohort of so many people, for those who look after it: nothing is opened. Three queries."""
    named = BehaviourChange.objects.filter(enrolment__cohort=cohort).values_list("named_at", "enrolment")
    confirmed = Sighting.objects.filter(change__enrolment__cohort=cohort, seen__in=SEEN)
    reflected = Reflection.objects.filter(circle__cohort=cohort).exclude(written_at=None)
    return Following(
        _told(named, people, now),
        _told(confirmed.values_list("answered_at", "change__enrolment"), people, now),
        _told(reflected.values_list("written_at", "author"), people, now),
    )


def _told(rows: Iterable[tuple[datetime | None, int]], people: int, now: datetime) -> int | None:
    days = [(timezone.localdate(at), who) for at, who in rows if at is not None]
    return people_told(days, people, timezone.localdate(now))
