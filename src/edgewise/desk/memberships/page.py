"""What a coordinator or an owner sees of one person: facts, parts, circles and letters, and never what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from edgewise.desk.memberships.queries import (
    alone_in_charge,
    coordinated_by,
    is_only_owner,
    letters_to,
    parts_of,
    seats_in,
)
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS
from edgewise.domain.nudges.timing import Wishes
from edgewise.notices.delivery.queries import leaves_at
from edgewise.notices.models import Delivery, DeliveryState, Notice
from edgewise.notices.preferences.queries import wishes_of
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment


@dataclass(frozen=True, slots=True)
class LetterLine:
    """One letter to them: what it is about, not what it says."""

    title: str
    written_at: datetime
    state: str  # a DeliveryState; "" where it went by no mail
    at: datetime | None  # when it left, or leaves; None: with the next round of the post, or never


@dataclass(frozen=True, slots=True)
class Part:
    """Their part in one cohort."""

    enrolment: Enrolment
    seats: Sequence[Seat]
    letters: Sequence[LetterLine]


@dataclass(frozen=True, slots=True)
class PersonPage:
    member: Membership
    parts: Sequence[Part]
    coordinates: Sequence[Cohort]


def person_page(member: Membership, cohorts: QuerySet[Cohort], now: datetime) -> PersonPage:
    """As far as those cohorts go; in a fixed number of queries."""
    entries = parts_of(member, cohorts)
    seats, letters = seats_in(member, [entry.cohort_id for entry in entries]), letters_to(member)
    wishes = wishes_of(member)
    parts = []
    for entry in entries:
        here = [seat for seat in seats if seat.circle.cohort_id == entry.cohort_id]
        about = {entry.cohort.code, *(seat.circle.code for seat in here)}
        lines = [_line(one, wishes, now) for one in letters if _code_of(one) in about]
        parts.append(Part(entry, here, lines))
    return PersonPage(member, parts, coordinated_by(member, cohorts))


def _code_of(notice: Notice) -> str:
    """Of the cohort or the circle that it is about: the second word of its key."""
    return [*notice.key.split(":"), ""][1]


def _line(notice: Notice, wishes: Wishes, now: datetime) -> LetterLine:
    delivery: Delivery | None = next(iter(notice.deliveries.all()), None)
    title = str(WORDINGS[Kind(notice.kind)].title)
    if delivery is None:
        return LetterLine(title, notice.made_at, "", None)
    waits = delivery.state == DeliveryState.WAITING
    at = leaves_at(delivery, notice, wishes, now) if waits else delivery.sent_at
    return LetterLine(title, notice.made_at, delivery.state, at)


@dataclass(frozen=True, slots=True)
class Leaving:
    """What ends and what stays when they leave the organisation."""

    member: Membership
    seats: Sequence[Seat]  # for each of them the cohort's coordinators get a case
    alone_in_charge: Sequence[Cohort]
    is_only_owner: bool


def leaving_of(member: Membership, cohorts: QuerySet[Cohort]) -> Leaving:
    seats = [seat for seat in seats_in(member, cohorts.values_list("pk", flat=True)) if seat.ended_at is None]
    return Leaving(member, seats, alone_in_charge(member), is_only_owner(member))
