"""A circle's own rules, what its people tell one another about themselves, and how far they are with both."""

from __future__ import annotations

import json
from dataclasses import dataclass

from django.db.models import QuerySet

from edgewise.domain.coaching.supports import chosen
from edgewise.programmes.agreements.queries import agreement_of, is_due_for_review, signers_of
from edgewise.programmes.circles.queries import cipher_for, open_seats, opened
from edgewise.programmes.models.agreements import Agreement, Introduction, Norms, NormsConfirmed
from edgewise.programmes.models.circles import Circle, Seat


@dataclass(frozen=True, slots=True)
class Introduced:
    """A seat with what its holder tells of themselves; empty where they tell nothing."""

    seat: Seat
    text: str


@dataclass(frozen=True, slots=True)
class Footing:
    """What a circle stands on, as its page tells one of its members."""

    agreement: Agreement | None
    people: int
    signed: int
    is_signed_by_me: bool
    is_to_review: bool
    norms: Norms | None
    confirmed: int
    is_confirmed_by_me: bool
    introduced: int
    is_introduced: bool  # do I tell something?

    @property
    def needs_me(self) -> bool:
        """A signature, a review or a confirmation is missing that the person can give."""
        unsigned = self.agreement is not None and not self.is_signed_by_me
        return unsigned or self.is_to_review or (self.norms is not None and not self.is_confirmed_by_me)


def norms_of(circle: Circle) -> Norms | None:
    return circle.norms.select_related("written_by__person").order_by("-version").first()


def norms_context(circle_code: str, version: int) -> bytes:
    return f"norms:{circle_code}:{version}".encode()


def norms_text(norms: Norms) -> str | None:
    """None once the circle's key is destroyed."""
    circle = norms.circle
    return opened(cipher_for(circle), norms.text, norms_context(circle.code, norms.version))


def supports_context(circle_code: str, version: int) -> bytes:
    return f"supports:{circle_code}:{version}".encode()


def supports_of(norms: Norms | None) -> dict[str, str]:
    """What the circle has tapped; nothing before it has, and once its key is destroyed."""
    if norms is None or norms.supports is None:
        return {}
    circle = norms.circle
    said = opened(cipher_for(circle), norms.supports, supports_context(circle.code, norms.version))
    found: dict[str, str] = json.loads(said) if said else {}
    return chosen(found)


def confirmed_seats(norms: Norms | None) -> set[int]:
    """The ids of the open seats that hold with this version."""
    held = NormsConfirmed.objects.filter(norms=norms, seat__ended_at=None)
    return set(held.values_list("seat_id", flat=True)) if norms else set()


def introduction_context(seat_id: int) -> bytes:
    return f"introduction:{seat_id}".encode()


def introductions_of(circle: Circle) -> list[Introduced]:
    """Everybody who sits in the circle, in seating order."""
    sealed = {row.seat_id: row.text for row in _introductions(circle)}
    cipher = cipher_for(circle) if sealed else None
    seats = list(open_seats(circle))
    words = {
        seat.pk: opened(cipher, sealed[seat.pk], introduction_context(seat.pk)) for seat in seats if seat.pk in sealed
    }
    return [Introduced(seat, words.get(seat.pk) or "") for seat in seats]


def footing_of(seat: Seat) -> Footing:
    circle = seat.circle
    agreement, norms = agreement_of(circle), norms_of(circle)
    seats = [one.seat.pk for one in signers_of(agreement) if one.signed_at] if agreement else []
    confirmed, introduced = confirmed_seats(norms), set(_introductions(circle).values_list("seat_id", flat=True))
    return Footing(
        agreement,
        people=open_seats(circle).count(),
        signed=len(seats),
        is_signed_by_me=seat.pk in seats,
        is_to_review=agreement is not None and is_due_for_review(agreement, seat.membership),
        norms=norms,
        confirmed=len(confirmed),
        is_confirmed_by_me=seat.pk in confirmed,
        introduced=len(introduced),
        is_introduced=seat.pk in introduced,
    )


def _introductions(circle: Circle) -> QuerySet[Introduction]:
    return Introduction.objects.filter(seat__circle=circle, seat__ended_at=None)
