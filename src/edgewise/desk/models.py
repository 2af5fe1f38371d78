"""What a coordinator has on the desk and what was done about it; what is counted of a cohort, once and for good."""

from __future__ import annotations

import msgspec
from django.db import models

from edgewise.desk.evidence import models as _evidence  # noqa: F401  Django finds its tables by this line
from edgewise.desk.outcomes import models as _outcomes  # noqa: F401  Django finds its tables by this line
from edgewise.desk.roi import models as _roi  # noqa: F401  Django finds its tables by this line
from edgewise.domain.decisions.figures import Looked, Taken
from edgewise.domain.nudges.cases import KINDS, Concern
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort


class DeskCase(models.Model):
    """Something that needs a person. The facts open it, once for each key, and close what is over by itself."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="desk_cases")
    concern = models.CharField(max_length=12)  # domain Concern
    key = models.CharField(max_length=80)
    membership = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="+")
    circle = models.ForeignKey(Circle, null=True, on_delete=models.CASCADE, related_name="+")
    why = models.CharField(max_length=300)  # in plain words, without a word of what was said in a session
    opened_at = models.DateTimeField()
    due_on = models.DateField()
    snoozed_until = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        Membership, null=True, on_delete=models.SET_NULL, related_name="+"
    )  # empty: the facts

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "key"], name="one_desk_case_each")]
        indexes = [models.Index(fields=["cohort"], condition=models.Q(closed_at=None), name="desk_cases_open")]

    @property
    def title(self) -> str:
        return KINDS[Concern(self.concern)].title

    @property
    def heading(self) -> str:
        """Whom it is about."""
        who = self.membership.person.name if self.membership else ""
        return " · ".join(part for part in (who, self.circle.name if self.circle else "") if part)


class DeskNote(models.Model):
    """One thing that was done about a case: the log that a colleague reads who takes over."""

    case = models.ForeignKey(DeskCase, on_delete=models.CASCADE, related_name="notes")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
    what = models.CharField(max_length=200)


class DeskReview(models.Model):
    """When a cohort's facts were last looked at; claimed by a conditional update."""

    cohort = models.OneToOneField(Cohort, on_delete=models.CASCADE, related_name="desk_review")
    at = models.DateTimeField()


class Sort(models.TextChoices):
    """Of what figures are made: of decisions in the month in which they are taken, or in which they close."""

    TAKEN = "taken"
    LOOKED = "looked"


class DecisionMonth(models.Model):
    """What was said of the decisions of a cohort of one month, as bands, once and for good: a domain Month.

    Of one sort, no decision is in two that are told.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="decision_months")
    sort = models.CharField(max_length=6, choices=Sort)
    until = models.DateField()
    made_at = models.DateTimeField()
    said = models.TextField(blank=True)  # domain Taken or Looked; empty: there were too few, and its decisions wait

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "sort", "until"], name="one_count_of_decisions_a_month")
        ]

    @property
    def taken(self) -> Taken | None:
        return msgspec.json.decode(self.said, type=Taken) if self.said and self.sort == Sort.TAKEN else None

    @property
    def looked(self) -> Looked | None:
        return msgspec.json.decode(self.said, type=Looked) if self.said and self.sort == Sort.LOOKED else None


class Recall(models.Model):
    """Somebody is asked, three months after a cohort: with how many of those you met have you spoken since?

    The number is here until it is counted with those of others, a few days; then the row forgets it.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="recalls")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="recalls")
    code = models.CharField(max_length=16, unique=True)
    met = models.PositiveSmallIntegerField()  # people, in the sessions of the cohort
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    spoken = models.PositiveSmallIntegerField(null=True)  # with how many of them; empty: not said, or counted

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "membership"], name="one_recall_each")]


class RecallCount(models.Model):
    """The answers of five people or more of a cohort, added up: a domain Batch. No row leads back to a person."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="recall_counts")
    week = models.DateField()  # the Monday of the last week that is counted in it
    people = models.PositiveIntegerField()
    met = models.PositiveIntegerField()
    spoken = models.PositiveIntegerField()
    largest = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "week"], name="one_count_of_recalls_a_week")]
