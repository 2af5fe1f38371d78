"""What somebody notes for themself during a session, and which introductions somebody has seen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Person
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.sessions import Session
from edgewise.vault.sealed import sealed_words


class PrivateNote(models.Model):
    """One sheet for each person and session. Its words are sealed; its author alone is shown them."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="private_notes")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="private_notes")  # the author's
    sealed = models.BinaryField(null=True)  # with the session's key

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_private_note_each")]

    words = sealed_words(
        "sealed",
        lambda note: note.session.scope,
        lambda note: f"private-note:{note.session_id}:{note.seat_id}",
    )


class IntroducedTo(models.TextChoices):
    ROOM = "room", _("A seat in a room")
    CHAIR = "chair", _("The facilitator’s place")


class Introduction(models.Model):
    """Somebody has seen it and is not shown it again, on any device."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="introductions")
    to = models.CharField(max_length=8, choices=IntroducedTo)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "to"], name="introduced_once")]
