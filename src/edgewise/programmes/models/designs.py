"""Programmes and their runs: what an owner designs."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.agreements import PURGE_DAYS, REVIEW_WEEKS
from edgewise.domain.hours.pair_hour import USUAL_PAIR_MINUTES
from edgewise.domain.matching.model import Weights
from edgewise.domain.pulse.moments import Moment
from edgewise.people.models import Membership, Organisation


class Kind(models.TextChoices):
    PAIR = "pair", _("Pair")
    TRIAD = "triad", _("Triad")
    CIRCLE = "circle", _("Circle")
    GROUP = "group", _("Group")
    EXECUTIVE = "executive", _("Executive circle")
    SPRINT = "sprint", _("Network sprint")
    ERG = "erg", _("Resource group circle")
    LEADERSHIP = "leadership", _("Leadership team")


def usual_moments() -> list[str]:
    return [moment.value for moment in Moment]


def usual_weights() -> dict[str, int]:
    return asdict(Weights())


class Programme(models.Model):
    """The design: format, cadence, length, hours target and matching rules."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="programmes")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.CIRCLE)
    format_key = models.CharField(max_length=40)
    purpose = models.TextField(blank=True)
    session_minutes = models.PositiveSmallIntegerField(default=90)
    cadence_days = models.PositiveSmallIntegerField(default=14)
    weeks = models.PositiveSmallIntegerField(default=12)  # the length of one run
    # What the owner wants; people are told what the design gives (designs.queries.hours_of).
    hours_target = models.DecimalField(max_digits=4, decimal_places=1, default=Decimal(5))  # each way
    pair_hours = models.PositiveSmallIntegerField(default=0)  # for each to give, and as many to receive
    pair_minutes = models.PositiveSmallIntegerField(default=USUAL_PAIR_MINUTES)
    colleagues_may_pair = models.BooleanField(default=False)  # two of a cohort may begin a pair by themselves
    # What a run is meant to reach; empty: no target is set.
    target_held = models.PositiveSmallIntegerField(null=True, blank=True)  # per cent of the sessions due
    target_kept = models.PositiveSmallIntegerField(null=True, blank=True)  # per cent of the commitments answered
    target_useful = models.DecimalField(max_digits=2, decimal_places=1, null=True, blank=True)  # of 1 to 5, the mean
    size_least = models.PositiveSmallIntegerField(default=4)
    size_target = models.PositiveSmallIntegerField(default=5)
    size_most = models.PositiveSmallIntegerField(default=6)
    common_minutes = models.PositiveSmallIntegerField(default=60)  # of working hours, for all together
    level_spread = models.PositiveSmallIntegerField(null=True, blank=True, default=2)  # empty: any level
    nobody_alone = models.BooleanField(default=True)
    weights = models.JSONField(
        default=usual_weights
    )  # of the soft goals, domain Weights; one that is not there is as usual
    pulse = models.JSONField(default=usual_moments)  # when people are asked how safe it is; values of domain Moment
    half_life_days = models.PositiveSmallIntegerField(default=180)  # after which having met counts half
    agreement_text = models.TextField(blank=True)  # with its fields; empty: the usual one
    review_weeks = models.PositiveSmallIntegerField(default=REVIEW_WEEKS)  # until a circle looks at its agreement again
    purge_days = models.PositiveSmallIntegerField(
        default=PURGE_DAYS
    )  # after a cohort's end, when its words are deleted
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class Cohort(models.Model):
    """One run of a programme for some people, with its coordinators."""

    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="cohorts")
    code = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    starts_on = models.DateField()
    ends_on = models.DateField()
    answer_by = models.DateField(null=True)  # until when those who are invited are asked to answer
    coordinators = models.ManyToManyField(Membership, related_name="coordinates")
    is_erg = models.BooleanField(default=False)
    join_code = models.CharField(max_length=32, blank=True)  # of the self-enrolment link, if there is one
    halfway_told_at = models.DateTimeField(null=True)  # when its people were told that half of it is over

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["join_code"], condition=~models.Q(join_code=""), name="one_cohort_per_link")
        ]

    def __str__(self) -> str:
        return self.name


class NeverAgain(models.Model):
    """Two people who must not be matched. Kept secret; who asked is not recorded."""

    one = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="one_never_again_each")]
