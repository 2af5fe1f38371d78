"""The only writes to the desk: what the facts open and close, and what a coordinator does about it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_noop

from edgewise.desk.cases.page import PROPOSED, WROTE, number_in, receivers_of, waiting_at
from edgewise.desk.cases.queries.concerns import concerns_of
from edgewise.desk.cases.queries.found import Found
from edgewise.desk.models import DeskCase, DeskNote, DeskReview
from edgewise.domain.formats.model import Format
from edgewise.domain.nudges.cases import KINDS, Concern, due_on
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.domain.phrases import phrase
from edgewise.growth.feedback.models import FeedbackReport
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tell, tell_all
from edgewise.people.models import Membership
from edgewise.programmes.cohorts.queries import cohort_names, coordinators_on
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import RematchRequest
from edgewise.pulse.models import Flag
from edgewise.rooms.polls.actions import ask_for_times
from edgewise.rooms.polls.queries import Caretaker

SAME_WORDS_AGAIN = timedelta(days=1)  # after which the same letter may be sent once more
BETWEEN_REVIEWS = timedelta(minutes=10)  # two looks at the facts of a cohort


def follow_seats(circles: Collection[int], at: datetime | None = None, **_: object) -> None:
    """Receives `programmes.signals.seats_changed`: a circle that is too small is on the desk at once."""
    for cohort in Cohort.objects.filter(circles__in=circles).select_related("programme").distinct():
        review_cohort(cohort, at or timezone.now())


def follow_facts(members: Collection[int], **_: object) -> None:
    """Receives `people.signals.facts_changed`: so is a new reporting line."""
    now = timezone.now()
    seated = Cohort.objects.filter(circles__seats__membership__in=members, circles__seats__ended_at=None)
    for cohort in seated.filter(ends_on__gte=now.date()).select_related("programme").distinct():
        review_cohort(cohort, now)


def is_due(cohort: Cohort, now: datetime) -> bool:
    """True for one of several workers, and not again for some minutes."""
    if DeskReview.objects.get_or_create(cohort=cohort, defaults={"at": now})[1]:
        return True
    return DeskReview.objects.filter(cohort=cohort, at__lte=now - BETWEEN_REVIEWS).update(at=now) == 1


@transaction.atomic
def review_cohort(cohort: Cohort, now: datetime) -> int:
    """Open what is new and close what is over by itself; how many are new. As often as one likes."""
    found = {one.key: one for one in concerns_of(cohort, now)}
    known = {case.key: case for case in DeskCase.objects.filter(cohort=cohort)}
    over = [case for key, case in known.items() if key not in found and _is_over(case, cohort, now)]
    DeskCase.objects.filter(pk__in=[case.pk for case in over], closed_at=None).update(closed_at=now)
    _forget_words(over, now)
    for key, one in found.items():
        if key in known:
            _keep_up(known[key], one, now)
    new = [_case(cohort, one, now) for key, one in found.items() if key not in known]
    DeskCase.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


def _is_over(case: DeskCase, cohort: Cohort, now: datetime) -> bool:
    kind = KINDS[Concern(case.concern)]
    ends_now = kind.over_by_itself or (kind.over_with_cohort and cohort.ends_on < now.date())
    return case.closed_at is None and ends_now


def _forget_words(cases: Collection[DeskCase], now: datetime) -> None:
    """What people wrote about another circle, added to a report or raised as a flag is forgotten with its case."""
    asked = [number_in(case) for case in cases if case.concern == Concern.REMATCH]
    RematchRequest.objects.filter(pk__in=asked, closed_at=None).update(closed_at=now, words=None)
    reported = [number_in(case) for case in cases if case.concern == Concern.FEEDBACK]
    FeedbackReport.objects.filter(pk__in=reported, closed_at=None).update(closed_at=now, said=None)
    flags = [number_in(case) for case in cases if case.concern == Concern.FLAG]
    Flag.objects.filter(pk__in=flags, closed_at=None).update(closed_at=now, words=None)


def _keep_up(case: DeskCase, found: Found, now: datetime) -> None:
    """Its words follow the facts; what was over by itself and is there again is open again."""
    if case.closed_at is None and case.why != found.why:
        DeskCase.objects.filter(pk=case.pk).update(why=found.why)
    elif case.closed_at is not None and case.closed_by_id is None and KINDS[Concern(case.concern)].over_by_itself:
        due = due_on(found.concern, now.date())
        DeskCase.objects.filter(pk=case.pk).update(closed_at=None, opened_at=now, due_on=due, why=found.why)


def _case(cohort: Cohort, found: Found, now: datetime) -> DeskCase:
    return DeskCase(
        cohort=cohort,
        concern=found.concern,
        key=found.key,
        membership_id=found.membership,
        circle_id=found.circle,
        why=found.why,
        opened_at=now,
        due_on=due_on(found.concern, now.date()),
    )


@dataclass(frozen=True, slots=True)
class Question:
    """What a circle is asked: which of these times would do for a session of that format."""

    fmt: Format
    times: list[datetime]
    closes_at: datetime


@transaction.atomic
def write_about(case: DeskCase, words: str, by: Membership | None, at: datetime | None = None) -> int:
    """Send the coordinator's words to the people of the case; how many. The same words go once in a day."""
    now = at or timezone.now()
    sent = Notice.objects.filter(key__startswith=f"desk:{case.pk}:", made_at__gt=now - SAME_WORDS_AGAIN)
    if sent.filter(facts__words=words).exists():
        return 0
    number = case.notes.count()
    message = Message(
        Kind.FROM_COORDINATOR,
        f"desk:{case.pk}:{number}",
        {"sender": by.person.name if by else phrase("Your coordinator"), "words": words},
        link=reverse("programmes:part", args=[case.cohort.code]),
        by=by.pk if by else None,
    )
    told = tell_all(receivers_of(case), message, now)
    note(case, by, WROTE, now)
    return told


