"""The next round of a sprint, which comes by itself unless somebody objects."""

from __future__ import annotations

from django.db import models

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.runs import MatchRun


class NextRound(models.Model):
    """The draft of a round that follows the present one, and how far it is. Once for each round, for ever."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="next_rounds")
    begun = models.DateField()  # when the round before it began
    on = models.DateField()  # its day
    run = models.OneToOneField(MatchRun, null=True, on_delete=models.SET_NULL, related_name="next_round")
    told_at = models.DateTimeField(null=True)  # when people were told who would meet whom
    told_version = models.PositiveIntegerField(default=0)  # of the draft, as they were told it
    given_up_at = models.DateTimeField(null=True)  # it could not begin as it was told: a person decides

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "begun"], name="one_next_round_each")]


class RoundObjection(models.Model):
    """Somebody would rather not; why is not asked. It can be taken back until the round begins."""

    next_round = models.ForeignKey(NextRound, on_delete=models.CASCADE, related_name="objections")
    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["next_round", "by"], name="one_objection_each")]
