"""What comes due by itself, and only once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.notices.outbox.actions import tick
from edgewise.programmes.circles.actions import open_circle
from edgewise.programmes.enrolments.actions import answer, invite
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]
State = EnrolmentState
DAY = timedelta(days=1)


def told(kind: Kind) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__person__name", flat=True))


def days_go_by(begins: datetime, days: int) -> None:
    for hour in range(0, 24 * days, 12):
        tick(begins + timedelta(hours=hour))


def running() -> Cohort:
    cohort = make.cohort()
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() + 90 * DAY)
    cohort.refresh_from_db()
    return cohort


def seated(cohort: Cohort, *names: str) -> Circle:
    people = [make.membership(name) for name in names]
    for who in people:
        make.enrolment(who, cohort, State.ENROLLED)
    return open_circle(cohort, people, "Harbour", timezone.now())


def test_an_invitation_is_a_message_and_is_said_once_more_after_a_week() -> None:
    cohort = running()
    people = [make.membership(name, development_goals=["delegating"]) for name in ("Amara", "Bruno", "Chidi")]
    assert invite(cohort, people, by=make.membership("Grace")) == 3
    assert invite(cohort, people) == 0
    answer(cohort.enrolments.get(membership=people[0]), State.ENROLLED)
    days_go_by(timezone.now(), 20)
    assert (told(Kind.INVITATION), told(Kind.INVITATION_REMINDER)) == (["Amara", "Bruno", "Chidi"], ["Bruno", "Chidi"])


def test_who_said_yes_and_told_nothing_is_asked_once() -> None:
    cohort = running()
    for name, goals in (("Amara", []), ("Bruno", ["delegating"])):
        make.enrolment(make.membership(name, development_goals=goals), cohort, State.ENROLLED)
    days_go_by(timezone.now(), 20)
    assert told(Kind.PROFILE_REMINDER) == ["Amara"]


def test_a_pause_is_announced_to_end_and_ends_by_itself_at_the_same_table() -> None:
    cohort, now = running(), timezone.now()
    seated(cohort, "Amara", "Bruno")
    entry = cohort.enrolments.get(membership__person__name="Amara")
    answer(entry, State.PAUSED, until=(now + 10 * DAY).date())
    days_go_by(now, 6)
    assert told(Kind.PAUSE_ENDING) == []
    days_go_by(now + 6 * DAY, 3)
    assert told(Kind.PAUSE_ENDING) == ["Amara"]
    days_go_by(now + 9 * DAY, 3)
    entry.refresh_from_db()
    assert (entry.state, entry.paused_until, told(Kind.PAUSE_ENDING)) == (State.ACTIVE, None, ["Amara"])


def test_a_pause_without_an_end_waits_for_the_person() -> None:
    entry = make.enrolment(make.membership("Amara"), running())
    answer(entry, State.PAUSED)
    days_go_by(timezone.now(), 14)
    entry.refresh_from_db()
    assert entry.state == State.PAUSED


def test_who_finishes_early_gives_up_the_seat_and_has_completed() -> None:
    cohort = running()
    circle = seated(cohort, "Amara", "Bruno", "Chidi")
    entry = cohort.enrolments.get(membership__person__name="Amara")
    assert answer(entry, State.COMPLETED) is True
    assert list(circle.seats.filter(ended_at=None).values_list("membership__person__name", flat=True)) == [
        "Bruno",
        "Chidi",
    ]
    assert (entry.state, told(Kind.CIRCLE_CHANGED)) == (State.COMPLETED, ["Bruno", "Chidi"])


def test_a_new_circle_is_a_message_to_each_with_the_names_of_the_others() -> None:
    seated(running(), "Amara", "Bruno")
    facts = {notice.to.person.name: notice.facts["people"] for notice in Notice.objects.filter(kind=Kind.CIRCLE_READY)}
    assert facts == {"Amara": ["Bruno"], "Bruno": ["Amara"]}


def test_a_cohort_that_is_over_is_completed_by_those_who_stayed() -> None:
    cohort = running()
    for name, state in (("Amara", State.ACTIVE), ("Bruno", State.PAUSED), ("Chidi", State.OPTED_OUT)):
        make.enrolment(make.membership(name), cohort, state)
    tick(datetime.combine(cohort.ends_on, datetime.min.time(), UTC))
    before = set(Enrolment.objects.values_list("state", flat=True))
    tick(datetime.combine(cohort.ends_on + DAY, datetime.min.time(), UTC))
    after = list(Enrolment.objects.order_by("pk").values_list("state", flat=True))
    assert (before, after) == (
        {State.ACTIVE, State.PAUSED, State.OPTED_OUT},
        [State.COMPLETED, State.COMPLETED, State.OPTED_OUT],
    )
