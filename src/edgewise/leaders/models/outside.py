"""People from outside: coaches and facilitators who are invited to single sessions of a circle."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.sessions import Session
from edgewise.vault.sealed import sealed_words


class OutsideKind(models.TextChoices):
    COACH = "coach", _("Professional coach")
    FACILITATOR = "facilitator", _("External facilitator")


class OutsidePerson(models.Model):
    """What an organisation keeps of somebody from outside. Their membership is one that no list has (ADR 0030)."""

    membership = models.OneToOneField(Membership, on_delete=models.PROTECT, related_name="outside")
    kind = models.CharField(max_length=12, choices=OutsideKind)
    added_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.membership.person.name


class OutsideRate(models.Model):
    """What an hour costs from a day on; what was before keeps its cost. No currency: none from that day on."""

    outside = models.ForeignKey(OutsidePerson, on_delete=models.CASCADE, related_name="rates")
    from_on = models.DateField()
    per_hour = models.DecimalField(max_digits=8, decimal_places=2)
    currency = models.CharField(max_length=3, blank=True)  # ISO 4217

    class Meta:
        constraints = [models.UniqueConstraint(fields=["outside", "from_on"], name="one_rate_a_day")]


class OutsideInvitation(models.Model):
    """Somebody from outside may come to these sessions, once everybody in the circle agrees and they have signed."""

    outside = models.ForeignKey(OutsidePerson, on_delete=models.PROTECT, related_name="invitations")
    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="outside_invitations")
    sessions = models.ManyToManyField(Session, related_name="outside_invitations")
    code = models.SlugField(max_length=16, unique=True)
    key = models.CharField(max_length=24, unique=True)  # of the form: sent twice, it counts once
    invited_by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)  # taken back: they come no more, and read nothing more


class OutsideAnswer(models.Model):
    """What one seat says. It is sealed with the circle's key: nobody is to learn who has said no."""

    invitation = models.ForeignKey(OutsideInvitation, on_delete=models.CASCADE, related_name="answers")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    sealed = models.BinaryField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "seat"], name="one_outside_answer_each")]

    said = sealed_words(
        "sealed",
        lambda answer: answer.invitation.circle.scope,
        lambda answer: f"outside:{answer.invitation.code}:{answer.seat_id}",
    )


class OutsideSignature(models.Model):
    """Of the circle's agreement and its clause on sensitive data. Version 0: the circle had no agreement."""

    invitation = models.ForeignKey(OutsideInvitation, on_delete=models.CASCADE, related_name="signatures")
    version = models.PositiveIntegerField()
    signed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["invitation", "version"], name="one_outside_signature_each")]
