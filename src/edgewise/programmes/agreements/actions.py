"""A circle's agreement: made when its circle is, anew when its members change it or change themselves, and signed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.coaching.agreements import Why, next_review, review_after_edit, why_anew
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.outbox.actions import call_off, tell_each
from edgewise.people.models import Membership
from edgewise.programmes.agreements.queries import (
    agreement_of,
    current_agreements,
    is_due_for_review,
    objectives_context,
    objectives_of,
    review_on,
    terms_for_circle,
    text_of,
)
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.designs.queries import hours_of_circle
from edgewise.programmes.models.agreements import Agreement, AgreementReview, Signature
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Programme
from edgewise.vault.actions import open_cipher


def save_agreement_design(programme: Programme, text: str, review_weeks: int, purge_days: int) -> None:
    """It holds for agreements that are made from now on; an empty text brings the usual words back."""
    programme.agreement_text, programme.review_weeks, programme.purge_days = text, review_weeks, purge_days
    programme.save(update_fields=["agreement_text", "review_weeks", "purge_days"])


@transaction.atomic
def agree_anew(circles: Collection[int], at: datetime | None = None, **_: object) -> None:
    """Make a version to sign for each circle that has no agreement, or whose members have changed since."""
    now = at or timezone.now()
    # The lock makes of two changes at once two versions, and of a signature one that comes before or is refused.
    here = Circle.objects.filter(pk__in=circles, closed_at=None, purged_at=None).select_related("cohort__programme")
    tables = list(here.order_by("pk").select_for_update(of=("self",)))
    seats = _seats_by_circle(tables)
    agreed = {one.circle_id: one for one in current_agreements().filter(circle__in=tables)}
    made = []
    for circle in tables:
        before, sitting = agreed.get(circle.pk), [seat.pk for seat in seats.get(circle.pk, ())]
        if why := why_anew(before.seats if before else None, sitting):
            made.append(_following(before, circle, sitting, why, now) if before else _first(circle, sitting, now))
    Agreement.objects.bulk_create(made)
    tell_each([letter for one in made for letter in _ready(one, seats[one.circle_id])], now)


def _seats_by_circle(circles: Iterable[Circle]) -> dict[int, list[Seat]]:
    found: dict[int, list[Seat]] = {}
    open_ones = Seat.objects.filter(circle__in=circles, ended_at=None).select_related("membership")
    for seat in open_ones.order_by("circle_id", "position"):
        found.setdefault(seat.circle_id, []).append(seat)
    return found


def _first(circle: Circle, seats: list[int], now: datetime) -> Agreement:
    terms = terms_for_circle(circle, now.date())
    return Agreement(
        circle=circle,
        version=1,
        why=Why.FIRST,
        made_at=now,
        text=text_of(circle.cohort.programme),
        purpose=terms.objectives,
        session_minutes=terms.session_minutes,
        cadence_days=terms.cadence_days,
        hours_seconds=_hours_seconds(circle, seats),
        purge_on=terms.purge_on,
        review_on=terms.review_on,
        seats=seats,
    )


def _hours_seconds(circle: Circle, seats: Sequence[int]) -> int:
    """What each of that many people gives, and as much receives; it is signed, so it is kept."""
    return hours_of_circle(circle, len(seats)).given


def _following(before: Agreement, circle: Circle, seats: list[int], why: Why, now: datetime) -> Agreement:
    """The same terms, to be signed by everybody again; the hours are those of as many people as sit there now."""
    before.circle = circle
    own = objectives_of(before) if before.objectives is not None else None
    version = before.version + 1
    return Agreement(
        circle=circle,
        version=version,
        why=why,
        made_at=now,
        text=before.text,
        purpose=before.purpose,
        objectives=None if own is None else _sealed(circle, version, own),
        session_minutes=before.session_minutes,
        cadence_days=before.cadence_days,
        hours_seconds=_hours_seconds(circle, seats),
        purge_on=before.purge_on,
        review_on=review_on(before),
        seats=seats,
    )


def _sealed(circle: Circle, version: int, objectives: str) -> bytes:
    return open_cipher(circle.scope).encrypt(objectives.encode(), objectives_context(circle.code, version))


def link_to(circle: Circle) -> str:
    return reverse("programmes:agreement", args=[circle.code])


def _ready(agreement: Agreement, seats: Iterable[Seat]) -> list[tuple[Membership, Message]]:
    circle = agreement.circle
    key = f"agreement:{circle.code}:{agreement.version}"
    message = Message(Kind.AGREEMENT_READY, key, names_of(circle), link_to(circle))
    return [(seat.membership, message) for seat in seats]


def _held(circle_id: int) -> Circle:
    """The circle, locked: two changes of its agreement come one after the other."""
    locked = Circle.objects.select_for_update(of=("self",)).select_related("cohort__programme")
    return locked.get(pk=circle_id)


@transaction.atomic
def sign(seat: Seat, version: int, at: datetime | None = None) -> bool:
    """Sign for one's own seat; again, nothing changes. False if that version, or the seat, does not count any more."""
    current = agreement_of(_held(seat.circle_id))
    if current is None or current.version != version or not _sits(seat):
        return False
    Signature.objects.get_or_create(agreement=current, seat=seat, defaults={"signed_at": at or timezone.now()})
    for kind in ("agreement", "agreement-reminder", "agreement-before"):
        call_off(f"{kind}:{current.circle.code}:", seat.membership)
    return True


def _sits(seat: Seat) -> bool:
    return Seat.objects.filter(pk=seat.pk, ended_at=None).exists()


@transaction.atomic
def change_objectives(seat: Seat, version: int, objectives: str, at: datetime | None = None) -> bool:
    """A new version in the circle's own words, for all to sign; the same words again change nothing.

    False if there is another version by now, or the seat is given up. KeyDestroyed once the circle is purged.
    """
    now, circle = at or timezone.now(), _held(seat.circle_id)
    current = agreement_of(circle)
    if current is None or current.version != version or not _sits(seat):
        return False
    said = objectives.strip()
    if said == objectives_of(current):
        return True
    seats = _seats_by_circle([circle])[circle.pk]
    made = _following(current, circle, [one.pk for one in seats], Why.EDITED, now)
    made.made_by, made.objectives = seat.membership, _sealed(circle, made.version, said)
    made.review_on = review_after_edit(made.review_on, _today(seat.membership, now), _review_weeks(circle))
    made.save()
    tell_each(_ready(made, seats), now)
    return True


@transaction.atomic
def find_still_right(seat: Seat, at: datetime | None = None) -> bool:
    """One member's word on the day of its review is enough, and moves the day on. False if it is not that day."""
    now = at or timezone.now()
    current = agreement_of(_held(seat.circle_id))
    if current is None or not _sits(seat) or not is_due_for_review(current, seat.membership, now):
        return False
    following = next_review(_today(seat.membership, now), _review_weeks(current.circle))
    AgreementReview.objects.create(agreement=current, by=seat.membership, at=now, review_on=following)
    return True


def _review_weeks(circle: Circle) -> int:
    return circle.cohort.programme.review_weeks


def _today(who: Membership, now: datetime) -> date:
    return timezone.localdate(now, ZoneInfo(who.time_zone))
