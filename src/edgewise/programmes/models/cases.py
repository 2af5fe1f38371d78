"""A published circle that breaks a rule as the facts stand now."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.programmes.models.circles import Circle


class CaseKind(models.TextChoices):
    """What may be wrong with a circle. One kind stands for both secret rules, as on every page."""

    LINE = "line", _("A reporting line")
    LANGUAGE = "language", _("No common language")
    HOURS = "hours", _("Too few shared working hours")
    LEVEL = "level", _("Levels too far apart")
    APART = "apart", _("Kept apart by hand")
    CONFIDENTIAL = "confidential", _("A confidential rule")
    GONE = "gone", _("Somebody has left the organisation")
    SMALL = "small", _("Too few people")


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
