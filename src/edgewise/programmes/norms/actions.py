"""A circle writes for itself: the norms it shares, and what its people tell about themselves. All of it encrypted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.domain.coaching.supports import chosen
from edgewise.programmes.models.agreements import Introduction, Norms, NormsConfirmed
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.norms.queries import (
    introduction_context,
    norms_context,
    norms_of,
    norms_text,
    supports_context,
    supports_of,
)
from edgewise.vault.actions import open_cipher


@transaction.atomic
def write_norms(
    seat: Seat, version: int, text: str, at: datetime | None = None, supports: Mapping[str, str] | None = None
) -> bool:
    """The circle's rules in new words, to which their writer holds; `version` is the one that was changed, 0 for none.

    `supports` answer questions of domain SUPPORTS; None: as they are. False if another member has changed the norms
    meanwhile, or the seat is given up: nothing is written.
    """
    now, circle = at or timezone.now(), _held(seat)
    current = norms_of(circle) if circle else None
    if circle is None or (current.version if current else 0) != version:
        return False
    said, agreed = text.strip(), supports_of(current) if supports is None else chosen(supports)
    if current is None or (norms_text(current), supports_of(current)) != (said, agreed):
        version += 1
        cipher = open_cipher(circle.scope)
        sealed = cipher.encrypt(said.encode(), norms_context(circle.code, version))
        tapped = cipher.encrypt(json.dumps(agreed).encode(), supports_context(circle.code, version))
        current = Norms.objects.create(
            circle=circle, version=version, text=sealed, supports=tapped, written_by=seat.membership, written_at=now
        )
    _confirmed(current, seat, now)
    return True


@transaction.atomic
def confirm_norms(seat: Seat, version: int, at: datetime | None = None) -> bool:
    """Hold to the norms as they are; a second time changes nothing. False if the norms have changed by now."""
    circle = _held(seat)
    current = norms_of(circle) if circle else None
    if current is None or current.version != version:
        return False
    _confirmed(current, seat, at or timezone.now())
    return True


def _held(seat: Seat) -> Circle | None:
    """The circle, while nobody else writes to it; None if the seat is given up."""
    circle = Circle.objects.select_for_update().get(pk=seat.circle_id)
    return circle if Seat.objects.filter(pk=seat.pk, ended_at=None).exists() else None


def _confirmed(norms: Norms, seat: Seat, now: datetime) -> None:
    NormsConfirmed.objects.get_or_create(norms=norms, seat=seat, defaults={"confirmed_at": now})


def introduce(seat: Seat, text: str, at: datetime | None = None) -> None:
    """Share it with those who sit in the circle, in the place of what was there."""
    sealed = open_cipher(seat.circle.scope).encrypt(text.strip().encode(), introduction_context(seat.pk))
    written = {"text": sealed, "written_at": at or timezone.now()}
    Introduction.objects.update_or_create(seat=seat, defaults=written)


def withdraw_introduction(seat: Seat) -> None:
    Introduction.objects.filter(seat=seat).delete()
