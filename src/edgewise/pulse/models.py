"""Waves, who is asked, the boxes with what they answered, flags, and the brief to bosses."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models

from edgewise.domain.pulse.moments import Moment, closes_at
from edgewise.people.models import Membership
from edgewise.programmes.enrolments.queries import desk_scope
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.sealed import sealed_words


class Wave(models.Model):
    """One time that a cohort is asked. It is made at its launch, and everything but its end is locked then.

    A wave that is still to come has no row: it follows from the cohort's dates, and moves with them.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="waves")
    code = models.SlugField(max_length=12, unique=True)
    moment = models.CharField(max_length=8)  # domain Moment
    opens_on = models.DateField()
    closes_on = models.DateField()  # the last day on which somebody can answer
    launched_at = models.DateTimeField()
    questionnaire = models.JSONField()  # as it was at the launch
    plan = models.JSONField()  # the rules and the cells that can be shown at most, as they were announced
    asked = models.PositiveIntegerField()
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    result = models.BinaryField(null=True)  # what is shown, sealed; empty: too few answered
    dips = models.JSONField(default=list)  # of what was shown: scales that are low, or lower than before
    ended_at = models.DateTimeField(null=True)  # purged: its key is gone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "moment"], name="one_wave_each_moment")]

    @property
    def scope(self) -> str:
        """The name of its key in the vault."""
        return f"pulse:{self.code}"

    @property
    def when(self) -> str:
        """Its moment in words."""
        return Moment(self.moment).words

    @property
    def purge_on(self) -> date:
        """It moves with the cohort."""
        return self.cohort.ends_on + timedelta(days=self.cohort.programme.purge_days)

    def is_open(self, now: datetime) -> bool:
        return self.closed_at is None and self.ended_at is None and now < closes_at(self.closes_on)


class Asked(models.Model):
    """The ledger: somebody is asked, and has answered or not. It has no time, and nothing points to an answer."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="ledger")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    facts = models.JSONField(default=dict)  # as they were at the launch, by cut: what cells are made of
    has_answered = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "membership"], name="asked_once_a_wave")]


class Box(models.Model):
    """Ballots, sealed as one blob of one length (docs/adr/0033)."""

    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="boxes")
    number = models.PositiveSmallIntegerField()
    ballots = models.BinaryField()
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wave", "number"], name="one_box_each_number")]


class Flag(models.Model):
    """Somebody tells the coordinators that something is not right, by name or without. Without, no row says who."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="flags")
    by = models.ForeignKey(Membership, null=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=24, unique=True)  # of the form: sent twice, it counts once
    made_on = models.DateField()
    words = models.BinaryField(null=True)  # sealed with the key of the cohort's desk; gone once the case is closed
    closed_at = models.DateTimeField(null=True)

    said = sealed_words("words", lambda flag: desk_scope(flag.cohort), lambda flag: f"flag:{flag.key}")


class Brief(models.Model):
    """One page for the boss of people who take part. It says nothing of them, not even who they are."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="briefs")
    boss = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    code = models.SlugField(max_length=12, unique=True)
    sent_at = models.DateTimeField()
    acknowledged = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "boss"], name="one_brief_each_boss")]
