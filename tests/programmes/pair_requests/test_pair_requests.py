"""One asks, the other says yes; the hard rules hold at both moments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from edgewise.notices.models import Notice
from edgewise.people.models import Membership
from edgewise.programmes.agreements.queries import agreement_of, clauses_of
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.due import do_what_is_due
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.circles import Circle, SeatEnd
from edgewise.programmes.models.designs import Cohort, Kind, NeverAgain, Programme
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.pair_requests import PairRequest, RequestEnd
from edgewise.programmes.pair_requests.actions import ask, end_pair, say_no, say_yes, take_back
from edgewise.programmes.pair_requests.queries import ANSWER_WITHIN, ASK_AGAIN_AFTER, MOST_OPEN_REQUESTS, colleagues_of
from tests import make
from tests.programmes.pair_requests.world import asked, cohort_of_six, member, names_to_ask, part_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> Cohort:
    return cohort_of_six()


def told(kind: str) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__person__name", flat=True))


def begun(run: Cohort, who: str = "Amara", whom: str = "Bruno") -> Circle:
    circle = say_yes(asked(run, who, whom))
    assert circle is not None
    return circle


def test_everybody_of_the_cohort_with_room_can_be_asked(run: Cohort) -> None:
    assert names_to_ask(run) == ["Bruno", "Chidi", "Dana", "Elif", "Farid"]


def test_a_yes_makes_a_circle_of_two(run: Cohort) -> None:
    circle = begun(run)
    assert [str(seat.membership) for seat in open_seats(circle)] == ["Amara", "Bruno"]
    assert (circle.kind, circle.by_colleagues, circle.cohort) == (Kind.PAIR, True, run)
    request = PairRequest.objects.get()
    assert (request.end, request.circle) == (RequestEnd.YES, circle)


def test_the_asked_is_told_of_the_question_and_the_coordinator_of_the_pair(run: Cohort) -> None:
    request = asked(run)
    assert (told("colleague_asked"), told("pair_begun")) == (["Bruno"], [])
    assert say_yes(request)
    assert (told("circle_ready"), told("pair_begun")) == (["Amara", "Bruno"], ["Grace"])


def test_it_has_an_agreement_at_the_rhythm_of_a_pair(run: Cohort) -> None:
    current = agreement_of(begun(run))
    assert current is not None
    assert (current.session_minutes, current.cadence_days) == (60, 14)
    assert any("60 minutes" in line for clause in clauses_of(current) for line in clause.paragraphs)
    assert told("agreement_ready") == ["Amara", "Bruno"]


def no_line(run: Cohort) -> None:
    Membership.objects.filter(person__name="Bruno").update(manager=member("Amara"))


def two_steps_up(run: Cohort) -> None:
    Membership.objects.filter(person__name="Chidi").update(manager=member("Amara"))
    Membership.objects.filter(person__name="Bruno").update(manager=member("Chidi"))


def never_again(run: Cohort) -> None:
    NeverAgain.objects.create(one=member("Bruno"), other=member("Amara"))


def no_room(run: Cohort) -> None:
    Membership.objects.filter(person__name="Bruno").update(load_cap=1)


def a_pair_already(run: Cohort) -> None:
    make.circle(run, [member("Amara"), member("Bruno")], "Lantern")
    Membership.objects.update(load_cap=9)


def on_a_pause(run: Cohort) -> None:
    assert answer(part_of(run, "Bruno"), EnrolmentState.PAUSED)


def left(run: Cohort) -> None:
    Membership.objects.filter(person__name="Bruno").update(left_on=timezone.localdate())


hindrances = pytest.mark.parametrize(
    "hinder", [no_line, two_steps_up, never_again, no_room, a_pair_already, on_a_pause, left]
)


@hindrances
def test_who_may_not_be_asked_is_not_shown_and_cannot_be_asked(run: Cohort, hinder: Callable[[Cohort], None]) -> None:
    hinder(run)
    assert "Bruno" not in names_to_ask(run)
    assert ask(part_of(run), member("Bruno")) is None
    assert not PairRequest.objects.exists()


@hindrances
def test_the_rules_hold_again_when_the_answer_is_yes(run: Cohort, hinder: Callable[[Cohort], None]) -> None:
    request = asked(run)
    hinder(run)
    before = Circle.objects.count()
    assert say_yes(request) is None
    assert (Circle.objects.count(), PairRequest.objects.get().ended_at, told("pair_begun")) == (before, None, [])


def test_the_switch_of_the_programme_holds_at_both_moments(run: Cohort) -> None:
    request = asked(run)
    Programme.objects.update(colleagues_may_pair=False)
    fresh = PairRequest.objects.select_related("cohort__programme", "asker__person", "asked__person").get()
    assert say_yes(fresh) is None
    assert ask(part_of(run), member("Chidi")) is None
    assert request.circle is None


def test_nobody_of_a_resource_group_is_in_a_list(run: Cohort) -> None:
    Cohort.objects.update(is_erg=True)
    assert ask(part_of(run), member("Bruno")) is None


def test_who_waits_for_a_circle_neither_asks_nor_is_asked(run: Cohort) -> None:
    make.enrolment(make.membership("Jonas", load_cap=3), run, EnrolmentState.ENROLLED)
    assert "Jonas" not in names_to_ask(run)
    assert list(colleagues_of(part_of(run, "Jonas"), timezone.now())) == []


def test_levels_languages_and_hours_are_their_own_affair(run: Cohort) -> None:
    Membership.objects.filter(person__name="Bruno").update(
        languages=["fi"], role_level=6, time_zone="Asia/Tokyo", works_from="22:00", works_until="23:00"
    )
    assert "Bruno" in names_to_ask(run)


def test_two_who_ask_each_other_begin_one_pair(run: Cohort) -> None:
    first = asked(run, "Amara", "Bruno")
    second = asked(run, "Bruno", "Amara")
    assert (first.pk, second.end) == (second.pk, RequestEnd.YES)
    assert Circle.objects.filter(by_colleagues=True).count() == 1


def test_the_database_refuses_two_open_questions_between_two(run: Cohort) -> None:
    asked(run)
    now = timezone.now()
    with pytest.raises(IntegrityError), transaction.atomic():
        PairRequest.objects.create(cohort=run, asker=member("Bruno"), asked=member("Amara"), made_at=now)
    with pytest.raises(IntegrityError), transaction.atomic():
        PairRequest.objects.create(cohort=run, asker=member("Chidi"), asked=member("Chidi"), made_at=now)


def test_asking_again_changes_nothing(run: Cohort) -> None:
    assert asked(run) == asked(run)
    assert told("colleague_asked") == ["Bruno"]


def test_nobody_asks_many_at_once(run: Cohort) -> None:
    answers = [ask(part_of(run), member(name)) is not None for name in make.CAST[1:]]
    assert answers == [True] * MOST_OPEN_REQUESTS + [False] * (5 - MOST_OPEN_REQUESTS)


def test_a_no_is_told_without_a_reason_and_asking_again_takes_ninety_days(run: Cohort) -> None:
    request = asked(run)
    assert say_no(request)
    notice = Notice.objects.get(kind="colleague_declined")
    assert (notice.to, notice.facts["person"]) == (member("Amara"), "Bruno")
    assert "Bruno" not in names_to_ask(run)
    assert "Amara" in names_to_ask(run, "Bruno")  # who said no may ask
    assert request.ended_at is not None
    PairRequest.objects.update(ended_at=request.ended_at - ASK_AGAIN_AFTER)
    assert "Bruno" in names_to_ask(run)


def test_it_lapses_after_fourteen_days_and_reads_like_a_no(run: Cohort) -> None:
    request = asked(run)
    do_what_is_due(request.made_at + ANSWER_WITHIN - timedelta(minutes=1))
    assert PairRequest.objects.get().ended_at is None
    do_what_is_due(request.made_at + ANSWER_WITHIN)
    assert (PairRequest.objects.get().end, told("colleague_declined")) == (RequestEnd.LAPSED, ["Amara"])
    assert "Bruno" not in names_to_ask(run)


def test_one_that_is_too_old_is_no_yes_before_time_has_come_by(run: Cohort) -> None:
    request = asked(run)
    assert say_yes(request, request.made_at + ANSWER_WITHIN) is None


def test_it_ends_without_a_word_where_no_yes_can_follow(run: Cohort) -> None:
    asked(run)
    assert answer(part_of(run, "Bruno"), EnrolmentState.OPTED_OUT)
    do_what_is_due(timezone.now())
    assert (PairRequest.objects.get().end, told("colleague_declined")) == (RequestEnd.OVERTAKEN, [])


def test_taken_back_it_is_no_question_any_more(run: Cohort) -> None:
    request = asked(run)
    assert take_back(request)
    assert (say_yes(request), say_no(request), told("colleague_declined")) == (None, False, [])
    assert "Bruno" in names_to_ask(run)


def test_one_of_the_two_ends_it_and_the_other_is_told(run: Cohort) -> None:
    circle = begun(run)
    assert end_pair(circle, [member("Amara")])
    assert not end_pair(circle, [member("Amara")])
    assert told("pair_ended") == ["Bruno"]
    assert list(circle.seats.values_list("reason_ended", flat=True)) == [SeatEnd.CIRCLE_ENDED] * 2
    assert [entry.state for entry in (part_of(run), part_of(run, "Bruno"))] == [EnrolmentState.ACTIVE] * 2
    assert "Bruno" in names_to_ask(run)


def test_no_circle_that_was_made_for_people_ends_in_this_way(run: Cohort) -> None:
    assert not end_pair(run.circles.get(), [member("Amara")])


def test_it_ends_once_one_of_the_two_has_left_for_good(run: Cohort) -> None:
    circle = begun(run)
    assert answer(part_of(run, "Bruno"), EnrolmentState.OPTED_OUT)
    open_ones = Circle.objects.filter(pk=circle.pk, closed_at=None)
    do_what_is_due(timezone.now())
    assert open_ones.exists()  # a slip can be taken back
    do_what_is_due(timezone.now() + timedelta(minutes=11))
    assert not open_ones.exists()
    assert told("pair_ended") == ["Amara"]


def test_whom_one_can_ask_takes_as_many_queries_for_one_as_for_five(run: Cohort) -> None:
    counts = []
    for kept in ("Bruno", None):
        others = Membership.objects.exclude(person__name__in=("Amara", kept))
        others.update(left_on=timezone.localdate() if kept else None)
        with CaptureQueriesContext(connection) as seen:
            found = names_to_ask(run)
        counts.append((len(found), len(seen)))
    assert [many for many, _ in counts] == [1, 5]
    assert counts[0][1] == counts[1][1]
