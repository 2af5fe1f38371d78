"""People from outside, what they are invited to, and whether a circle has agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Exists, Max, OuterRef, QuerySet
from django.utils import timezone

from edgewise.domain.coaching.outside import Rate, Visit, all_agree
from edgewise.leaders.models.outside import (
    OutsideAnswer,
    OutsideInvitation,
    OutsidePerson,
    OutsideRate,
    OutsideSignature,
)
from edgewise.people.access import current_memberships
from edgewise.people.models import Membership, Organisation, Person
from edgewise.people.queries import not_left
from edgewise.programmes.agreements.queries import made_for_people_at
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.guests.queries import READABLE_AFTER_LAST_DATE
from edgewise.rooms.models.sessions import Guest, Session, SessionStatus

YES, NO = "y", "n"  # as they are sealed: of one length, so that the sealed bytes tell nothing


def outside_memberships(person: Person) -> QuerySet[Membership]:
    """The organisations to which the person may be invited."""
    return Membership.every.filter(not_left(), person=person, is_outside=True).select_related("organisation")


def comes_from_outside(person: Person) -> bool:
    """And nothing else: nobody's own people count them."""
    return outside_memberships(person).exists() and not current_memberships(person).exists()


def outside_people(organisation: Organisation) -> QuerySet[OutsidePerson]:
    """Those who can be invited now."""
    found = OutsidePerson.objects.filter(not_left("membership"), membership__organisation=organisation)
    return found.select_related("membership__person").order_by("membership__person__name", "pk")


def rate_of(outside: OutsidePerson, day: date | None = None) -> OutsideRate | None:
    """The one that counts on that day, or today."""
    found = outside.rates.filter(from_on__lte=day or timezone.localdate()).order_by("-from_on").first()
    return found if found and found.currency else None


def invitations() -> QuerySet[OutsideInvitation]:
    """Those that have not been taken back."""
    good = OutsideInvitation.objects.filter(not_left("outside__membership"), ended_at=None)
    who = ("outside__membership__person", "outside__membership__organisation")
    return good.select_related(*who, "circle__cohort__programme__organisation")


def invitations_in(cohort: Cohort) -> QuerySet[OutsideInvitation]:
    here = invitations().filter(circle__cohort=cohort, circle__closed_at=None)
    return here.prefetch_related("sessions").order_by("-made_at", "-pk")


def invitations_to(circle: Circle, now: datetime) -> QuerySet[OutsideInvitation]:
    """As the circle is asked: those with a date to come."""
    here = invitations().filter(_has_date(now), circle=circle)
    return here.prefetch_related("sessions").order_by("made_at", "pk")


def waiting_for_answer(seats: Sequence[Seat], now: datetime) -> QuerySet[OutsideInvitation]:
    """What the circles of one person's seats are asked, and the person has not answered."""
    answered = OutsideAnswer.objects.filter(invitation=OuterRef("pk"), seat__in=seats)
    asked = invitations().filter(_has_date(now), ~Exists(answered), circle__in=[seat.circle_id for seat in seats])
    return asked.order_by("made_at", "pk")


def _has_date(now: datetime) -> Exists:
    ahead = Session.objects.filter(outside_invitations=OuterRef("pk"), starts_at__gt=now)
    return Exists(ahead.filter(status__in=(SessionStatus.PLANNED, SessionStatus.LIVE)))


def invitations_of(person: Person, now: datetime) -> QuerySet[OutsideInvitation]:
    """As the person from outside sees them: until the records of their last date close."""
    mine = invitations().filter(outside__membership__person=person).annotate(last=Max("sessions__starts_at"))
    good = mine.filter(last__gt=now - READABLE_AFTER_LAST_DATE, circle__purged_at=None)
    return good.prefetch_related("sessions").order_by("last", "pk")


