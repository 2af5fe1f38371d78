"""The first page: everything that a person has to do now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from edgewise.growth.changes.queries import to_answer
from edgewise.growth.models import Commitment, Status
from edgewise.people.models import Membership, Organisation, Person
from edgewise.programmes.agreements.queries import seats_to_sign_for
from edgewise.programmes.circles.queries import seats_of_person
from edgewise.programmes.cohorts.queries import cohorts_run_by
from edgewise.programmes.enrolments.queries import invitations_of
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment
from edgewise.rooms.models.polls import TimePoll
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.polls.queries import polls_waiting_for


@dataclass(frozen=True, slots=True)
class Home:
    """What a person has to do now."""

    person: Person
    invitations: list[Enrolment]
    to_sign: list[Seat]  # in circles whose agreement waits for them
    polls: list[TimePoll]  # in circles that are asked when they could meet, and wait for them
    seats: list[Seat]
    sessions: list[Session]  # the next of each circle, the nearest first
    open_commitments: int
    next_date: date | None  # of the commitment that is due first
    is_late: bool  # that date has passed
    witnessing: int
    asked: int  # whether they have seen a change
    cohorts: list[Cohort]  # that they coordinate
    owned: list[Organisation]

    @property
    def zone(self) -> str:
        """The person's own time zone, as the organisation of their first circle or invitation knows it."""
        known = [seat.membership for seat in self.seats] + [entry.membership for entry in self.invitations]
        return known[0].time_zone if known else "UTC"

    @property
    def without_session(self) -> list[Seat]:
        """Seats in circles with nothing planned."""
        planned = {session.circle_id for session in self.sessions}
        return [seat for seat in self.seats if seat.circle_id not in planned]

    @property
    def is_new(self) -> bool:
        return not (self.invitations or self.seats or self.cohorts or self.owned)


def home_for(person: Person) -> Home:
    """Eleven queries at most. Nothing is opened: the page tells of commitments by number and date."""
    seats = list(seats_of_person(person))
    mine = Commitment.objects.filter(author__person=person, status=Status.OPEN).order_by("by_date")
    dates = list(mine.values_list("by_date", flat=True))
    witnessed = Commitment.objects.filter(
        witness__person=person, status=Status.OPEN, circle__in=[seat.circle_id for seat in seats]
    )
    owned = Membership.objects.filter(person=person, is_owner=True, left_on=None).select_related("organisation")
    return Home(
        person,
        list(invitations_of(person)),
        list(seats_to_sign_for(person)),
        list(polls_waiting_for(person, timezone.now())),
        seats,
        _next_sessions(seats),
        len(dates),
        dates[0] if dates else None,
        bool(dates) and dates[0] < timezone.localdate(),
        witnessed.count(),
        to_answer(person).count(),
        list(cohorts_run_by(person)),
        [member.organisation for member in owned.order_by("organisation__name")],
    )


def _next_sessions(seats: Sequence[Seat]) -> list[Session]:
    ahead = (
        Session.objects.filter(
            circle__in=[seat.circle_id for seat in seats], status__in=(SessionStatus.PLANNED, SessionStatus.LIVE)
        )
        .select_related("circle", "facilitator__person")
        .order_by("starts_at", "pk")
    )
    first: dict[int, Session] = {}
    for session in ahead:
        first.setdefault(session.circle_id, session)
    return list(first.values())
