"""The hours ledger: who coached whom for how long, and whether the other side agrees."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle


class HoursSource(models.TextChoices):
    ROOM = "room", _("In a session")  # counted by the room, before both of them
    NOTED = "noted", _("Noted by hand")  # counts once the other side has confirmed it
    KEPT_FREE = "kept_free", _("Time kept free")  # one of a pair did not come: neither given nor received


MINUTE_MS = 60_000


class HoursEntry(models.Model):
    """Coaching that one person gave another, in a session or between two. Domain `hours.counted` says what counts."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="hours")
    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hours_given")
    receiver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="hours_received")
    session_code = models.CharField(max_length=16)
    ms = models.PositiveIntegerField()  # the giver's part
    one_to_one_ms = models.PositiveIntegerField(default=0)  # of these, while nobody else gave
    on = models.DateField()
    source = models.CharField(max_length=10, choices=HoursSource, default=HoursSource.ROOM)
    noted_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(null=True)  # by the other side
    declined_at = models.DateTimeField(null=True)
    recounted_at = models.DateTimeField(null=True)  # when it was brought to the definition that counts now
    from_minutes = models.BooleanField(default=False)  # recounted from whole minutes; the log was not asked yet

    class Meta:
        db_table = "programmes_hoursentry"  # it began there, and its rows did not move
        constraints = [
            models.UniqueConstraint(fields=["session_code", "giver", "receiver"], name="one_entry_per_session")
        ]

    @property
    def minutes(self) -> int:
        """As it is said, in whole minutes."""
        return round(self.ms / MINUTE_MS)
