"""A 360, who is asked, and with whom its leader shares parts of the report."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from edgewise.domain.anonymity.bands import FEWEST_IN_A_GROUP, FEWEST_IN_ALL
from edgewise.people.models import Membership
from edgewise.vault.sealed import sealed_words


class RaterGroup(models.TextChoices):
    """The groups of domain/three_sixty, and the manager, who is in none of them."""

    PEERS = "peers", _("Peer")
    REPORTS = "reports", _("Reports to me")
    OTHERS = "others", _("Other")
    MANAGER = "manager", _("My manager, by name")


class RaterState(models.TextChoices):
    ASKED = "asked", pgettext_lazy("raters", "Asked")
    ANSWERED = "answered", pgettext_lazy("raters", "Answered")
    DECLINED = "declined", pgettext_lazy("raters", "Declined")


class Outcome(models.TextChoices):
    """What came of it once the window had closed."""

    REPORT = "report"
    TOO_FEW = "too_few"


class Part(models.TextChoices):
    """A page of the report that can be shown to others. What people wrote, and the manager's answers, never are."""

    PICTURE = "picture", _("All behaviours, as a picture and a table")
    STRENGTHS = "strengths", _("Strengths")
    BLIND_SPOTS = "blind_spots", _("Blind spots")
    HIDDEN = "hidden", _("Hidden strengths")
    CHANGE = "change", _("Before and after")


class ThreeSixty(models.Model):
    """What is locked at the launch, the sealed box with all sheets, and the sealed report.

    Two keys: that of the answers is destroyed as soon as nothing is made of them any more, the other with the 360.
    """

    leader = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="three_sixties")
    code = models.CharField(max_length=16, unique=True)
    key = models.CharField(max_length=24)  # the form it came from
    before = models.OneToOneField("self", null=True, on_delete=models.SET_NULL, related_name="again")
    survey = models.JSONField()  # as it was when it was chosen
    made_at = models.DateTimeField()
    launched_at = models.DateTimeField(null=True)
    opens_on = models.DateField(null=True)  # days where the leader is
    closes_on = models.DateField(null=True)  # the last on which somebody can answer
    fewest_in_group = models.PositiveSmallIntegerField(default=FEWEST_IN_A_GROUP)
    fewest_in_all = models.PositiveSmallIntegerField(default=FEWEST_IN_ALL)
    box = models.BinaryField(default=b"")  # every sheet, sealed and padded as one
    version = models.PositiveIntegerField(default=0)  # of the box
    counted_on = models.DateField(null=True)  # the day of the newest answer, by UTC
    counted = models.PositiveSmallIntegerField(default=0)  # answers before that day
    reported_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    report = models.BinaryField(null=True)  # sealed
    chosen = models.BinaryField(null=True)  # the behaviour that became a change others see: its item, sealed
    ended_at = models.DateTimeField(null=True)  # withdrawn or deleted by its leader, or purged: its keys are gone

    class Meta:
        constraints = [models.UniqueConstraint(fields=["leader", "key"], name="one_three_sixty_each_form")]

    @property
    def scope(self) -> str:
        """The name of its key in the vault."""
        return f"three-sixty:{self.code}"

    @property
    def answers_scope(self) -> str:
        return f"three-sixty-answers:{self.code}"

    @property
    def is_draft(self) -> bool:
        return self.launched_at is None and self.ended_at is None

    def is_open(self, today: date) -> bool:
        """Can somebody answer on that day, where the leader is? Never again once the report is made."""
        is_over = self.ended_at or self.reported_at
        return bool(self.launched_at and not is_over and self.closes_on and today <= self.closes_on)

    def is_closed(self, today: date) -> bool:
        return bool(self.launched_at and not self.ended_at and self.closes_on and self.closes_on < today)

    chosen_item = sealed_words("chosen", lambda row: row.scope, lambda row: "chosen")


class Rater(models.Model):
    """Somebody who is asked, and no more than whether they have answered. Of people from outside: sealed contacts."""

    of = models.ForeignKey(ThreeSixty, on_delete=models.CASCADE, related_name="raters")
    membership = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    sealed_name = models.BinaryField(null=True)
    sealed_email = models.BinaryField(null=True)
    code = models.CharField(max_length=16, unique=True)
    group = models.CharField(max_length=8, choices=RaterGroup)
    token = models.CharField(max_length=64, blank=True, db_index=True)  # a hash of the link's secret
    state = models.CharField(max_length=8, choices=RaterState, default=RaterState.ASKED)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["of", "membership"], name="one_rater_each"),
            models.UniqueConstraint(fields=["of"], condition=models.Q(group="manager"), name="one_manager_each"),
        ]

    outside_name = sealed_words("sealed_name", lambda row: row.of.scope, lambda row: f"rater-name:{row.code}")
    outside_email = sealed_words("sealed_email", lambda row: row.of.scope, lambda row: f"rater-email:{row.code}")

    @property
    def name(self) -> str:
        return self.membership.person.name if self.membership else self.outside_name

    @property
    def identity(self) -> str:
        """The same in each 360 that asks them."""
        return f"m:{self.membership_id}" if self.membership_id else f"a:{self.outside_email}"


class Share(models.Model):
    """Parts of a report that somebody of the leader's circles may read, until it is ended."""

    of = models.ForeignKey(ThreeSixty, on_delete=models.CASCADE, related_name="shares")
    reader = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    parts = models.JSONField()  # Part
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["of", "reader"], condition=models.Q(ended_at=None), name="one_open_share_each"
            )
        ]
