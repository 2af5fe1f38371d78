"""What time does for sessions: reminders to sign and to come, the middle of a run, polls, what nobody opens."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from edgewise.domain.calendar.cadence import middle
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.outbox.actions import tell_all
from edgewise.programmes.agreements.queries import unsigned_seats_of
from edgewise.programmes.circles.queries import names_of, seats_by_circle
from edgewise.programmes.due import remind_before
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.hours.actions import recount_from_logs
from edgewise.rooms.messages import remind
from edgewise.rooms.models.sessions import Session, SessionStatus
from edgewise.rooms.planning.page import midway_of
from edgewise.rooms.polls.actions import look_after_polls
from edgewise.rooms.sessions.actions.settle import close_what_is_over
from edgewise.rooms.unopened.actions import look_after_unopened


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`."""
    remind_before_sessions(now)
    remind(now)
    say_halfway(now)
    look_after_polls(now)
    close_what_is_over(now)
    look_after_unopened(now)
    recount_from_logs()


SESSIONS_LOOKED_AHEAD = timedelta(days=5)  # the working day before a Monday is a Friday, wherever it is
HALFWAY_SAID_WITHIN = timedelta(days=10)


def remind_before_sessions(now: datetime) -> None:
    """People who have not signed their circle's agreement are reminded on the working day before they meet."""
    unsigned = unsigned_seats_of(OuterRef("circle"))
    coming = Session.objects.filter(Exists(unsigned), status=SessionStatus.PLANNED, demo=False, starts_at__gt=now)
    for session in (
        coming.filter(starts_at__lte=now + SESSIONS_LOOKED_AHEAD)
        .select_related("circle__cohort__programme")
        .order_by("starts_at")
    ):
        remind_before(session.circle, session.starts_at, now)


def say_halfway(now: datetime) -> None:
    """In the middle of a run, tell everybody in its circles once, with the date of the check-in if it is planned.

    More than `HALFWAY_SAID_WITHIN` after the middle, nobody is told.
    """
    today = now.date()
    running = Cohort.objects.filter(halfway_told_at=None, starts_on__lt=today, ends_on__gt=today)
    for cohort in running.select_related("programme"):
        halfway = middle(cohort.starts_on, cohort.ends_on)
        if not halfway <= today < halfway + HALFWAY_SAID_WITHIN:
            continue
        with transaction.atomic():
            if Cohort.objects.filter(pk=cohort.pk, halfway_told_at=None).update(halfway_told_at=now) == 1:
                _say_halfway(cohort, now)


def _say_halfway(cohort: Cohort, now: datetime) -> None:
    for circle, seats in seats_by_circle(cohort):
        circle.cohort = cohort
        planned = midway_of(circle, now)
        facts = names_of(circle) | ({"starts_at": planned.starts_at.isoformat()} if planned else {})
        link = reverse("rooms:circle", args=[circle.code])
        tell_all([seat.membership for seat in seats], Message(Kind.MIDWAY, f"midway:{circle.code}", facts, link), now)