def invitable_sessions(circle: Circle, now: datetime, key: str = "") -> QuerySet[Session]:
    """Dates to come that nobody has opened and to which nobody from outside is invited by another form than `key`."""
    taken = invitations().filter(sessions=OuterRef("pk")).exclude(key=key)
    ahead = circle.sessions.filter(~Exists(taken), status=SessionStatus.PLANNED, starts_at__gt=now, events=None)
    return ahead.order_by("starts_at", "pk")


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an invitation is: what each seat has said, whether all agree, whether they have signed since."""

    said: Mapping[int, str]
    is_agreed: bool
    is_signed: bool


def standings(rows: Sequence[OutsideInvitation]) -> dict[int, Standing]:
    """By invitation, in four queries.

    Signed is also a version in which only the circle's own objectives were others: nobody from outside reads these.
    """
    said: dict[int, dict[int, str]] = {}
    for one in OutsideAnswer.objects.filter(invitation__in=rows).select_related("invitation__circle"):
        said.setdefault(one.invitation_id, {})[one.seat_id] = one.said
    circles = {row.circle_id for row in rows}
    seats: dict[int, list[int]] = {}
    for circle, seat in Seat.objects.filter(circle__in=circles, ended_at=None).values_list("circle", "pk"):
        seats.setdefault(circle, []).append(seat)
    wanted, signed = made_for_people_at(circles), _signed_versions(rows)
    found = {}
    for row in rows:
        theirs = said.get(row.pk, {})
        yes = [seat for seat, word in theirs.items() if word == YES]
        agreed = all_agree(seats.get(row.circle_id, []), yes)
        found[row.pk] = Standing(theirs, agreed, signed.get(row.pk, -1) >= wanted.get(row.circle_id, 0))
    return found


def _signed_versions(rows: Sequence[OutsideInvitation]) -> dict[int, int]:
    """The highest of each."""
    signed = OutsideSignature.objects.filter(invitation__in=rows).values_list("invitation")
    return dict(signed.annotate(Max("version")).order_by())


def standing_of(invitation: OutsideInvitation) -> Standing:
    return standings([invitation])[invitation.pk]


def seats_without_answer(invitation: OutsideInvitation) -> list[Seat]:
    known = standing_of(invitation).said
    return [seat for seat in open_seats(invitation.circle) if seat.pk not in known]


def guest_seats(invitation: OutsideInvitation) -> QuerySet[Guest]:
    """The places at the table that the invitation has led to."""
    theirs = Guest.objects.filter(outside=invitation.outside.membership_id, revoked_at=None)
    return theirs.filter(session__in=invitation.sessions.all())


def own_guest_seats(person: Person, rows: Sequence[OutsideInvitation]) -> list[Guest]:
    """The person's places at the sessions of these invitations."""
    mine = Guest.objects.filter(outside__person=person, revoked_at=None, session__outside_invitations__in=rows)
    return list(mine.order_by("pk").distinct())


def unseated_sessions(invitation: OutsideInvitation, now: datetime) -> QuerySet[Session]:
    """Dates to come at which they have no place yet."""
    has_place = Exists(guest_seats(invitation).filter(session=OuterRef("pk")))
    ahead = invitation.sessions.filter(~has_place, status=SessionStatus.PLANNED, starts_at__gt=now)
    return ahead.select_related("circle__cohort__programme").order_by("starts_at", "pk")


def visits_in(organisation: Organisation) -> list[Visit]:
    """Every held session that somebody from outside attended: a number of minutes, also once its words are purged."""
    rows = Guest.objects.filter(outside__organisation=organisation, attended_ms__gt=0)
    facts = rows.values_list("outside_id", "session__circle__cohort_id", "session__starts_at", "attended_ms")
    return [Visit(who, cohort, timezone.localdate(at), ms) for who, cohort, at, ms in facts.order_by("pk")]


def rates_in(organisation: Organisation) -> dict[int, list[Rate]]:
    """By membership."""
    found: dict[int, list[Rate]] = {}
    rows = OutsideRate.objects.filter(outside__membership__organisation=organisation)
    for row in rows.select_related("outside").order_by("from_on"):
        found.setdefault(row.outside.membership_id, []).append(Rate(row.from_on, row.per_hour, row.currency))
    return found


def people_named(pks: set[int]) -> dict[int, str]:
    rows = Membership.every.filter(pk__in=pks)
    return dict(rows.values_list("pk", "person__name"))


def cohorts_named(pks: set[int]) -> dict[int, Cohort]:
    return Cohort.objects.select_related("programme").in_bulk(pks)
