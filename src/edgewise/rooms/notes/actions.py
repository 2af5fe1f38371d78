"""The only write to private notes."""

from __future__ import annotations

from django.db import transaction

from edgewise.domain.session.decisions.contributions import merged
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.notes import PrivateNote
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.notes.queries import private_note
from edgewise.vault.cipher import KeyDestroyed


@transaction.atomic
def keep_note(session: Session, seat: Seat, text: str, over: str) -> str | None:
    """What is kept now; None once the circle's key is destroyed.

    `over` is what the writer's page had last seen: lines that came from another device since then stay.
    """
    Circle.objects.select_for_update().get(pk=session.circle_id)  # two devices of one person, one after the other
    words = merged(over, text, private_note(session, seat))
    row, _ = PrivateNote.objects.get_or_create(session=session, seat=seat)
    row.session = session
    try:
        row.words = words
    except KeyDestroyed:
        return None
    row.save(update_fields=["sealed"])
    return words
