"""Twelve weeks of 48 people: nobody is lost, nothing is said twice, and nobody is woken."""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail

from edgewise.desk.models import DeskCase
from edgewise.domain.nudges.cases import Concern
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.timing import Wishes, is_quiet, is_too_late, next_open
from edgewise.growth.decisions.models import Decision
from edgewise.growth.models import CheckIn, Reflection, Sighting
from edgewise.notices.models import Channel, Delivery, DeliveryState, Notice
from edgewise.notices.outbox.actions import NOT_NEEDED
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.rooms.hours.queries.ledger import Coaching, coaching_in
from edgewise.rooms.models.hours import HoursEntry
from edgewise.rooms.models.polls import PollEnd, TimePoll
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, Session, SessionStatus
from tests.cohort.answers import WORDS
from tests.cohort.world import FIRST, WEEKS, Life, invited, live, match_and_plan

State = EnrolmentState
BEGINS = datetime(FIRST.year, FIRST.month, FIRST.day, 8, tzinfo=UTC)
FIFTH = BEGINS + timedelta(weeks=4)
OUTAGE = (FIFTH, FIFTH + timedelta(weeks=1))


@pytest.mark.slow
@pytest.mark.django_db
def test_a_cohort_lives_through_its_twelve_weeks() -> None:
    life = invited()
    live(life, BEGINS - timedelta(days=3), outage=OUTAGE)
    match_and_plan(life)
    live(life, BEGINS + timedelta(weeks=WEEKS, days=3), outage=OUTAGE)
    sys.stderr.write(_figures(life))
    _nobody_is_unaccounted_for(life)
    _each_absence_is_one_case(life)
    _every_hour_has_two_sides()
    _nothing_is_said_twice_or_lost(life)
    _nobody_is_woken(life)
    _what_follows_is_done_and_stays_inside()
    _decisions_are_looked_at_again(life)


def _nobody_is_unaccounted_for(life: Life) -> None:
    states = Counter(Enrolment.objects.filter(cohort=life.cohort).values_list("state", flat=True))
    assert sum(states.values()) == 48
    assert set(states) <= {State.COMPLETED, State.OPTED_OUT, State.DROPPED, State.INVITED, State.ENROLLED}
    assert states[State.OPTED_OUT] == len(life.left)
    for entry in Enrolment.objects.filter(cohort=life.cohort, state__in=(State.INVITED, State.ENROLLED)):
        asked = DeskCase.objects.filter(cohort=life.cohort, membership=entry.membership)
        assert asked.filter(concern__in=(Concern.NO_ANSWER, Concern.WAITING)).exists(), entry.membership


def _each_absence_is_one_case(life: Life) -> None:
    rows = Attendance.objects.filter(status=AttendanceStatus.NO_SHOW, session__status=SessionStatus.CLOSED)
    cases = DeskCase.objects.filter(cohort=life.cohort)
    assert rows.count() == life.missed > 0
    assert sorted(cases.filter(concern=Concern.NO_SHOW).values_list("key", flat=True)) == sorted(
        f"no_show:{pk}" for pk in rows.values_list("pk", flat=True)
    )
    gone = Counter(cases.filter(concern=Concern.DROP_OUT).values_list("membership__person__name", flat=True))
    assert gone == Counter(life.left)


def _every_hour_has_two_sides() -> None:
    """What all have given is what all have received, in each circle, to the millisecond; nobody coached themselves."""
    entries = HoursEntry.objects.all()
    assert all(one.giver_id != one.receiver_id and one.one_to_one_ms <= one.ms for one in entries)
    circles: dict[int, Coaching] = defaultdict(Coaching)
    for (circle, _), coaching in coaching_in(entries).items():
        circles[circle] += coaching
    assert any(whole.given for whole in circles.values())
    assert all(whole.given == whole.received for whole in circles.values())


