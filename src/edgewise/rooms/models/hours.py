"""The hours ledger: who coached whom for how long, and whether the other side agrees."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle


class HoursSource(models.TextChoices):
    ROOM = "room", _("In a session")  # counted by the room, before both of them
    NOTED = "noted", _("Noted by hand")  # counts once the other side has confirmed it
    KEPT_FREE = "kept_free", _("Time kept free")  # one of a pair did not come; counts for the one who waited


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
        db_table = "programmes_hoursentry"  # it began there, and its rows did not move
        constraints = [
            models.UniqueConstraint(fields=["session_code", "giver", "receiver"], name="one_entry_per_session")
        ]
