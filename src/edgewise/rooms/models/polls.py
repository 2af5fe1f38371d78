"""Times a circle is asked about, and its answers."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.domain.calendar.polls import Answer
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.sessions import Session

ANSWERS = [
    (Answer.WORKS.value, _("Works")),
    (Answer.IF_NEED_BE.value, _("If need be")),
    (Answer.CANNOT.value, _("Cannot")),
]


class PollEnd(models.TextChoices):
    CHOSEN = "chosen", _("One of its times was chosen")
    PLANNED = "planned", _("A session was planned otherwise")
    WITHDRAWN = "withdrawn", _("It was withdrawn")
    PAST = "past", _("All its times are past")
    CLOSED = "closed", _("Nobody was left to ask")


class TimePoll(models.Model):
    """A circle is asked when it could meet. The constraint is the referee between two who ask at once."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="polls")
    asked_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    closes_at = models.DateTimeField()  # when the time to answer is over
    remind_at = models.DateTimeField(null=True)  # empty: there is nobody left to remind
    told_at = models.DateTimeField(null=True)  # when the one who asked was told of the answers
    format_key = models.CharField(max_length=40)
    minutes = models.PositiveSmallIntegerField()
    ended_at = models.DateTimeField(null=True)
    end = models.CharField(max_length=9, choices=PollEnd, blank=True)  # empty while it is open
    session = models.OneToOneField(
        Session, null=True, on_delete=models.SET_NULL, related_name="poll"
    )  # what was chosen

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["circle"], condition=models.Q(ended_at=None), name="one_open_poll_each")
        ]


class TimeChoice(models.Model):
    """One of the times that a circle is asked about."""

    poll = models.ForeignKey(TimePoll, on_delete=models.CASCADE, related_name="choices")
    starts_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["poll", "starts_at"], name="one_choice_per_time")]


class TimeAnswer(models.Model):
    """A seat's answer to a time; it counts while the seat is held."""

    choice = models.ForeignKey(TimeChoice, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=ANSWERS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["choice", "seat"], name="one_answer_per_seat")]
