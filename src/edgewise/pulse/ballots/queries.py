"""Reads of the ledger and of the sealed boxes."""

from __future__ import annotations

import msgspec

from edgewise.domain.pulse.ballots import Ballot, ballots_in
from edgewise.domain.pulse.model import Questionnaire
from edgewise.domain.pulse.plan import Announced
from edgewise.people.access import current_memberships
from edgewise.people.models import Person
from edgewise.pulse.models import Asked, Box, Wave
from edgewise.vault.queries import cipher_of

BOX_CONTEXT = "box"  # and its number, so that no box opens in the place of another


def questionnaire_of(wave: Wave) -> Questionnaire:
    return msgspec.convert(wave.questionnaire, Questionnaire)


def announced_of(wave: Wave) -> Announced:
    return msgspec.convert(wave.plan, Announced)


def box_context(number: int) -> bytes:
    return f"{BOX_CONTEXT}:{number}".encode()


def opened_box(wave: Wave, box: Box) -> bytes:
    """Raises KeyDestroyed once the wave is purged."""
    return cipher_of(wave.scope).decrypt(bytes(box.ballots), box_context(box.number))


def ballots_of(wave: Wave) -> list[Ballot]:
    """All of a wave, in no order that means anything. Raises KeyDestroyed once it is purged."""
    items = len(wave.questionnaire["item"])
    return [ballot for box in wave.boxes.order_by("number") for ballot in ballots_in(opened_box(wave, box), items)]


def ledger_line(person: Person, code: str) -> Asked | None:
    """The person's own line in the ledger of a wave that is not purged."""
    mine = Asked.objects.filter(membership__in=current_memberships(person), wave__code=code, wave__ended_at=None)
    return mine.select_related("wave__cohort__programme__organisation", "membership__person").first()
