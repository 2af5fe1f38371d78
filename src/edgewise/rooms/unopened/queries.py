"""Sessions whose time came and that nobody opened, and what their people say became of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from edgewise.domain.coaching.unopened import ANSWERS_WANTED_WITHIN, ASKED_UNTIL, UNOPENED_AFTER
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.models.unopened import UnopenedAnswer


def is_unopened(now: datetime) -> Q:
    """Of sessions: their time came, and nobody began them. What became of them is not known yet."""
    return Q(status=SessionStatus.PLANNED, demo=False, starts_at__lte=now - UNOPENED_AFTER)


def unopened_sessions(now: datetime) -> QuerySet[Session]:
    """The oldest first."""
    rows = Session.objects.filter(is_unopened(now), circle__closed_at=None)
    return rows.select_related("circle__cohort__programme").order_by("starts_at", "pk")


def to_ask_about(now: datetime) -> QuerySet[Session]:
    """Sessions about which their people have not been asked yet."""
    return unopened_sessions(now).filter(unopened_asked_at=None, starts_at__gt=now - ASKED_UNTIL)


def to_count(now: datetime) -> QuerySet[Session]:
    """Sessions whose answers are counted now; also those about which it is too late to ask, and of ended circles."""
    answered = Q(unopened_asked_at__lte=now - ANSWERS_WANTED_WITHIN)
    too_late = Q(unopened_asked_at=None, starts_at__lte=now - ASKED_UNTIL) | Q(circle__closed_at__isnull=False)
    rows = Session.objects.filter(is_unopened(now)).filter(answered | too_late)
    return rows.select_related("circle").order_by("starts_at", "pk")


def unanswered_of(cohort: int, asked_before: datetime, now: datetime) -> QuerySet[Session]:
    """Sessions of a cohort about which everybody has been asked for some time, and nobody has answered."""
    rows = unopened_sessions(now).filter(circle__cohort=cohort, unopened_asked_at__lte=asked_before)
    return rows.filter(unopened_answers=None)


@dataclass(frozen=True, slots=True)
class Unopened:
    """One session, as one of its people is asked about it."""

    session: Session
    seat: Seat
    mine: str  # what they have answered; "" if nothing yet
    answered: int
    people: int

    @property
    def counted_at(self) -> datetime | None:
        """When the answers are counted; None until the question has been sent."""
        asked_at = self.session.unopened_asked_at
        return asked_at and asked_at + ANSWERS_WANTED_WITHIN


def asked_of(seats: Iterable[Seat], now: datetime) -> list[Unopened]:
    """What the people of these seats are asked, one list for all their circles; two queries.

    Somebody who sat down after the session began is not asked.
    """
    here = {seat.circle_id: seat for seat in seats}
    rows = unopened_sessions(now).filter(circle__in=here, starts_at__gt=now - ASKED_UNTIL)
    rows = rows.annotate(
        answered=Count("unopened_answers", distinct=True),
        people=Count("attendance", filter=Q(attendance__seat__ended_at=None), distinct=True),
    )
    found = [one for one in rows if one.starts_at >= here[one.circle_id].since]
    mine = _answers([one.pk for one in found], [seat.pk for seat in here.values()]) if found else {}
    return [
        Unopened(one, here[one.circle_id], mine.get(one.pk, ""), vars(one)["answered"], vars(one)["people"])
        for one in found
    ]


def _answers(sessions: Collection[int], seats: Collection[int]) -> dict[int, str]:
    rows = UnopenedAnswer.objects.filter(session__in=sessions, seat__in=seats)
    return dict(rows.values_list("session_id", "became"))
