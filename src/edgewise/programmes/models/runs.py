"""Programmes, their runs, who takes part, and the circles they are matched into."""

from __future__ import annotations

from dataclasses import asdict

from django.db import models

from edgewise.domain.coaching.agreements import PURGE_DAYS, REVIEW_WEEKS
from edgewise.domain.matching.model import BoundKind, Weights
from edgewise.people.models import Membership, Organisation


class Kind(models.TextChoices):
    PAIR = "pair", "Pair"
    TRIAD = "triad", "Triad"
    CIRCLE = "circle", "Circle"
    GROUP = "group", "Group"
    EXECUTIVE = "executive", "Executive circle"
    SPRINT = "sprint", "Network sprint"
    ERG = "erg", "Resource group circle"


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
    hours_target = models.PositiveSmallIntegerField(default=5)  # to give, and as many to receive
    size_least = models.PositiveSmallIntegerField(default=4)
    size_target = models.PositiveSmallIntegerField(default=5)
    size_most = models.PositiveSmallIntegerField(default=6)
    common_minutes = models.PositiveSmallIntegerField(default=60)  # of working hours, for all together
    level_spread = models.PositiveSmallIntegerField(null=True, blank=True, default=2)  # empty: any level
    nobody_alone = models.BooleanField(default=True)
    weights = models.JSONField(default=usual_weights)  # of the soft goals, 0 to 5; domain Weights
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


class NeverAgain(models.Model):
    """Two people who must not be matched. Kept secret; who asked is not recorded."""

    one = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="one_never_again_each")]


class RunState(models.TextChoices):
    WAITING = "waiting", "Waiting for a worker"
    RUNNING = "running", "Running"
    DONE = "done", "Done"
    STOPPED = "stopped", "Stopped early"  # by a coordinator; what was found until then is kept
    FAILED = "failed", "Failed"


class MatchRun(models.Model):
    """A draft and how it came about: the same people, facts, rules, seed and effort give the same circles.

    Never-again pairs are not in it: they are read again, and only the digest says whether they are as they were.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="match_runs")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateTimeField()  # the moment whose seats and meetings count
    worker = models.CharField(max_length=100, blank=True)  # host and process id of whoever is at it
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # when the worker last said that it is at it
    finished_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=RunState, default=RunState.WAITING)
    stop_asked = models.BooleanField(default=False)
    problem = models.CharField(max_length=300, blank=True)  # why it failed, in plain words
    seed = models.PositiveIntegerField()
    seconds = models.FloatField(default=10)  # of processor time to spend
    effort = models.JSONField(null=True)  # of the parent, to be repeated exactly instead of spending `seconds`
    rules = (
        models.JSONField()
    )  # as queries.rules_as_stored writes them; `ends_round`, and `met`, pairs not to meet again
    locked = models.JSONField(default=dict)  # seats, together, apart: each a list of lists of membership ids
    people = models.JSONField(default=list)  # membership ids, ascending
    digest = models.CharField(max_length=64, blank=True)  # of all facts used, secret ones included; keyed
    progress = models.JSONField(default=dict)  # domain Progress, at most twice a second
    result = models.JSONField(default=dict)  # as queries.result_as_stored writes it; no hand changes it
    tables = models.JSONField(default=list)  # the circles as adjusted by hand: lists of membership ids
    score = models.BigIntegerField(default=0)  # points of `tables`
    bound = models.BigIntegerField(default=0)  # of the result's score
    bound_kind = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=0)  # of `tables` and `locked`: referees two hands at once

    @property
    def gap(self) -> float:
        """How far the circles as they stand may be below the best possible, in percent of the bound."""
        return 100 * (self.bound - self.score) / self.bound if self.bound > 0 else 0.0

    @property
    def ends_round(self) -> bool:
        """Do the present circles of its cohort end when it is published? It is for those who sit in them too."""
        return bool(self.rules.get("ends_round"))

    @property
    def is_draft(self) -> bool:
        return self.state in (RunState.DONE, RunState.STOPPED)

    @property
    def is_under_way(self) -> bool:
        return self.state in (RunState.WAITING, RunState.RUNNING)

    @property
    def gap_so_far(self) -> float | None:
        """In percent, from the last progress; None until there is a bound."""
        score, bound = self.progress.get("score", 0), self.progress.get("bound", 0)
        return 100 * (bound - score) / bound if bound > 0 else None

    @property
    def bound_label(self) -> str:
        return BoundKind(self.bound_kind).label if self.bound_kind else ""


class DraftMove(models.Model):
    """One change by hand to a draft's circles. An undone one is redone until another change is made."""

    run = models.ForeignKey(MatchRun, on_delete=models.CASCADE, related_name="moves")
    number = models.PositiveIntegerField()  # from 1
    before = models.JSONField()  # the tables concerned, with their places
    after = models.JSONField()
    words = models.CharField(max_length=300, blank=True)
    undone = models.BooleanField(default=False)
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="one_draft_move_each")]


class Circle(models.Model):
    """The matched unit of any size."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="circles")
    code = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)  # when its key was destroyed: nothing said there can be read since
    why = models.JSONField(default=list)  # the reasons its members read, as they were when they were brought together
    run = models.ForeignKey(MatchRun, null=True, on_delete=models.SET_NULL, related_name="circles")  # by whose rules
    meeting_link = models.URLField(max_length=500, blank=True)  # of a video call, of whatever provider

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


class Rearrangement(models.Model):
    """Circles were rearranged by hand, at one moment that their seats tell too: kept so that it can be taken back."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="rearrangements")
    at = models.DateTimeField()
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    circles = models.JSONField()  # ids of those whose seats changed
    made = models.JSONField()  # of these, the new ones
    words = models.CharField(max_length=300)  # what was done, as the coordinator read it
    undone_at = models.DateTimeField(null=True)


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


class HoursSource(models.TextChoices):
    ROOM = "room", "In a session"  # counted by the room, before both of them
    NOTED = "noted", "Noted by hand"  # counts once the other side has confirmed it
    KEPT_FREE = "kept_free", "Time kept free"  # for somebody who did not come; counts for who waited


class HoursEntry(models.Model):
    """Minutes of coaching given by one person to another, in a session or between two."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="hours")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hours_given")
    receiver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hours_received")
    session_code = models.CharField(max_length=16)
    minutes = models.PositiveSmallIntegerField()
    on = models.DateField()
    source = models.CharField(max_length=10, choices=HoursSource, default=HoursSource.ROOM)
    noted_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)  # by the other side
    declined_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session_code", "giver", "receiver"], name="one_entry_per_session")
        ]
