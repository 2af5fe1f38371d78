"""What comes due for commitments, their weekly steps, and at the end of a programme.

No word of a commitment is in a message; the link leads to where those who may can read it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.coaching.steps import week_to_tell
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.nudges.positive_norms import norm
from edgewise.growth.models import Commitment, Status, Step
from edgewise.growth.reflections.actions import look_back_on_programme
from edgewise.growth.reflections.queries import programmes_to_look_back_on
from edgewise.growth.steps.queries import steps_to_tell
from edgewise.notices.outbox.actions import tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState

LOOK_BACK = timedelta(days=7)  # a promise that has been over for longer is a matter of the next session
FORTNIGHT = 2


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`."""
    ask_how_it_went(now)
    say_the_step_of_the_week(now)
    ask_to_look_back(now)
    say_what_most_kept(now)


def ask_how_it_went(now: datetime) -> None:
    """On its day, where its author is: once for each date that a commitment has had."""
    tomorrow = (now + timedelta(days=1)).date()
    due = Commitment.objects.filter(status=Status.OPEN, by_date__lte=tomorrow, by_date__gt=tomorrow - LOOK_BACK)
    waiting = due.filter(Q(asked_of=None) | ~Q(asked_of=F("by_date"))).select_related(
        "author__person", "witness__person"
    )
    for row in waiting:
        if timezone.localdate(now, ZoneInfo(row.author.time_zone)) < row.by_date:
            continue
        by, link = row.by_date.isoformat(), reverse("growth:check_in", args=[row.code])
        tell(row.author, Message(Kind.COMMITMENT_DUE, f"commitment:{row.code}:{by}", {"by": by}, link=link), now)
        if row.witness is not None and _sits_there(row, row.witness):
            facts = {"by": by, "person": row.author.person.name}
            message = Message(Kind.WITNESS_PROMPT, f"witness:{row.code}:{by}", facts, link=reverse("growth:witnessing"))
            tell(row.witness, message, now)
        Commitment.objects.filter(pk=row.pk).update(asked_of=row.by_date)


def _sits_there(row: Commitment, who: Membership) -> bool:
    return row.circle.seats.filter(membership=who, ended_at=None).exists()


def say_the_step_of_the_week(now: datetime) -> None:
    """On the Monday where its author is, or on the first day after it, of a step due in that week: once a week."""
    day = timedelta(days=1)
    for step in steps_to_tell((now - day).date(), (now + 7 * day).date()):
        author = step.commitment.author
        zone = ZoneInfo(author.time_zone)
        week = week_to_tell(step.by_date, step.since, timezone.localdate(now, zone))
        if week is None:
            continue
        key, facts = f"step:{step.code}:{week.isoformat()}", {"by": step.by_date.isoformat()}
        link = f"{reverse('growth:commitments')}#c{step.commitment.code}"
        ends = datetime.combine(step.by_date + day, time(), zone)
        with transaction.atomic():
            tell(author, Message(Kind.WEEKLY_TASK, key, facts, link=link, not_after=ends), now)
            Step.objects.filter(pk=step.pk).update(told_of=week)


def ask_to_look_back(now: datetime) -> None:
    """Whoever has completed a programme, by its end or before, once."""
    for entry in programmes_to_look_back_on(now - LOOK_BACK):
        look_back_on_programme(entry, now)


def say_what_most_kept(now: datetime) -> None:
    """Every second Monday, to those who take part: how many kept their promise, where it is most of ten or more."""
    year, week, day = now.isocalendar()
    if day != 1 or week % FORTNIGHT:
        return
    for cohort, people in _latest(now).items():
        kept = sum(status in (Status.KEPT, Status.PARTLY) for status in people.values())
        if norm(kept, len(people)):
            facts = {"kept": kept, "of": len(people)}
            message = Message(Kind.WELL_KEPT, f"kept:{cohort}:{year}:{week}", facts, link=reverse("growth:commitments"))
            entries = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ACTIVE).select_related("membership")
            tell_all([entry.membership for entry in entries], message, now)


def _latest(now: datetime) -> dict[int, dict[int, str]]:
    """By running cohort and author: what became of the last commitment whose day was in the last four weeks."""
    since = (now - timedelta(days=28)).date()
    rows = Commitment.objects.filter(
        by_date__gt=since, by_date__lte=now.date(), circle__cohort__ends_on__gte=now.date()
    ).order_by("by_date", "pk")
    found: dict[int, dict[int, str]] = defaultdict(dict)
    for cohort, author, status in rows.values_list("circle__cohort_id", "author_id", "status"):
        found[cohort][author] = status
    return found
