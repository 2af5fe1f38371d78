"""A published circle that breaks a rule as the facts stand now."""

from __future__ import annotations

from django.db import models

from edgewise.programmes.models.circles import Circle


class CaseKind(models.TextChoices):
    """What may be wrong with a circle. One kind stands for both secret rules, as on every page."""

    LINE = "line", "A reporting line"
    LANGUAGE = "language", "No common language"
    HOURS = "hours", "Too few shared working hours"
    LEVEL = "level", "Levels too far apart"
    APART = "apart", "Kept apart by hand"
    CONFIDENTIAL = "confidential", "A confidential rule"
    GONE = "gone", "Somebody has left the organisation"
    SMALL = "small", "Too few people"


class Case(models.Model):
    """Something about a circle that a coordinator is to look at, from when it arose to when it was over.

    The facts open and close it; nobody does by hand.
    """

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="cases")
    kind = models.CharField(max_length=12, choices=CaseKind)
    people = models.JSONField(default=list)  # ids of the memberships concerned; none where the rule is secret
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "kind"], condition=models.Q(closed_at=None), name="one_open_case_of_a_kind"
            )
        ]
