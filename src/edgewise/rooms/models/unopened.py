"""What people say became of a session that nobody opened, until it is counted."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.programmes.models.circles import Seat
from edgewise.rooms.models.sessions import Session


class BecameChoice(models.TextChoices):
    ELSEWHERE = "elsewhere", _("We met elsewhere")
    MOVED = "moved", _("We moved it")
    NOT_MET = "not_met", _("We did not meet")


class UnopenedAnswer(models.Model):
    """One tap. It is deleted once the answers are counted: the session then says what became of it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="unopened_answers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="unopened_answers")
    became = models.CharField(max_length=10, choices=BecameChoice)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_unopened_answer_each")]
