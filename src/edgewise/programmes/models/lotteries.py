"""Places of a cohort that were drawn by lot. Nothing here is ever drawn again or deleted: a comparison rests on it."""

from __future__ import annotations

from django.db import models
from django.db.models.functions import Greatest, Least
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment


class Strata(models.TextChoices):
    """What places are shared out by, before the lot decides."""

    NONE = "", _("Nothing: everybody in one list")
    LEVEL = "level", _("Role level")
    FUNCTION = "function", _("Function")


class Group(models.TextChoices):
    PLACE = "place", _("Place by lot")
    RESERVE = "reserve", _("Reserve")
    COMPARISON = "comparison", _("Waits, and is compared")
    PROMISED = "promised", _("Place as promised")  # by an earlier lottery: without lot, and in no comparison


class OfferAnswer(models.TextChoices):
    YES = "yes", _("Said yes")
    NO = "no", _("Said no")
    LAPSED = "lapsed", _("No answer in time")


class Lottery(models.Model):
    """One draw of a cohort's places. The list, the sizes and the seed make it again."""

    cohort = models.OneToOneField(Cohort, on_delete=models.PROTECT, related_name="lottery")
    places = models.PositiveIntegerField()  # drawn by lot; places as promised come on top
    reserves = models.PositiveIntegerField()
    strata = models.CharField(max_length=12, choices=Strata, blank=True)
    seed = models.BigIntegerField()
    drawn_at = models.DateTimeField()
    drawn_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")


class Entrant(models.Model):
    """Somebody who had said yes when the places were drawn, and what became of it."""

    lottery = models.ForeignKey(Lottery, on_delete=models.PROTECT, related_name="entrants")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="lots")
    stratum = models.CharField(max_length=120, blank=True)  # a level's number, or a function, as it was that day
    together = models.CharField(max_length=20, blank=True)  # the same for people who were drawn as one
    group = models.CharField(max_length=12, choices=Group)
    line = models.PositiveIntegerField(null=True)  # of a reserve: 1 is asked first
    # The enrolment in a later cohort by which a promise was kept.
    kept_by = models.ForeignKey(Enrolment, null=True, on_delete=models.PROTECT, related_name="promises_kept")
    # A place that became free, offered to a reserve.
    offered_at = models.DateTimeField(null=True)
    offered_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    answer_by = models.DateField(null=True)  # the last day for an answer
    answered_at = models.DateTimeField(null=True)  # or when it was seen that the day had passed
    answer = models.CharField(max_length=8, choices=OfferAnswer, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["lottery", "membership"], name="one_lot_each"),
            models.UniqueConstraint(fields=["lottery", "line"], name="one_place_in_line_each"),
            models.CheckConstraint(
                condition=models.Q(group="reserve", line__isnull=False)
                | ~models.Q(group="reserve") & models.Q(line=None),
                name="reserves_stand_in_line",
            ),
        ]


class SharedLot(models.Model):
    """Two people who must not be told apart, who share a job for instance: the lot takes both or neither."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="shared_lots")
    one = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint("cohort", Least("one", "other"), Greatest("one", "other"), name="one_lot_of_two"),
            models.CheckConstraint(condition=~models.Q(one=models.F("other")), name="shared_lot_of_two"),
        ]
