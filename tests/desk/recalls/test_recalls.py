"""Three months after a cohort: with how many of those you met have you spoken since?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.desk.models import Recall, RecallCount
from edgewise.desk.recalls.actions import answer_recall, ask_to_recall, count_recalls
from edgewise.desk.recalls.queries import recalling_of
from edgewise.domain.anonymity.counts import Share
from edgewise.domain.evidence.ties.recall import Recalled
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
LATER = make.NOW + 91 * DAY


def over(people: int = 10) -> Cohort:
    """A cohort whose last day was today, with one circle that met twice; nobody else came."""
    cohort = make.cohort()
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=make.NOW.date())
    cohort.refresh_from_db()
    circle = make.circle(cohort, [make.membership(f"Member {number}") for number in range(people)])
    for days_ago in (14, 7):
        _held(circle, days_ago)
    return cohort


def _held(circle: Circle, days_ago: int) -> None:
    meeting = make.session(circle, make.NOW - days_ago * DAY, status=SessionStatus.CLOSED)
    Attendance.objects.filter(session=meeting).update(status=AttendanceStatus.PRESENT)


def answered(cohort: Cohort, *numbers: int) -> None:
    rows = cohort.recalls.filter(answered_at=None).order_by("pk")
    for row, number in zip(rows, numbers, strict=False):
        assert answer_recall(row, number, LATER + DAY)


def told() -> list[str]:
    rows = Notice.objects.filter(kind=Kind.SPOKEN_SINCE).order_by("to__person__name")
    return list(rows.values_list("to__person__name", flat=True))


def test_everybody_who_met_others_is_asked_once_a_quarter_after_the_last_day() -> None:
    cohort = over(4)
    Attendance.objects.filter(seat__membership__person__name="Member 3").update(status=AttendanceStatus.NO_SHOW)
    ask_to_recall(LATER - DAY)
    assert told() == []
    for _again in range(2):
        ask_to_recall(LATER)
        ask_to_recall(LATER + DAY)
    assert told() == ["Member 0", "Member 1", "Member 2"]
    assert list(cohort.recalls.values_list("met", flat=True)) == [2, 2, 2]


def test_who_has_left_the_organisation_is_not_asked_and_nobody_long_after() -> None:
    cohort = over(3)
    Membership.objects.filter(person__name="Member 1").update(left_on=make.NOW.date())
    ask_to_recall(LATER + 22 * DAY)
    assert told() == []
    ask_to_recall(LATER + 21 * DAY)
    assert (told(), cohort.recalls.count()) == (["Member 0", "Member 2"], 2)


def test_an_answer_is_given_once_and_not_after_four_weeks() -> None:
    cohort = over(3)
    ask_to_recall(LATER)
    first, second, _third = cohort.recalls.order_by("pk")
    assert answer_recall(first, 2, LATER + DAY)
    assert not answer_recall(first, 0, LATER + DAY)
    assert not answer_recall(second, 1, LATER + 28 * DAY)
    first.refresh_from_db()
    assert first.spoken == 2


def test_answers_are_added_up_once_the_week_is_over_and_forgotten_by_their_rows() -> None:
    cohort = over()
    ask_to_recall(LATER)
    answered(cohort, 9, 0, 3, 3, 3, 1, 8)
    count_recalls(LATER + 2 * DAY)
    assert RecallCount.objects.count() == 0
    count_recalls(LATER + 2 * WEEK)
    count_recalls(LATER + 2 * WEEK)
    counts = RecallCount.objects.values_list("people", "met", "spoken", "largest")
    assert list(counts) == [(7, 63, 27, 9)]
    assert not Recall.objects.exclude(spoken=None).exists()
    assert Recall.objects.exclude(answered_at=None).count() == 7


def test_fewer_than_five_answers_wait_and_are_deleted_when_the_question_is_closed() -> None:
    cohort = over()
    ask_to_recall(LATER)
    answered(cohort, 1, 2, 3, 4)
    count_recalls(LATER + 2 * WEEK)
    assert Recall.objects.exclude(spoken=None).count() == 4
    count_recalls(LATER + 6 * WEEK)
    assert RecallCount.objects.count() == 0
    assert not Recall.objects.exclude(spoken=None, answered_at=None).exists()


def test_what_is_told_is_a_band_of_seven_answers_or_more() -> None:
    cohort = over()
    ask_to_recall(LATER)
    assert recalling_of(cohort, LATER.date()).told is None
    answered(cohort, 9, 0, 3, 3, 3, 1, 8)
    count_recalls(LATER + 2 * WEEK)
    found = recalling_of(cohort, LATER.date())
    assert (found.asked, found.told) == (10, Recalled(Share(0, 0.5), 5))


def asked_now() -> Recall:
    cohort = over(3)
    return make.recall(cohort, make.membership("Member 0"), met=2, at=timezone.now())


def test_the_page_names_to_a_person_those_they_met_and_takes_one_number(sign_in: SignIn) -> None:
    row = asked_now()
    client, url = sign_in(make.person("Member 0")), reverse("desk:recall", args=[row.code])
    shown = client.get(url).content.decode()
    assert "In its sessions you met 2 people: Member 1, Member 2." in shown
    client.post(url, {"spoken": 3})
    assert Recall.objects.get(pk=row.pk).spoken is None
    client.post(url, {"spoken": 1})
    client.post(url, {"spoken": 2})
    assert Recall.objects.get(pk=row.pk).spoken == 1
    assert "You have answered." in client.get(url).content.decode()


def test_the_first_page_asks_until_it_is_answered(sign_in: SignIn) -> None:
    row = asked_now()
    client, url = sign_in(make.person("Member 0")), reverse("desk:recall", args=[row.code])
    assert url in client.get(reverse("home")).content.decode()
    client.post(url, {"spoken": 0})
    assert url not in client.get(reverse("home")).content.decode()


def test_of_many_people_the_number_is_written(sign_in: SignIn) -> None:
    row = asked_now()
    Recall.objects.update(met=25)
    client, url = sign_in(make.person("Member 0")), reverse("desk:recall", args=[row.code])
    assert 'type="number"' in client.get(url).content.decode()
    client.post(url, {"spoken": 26})
    assert Recall.objects.exclude(spoken=None).count() == 0
    client.post(url, {"spoken": 25})
    assert Recall.objects.get().spoken == 25


def test_a_question_that_is_closed_says_so(sign_in: SignIn) -> None:
    row = asked_now()
    Recall.objects.update(asked_at=timezone.now() - 29 * DAY)
    shown = sign_in(make.person("Member 0")).get(reverse("desk:recall", args=[row.code])).content.decode()
    assert "The time to answer is over." in shown


def test_a_stranger_gets_404(sign_in: SignIn) -> None:
    row = asked_now()
    client = sign_in(make.person("Member 1"))
    assert client.get(reverse("desk:recall", args=[row.code])).status_code == 404