def _nothing_is_said_twice_or_lost(life: Life) -> None:
    names = Counter(letter.name for letter in life.letters)
    assert set(names.values()) == {1}
    sent = Delivery.objects.filter(state=DeliveryState.SENT, channel=Channel.MAIL)
    assert sent.values("batch").distinct().count() == len(life.letters)
    chatted = Delivery.objects.filter(state=DeliveryState.SENT, channel=Channel.CHAT)
    assert chatted.values("batch").distinct().count() == len(life.chat.said) > 0 < life.chat.refused
    assert Notice.objects.filter(deliveries=None).count() == 0
    states = Counter(Delivery.objects.values_list("state", flat=True))
    assert set(states) <= {DeliveryState.SENT, DeliveryState.DROPPED, DeliveryState.WAITING}
    late = Delivery.objects.filter(state=DeliveryState.WAITING, next_at__lt=life.now - timedelta(days=4))
    assert late.count() == 0
    assert {row.problem for row in Delivery.objects.filter(state=DeliveryState.DROPPED)} <= {"too late", NOT_NEEDED}


def _nobody_is_woken(life: Life) -> None:
    """But for what would be learnt too late otherwise."""
    sent = Delivery.objects.filter(state=DeliveryState.SENT).select_related("notice__to")
    for one in sent:
        wishes, notice, at = Wishes(zone=one.notice.to.time_zone), one.notice, one.sent_at
        assert at is not None
        if is_quiet(at, wishes):
            assert is_too_late(next_open(at, wishes), notice.happens_at, at), (notice.key, at, wishes.zone)
    out = [one.at for one in life.letters] + [at for at, _, _ in life.chat.said]
    assert [at for at in out if OUTAGE[0] <= at < OUTAGE[1]] == []


def _what_follows_is_done_and_stays_inside() -> None:
    """People looked back, said what they saw and met when it suited; no message holds a word of theirs."""
    assert Reflection.objects.exclude(written_at=None).count() > 50
    assert Sighting.objects.exclude(answered_at=None).count() > 10
    assert CheckIn.objects.count() > 50
    assert not TimePoll.objects.filter(ended_at=None, closes_at__lt=BEGINS + timedelta(weeks=WEEKS - 3)).exists()
    assert TimePoll.objects.filter(end=PollEnd.CHOSEN).exists()
    said = [(one.subject, one.body, *getattr(one, "alternatives", ())) for one in mail.outbox]
    assert [parts for parts in said if any(WORDS in str(part) for part in parts)] == []
    assert not Notice.objects.filter(facts__icontains=WORDS).exists()


def _decisions_are_looked_at_again(life: Life) -> None:
    """Of those that have been due for two weeks, seven in ten; and nobody was told twice of one."""
    due = Decision.objects.filter(due_on__lt=life.now.date() - timedelta(days=14))
    looked = due.exclude(looked_at_on=None).count()
    assert due.count() >= 10
    assert looked / due.count() >= 0.7, (looked, due.count())
    told = Counter(Notice.objects.filter(kind=Kind.DECISION_DUE).values_list("to", "link"))
    assert set(told.values()) == {1}


def _figures(life: Life) -> str:
    sessions = Counter(Session.objects.values_list("status", flat=True))
    states = Counter(Enrolment.objects.values_list("state", flat=True))
    cases = Counter(DeskCase.objects.values_list("concern", flat=True))
    waiting = DeskCase.objects.filter(closed_at=None).count()
    said = {
        "letters": len(life.letters),
        "chat": (len(life.chat.said), life.chat.refused),
        "sessions": dict(sessions),
        "reflections": Reflection.objects.exclude(written_at=None).count(),
        "sightings": Sighting.objects.exclude(answered_at=None).count(),
        "decisions": (Decision.objects.exclude(looked_at_on=None).count(), Decision.objects.count()),
        "check-ins": CheckIn.objects.count(),
        "polls": dict(Counter(TimePoll.objects.values_list("end", flat=True))),
        "states": dict(states),
        "cases": dict(cases),
    }
    return f"{said}, open {waiting}\n"
