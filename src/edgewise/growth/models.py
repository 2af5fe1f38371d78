"""Commitments and what follows them. The words are encrypted, with the circle's key or that of two; the rest is not."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from edgewise.growth.decisions import models as _decisions  # noqa: F401  Django finds its tables by this line
from edgewise.growth.feedback import models as _feedback  # noqa: F401  Django finds its tables by this line
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment


class Status(models.TextChoices):
    OPEN = "open", pgettext_lazy("commitments", "Open")
    KEPT = "kept", pgettext_lazy("commitments", "Kept")
    PARTLY = "partly", pgettext_lazy("commitments", "Partly")
    CHANGED = "changed", pgettext_lazy("commitments", "Changed")
    NOT = "not", pgettext_lazy("commitments", "Not kept")


class Sight(models.TextChoices):
    """Who reads a goal beside its author."""

    ME = "me", _("Only I")
    WITNESS = "witness", _("My witness")
    CIRCLE = "circle", _("My circle")


class Method(models.TextChoices):
    """How its author keeps at a goal."""

    ASK = "ask", _("Ask me every week")
    FIGURE = "figure", _("I share the number")
    SHOW = "show", _("I show the thing itself, by a link")
    TELL = "tell", _("My witness gets a short message")


class Support(models.TextChoices):
    """What was agreed for the time when it slips."""

    THINK = "think", _("We think it through together")
    RESOURCE = "resource", _("I look for somebody or something that helps")
    REALITY = "reality", _("We check whether it is still the right goal")


class GoalEnd(models.TextChoices):
    REACHED = "reached", pgettext_lazy("goals", "Reached")
    PARTLY = "partly", pgettext_lazy("goals", "Partly")
    LET_GO = "let_go", pgettext_lazy("goals", "Let go")


class Goal(models.Model):
    """What somebody wants to reach, by a day. Its words, its numbers and what was learnt are encrypted."""

    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="goals")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="goals")  # whose key seals it
    witness = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="goals_witnessed")
    code = models.CharField(max_length=16, unique=True)
    words = models.BinaryField()
    by_date = models.DateField()
    sight = models.CharField(max_length=8, choices=Sight, default=Sight.ME)
    method = models.CharField(max_length=8, choices=Method, default=Method.ASK)
    support = models.CharField(max_length=8, choices=Support, default=Support.THINK)
    opened_at = models.DateTimeField()
    ended = models.CharField(max_length=8, choices=GoalEnd, blank=True)
    ended_at = models.DateTimeField(null=True)
    learnt = models.BinaryField(null=True)
    key = models.CharField(max_length=24)  # the form it came from

    class Meta:
        constraints = [models.UniqueConstraint(fields=["author", "key"], name="one_goal_each_form")]


class GoalPoint(models.Model):
    """What its author told of a goal on a day (encrypted)."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="points")
    code = models.CharField(max_length=16, unique=True)
    on = models.DateField()
    told = models.BinaryField()
    at = models.DateTimeField()
    key = models.CharField(max_length=24)  # the form it came from

    class Meta:
        constraints = [models.UniqueConstraint(fields=["goal", "key"], name="one_point_each_form")]


class Commitment(models.Model):
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="commitments")
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="commitments")
    witness = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="witnessed")
    code = models.CharField(max_length=16, unique=True)
    session_code = models.CharField(max_length=16, blank=True)  # where it was made; or the form
    words = models.BinaryField()  # what, first step, how we will know
    by_date = models.DateField()
    status = models.CharField(max_length=8, choices=Status, default=Status.OPEN)
    made_at = models.DateTimeField()
    asked_of = models.DateField(null=True)  # the date of which its author and its witness were told
    asked_at = models.DateTimeField(null=True)  # when the witness last asked how it went
    goal = models.ForeignKey(Goal, null=True, on_delete=models.SET_NULL, related_name="commitments")  # that it serves
    between_two = models.BooleanField(default=False, db_default=False)  # in a pair hour: the circle never reads it
    # Of the key that seals its words, and all that follows them; empty: the circle's.
    key_scope = models.CharField(max_length=60, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session_code", "author"],
                condition=~models.Q(session_code=""),
                name="one_commitment_per_session",
            )
        ]

    @property
    def scope(self) -> str:
        """The name of its key in the vault."""
        return self.key_scope or self.circle.scope


