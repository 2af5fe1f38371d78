"""What comes due for those who take part, as time passes. Each may be done again: the outbox says nothing twice."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef, QuerySet, Value
from django.db.models.functions import Concat
from django.utils import timezone

from edgewise.notices.actions import tell
from edgewise.notices.models import Notice
from edgewise.programmes.actions.enrolling import answer, complete
from edgewise.programmes.actions.reminding import purge_circles, remind_of_signing
from edgewise.programmes.models import Enrolment, EnrolmentState
from edgewise.programmes.queries import invitation_reminder, pause_ending, profile_reminder

UNANSWERED = timedelta(days=7)  # after an invitation, when it is said once more
NO_PROFILE = timedelta(days=7)  # after a yes
PAUSE_NOTICE = timedelta(days=3)  # before a pause ends
State = EnrolmentState


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.apps.due`."""
    remind_the_invited(now)
    remind_of_signing(now)
    end_pauses(now)
    end_cohorts(now)
    purge_circles(now)


def _waiting(state: EnrolmentState, before: datetime, key: str) -> QuerySet[Enrolment]:
    """Those in that state since before a moment, in cohorts that go on, who have not been told of `key` yet."""
    entries = Enrolment.objects.filter(state=state, cohort__ends_on__gte=before.date()).annotate(
        since=Max("changes__at")
    )
    told = Notice.objects.filter(to=OuterRef("membership"), key=Concat(Value(key), OuterRef("cohort__code")))
    return entries.filter(~Exists(told), since__lte=before).select_related("cohort__programme", "membership__person")


def remind_the_invited(now: datetime) -> None:
    """Once each: who has not answered, and who said yes and has told nothing of themself."""
    for entry in _waiting(State.INVITED, now - UNANSWERED, "invitation-reminder:"):
        tell(entry.membership, invitation_reminder(entry.cohort), now)
    for entry in _waiting(State.ENROLLED, now - NO_PROFILE, "profile-reminder:").filter(
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
        elif entry.paused_until - today <= PAUSE_NOTICE:
            tell(entry.membership, pause_ending(entry), now)


def end_cohorts(now: datetime) -> None:
    """A cohort that is over has been completed by those who were in it to the end."""
    over = Enrolment.objects.filter(cohort__ends_on__lt=now.date(), state__in=(State.ACTIVE, State.PAUSED))
    for entry in over:
        complete(entry)
