"""Sessions of a circle, who came, and the numbered log that is the truth of each."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.vault.sealed import sealed_words


class SessionStatus(models.TextChoices):
    PLANNED = "planned", _("Planned")
    LIVE = "live", _("Live")
    CLOSED = "closed", _("Held")
    CANCELLED = "cancelled", _("Cancelled")
    NOT_HELD = "not_held", _("Not held")  # its time came, and they did not meet


OVER = (SessionStatus.CLOSED, SessionStatus.NOT_HELD)
HAS_DATE = (SessionStatus.PLANNED, SessionStatus.LIVE)


class Meetings(models.Manager["Session"]):
    """The meetings of whole circles: what everybody is expected at, and what every figure counts."""

    def get_queryset(self) -> models.QuerySet[Session]:
        return super().get_queryset().filter(coach=None)


class Session(models.Model):
    """One meeting of a circle, or a pair hour of two of its people. (HTTP sessions are never called so here.)

    `objects`, and so `circle.sessions`, are the meetings of the whole circle; pair hours are only in `every`.
    """

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
    sealed_meeting_link = models.BinaryField(null=True)  # empty: the circle's own
    closed_itself = models.BooleanField(default=False)  # nobody had closed it
    unopened_asked_at = models.DateTimeField(null=True)  # when its people were asked what became of it
    demo = models.BooleanField(default=False)  # bots hold the free seats
    human_seats = models.JSONField(default=list)  # of a demonstration: the seats that people have taken
    coach = models.ForeignKey(  # of a pair hour
        Seat, null=True, on_delete=models.PROTECT, related_name="coaches_in", db_index=False
    )
    client = models.ForeignKey(Seat, null=True, on_delete=models.PROTECT, related_name="coached_in", db_index=False)

    objects = Meetings()
    every = models.Manager["Session"]()

    class Meta:
        # With the meetings in them, SQLite would read all of an installation by "no coach", and not those of a circle.
        indexes = [
            models.Index(fields=["circle", "starts_at"]),
            models.Index(fields=["coach"], condition=models.Q(coach__isnull=False), name="pair_hours_by_coach"),
            models.Index(fields=["client"], condition=models.Q(client__isnull=False), name="pair_hours_by_client"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(coach=None, client=None)
                | (models.Q(coach__isnull=False, client__isnull=False) & ~models.Q(coach=models.F("client"))),
                name="a_pair_hour_has_two",
            )
        ]

    @property
    def is_pair_hour(self) -> bool:
        return self.coach_id is not None

    @property
    def scope(self) -> str:
        """The name of the key that seals what is said here: the circle's, or one that the pair hour has for itself."""
        return f"pair:{self.code}" if self.is_pair_hour else self.circle.scope

    def seats_two(self, seat: Seat) -> bool:
        """Is it a pair hour of the person in that seat?"""
        return self.is_pair_hour and seat.pk in (self.coach_id, self.client_id)

    def expects(self, seat: Seat) -> bool:
        """Is it for the person in that seat: a meeting of the whole circle, or their own pair hour?"""
        return not self.is_pair_hour or self.seats_two(seat)

    meeting_link = sealed_words(
        "sealed_meeting_link", lambda session: session.scope, lambda session: f"meeting-link:{session.code}"
    )


class Event(models.Model):
    """Append-only. `(session, version)` is the referee between two writers."""

    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="events")
    version = models.PositiveIntegerField()  # from 1, without gaps
    at = models.BigIntegerField()  # server time, ms since the epoch
    payload = models.BinaryField()  # encrypted with the session's key; its kind too
    key = models.BinaryField(max_length=16, null=True)  # on a command's first event: which request brought it

    class Meta:
        constraints = [models.UniqueConstraint(fields=["session", "version"], name="one_event_per_version")]


class Guest(models.Model):
    """Someone with a link, a name and no account; or a person from outside, who signs in. Sees only this session."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="guests")
    token = models.CharField(max_length=64, unique=True)  # SHA-256 of the link's secret
    sealed_name = models.BinaryField(null=True)  # said on arrival
    browser = models.CharField(max_length=64, blank=True)  # SHA-256 of its secret: the one that came in by the link
    invited_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    signed_at = models.DateTimeField(null=True)  # the agreement and its clause on sensitive data
    signed_version = models.PositiveIntegerField(default=0, db_default=0)  # of the agreement; 0: the circle had none
    outside = models.ForeignKey(  # who signs in for it
        Membership, null=True, on_delete=models.PROTECT, related_name="guest_seats"
    )
    attended_ms = models.PositiveIntegerField(default=0, db_default=0)  # of a person from outside

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["session", "outside"],
                condition=models.Q(revoked_at=None, outside__isnull=False),
                name="one_seat_for_each_from_outside",
            )
        ]

    name = sealed_words("sealed_name", lambda guest: guest.session.scope, lambda guest: f"guest:{guest.pk}")


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
