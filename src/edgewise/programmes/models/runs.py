"""A match run, the draft it made, and the moves by hand."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.domain.matching.model import BoundKind
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort, Kind


class RunState(models.TextChoices):
    WAITING = "waiting", _("Waiting for a worker")
    RUNNING = "running", _("Running")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped early")  # by a coordinator; what was found until then is kept
    FAILED = "failed", _("Failed")


class MatchRun(models.Model):
    """A draft and how it came about: the same people, facts, rules, seed and effort give the same circles.

    Never-again pairs are not in it: they are read again, and only the digest says whether they are as they were.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="match_runs")
    parent = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="children")
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    as_of = models.DateTimeField()  # the moment whose seats and meetings count
    worker = models.CharField(max_length=100, blank=True)  # host and process id of the one that works on it
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True)  # when the worker last gave a sign of life
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
    def kind_label(self) -> str:
        """The kind of circle that it makes."""
        return str(Kind(self.rules["kind"]).label)

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
