"""Programmes, their runs, who takes part, and the circles they are matched into."""

from __future__ import annotations

from django.db import models

from edgewise.people.models import Membership, Organisation


class Kind(models.TextChoices):
    PAIR = "pair", "Pair"
    CIRCLE = "circle", "Circle"
    GROUP = "group", "Group"
    EXECUTIVE = "executive", "Executive circle"


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
    hours_target = models.PositiveSmallIntegerField(default=5)  # to give, and as many to receive
    size_least = models.PositiveSmallIntegerField(default=4)
    size_target = models.PositiveSmallIntegerField(default=5)
    size_most = models.PositiveSmallIntegerField(default=6)
    common_minutes = models.PositiveSmallIntegerField(default=60)  # of working hours, for all together
    level_spread = models.PositiveSmallIntegerField(null=True, blank=True, default=2)  # empty: any level
    nobody_alone = models.BooleanField(default=True)
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
    coordinators = models.ManyToManyField(Membership, related_name="coordinates")
    is_erg = models.BooleanField(default=False)
    join_code = models.CharField(max_length=32, blank=True)  # of the self-enrolment link, if there is one

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["join_code"], condition=~models.Q(join_code=""), name="one_cohort_per_link")
        ]

    def __str__(self) -> str:
        return self.name


class EnrolmentState(models.TextChoices):
    INVITED = "invited", "Invited"
    ENROLLED = "enrolled", "Said yes"
    ACTIVE = "active", "In a circle"
    PAUSED = "paused", "Paused"
    OPTED_OUT = "opted_out", "Opted out"
    DROPPED = "dropped", "Dropped"
    COMPLETED = "completed", "Completed"


class Enrolment(models.Model):
    """A membership in a cohort; `state` is the last row of its dated history."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="enrolments")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="enrolments")
    state = models.CharField(max_length=12, choices=EnrolmentState, default=EnrolmentState.INVITED)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "membership"], name="one_enrolment_each")]


class EnrolmentChange(models.Model):
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="changes")
    state = models.CharField(max_length=12, choices=EnrolmentState)
    at = models.DateTimeField(auto_now_add=True)


class NeverAgain(models.Model):
    """Two people who must not be matched. Kept secret; who asked is not recorded."""

    one = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="one_never_again_each")]


class MatchRun(models.Model):
    """A draft and how it came about: the same seed and rules give the same circles."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="match_runs")
    seed = models.PositiveIntegerField()
    rules = models.JSONField()
    result = models.JSONField()  # circles of membership ids, unplaced with reasons
    made_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True)


class Circle(models.Model):
    """The matched unit of any size."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="circles")
    code = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        """The name of this circle's key in the vault."""
        return f"circle:{self.code}"


class Seat(models.Model):
    """A dated membership in a circle; `ended_at` closes it, with the reason."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()  # its place at the table, from 1
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason_ended = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["circle", "membership"], condition=models.Q(ended_at=None), name="one_open_seat_each"
            ),
            models.UniqueConstraint(
                fields=["circle", "position"], condition=models.Q(ended_at=None), name="one_open_seat_per_place"
            ),
        ]


class HoursEntry(models.Model):
    """Minutes of coaching given by one person to another in a session."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="hours")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hours_given")
    receiver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hours_received")
    session_code = models.CharField(max_length=16)
    minutes = models.PositiveSmallIntegerField()
    on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session_code", "giver", "receiver"], name="one_entry_per_session")
        ]
