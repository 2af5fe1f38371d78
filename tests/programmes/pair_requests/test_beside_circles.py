"""A pair of colleagues counts where people and hours are counted, and is nothing that a match made or may use."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from edgewise.desk.calendar.queries import ahead
from edgewise.desk.cases.queries.concerns import concerns_of
from edgewise.desk.figures.queries import facts_of
from edgewise.desk.home.page import home_for, watched_by
from edgewise.desk.home.queries import next_sessions
from edgewise.domain.hours.promise import in_hours
from edgewise.domain.nudges.cases import Concern
from edgewise.people.models import Membership
from edgewise.programmes.agreements.actions import agree_anew
from edgewise.programmes.cases.actions import review_circles
from edgewise.programmes.designs.queries import hours_of, hours_of_circle
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.cases import Case, CaseKind
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.pair_requests.actions import end_pair, say_yes
from edgewise.programmes.repair.actions import end_circle
from edgewise.programmes.repair.queries import options_of, situation_of
from edgewise.programmes.runs.actions import end_round
from edgewise.programmes.runs.queries import candidates, freshness
from edgewise.rooms.hours.queries.ledger import balances
from edgewise.rooms.models.sessions import AttendanceStatus, Session, SessionStatus
from edgewise.rooms.pair_hours.queries import has_pair_hours
from edgewise.rooms.planning.forms import usual_format
from edgewise.rooms.planning.page import usual_series
from tests import make
from tests.programmes.pair_requests.world import asked, cohort_of_six, member, part_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def run() -> Cohort:
    return cohort_of_six()


@pytest.fixture
def pair(run: Cohort) -> Circle:
    circle = say_yes(asked(run))
    assert circle is not None
    return circle


def harbour(run: Cohort) -> Circle:
    return run.circles.get(by_colleagues=False)


def test_who_has_only_a_pair_left_waits_for_a_circle(run: Cohort, pair: Circle) -> None:
    Membership.objects.update(development_goals=["delegation"])
    assert end_circle(harbour(run))
    waiting = {str(who) for who in waiting_for_a_circle(run)}
    assert waiting == set(make.CAST)
    assert [one.cohort for one in home_for(make.person("Amara")).expected] == [run]
    concerns = [one.concern for one in concerns_of(run, timezone.now() + timedelta(days=30))]
    assert concerns.count(Concern.WAITING) == 6


def test_who_comes_back_from_a_pause_to_a_pair_alone_waits_for_a_circle(run: Cohort, pair: Circle) -> None:
    assert answer(part_of(run), EnrolmentState.PAUSED)
    assert end_circle(harbour(run))
    assert answer(part_of(run), EnrolmentState.ENROLLED)
    assert part_of(run).state == EnrolmentState.ENROLLED


def test_a_next_round_ends_the_circles_and_leaves_the_pair(run: Cohort, pair: Circle) -> None:
    end_round(run, timezone.now())
    assert list(run.circles.filter(closed_at=None)) == [pair]
    assert part_of(run).state == EnrolmentState.ENROLLED


def test_the_pair_counts_against_the_load_of_a_match_and_as_having_met(run: Cohort, pair: Circle) -> None:
    two = Membership.objects.filter(person__name__in=("Amara", "Bruno"))
    assert [one.free_load for one in candidates(two)] == [0, 0]
    assert [one.free_load for one in candidates(two, ending=run)] == [1, 1]  # Harbour ends, the pair stays
    assert end_circle(harbour(run))
    ids = sorted(two.values_list("pk", flat=True))
    assert freshness(ids, timezone.now() + timedelta(days=1), 180)[frozenset(ids)] > 0.9


def test_a_repair_neither_fills_it_up_nor_takes_somebody_out(run: Cohort, pair: Circle) -> None:
    make.enrolment(make.membership("Jonas"), run, EnrolmentState.ENROLLED)
    now = situation_of(pair)
    assert (now.circles, now.waiting, options_of(now)) == ((pair,), frozenset(), [])
    assert pair not in situation_of(harbour(run)).circles


def test_the_rules_of_circles_open_no_case_for_it(run: Cohort, pair: Circle) -> None:
    Membership.objects.filter(person__name="Bruno").update(languages=["fi"], role_level=6)
    review_circles([pair.pk])
    assert not Case.objects.filter(circle=pair).exists()
    Membership.objects.filter(person__name="Bruno").update(manager=member("Amara"))
    review_circles([pair.pk])
    assert [case.kind for case in Case.objects.filter(circle=pair)] == [CaseKind.LINE]


def test_one_whom_the_other_has_left_is_no_case(run: Cohort, pair: Circle) -> None:
    assert answer(part_of(run, "Bruno"), EnrolmentState.OPTED_OUT)
    assert not Case.objects.filter(circle=pair, kind=CaseKind.SMALL).exists()


def test_it_owes_no_session_and_its_sessions_count(run: Cohort, pair: Circle) -> None:
    now = timezone.now()
    Circle.objects.update(made_at=now - timedelta(days=60))
    make.session(pair, now - timedelta(days=2), status=SessionStatus.CLOSED)
    assert facts_of([run], now).missed.get(pair.pk, []) == []
    tally = facts_of([run], now).tallies()[pair.pk]
    assert (tally.held, tally.due) == (1, 1)
    assert facts_of([run], now).missed[harbour(run).pk] != []


def test_when_it_meets_is_no_affair_of_the_desk(run: Cohort, pair: Circle) -> None:
    now = timezone.now()
    Circle.objects.update(made_at=now - timedelta(days=60))
    concerned = {one.circle for one in concerns_of(run, now) if one.concern in (Concern.NO_FIRST, Concern.SILENT)}
    assert concerned == {harbour(run).pk}
    make.session(pair, now + timedelta(days=1))
    assert Session.objects.filter(ahead(now)).exists()
    assert next_sessions([run], now) == {}
    grace = make.person("Grace")
    assert [(one.circles, one.undated) for one in watched_by(grace, now, now.date())] == [(2, 1)]


def test_what_becomes_of_its_sessions_is_no_case(run: Cohort, pair: Circle) -> None:
    now, days_ago = timezone.now(), timezone.now() - timedelta(days=3)
    for circle in (pair, harbour(run)):
        missed = make.session(circle, days_ago, status=SessionStatus.CLOSED)
        Session.objects.filter(pk=missed.pk).update(closed_itself=True, closed_at=days_ago)
        missed.attendance.filter(seat__position=1).update(status=AttendanceStatus.NO_SHOW)
        unopened = make.session(circle, now - timedelta(days=5))
        Session.objects.filter(pk=unopened.pk).update(unopened_asked_at=now - timedelta(days=4))
        first, second = circle.seats.order_by("position")[:2]
        make.hours(circle, first.membership, second.membership, 300)
    agree_anew([harbour(run).pk])
    found = concerns_of(run, now + timedelta(days=8))
    of = {circle: {one.concern for one in found if one.circle == circle.pk} for circle in (pair, harbour(run))}
    assert of[pair] == set()
    assert {Concern.NO_SHOW, Concern.UNCLOSED, Concern.UNOPENED, Concern.UNSIGNED, Concern.LOPSIDED} <= of[harbour(run)]


def test_its_dates_are_called_off_when_it_ends(run: Cohort, pair: Circle) -> None:
    ahead_of_it = make.session(pair, timezone.now() + timedelta(days=2))
    assert end_pair(pair, [member("Amara")])
    assert Session.objects.get(pk=ahead_of_it.pk).status == SessionStatus.CANCELLED


def test_it_meets_at_the_rhythm_of_pairs_without_a_kickoff(run: Cohort, pair: Circle) -> None:
    series = usual_series(pair.seats.get(membership=member("Amara")), timezone.now())
    assert (series["days"], series["format_key"], series["kickoff"], series["midway"]) == (
        14,
        "grow_pair",
        False,
        False,
    )
    assert usual_format(pair, 2) == "grow_pair"


def test_its_hours_come_on_top_of_what_the_programme_promises(run: Cohort, pair: Circle) -> None:
    before = hours_of(run)
    promised = hours_of_circle(pair, 2)
    assert hours_of(run) == before
    assert (in_hours(promised.one_to_one), promised.sessions) == (promised.each_way, promised.sessions)
    assert promised.each_way > 0
    make.hours(pair, member("Amara"), member("Bruno"), 30, one_to_one=True)
    assert [one.coaching.given for one in balances(pair)] == [1_800_000, 0]


def test_it_has_no_pair_hours_of_its_own(run: Cohort, pair: Circle) -> None:
    run.programme.pair_hours = 6
    run.programme.save()
    seats = {circle: circle.seats.select_related("circle__cohort__programme")[0] for circle in (pair, harbour(run))}
    assert [has_pair_hours(seat) for seat in seats.values()] == [False, True]