class CheckIn(models.Model):
    """Kept, partly, changed or not, and what was learnt (encrypted)."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="check_ins")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=8, choices=Status)
    learnt = models.BinaryField()
    moved_to = models.DateField(null=True)  # of a change: the new date, which keeps the commitment open
    at = models.DateTimeField()
    key = models.CharField(max_length=24)  # the session it was said in, or the form it came from

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment", "key"], name="one_check_in_each_time")]


class Step(models.Model):
    """One small thing for one week, towards a commitment. What it is, is encrypted."""

    commitment = models.ForeignKey(Commitment, on_delete=models.CASCADE, related_name="steps")
    code = models.CharField(max_length=16, unique=True)
    words = models.BinaryField()
    by_date = models.DateField()
    week = models.DateField()  # the Monday before `by_date`
    written_at = models.DateTimeField()
    since = models.DateField()  # when it was given this date, where its author is
    done_at = models.DateTimeField(null=True)
    told_of = models.DateField(null=True)  # the week of which its author was told
    key = models.CharField(max_length=24)  # the form it came from

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["commitment", "key"], name="one_step_each_time"),
            models.UniqueConstraint(
                fields=["commitment", "week"], condition=models.Q(done_at=None), name="one_open_step_a_week"
            ),
        ]


class About(models.TextChoices):
    SESSION = "session", _("A session")
    PROGRAMME = "programme", _("The programme")


class Reflection(models.Model):
    """A question to look back on something, and what its author wrote: for themself alone."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="reflections")  # whose key seals it
    author = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="reflections")
    code = models.CharField(max_length=16, unique=True)
    about = models.CharField(max_length=10, choices=About)
    of = models.CharField(max_length=16)  # the code of the session or of the cohort
    on = models.DateField()  # its day, where the author is
    asked_at = models.DateTimeField()
    written_at = models.DateTimeField(null=True)
    words = models.BinaryField(null=True)
    useful = models.PositiveSmallIntegerField(null=True)  # 1 to 5; until its week is counted (WeekCount)
    themes = models.JSONField(default=list)  # domain Theme; each until it is counted

    class Meta:
        constraints = [models.UniqueConstraint(fields=["about", "of", "author"], name="one_reflection_each")]


class Tapped(models.TextChoices):
    USEFUL = "useful"
    THEME = "theme"


class WeekCount(models.Model):
    """How often one answer was given in a cohort: of how useful it was, as one of all answers of five people or more; a
    theme, as tapped by five different people or more. No row leads back to a person."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="week_counts")
    week = models.DateField()  # the Monday of the last week that is counted in it
    tapped = models.CharField(max_length=6, choices=Tapped)
    answer = models.CharField(max_length=16)  # 1 to 5, or a domain Theme
    times = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["cohort", "week", "tapped", "answer"], name="one_count_a_week")]


class BehaviourChange(models.Model):
    """What others will see somebody do differently. Its words are encrypted; that there is one counts."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.PROTECT, related_name="behaviour_changes")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="behaviour_changes")  # whose key seals it
    code = models.CharField(max_length=16, unique=True)
    words = models.BinaryField()
    version = models.PositiveSmallIntegerField(default=1)  # of the words: nobody answers to others than they have read
    named_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)  # another took its place

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment"], condition=models.Q(closed_at=None), name="one_open_change_each"
            )
        ]


class Seen(models.TextChoices):
    CLEARLY = "clearly", _("Seen clearly")
    LITTLE = "little", _("Seen a little")
    NOT_YET = "not_yet", _("Not yet seen")


class Sighting(models.Model):
    """A peer is asked whether they have seen the change, and answers once. Author and peer read the example."""

    change = models.ForeignKey(BehaviourChange, on_delete=models.CASCADE, related_name="sightings")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")  # in which both sit
    peer = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="sightings")
    code = models.CharField(max_length=16, unique=True)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    seen = models.CharField(max_length=8, choices=Seen, blank=True)
    example = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["change", "peer"], condition=models.Q(answered_at=None), name="one_open_question_each"
            )
        ]
