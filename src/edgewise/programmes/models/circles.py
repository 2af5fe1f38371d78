"""Circles and the seats in them."""

from __future__ import annotations

from django.db import models

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort, Kind
from edgewise.programmes.models.runs import MatchRun
from edgewise.vault.sealed import SealedList, sealed_words


class Circle(models.Model):
    """The matched unit of any size."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="circles")
    code = models.SlugField(max_length=12, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=12, choices=Kind)
    by_colleagues = models.BooleanField(default=False)  # a pair that two began by themselves: no match seats them
    made_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True)
    purged_at = models.DateTimeField(null=True)  # when its key was destroyed: nothing said there can be read since
    why = SealedList(
        default=list, scope="profiles"
    )  # the reasons its members read, as they were when they were brought together
    run = models.ForeignKey(MatchRun, null=True, on_delete=models.SET_NULL, related_name="circles")  # by whose rules
    sealed_meeting_link = models.BinaryField(null=True)  # of a video call, of whatever provider

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> str:
        """The name of this circle's key in the vault."""
        return f"circle:{self.code}"

    meeting_link = sealed_words(
        "sealed_meeting_link", lambda circle: circle.scope, lambda circle: f"meeting-link:{circle.code}"
    )


class SeatEnd(models.TextChoices):
    """Why a seat has ended."""

    OPTED_OUT = "opted out"  # its holder gave it up
    FINISHED = "finished early"  # the same, with what was done counted
    DROPPED = "dropped"  # a coordinator took somebody out
    LEFT = "left the organisation"
    MOVED = "moved to another circle"
    CIRCLE_ENDED = "the circle ended"
    ROUND_OVER = "round over"  # those of the next round have begun
    TAKEN_BACK = "taken back"  # it was given by mistake


class Seat(models.Model):
    """A dated membership in a circle; `ended_at` closes it, with the reason."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="seats")
    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="seats")
    position = models.PositiveSmallIntegerField()  # its place at the table, from 1
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason_ended = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["ended_at"], condition=~models.Q(ended_at=None), name="seats_that_ended")]
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
