"""A cohort matched again while its run goes on: the present circles end when those of the next round begin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import combinations
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Membership, Person
from edgewise.programmes.enrolments.actions import answer
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort, Kind
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.actions import draft_match, match_again, publish_circles, repeat, search_under_way
from edgewise.programmes.runs.page import Verdict, verdict_of
from edgewise.programmes.runs.queries import rules_as_stored, rules_for
from edgewise.programmes.runs.tasks import work_on
from edgewise.rooms.models.sessions import SessionStatus
from tests import make
from tests.programmes.forms import filled

pytestmark = [pytest.mark.django_db, pytest.mark.store]
SignIn = Callable[[Person], Client]
PAIRS = {"kind": Kind.SPRINT, "format_key": "check_in_only", "size_least": 2, "size_target": 2, "size_most": 3}


def cohort_of(*names: str, **design: Any) -> Cohort:
    run = make.running_cohort(make.programme(**design), coordinators=[make.membership("Grace")])
    for name in names:
        make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)
    return run


@pytest.fixture
def sprint() -> Cohort:
    return cohort_of(*make.CAST, **PAIRS)


def held(cohort: Cohort) -> set[frozenset[int]]:
    """The next round, published; who sits with whom in it."""
    run = draft_match(cohort, seed=1, next_round=True)
    assert publish_circles(run) == ()
    return {frozenset(table) for table in run.tables}


def member(name: str) -> Membership:
    return Membership.objects.get(person__name=name)


def entry_of(name: str) -> Enrolment:
    return Enrolment.objects.get(membership__person__name=name)


def test_nobody_meets_twice_until_all_have_met(sprint: Cohort) -> None:
    everybody = sprint.enrolments.values_list("membership_id", flat=True)
    rounds = [held(sprint) for _ in range(5)]
    met = sorted(sorted(pair) for pairs in rounds for pair in pairs)
    assert met == sorted(sorted(pair) for pair in combinations(everybody, 2))
    assert frozenset().union(*held(sprint)) == set(everybody)


def test_the_present_circles_end_when_the_next_are_published(sprint: Cohort) -> None:
    held(sprint)
    before = list(sprint.circles.order_by("pk"))
    run = draft_match(sprint, seed=1, next_round=True)
    assert (len(run.people), Seat.objects.filter(ended_at=None).count()) == (6, 6)
    assert publish_circles(run) == ()
    ended = Seat.objects.filter(circle__in=before)
    assert set(ended.values_list("reason_ended", flat=True)) == {"round over"}
    assert [table.closed_at is None for table in sprint.circles.order_by("pk")] == [False] * 3 + [True] * 3
    assert set(sprint.enrolments.values_list("state", flat=True)) == {EnrolmentState.ACTIVE}
    states = [change.state for change in entry_of("Amara").changes.order_by("pk")]
    assert states == ["enrolled", "active", "enrolled", "active"]


def test_what_ended_circles_have_planned_is_called_off(sprint: Cohort) -> None:
    held(sprint)
    planned = make.session(sprint.circles.order_by("pk")[0], timezone.now() + timedelta(days=3))
    held(sprint)
    planned.refresh_from_db()
    assert planned.status == SessionStatus.CANCELLED


def test_a_seat_in_this_cohort_leaves_its_load_free_and_one_elsewhere_does_not(sprint: Cohort) -> None:
    held(sprint)
    make.seat(make.circle(make.running_cohort(sprint.programme)), member("Dana"))
    run = draft_match(sprint, seed=1, next_round=True)
    assert [(one["member"], one["rules"]) for one in run.result["unplaced"]] == [(member("Dana").pk, ["load cap"])]


def test_whoever_is_left_over_waits_and_whoever_pauses_stays_paused(sprint: Cohort) -> None:
    held(sprint)
    answer(entry_of("Amara"), EnrolmentState.PAUSED)
    Membership.objects.filter(pk=member("Bruno").pk).update(languages=["fi"])
    held(sprint)
    states = [entry_of(name).state for name in make.CAST]
    assert states == ["paused", "enrolled", "active", "active", "active", "active"]
    assert Seat.objects.filter(ended_at=None, membership__in=[member("Amara"), member("Bruno")]).count() == 0


def test_a_round_that_another_has_overtaken_cannot_be_published(sprint: Cohort) -> None:
    held(sprint)
    late = draft_match(sprint, seed=2, next_round=True)
    held(sprint)
    assert publish_circles(late) == ("Circles have been published since this draft was made.",)
    assert Circle.objects.filter(closed_at=None).count() == 3


def test_a_round_whose_rules_do_not_hold_any_more_ends_nothing(sprint: Cohort) -> None:
    held(sprint)
    run = draft_match(sprint, seed=1, next_round=True)
    Membership.objects.filter(pk=run.tables[0][0]).update(manager=run.tables[0][1])
    assert publish_circles(run) == ("Circle 1: no reporting line does not hold any more.",)
    assert (Seat.objects.filter(ended_at=None).count(), Circle.objects.filter(closed_at=None).count()) == (6, 3)


def test_a_draft_for_those_who_wait_ends_no_circle(sprint: Cohort) -> None:
    held(sprint)
    for name in ("Hana", "Ivo"):
        make.enrolment(make.membership(name), sprint, EnrolmentState.ENROLLED)
    run = draft_match(sprint, seed=1)
    assert (publish_circles(run), len(run.people), Circle.objects.filter(closed_at=None).count()) == ((), 2, 4)


def test_a_round_is_repeated_to_the_same_pairs(sprint: Cohort) -> None:
    held(sprint)
    run = draft_match(sprint, seed=1, next_round=True)
    again = repeat(run, None)
    work_on(again.pk)
    again.refresh_from_db()
    assert (again.tables, verdict_of(again)) == (run.tables, Verdict("The same circles.", is_same=True))


def test_a_search_by_the_same_rules_is_asked_for_once(sprint: Cohort) -> None:
    held(sprint)
    rules = rules_for(sprint)
    run = make.match_run(sprint, rules=rules_as_stored(rules, 180) | {"ends_round": True})
    assert search_under_way(sprint, rules, 180, next_round=True) == run
    assert search_under_way(sprint, rules, 180, next_round=False) is None
    work_on(run.pk)
    assert search_under_way(sprint, rules, 180, next_round=True) is None


def test_matched_again_it_is_still_for_the_next_round(sprint: Cohort) -> None:
    held(sprint)
    run = match_again(draft_match(sprint, seed=1, next_round=True), None)
    assert (run.ends_round, len(run.people)) == (True, 6)


def test_circles_rotate_so_that_few_meet_again() -> None:
    names = (*make.CAST, "Hana", "Ivo")
    cohort = cohort_of(*names)
    first, second = held(cohort), held(cohort)
    assert sorted(len(one & other) for one in first for other in second) == [2, 2, 2, 2]


def test_the_page_leads_to_the_next_round_once_there_are_circles(sprint: Cohort, sign_in: SignIn) -> None:
    grace = sign_in(make.person("Grace"))
    cohort_page, match_page = (reverse(f"programmes:{name}", args=[sprint.code]) for name in ("cohort", "match"))
    assert "next_round" not in grace.get(cohort_page).content.decode()
    held(sprint)
    assert f'href="{match_page}?next_round=1">Next round</a>' in grace.get(cohort_page).content.decode()
    asked = grace.get(f"{match_page}?next_round=1")
    assert "6 people take part. The present circles end when you publish the draft." in asked.content.decode()
    grace.post(f"{match_page}?next_round=1", filled(asked.context["form"]))
    run = MatchRun.objects.latest("pk")
    assert (run.ends_round, len(run.people)) == (True, 6)
    work_on(run.pk)
    preview = grace.get(reverse("programmes:preview", args=[sprint.code, run.pk])).content.decode()
    assert "When you publish, the present circles end" in preview
    grace.post(reverse("programmes:publish", args=[sprint.code, run.pk]))
    assert Circle.objects.filter(closed_at=None).count() == 3


def test_the_effect_of_the_rules_is_told_for_those_in_circles_too(sprint: Cohort, sign_in: SignIn) -> None:
    held(sprint)
    Membership.objects.filter(pk=member("Bruno").pk).update(languages=["fi"])
    grace = sign_in(make.person("Grace"))
    asked = grace.get(reverse("programmes:match", args=[sprint.code]) + "?next_round=1")
    given = filled(asked.context["form"]) | {"next_round": "1"}
    told = grace.get(reverse("programmes:excluded", args=[sprint.code]), given).context["found"]
    assert dict(told)["language"].words == "Excludes 1 person and 33 % of all pairs."
