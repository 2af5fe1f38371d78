"""Feedback between two people. Its words are encrypted with a key of the two, in the circle that they share."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle


class Landed(models.TextChoices):
    """What the receiver says of it, to the giver."""

    HELPED = "helped", _("It helped")
    THINK = "think", _("I need to think")
    NO_FIT = "no_fit", _("It did not fit")


class FeedbackQuestion(models.Model):
    """One question to a few peers. Its words are sealed with each of them apart."""

    asker = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="feedback_questions")
    code = models.CharField(max_length=16, unique=True)
    at = models.DateTimeField()
    key = models.CharField(max_length=24)  # the form it came from

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asker", "key"], name="one_question_each_form")]


class FeedbackAsked(models.Model):
    """A question, to one of those who are asked. Whether somebody has declined is theirs alone to know."""

    question = models.ForeignKey(FeedbackQuestion, on_delete=models.CASCADE, related_name="asked")
    peer = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    key_scope = models.CharField(max_length=60)  # of the key of the two
    words = models.BinaryField()
    declined_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    waits = models.BooleanField(default=True)  # until a worker has told the peer, or left it out

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "peer"], name="one_question_each_peer")]
        indexes = [models.Index(fields=["waits"], condition=models.Q(waits=True), name="feedback_questions_untold")]


class Feedback(models.Model):
    """What somebody writes to a peer about what they did: read by the two, and by nobody else."""

    giver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="feedback_given")
    receiver = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="feedback_received")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")  # with whose key that of two ends
    asked = models.OneToOneField(FeedbackAsked, null=True, on_delete=models.SET_NULL, related_name="answer")
    code = models.CharField(max_length=16, unique=True)
    key_scope = models.CharField(max_length=60)
    words = models.BinaryField()  # nothing, once it is taken back or deleted
    given_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    thanked_at = models.DateTimeField(null=True)
    landed = models.CharField(max_length=8, choices=Landed, blank=True)
    landed_at = models.DateTimeField(null=True)
    landing = models.BinaryField(null=True)  # a sentence about it
    deleted_at = models.DateTimeField(null=True)  # by its receiver
    key = models.CharField(max_length=24)  # the form it came from
    # Until a worker has told its receiver, left it out, or called the message off: never the request of its giver, who
    # could tell by its time, and by the number of its queries, whether they are muted.
    waits = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["giver", "key"], name="one_feedback_each_form"),
            models.CheckConstraint(
                condition=models.Q(read_at=None) | models.Q(taken_back_at=None), name="read_or_taken_back"
            ),
        ]
        indexes = [models.Index(fields=["waits"], condition=models.Q(waits=True), name="feedback_untold")]


class FeedbackMute(models.Model):
    """What `of` writes and asks does not reach `by`, and `of` does not learn of it."""

    by = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="feedback_mutes")
    of = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "of"], name="one_mute_each")]


class FeedbackReport(models.Model):
    """Its receiver tells a coordinator of it. `said` is what they add, encrypted with the desk's key."""

    feedback = models.OneToOneField(Feedback, on_delete=models.CASCADE, related_name="report")
    at = models.DateTimeField()
    said = models.BinaryField(null=True)
    closed_at = models.DateTimeField(null=True)


class ChairTaps(models.Model):
    """Somebody who was in a session is asked how it was with the person in the chair, and answers with two taps."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="+")  # whose key seals them
    session_code = models.CharField(max_length=16)
    chair = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=16, unique=True)
    over_at = models.DateTimeField()
    taps = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session_code", "by"], name="taps_of_each_session")]
