"""Sessions of a circle, who came, and the numbered log that is the truth of each."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle, Seat


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    LIVE = "live", _("Live")
    CLOSED = "closed", _("Held")
    CANCELLED = "cancelled", _("Cancelled")


class Session(models.Model):
    """One meeting of a circle. (HTTP sessions are never called so here.)"""

    circle = models.ForeignKey(Circle, on_delete=models.PROTECT, related_name="sessions")
    code = models.SlugField(max_length=16, unique=True)
    starts_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField()
    format_json = models.TextField()  # the format as it was: a running session keeps its version
    facilitator = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="facilitates")
    deputy = models.ForeignKey(Membership, null=True, on_delete=models.PROTECT, related_name="deputises")
    status = models.CharField(max_length=10, choices=SessionStatus, default=SessionStatus.PLANNED)
    closed_at = models.DateTimeField(null=True)
    sequence = models.PositiveSmallIntegerField(default=0)  # counts moves and cancellations, for calendars
    changed_at = models.DateTimeField(default=timezone.now)  # when its date last changed
    reminded_of = models.DateTimeField(null=True)  # its start when its people were last reminded
    meeting_link = models.URLField(max_length=500, blank=True)  # empty: the circle's own
    demo = models.BooleanField(default=False)  # bots hold the free seats
    human_seats = models.JSONField(default=list)  # of a demonstration: the seats that people have taken

    class Meta:
        indexes = [models.Index(fields=["circle", "starts_at"])]


class Event(models.Model):
    """Append-only. `(session, version)` is the referee between two writers."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()  # from 1, without gaps
    at = models.BigIntegerField()  # server time, ms since the epoch
    payload = models.BinaryField()  # encrypted with the circle's key; its kind too
    key = models.BinaryField(max_length=16, null=True)  # on a command's first event: which request brought it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="one_event_per_version")]


class Guest(models.Model):
    """Someone with a link, a name and no account; sees only the session it is for."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="guests")
    token = models.CharField(max_length=64, unique=True)  # SHA-256 of the link's secret
    name = models.CharField(max_length=80, blank=True)  # said on arrival
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)


class AttendanceStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    PRESENT = "present", _("Present")
    LATE = "late", _("Late")
    EXCUSED = "excused", _("Excused")
    NO_SHOW = "no_show", _("No-show")


CAME = (AttendanceStatus.PRESENT, AttendanceStatus.LATE)  # who was there


class Attendance(models.Model):
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="attendance")
    status = models.CharField(max_length=8, choices=AttendanceStatus, default=AttendanceStatus.PLANNED)
    minutes_given = models.PositiveSmallIntegerField(default=0)
    minutes_received = models.PositiveSmallIntegerField(default=0)
    corrected = models.BooleanField(default=False)  # by hand: the room does not overwrite it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "seat"], name="one_attendance_each")]


class AttendanceChange(models.Model):
    """The trace of a correction: who changed what to what, and when."""

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="changes")
    was = models.CharField(max_length=8, choices=AttendanceStatus)
    became = models.CharField(max_length=8, choices=AttendanceStatus)
    by = models.ForeignKey(Membership, null=True, on_delete=models.SET_NULL, related_name="+")
    at = models.DateTimeField()
