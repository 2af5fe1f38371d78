"""Commitments and what became of them. The words are encrypted with the circle's key; status and dates are not."""

from __future__ import annotations

from django.db import models

from edgewise.people.models import Membership
from edgewise.programmes.models import Circle


class Status(models.TextChoices):
    OPEN = "open", "Open"
    KEPT = "kept", "Kept"
    PARTLY = "partly", "Partly"
    CHANGED = "changed", "Changed"
    NOT = "not", "Not kept"


class Commitment(models.Model):
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="commitments")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="commitments")
    witness = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="witnessed")
    code = models.CharField(max_length=16, unique=True)
    session_code = models.CharField(max_length=16, blank=True)  # where it was made; or the form
    words = models.BinaryField()  # what, first step, how we will know
    by_date = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    made_at = models.DateTimeField()
    asked_of = models.DateField(null=True)  # the date of which its author and its witness were told
    asked_at = models.DateTimeField(null=True)  # when the witness last asked how it went

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session_code", "author"],
                condition=~models.Q(session_code=""),
                name="one_commitment_per_session",
            )
        ]


class CheckIn(models.Model):
    """Kept, partly, changed or not, and what was learnt (encrypted)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="check_ins")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status)
    learnt = models.BinaryField()
    moved_to = models.DateField(null=True)  # of a change: the new date, which keeps the commitment open
    at = models.DateTimeField()
    key = models.CharField(max_length=24)  # the session it was said in, or the form it came from

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "key"], name="one_check_in_each_time")]
