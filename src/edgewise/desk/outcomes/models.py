"""What an owner registered for a cohort, and the values of people, sealed under the cohort's evidence key."""

from __future__ import annotations

from django.db import models

from edgewise.domain.evidence.outcomes import LONGEST_NAME
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort


class Registration(models.Model):
    """Of one cohort: from `locked_at` on, its first day, nothing that was registered before changes.

    The row is there for every cohort that has begun, so that no later start unlocks it.
    """

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="registration")
    locked_at = models.DateTimeField(null=True)
    clock_on = models.DateField(null=True)  # of the baseline: the day of the invitation, or of the draw
    baseline = models.BinaryField(null=True)  # sealed: facts of everybody who could have been invited on that day
    baseline_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)  # the key is destroyed


class Outcome(models.Model):
    """A domain Plan, and what was imported for it: {membership: [day, value]}, sealed as one."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="outcomes")
    name = models.CharField(max_length=LONGEST_NAME)
    nature = models.CharField(max_length=8)  # domain Nature
    window_days = models.PositiveSmallIntegerField()
    smallest = models.FloatField()  # percentage points, or units of the score
    usual = models.FloatField(null=True)  # per cent, or the standard deviation of the score
    higher_is_better = models.BooleanField()
    by = models.CharField(max_length=7)  # domain By
    is_exploratory = models.BooleanField()  # registered after the start
    registered_at = models.DateTimeField()  # as it is now: a change before the start is a new registration
    registered_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    locked_at = models.DateTimeField(null=True)
    sealed = models.BinaryField(null=True)
    people = models.PositiveIntegerField(default=0)  # with a value
    imported_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(
        default=0
    )  # of what is sealed: of two imports at once, the second reads again

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "name"], name="one_outcome_each_name")]

    def __str__(self) -> str:
        return self.name


class OutcomeDraft(models.Model):
    """An uploaded file between preview and confirmation. All of it is sealed, with the cohort's evidence key."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="outcome_drafts")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=24, unique=True)
    filename = models.CharField(max_length=200)
    made_at = models.DateTimeField()
    file = models.BinaryField(null=True)  # sealed; kept where another sheet can be chosen
    sheet = models.CharField(max_length=200, blank=True)
    sheets = models.JSONField(default=list)  # the names to choose from, if there are several
    hidden = models.PositiveIntegerField(default=0)  # rows that the workbook hides; they are read
    table = models.BinaryField(null=True)  # sealed: the cells
    answers = models.BinaryField(null=True)  # sealed: what they mean, a domain Answers; empty until asked
