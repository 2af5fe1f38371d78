"""A private note, for its author."""

from __future__ import annotations

from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.notes import PrivateNote
from edgewise.rooms.models.sessions import Session


def private_note(session: Session, seat: Seat) -> str:
    """What the person in that seat noted; "" for nothing, and once the circle's key is destroyed."""
    if session.circle.purged_at:
        return ""
    row = PrivateNote.objects.filter(session=session, seat=seat).first()
    if row is None:
        return ""
    row.session = session  # whose circle is at hand
    return str(row.words)
