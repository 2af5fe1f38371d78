"""What a circle has agreed, who has signed it, and what is still to be done about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edgewise.domain.calendar.cadence import sessions_of_work
from edgewise.domain.coaching.agreements import (
    DEFAULT_TEXT,
    NO_PURPOSE,
    OWN_OBJECTIVES,
    REMIND_AFTER,
    Clause,
    Terms,
    clauses,
    clauses_for_guests,
    first_review,
    is_to_purge,
    is_to_review,
)
from edgewise.domain.hours.promise import in_hours, promise
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.queries import cipher_for, open_seats, opened, seats_of_person
from edgewise.programmes.designs.queries import plan_of
from edgewise.programmes.models.agreements import Agreement, AgreementWhy, Signature
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Programme

PURGED = _("These words have been deleted.")  # in the place of objectives that nobody can read any more


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who sits in the circle, and when they signed the current version, if they have."""

    seat: Seat
    signed_at: datetime | None


@dataclass(frozen=True, slots=True)
class Version:
    """A version in the list of all, with what was new in it."""

    row: Agreement
    signed: int  # of those who sit there now or sat there then
    joined: list[str]
    left: list[str]


def current_agreements() -> QuerySet[Agreement]:
    """The version that counts, of each circle that has one."""
    later = Agreement.objects.filter(circle=OuterRef("circle"), version__gt=OuterRef("version"))
    return Agreement.objects.filter(~Exists(later))


def agreement_of(circle: Circle) -> Agreement | None:
    return circle.agreements.select_related("made_by__person").order_by("-version").first()


def made_for_people_at(circles: Collection[int]) -> dict[int, int]:
    """By circle, the version that was made last for its people; later ones only changed its own objectives."""
    made = Agreement.objects.filter(circle__in=circles).exclude(why=AgreementWhy.EDITED)
    return dict(made.values_list("circle").annotate(Max("version")).order_by())


def unsigned_seats(circle: Circle) -> QuerySet[Seat]:
    """Seats of the circle that have not signed its current agreement; none without one, and none after the purge."""
    return _unsigned(open_seats(circle))


def seats_to_sign_for(person: Person) -> QuerySet[Seat]:
    """The person's seats whose circle waits for their signature."""
    return _unsigned(seats_of_person(person))


def unsigned_seats_of(circle: OuterRef) -> QuerySet[Seat]:
    """The same for a circle of an outer query."""
    return _unsigned(Seat.objects.filter(circle=circle, ended_at=None))


def unsigned_of_cohort(cohort: Cohort, before: datetime) -> QuerySet[Seat]:
    """Seats of the cohort that have not signed an agreement made before a moment; one query."""
    old = current_agreements().filter(circle=OuterRef("circle"), made_at__lte=before)
    seats = Seat.objects.filter(Exists(old), circle__cohort=cohort, circle__closed_at=None, ended_at=None)
    return _unsigned(seats).select_related("circle").order_by("pk")


def _unsigned(seats: QuerySet[Seat]) -> QuerySet[Seat]:
    current = current_agreements().filter(circle=OuterRef("circle"))
    signed = Signature.objects.filter(agreement__in=current_agreements(), seat=OuterRef("pk"))
    return seats.filter(Exists(current), ~Exists(signed), circle__purged_at=None)


def is_signed(circle: Circle) -> bool:
    """Is there an agreement that everybody who sits there has signed?"""
    return circle.agreements.exists() and not unsigned_seats(circle).exists()


def must_sign(seat: Seat, opened_at: datetime | None = None) -> bool:
    """Is the current agreement without this seat's signature? Of a room that is open: the one that counted then."""
    versions = seat.circle.agreements.all()
    versions = versions.filter(made_at__lte=opened_at) if opened_at else versions
    wanted = versions.order_by("-version").values_list("version", flat=True).first()
    if wanted is None or seat.circle.purged_at:
        return False
    return not seat.signatures.filter(agreement__version__gte=wanted).exists()


def signers_of(agreement: Agreement) -> list[Signer]:
    """Everybody who sits in the circle, in seating order."""
    signed = dict(agreement.signatures.values_list("seat_id", "signed_at"))
    return [Signer(seat, signed.get(seat.pk)) for seat in open_seats(agreement.circle)]


def objectives_context(circle_code: str, version: int) -> bytes:
    return f"objectives:{circle_code}:{version}".encode()


def objectives_of(agreement: Agreement) -> str | None:
    """In the circle's words, or the programme's until it has any; None once its key is destroyed."""
    if agreement.objectives is None:
        return agreement.purpose
    circle = agreement.circle
    return opened(cipher_for(circle), agreement.objectives, objectives_context(circle.code, agreement.version))


def clauses_of(agreement: Agreement) -> tuple[Clause, ...]:
    said = objectives_of(agreement)
    return clauses(agreement.text, _terms(agreement, str(PURGED) if said is None else said))


