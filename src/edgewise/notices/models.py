"""The outbox: what is to be said to whom, written in the transaction of its cause."""

from __future__ import annotations

from django.db import models

from edgewise.people.models import Membership


class Notice(models.Model):
    """One message to one person. Its words are made from `kind` and `facts`, which hold no content of a session."""

    to = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=24)  # domain Kind
    key = models.CharField(max_length=120)  # what it is about: the same is never said twice to the same person
    facts = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)  # a path of ours
    calendar = models.TextField(blank=True)  # an iCalendar object that goes with it
    method = models.CharField(max_length=12, blank=True)  # its METHOD: REQUEST or CANCEL
    made_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)  # when it may leave at the earliest; empty: at once

    class Meta:
        constraints = [models.UniqueConstraint(fields=["to", "key"], name="one_notice_each")]
        indexes = [models.Index(fields=["to", "made_at"])]
