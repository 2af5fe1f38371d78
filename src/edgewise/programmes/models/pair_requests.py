"""Somebody asks a colleague of their cohort to begin a pair."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Greatest, Least

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort


class RequestEnd(models.TextChoices):
    YES = "yes"
    NO = "no"
    LAPSED = "lapsed"  # no answer came in time
    TAKEN_BACK = "taken back"  # by the person who asked
    OVERTAKEN = "overtaken"  # one of the two takes part no more, or the cohort is over


class PairRequest(models.Model):
    """One question to one person. No word goes with it, and no reason with the answer."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="pair_requests")
    asker = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pair_requests")
    asked = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="pair_requests_to_answer")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=12, choices=RequestEnd, blank=True)
    circle = models.OneToOneField(Circle, null=True, on_delete=models.SET_NULL, related_name="pair_request")  # of a yes

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Least("asker", "asked"),
                Greatest("asker", "asked"),
                condition=models.Q(ended_at=None),
                name="one_open_pair_request_of_two",
            ),
            models.CheckConstraint(condition=~models.Q(asker=models.F("asked")), name="pair_request_of_two"),
        ]