def _terms(agreement: Agreement, objectives: str) -> Terms:
    return Terms(
        objectives,
        agreement.session_minutes,
        agreement.cadence_days,
        agreement.purge_on,
        agreement.review_on,
        in_hours(agreement.hours_seconds or 0),
    )


def clauses_for_guests_of(circle: Circle) -> tuple[int, tuple[Clause, ...]]:
    """The version that counts and its words for somebody who is no member: the circle's own objectives stay inside.

    Version 0 where the circle has no agreement: these are the words of its programme.
    """
    agreement = agreement_of(circle)
    if agreement is None:
        return 0, clauses_for_guests(text_of(circle.cohort.programme), terms_for_circle(circle, timezone.localdate()))
    said = agreement.purpose if agreement.objectives is None else OWN_OBJECTIVES
    return agreement.version, clauses_for_guests(agreement.text, _terms(agreement, said))


def review_on(agreement: Agreement) -> date:
    """The day of its next review: as signed, or as moved on since."""
    return max((*agreement.reviews.values_list("review_on", flat=True), agreement.review_on))


def is_due_for_review(agreement: Agreement, who: Membership, now: datetime | None = None) -> bool:
    """Has the day come, where that member is? A circle that is over reviews nothing."""
    today = timezone.localdate(now, ZoneInfo(who.time_zone))
    over = agreement.circle.purged_at is not None or agreement.circle.cohort.ends_on < today
    return not over and is_to_review(review_on(agreement), today)


def is_review_due(seat: Seat) -> bool:
    """Has the day come on which the seat's circle looks at its agreement again?"""
    current = agreement_of(seat.circle)
    return current is not None and is_due_for_review(current, seat.membership)


def versions_for(seat: Seat) -> list[Version]:
    """The versions made since that person sat down, newest first; those before are nothing of theirs."""
    rows = list(seat.circle.agreements.select_related("made_by__person").order_by("version"))
    names = {one.pk: one.membership.person.name for one in seat.circle.seats.select_related("membership__person")}
    signed: dict[int, int] = {}
    for agreement in Signature.objects.filter(agreement__in=rows).values_list("agreement_id", flat=True):
        signed[agreement] = signed.get(agreement, 0) + 1
    versions, before = [], set[int]()
    for row in rows:
        now = set(row.seats)
        joined, left = (sorted(names[pk] for pk in some) for some in (now - before, before - now))
        versions.append(Version(row, signed.get(row.pk, 0), joined, left))
        before = now
    return [one for one in reversed(versions) if one.row.made_at >= seat.since]


def text_of(programme: Programme) -> str:
    """The words of its agreements, with their fields."""
    return programme.agreement_text or DEFAULT_TEXT


def terms_of(programme: Programme, starts_on: date, ends_on: date, today: date) -> Terms:
    """What a circle of such a cohort begins with."""
    return Terms(
        programme.purpose.strip() or NO_PURPOSE,
        programme.session_minutes,
        programme.cadence_days,
        ends_on + timedelta(days=programme.purge_days),
        first_review(max(starts_on, today), programme.weeks, programme.review_weeks),
        promise(programme, sessions=sessions_of_work(starts_on, ends_on, programme.cadence_days)).each_way,
    )


def terms_for(cohort: Cohort, today: date) -> Terms:
    return terms_of(cohort.programme, cohort.starts_on, cohort.ends_on, today)


def terms_for_circle(circle: Circle, today: date) -> Terms:
    """The same. Two colleagues who have begun a pair have the rhythm of pairs, and a purpose of their own."""
    terms, plan = terms_for(circle.cohort, today), plan_of(circle)
    if not circle.by_colleagues:
        return terms
    return replace(terms, objectives=NO_PURPOSE, session_minutes=plan.session_minutes, cadence_days=plan.cadence_days)


def to_remind(now: datetime) -> QuerySet[Agreement]:
    """Agreements that some of a circle have had long enough to sign, and of which nobody has been reminded."""
    waiting = current_agreements().filter(reminded_at=None, made_at__lte=now - REMIND_AFTER)
    return waiting.filter(circle__closed_at=None, circle__cohort__ends_on__gte=now.date()).order_by("pk")


def circles_to_purge(now: datetime) -> list[Circle]:
    """Circles whose day has come: by now, as their members agreed, nobody can read what was said there."""
    today = now.date()
    over = Q(circle__cohort__ends_on__lt=today) | ~Q(circle__closed_at=None)
    due = current_agreements().filter(over, circle__purged_at=None, purge_on__lte=today)
    found = due.select_related("circle__cohort").order_by("pk")
    return [
        one.circle
        for one in found
        if is_to_purge(one.purge_on, today, one.circle.cohort.ends_on, closed=one.circle.closed_at is not None)
    ]
