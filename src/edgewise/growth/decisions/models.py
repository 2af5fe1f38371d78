"""Decisions of somebody, for their eyes alone. The whole of each is encrypted; days and codes are not."""

from __future__ import annotations

from django.db import models

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle


class Decision(models.Model):
    """One decision: of an issue of a session, or written down by its author alone.

    `sealed` holds the domain's Decision, corrections and reviews included. What stands beside it is what rows are found
    by; the days are those of the domain's Decision.
    """

    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="decisions")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="decisions")  # whose key seals it
    key_scope = models.CharField(max_length=60, blank=True)  # of a pair hour's key; empty: the circle's
    code = models.CharField(max_length=16, unique=True)
    session_code = models.CharField(max_length=16, blank=True)  # empty: its author wrote it down alone
    issue = models.PositiveSmallIntegerField(null=True)  # its number in that session
    sealed = models.BinaryField()
    version = models.PositiveIntegerField(default=1)  # of what is sealed: of two writes at once, the second reads again
    taken_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    looked_at_on = models.DateField(null=True)  # null: it waits for its day, or for an answer
    asked_of = models.DateField(null=True)  # the day of which its author was told
    asked_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    key = models.CharField(max_length=24)  # the form it came from

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session_code", "issue"], condition=~models.Q(session_code=""), name="one_decision_each_issue"
            ),
            models.UniqueConstraint(fields=["author", "key"], name="one_decision_each_form"),
        ]
        indexes = [
            models.Index(fields=["due_on"], condition=models.Q(looked_at_on=None), name="decisions_not_looked_at")
        ]

    @property
    def scope(self) -> str:
        """The name of its key in the vault."""
        return self.key_scope or self.circle.scope
