"""Who takes part, with the history of it; and what people ask of their coordinators."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort


class EnrolmentState(models.TextChoices):
    INVITED = "invited", _("Invited")
    ENROLLED = "enrolled", _("Said yes")
    ACTIVE = "active", _("In a circle")
    PAUSED = "paused", _("Paused")
    OPTED_OUT = "opted_out", _("Opted out")
    DROPPED = "dropped", _("Dropped")
    COMPLETED = "completed", _("Completed")
    WAITING = "waiting", _("Waits for the next cohort")  # said yes where the places are drawn, and has none
    MOVED_ON = "moved_on", _("In a later cohort")  # waited, and has said yes there


class Enrolment(models.Model):
    """A membership in a cohort; `state` is the last row of its dated history."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=12, choices=EnrolmentState, default=EnrolmentState.INVITED)
    paused_until = models.DateField(null=True)  # of a pause: the day on which it ends by itself; empty: not by itself

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "membership"], name="one_enrolment_each")]


class EnrolmentChange(models.Model):
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(max_length=12, choices=EnrolmentState)
    at = models.DateTimeField(auto_now_add=True)


class RematchRequest(models.Model):
    """Somebody would rather sit in another circle. What they write, if anything, is for the coordinator alone."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="rematch_requests")
    circle = models.ForeignKey("Circle", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    words = models.BinaryField(null=True)  # encrypted with the cohort's desk key
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "circle"], condition=models.Q(closed_at=None), name="one_open_rematch_each"
            )
        ]


class Handover(models.Model):
    """A colleague looks after a cohort for some days, a holiday for instance, with the same rights."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="handovers")
    to = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()  # the last day
    ended_at = models.DateTimeField(null=True)  # taken back before its end
