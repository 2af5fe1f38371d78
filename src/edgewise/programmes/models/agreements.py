"""What a circle has agreed: its agreement in versions, the signatures, its norms, and who its people say they are."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.domain.coaching.agreements import Why
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle, Seat


class AgreementWhy(models.TextChoices):
    FIRST = Why.FIRST.value, _("The first")
    MEMBERS = Why.MEMBERS.value, _("Somebody has joined or left")
    EDITED = Why.EDITED.value, _("New objectives")


class Agreement(models.Model):
    """One version of what a circle has agreed. It is never altered; the highest version counts."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="agreements")
    version = models.PositiveIntegerField()  # from 1
    why = models.CharField(max_length=8, choices=AgreementWhy)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="+")  # of an edited one
    text = models.TextField()  # the programme's, with its fields
    purpose = models.TextField()  # the programme's: the objectives until the circle has its own
    objectives = models.BinaryField(null=True)  # in the circle's words, encrypted
    session_minutes = models.PositiveSmallIntegerField()
    cadence_days = models.PositiveSmallIntegerField()
    hours_seconds = models.PositiveIntegerField(null=True)  # each way; empty: the text does not name them
    purge_on = models.DateField()
    review_on = models.DateField()  # as signed; a later review moves it on
    seats = models.JSONField()  # ids of the seats that it was made for
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "version"], name="one_agreement_per_version")]


class Signature(models.Model):
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="signatures")
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "seat"], name="one_signature_each")]


class AgreementReview(models.Model):
    """A member looked at the agreement on its date and found it still right."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reviews")
    by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    review_on = models.DateField()  # the next date

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "review_on"], name="one_review_for_a_date")]


class Norms(models.Model):
    """One version of a circle's own rules, encrypted with its key; the highest version counts."""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="norms")
    version = models.PositiveIntegerField()  # from 1
    text = models.BinaryField()
    supports = models.BinaryField(null=True)  # what was tapped of domain SUPPORTS, encrypted
    written_by = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["circle", "version"], name="one_norms_per_version")]


class NormsConfirmed(models.Model):
    norms = models.ForeignKey(Norms, on_delete=models.PROTECT, related_name="confirmations")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["norms", "seat"], name="one_norms_confirmation_each")]


class Introduction(models.Model):
    """What somebody tells their circle about themselves, encrypted with its key. Withdrawn, the row is gone."""

    seat = models.OneToOneField(Seat, on_delete=models.PROTECT, related_name="introduction")
    text = models.BinaryField()
    written_at = models.DateTimeField()
