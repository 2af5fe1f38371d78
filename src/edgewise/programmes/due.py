"""What comes due for those who take part, as time passes. Each may be done again: the outbox says nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone
from django.utils.translation import gettext_noop

from edgewise.domain.coaching.agreements import recall_at
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tell
from edgewise.programmes.agreements.actions import link_to
from edgewise.programmes.agreements.queries import circles_to_purge, to_remind, unsigned_seats
from edgewise.programmes.circles.actions import SEAT_KEPT_FOR
from edgewise.programmes.circles.queries import names_of
from edgewise.programmes.enrolments.actions import answer, complete
from edgewise.programmes.messages import invitation_reminder, late_yes, pause_ending, profile_reminder
from edgewise.programmes.models.agreements import Agreement
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.pair_requests.actions import end_pair, let_lapse
from edgewise.programmes.pair_requests.queries import pairs_left, requests_over
from edgewise.programmes.rounds.actions import look_after_rounds
from edgewise.programmes.signals import purging
from edgewise.vault.actions import clear_destroyed_keys, destroy_key, note_opening

INVITATION_REPEATED_AFTER = timedelta(days=7)  # after an invitation, when it is said once more
PROFILE_ASKED_AFTER = timedelta(days=7)  # after a yes
PAUSE_NOTICE = timedelta(days=3)  # before a pause ends
State = EnrolmentState


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`."""
    remind_the_invited(now)
    remind_of_signing(now)
    end_pauses(now)
    end_cohorts(now)
    end_requests(now)
    end_pairs_left(now)
    purge_circles(now)
    look_after_rounds(now)


def _waiting(state: EnrolmentState, before: datetime, key: str) -> QuerySet[Enrolment]:
    """Those in that state since before a moment, in cohorts that go on, who have not been told of `key` yet."""
    entries = Enrolment.objects.filter(state=state, cohort__ends_on__gte=before.date()).annotate(
        since=Max("changes__at")
    )
    told = Notice.objects.filter(to=OuterRef("membership"), key=Concat(Value(key), OuterRef("cohort__code")))
    return entries.filter(~Exists(told), since__lte=before).select_related("cohort__programme", "membership__person")


def remind_the_invited(now: datetime) -> None:
    """Once each: people who have not answered, and people who said yes and have no profile yet."""
    for entry in _waiting(State.INVITED, now - INVITATION_REPEATED_AFTER, "invitation-reminder:"):
        tell(entry.membership, invitation_reminder(entry.cohort, now.date()), now)
    for entry in _waiting(State.ENROLLED, now - PROFILE_ASKED_AFTER, "profile-reminder:").filter(
        membership__development_goals=[]
    ):
        tell(entry.membership, profile_reminder(entry.cohort), now)


def end_pauses(now: datetime) -> None:
    """A pause is announced to end, and ends by itself, on the day it does where the person is."""
    soon = (now + PAUSE_NOTICE + timedelta(days=1)).date()
    pauses = Enrolment.objects.filter(state=State.PAUSED, paused_until__lte=soon)
    for entry in pauses.select_related("cohort__programme", "membership__person"):
        today = timezone.localdate(now, ZoneInfo(entry.membership.time_zone))
        assert entry.paused_until is not None
        if entry.paused_until <= today:
            answer(entry, State.ENROLLED)
            if entry.state == State.WAITING:
                tell(entry.membership, late_yes(entry.cohort), now)
        elif entry.paused_until - today <= PAUSE_NOTICE:
            tell(entry.membership, pause_ending(entry), now)


def end_cohorts(now: datetime) -> None:
    """A cohort that is over has been completed by those who were in it to the end."""
    over = Enrolment.objects.filter(cohort__ends_on__lt=now.date(), state__in=(State.ACTIVE, State.PAUSED))
    for entry in over:
        complete(entry)


def end_requests(now: datetime) -> None:
    """Questions to colleagues that nobody has answered, or that no yes can follow any more."""
    for request, end in requests_over(now):
        let_lapse(request, end, now)


def end_pairs_left(now: datetime) -> None:
    """A pair that two have begun ends when one of them has gone for good."""
    for circle, gone in pairs_left(now - SEAT_KEPT_FOR):
        end_pair(circle, gone, now)


def remind_of_signing(now: datetime) -> None:
    """Remind people who have not signed a version some days after it was made; once for each version."""
    for agreement in to_remind(now).select_related("circle__cohort__programme"):
        with transaction.atomic():
            if Agreement.objects.filter(pk=agreement.pk, reminded_at=None).update(reminded_at=now) == 1:
                for seat in unsigned_seats(agreement.circle):
                    _remind(seat, f"agreement-reminder:{agreement.circle.code}:{agreement.version}", now)


@transaction.atomic
def remind_before(circle: Circle, starts_at: datetime, now: datetime) -> None:
    """Remind people who have not signed, from the morning of the working day before a session; once a version."""
    for seat in unsigned_seats(circle):
        if recall_at(starts_at, seat.membership.time_zone) <= now < starts_at:
            version = circle.agreements.latest("version").version
            _remind(seat, f"agreement-before:{circle.code}:{version}", now, starts_at)


def _remind(seat: Seat, key: str, now: datetime, starts_at: datetime | None = None) -> None:
    facts = names_of(seat.circle) | ({"starts_at": starts_at.isoformat()} if starts_at else {})
    message = Message(
        Kind.AGREEMENT_REMINDER, key, facts, link_to(seat.circle), not_after=starts_at, happens_at=starts_at
    )
    tell(seat.membership, message, now)


def purge_circles(now: datetime) -> None:
    """On the agreed day the key of a circle is destroyed for good, and the circle's log says so.

    Where somebody is reading the database at that moment, its files are cleared of the key's old copy a minute later.
    """
    for circle in circles_to_purge(now):
        purging.send(sender=Circle, circle=circle, at=now)
        with transaction.atomic():
            if Circle.objects.filter(pk=circle.pk, purged_at=None).update(purged_at=now) == 1:
                destroy_key(circle.scope)
                note_opening(circle.scope, None, gettext_noop("Everything said here was deleted, as agreed"))
    clear_destroyed_keys()