@transaction.atomic
def propose_times(case: DeskCase, asker: Caretaker, question: Question, at: datetime | None = None) -> bool:
    """Ask the circle of a case when it could meet; False while it is being asked already."""
    now = at or timezone.now()
    if ask_for_times(asker, question.fmt, question.times, question.closes_at, now) is None:
        return False
    note(case, asker.membership, PROPOSED, now)
    return True


@transaction.atomic
def close_case(case: DeskCase, by: Membership | None, at: datetime | None = None) -> bool:
    """It is dealt with; False if it was closed already."""
    now = at or timezone.now()
    if DeskCase.objects.filter(pk=case.pk, closed_at=None).update(closed_at=now, closed_by=by) != 1:
        return False
    _forget_words([case], now)
    note(case, by, gettext_noop("Closed it."), now)
    return True


@transaction.atomic
def reopen_case(case: DeskCase, by: Membership | None) -> bool:
    """A slip is taken back."""
    if DeskCase.objects.filter(pk=case.pk).exclude(closed_at=None).update(closed_at=None, closed_by=None) != 1:
        return False
    if case.concern == Concern.REMATCH:
        _ask_again(number_in(case))
    if case.concern == Concern.FEEDBACK:
        FeedbackReport.objects.filter(pk=number_in(case)).update(closed_at=None)
    if case.concern == Concern.FLAG:
        Flag.objects.filter(pk=number_in(case)).update(closed_at=None)
    note(case, by, gettext_noop("Opened it again."), timezone.now())
    return True


def _ask_again(pk: int) -> None:
    """Their question is open again, without the words, unless they have asked anew."""
    ask = RematchRequest.objects.filter(pk=pk).exclude(closed_at=None).first()
    if (
        ask
        and not RematchRequest.objects.filter(enrolment=ask.enrolment_id, circle=ask.circle_id, closed_at=None).exists()
    ):
        RematchRequest.objects.filter(pk=pk).update(closed_at=None)


@transaction.atomic
def put_off(case: DeskCase, until: date, by: Membership | None) -> bool:
    """Out of sight until that day."""
    if DeskCase.objects.filter(pk=case.pk, closed_at=None).update(snoozed_until=until) != 1:
        return False
    note(case, by, phrase("Put it off until {day}.", day=f"{until:%d %B}"), timezone.now())
    return True


def note(case: DeskCase, by: Membership | None, what: str, at: datetime) -> DeskNote:
    return DeskNote.objects.create(case=case, by=by, at=at, what=what[:200])


def tell_coordinators(cohort: Cohort, now: datetime) -> None:
    """On Mondays, how much waits; nothing where nothing does."""
    year, week, day = now.isocalendar()
    waiting = waiting_at(cohort, now.date()) if day == 1 else []
    if not waiting:
        return
    facts = cohort_names(cohort) | {
        "cases": len(waiting),
        "due": sum(line.case.due_on <= now.date() for line in waiting),
    }
    message = Message(
        Kind.CASES_WAITING, f"desk:{cohort.code}:{year}:{week}", facts, link=reverse("desk:desk", args=[cohort.code])
    )
    for who in coordinators_on([cohort], now.date()).select_related("person").order_by("pk"):
        tell(who, message, now)
