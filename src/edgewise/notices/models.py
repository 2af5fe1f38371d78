"""The outbox: messages and their readers, written in the transaction of the cause; and how each reader wants them."""

from __future__ import annotations

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.domain.nudges.timing import Digest
from edgewise.people.models import Membership
from edgewise.vault.sealed import SealedList, SealedText


class Notice(models.Model):
    """One message to one person. Its words are made from `kind` and `facts`, which hold no content of a session."""

    to = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24)  # domain Kind
    key = models.CharField(max_length=120)  # what it is about: the same is never said twice to the same person
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)  # a path of ours
    secret = SealedText(
        default=str, db_default=b"", scope="notices"
    )  # the end of that path, which its reader alone may know
    calendar = SealedText(default=str, scope="notices")  # an iCalendar object that goes with it; it may name a call
    method = models.CharField(max_length=12, blank=True)  # its METHOD: REQUEST or CANCEL
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")  # who caused it
    mail_only = models.BooleanField(default=False)  # one more date of what another message says
    made_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)  # when it may leave at the earliest; empty: at once
    not_after = models.DateTimeField(null=True)  # when it has become pointless to send
    happens_at = models.DateTimeField(null=True)  # when that takes place which has to be known before
    read_at = models.DateTimeField(null=True)  # when its reader saw it among their messages

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="one_notice_each")]
        indexes = [models.Index(fields=["to", "made_at"])]

    @property
    def path(self) -> str:
        """Where it leads."""
        return f"{self.link}{self.secret}"


class Channel(models.TextChoices):
    MAIL = "mail", _("E-mail")
    CHAT = "chat", _("Chat")


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("Waiting")
    SENDING = "sending", _("Being sent")
    SENT = "sent", _("Sent")
    DROPPED = "dropped", _("Not sent")  # not wanted, or too late
    FAILED = "failed", _("Refused")  # by the address, for good


class Delivery(models.Model):
    """One message on its way by one channel. Several that leave as one digest share a batch."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    next_at = models.DateTimeField()  # when to look at it again
    batch = models.CharField(max_length=32, blank=True)  # of the letter it left in, or tried to: also its Message-ID
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)  # by a worker that is sending it
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)  # why it is not sent, in plain words

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "channel"], name="one_delivery_by_channel")]
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="deliveries_waiting"),
            models.Index(fields=["batch"]),
        ]


class OutsideLetter(models.Model):
    """One letter to somebody without a membership.

    Whom it is for and where it leads are sealed, and forgotten once it has left. It has no inbox and no preferences.
    """

    key = models.CharField(max_length=120, unique=True)  # what it is about: the same is never said twice
    kind = models.CharField(max_length=24)  # domain Kind
    facts = models.JSONField(default=dict)
    to = SealedList(default=list, scope="notices")  # name, address, time zone
    path = SealedText(default=str, scope="notices")
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")  # who caused it
    made_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    not_after = models.DateTimeField(null=True)
    state = models.CharField(max_length=8, choices=DeliveryState, default=DeliveryState.WAITING)
    next_at = models.DateTimeField()  # when to look at it again
    batch = models.CharField(max_length=32)  # its Message-ID, whichever time it leaves
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)  # by a worker that is sending it
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["next_at"], condition=models.Q(state="waiting"), name="outside_letters_waiting")
        ]


class Preference(models.Model):
    """How a person wants to be told. A person who has chosen nothing has no row and gets the defaults."""

    membership = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="notice_preference")
    off = models.JSONField(default=list)  # kinds that are not sent; they are still there to read
    quiet_from = models.TimeField(default=time(19))
    quiet_until = models.TimeField(default=time(8))
    quiet_weekend = models.BooleanField(default=True)
    digest = models.CharField(max_length=8, choices=[(one.value, one.value) for one in Digest], default=Digest.EACH)
    cap = models.PositiveSmallIntegerField(default=4)  # nudges a week
    chat = models.BinaryField(null=True)  # an incoming webhook's address, encrypted: who has it can write there


class CaughtMail(models.Model):
    """A letter that the demonstration's catcher kept instead of sending it."""

    at = models.DateTimeField(auto_now_add=True)
    to = models.CharField(max_length=300)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)
