"""A run of the match: asked for, made by a worker, stopped, lost, tried again, repeated."""

from __future__ import annotations

import os
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.cohorts.actions import keep_apart
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.runs import MatchRun, RunState
from edgewise.programmes.runs.actions import (
    ask_for_draft,
    draft_match,
    match_again,
    publish_circles,
    repeat,
    stop,
    try_again,
)
from edgewise.programmes.runs.page import Verdict, verdict_of
from edgewise.programmes.runs.queries import digest_of, freshness, people_of, rules_for, rules_of
from edgewise.programmes.runs.tasks import fail_lost_runs, work_on
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.store]


@pytest.fixture
def cohort() -> Cohort:
    run = make.cohort(coordinators=[make.membership("Grace")])
    for name in make.CAST:
        make.enrolment(make.membership(name), run, EnrolmentState.ENROLLED)
    return run


def member(name: str) -> Membership:
    return Membership.objects.get(person__name=name)


def state_of(run: MatchRun) -> str:
    return MatchRun.objects.get(pk=run.pk).state


def asked(cohort: Cohort) -> MatchRun:
    return ask_for_draft(cohort, rules_for(cohort), seed=3, seconds=1, by=member("Grace"), half_life=90)


@override_settings(TASKS={"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}})
def test_a_run_waits_for_a_worker(cohort: Cohort) -> None:
    run = asked(cohort)
    assert (state_of(run), run.people, run.made_by, run.rules["half_life"]) == (
        RunState.WAITING,
        sorted(member(name).pk for name in make.CAST),
        member("Grace"),
        90,
    )


def test_a_worker_makes_the_circles_of_a_run(cohort: Cohort) -> None:
    run = MatchRun.objects.get(pk=asked(cohort).pk)
    assert (run.state, run.tables, run.score, run.result["unplaced"]) == (
        RunState.DONE,
        [sorted(member(name).pk for name in make.CAST)],
        run.result["score"],
        [],
    )


def test_a_run_is_made_once(cohort: Cohort) -> None:
    run = draft_match(cohort, seed=1)
    work_on(run.pk)
    assert MatchRun.objects.get(pk=run.pk).finished_at == run.finished_at


def test_stopping_what_nobody_has_begun_ends_it_at_once(cohort: Cohort) -> None:
    run = make.match_run(cohort)
    stop(run)
    work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.problem, run.tables) == (RunState.FAILED, "Stopped before it began.", [])


def test_stopping_a_run_that_is_under_way_asks_its_worker(cohort: Cohort) -> None:
    run = make.match_run(cohort, state=RunState.RUNNING)
    stop(run)
    run.refresh_from_db()
    assert (run.state, run.stop_asked) == (RunState.RUNNING, True)


def test_a_run_whose_worker_has_gone_fails_and_can_be_tried_again(cohort: Cohort) -> None:
    nobody = f"{os.uname().nodename}:{2**22 + 1}"  # beyond the highest process id there can be
    run = make.match_run(cohort, state=RunState.RUNNING, worker=nobody, beat_at=timezone.now())
    assert (fail_lost_runs(), state_of(run)) == (1, RunState.FAILED)
    assert (try_again(run), state_of(run)) == (True, RunState.DONE)
    assert try_again(run) is False


def test_a_worker_elsewhere_counts_as_gone_after_a_minute_of_silence(cohort: Cohort) -> None:
    now = timezone.now()
    silent = make.match_run(cohort, state=RunState.RUNNING, worker="elsewhere:1", beat_at=now - timedelta(seconds=61))
    alive = make.match_run(cohort, state=RunState.RUNNING, worker="elsewhere:1", beat_at=now - timedelta(seconds=30))
    assert (fail_lost_runs(), state_of(silent), state_of(alive)) == (1, RunState.FAILED, RunState.RUNNING)


def test_a_search_that_breaks_says_so_and_no_more(cohort: Cohort) -> None:
    run = make.match_run(cohort)
    MatchRun.objects.filter(pk=run.pk).update(rules=run.rules | {"least": 9})
    with pytest.raises(ValueError, match="not in order"):
        work_on(run.pk)
    run.refresh_from_db()
    assert (run.state, run.problem) == (
        RunState.FAILED,
        "Something went wrong inside the search. The log of the worker says what happened.",
    )


def test_a_repeated_run_makes_the_same_circles(cohort: Cohort) -> None:
    first = draft_match(cohort, seed=5)
    again = MatchRun.objects.get(pk=repeat(first, member("Grace")).pk)
    assert (again.seed, again.result["circles"], verdict_of(again)) == (
        5,
        first.result["circles"],
        Verdict("The same circles.", is_same=True),
    )


def test_a_repeated_run_is_the_same_after_its_circles_were_published(cohort: Cohort) -> None:
    first = draft_match(cohort, seed=5)
    assert publish_circles(first) == ()
    assert verdict_of(MatchRun.objects.get(pk=repeat(first, None).pk)) == Verdict("The same circles.", is_same=True)


def test_a_repeated_run_says_that_people_have_changed(cohort: Cohort) -> None:
    first = draft_match(cohort, seed=5)
    Membership.objects.filter(pk=member("Dana").pk).update(function="Legal")
    assert verdict_of(MatchRun.objects.get(pk=repeat(first, None).pk)) == Verdict("People have changed since.")


def test_the_digest_knows_of_secret_facts_and_tells_none(cohort: Cohort) -> None:
    first = draft_match(cohort, seed=1)
    keep_apart(member("Amara"), member("Bruno"))
    second = draft_match(cohort, seed=1)
    pair = sorted((member("Amara").pk, member("Bruno").pk))
    stored = [repr(value) for name, value in vars(second).items() if name not in ("people", "_state")]
    assert (first.digest != second.digest, [text for text in stored if f"[{pair[0]}, {pair[1]}]" in text]) == (True, [])


def test_who_takes_no_part_does_not_change_the_digest(cohort: Cohort) -> None:
    run = draft_match(cohort, seed=1)
    keep_apart(make.membership("Jonas"), member("Grace"))
    assert digest_of(people_of(run), rules_of(run)) == run.digest


def test_matching_again_keeps_the_locks_of_those_who_are_still_there(cohort: Cohort) -> None:
    run = draft_match(cohort, seed=1)
    amara, bruno, chidi = (member(name).pk for name in ("Amara", "Bruno", "Chidi"))
    run.locked = {"seats": [[amara, bruno]], "together": [[bruno, chidi]], "apart": [[amara, chidi]]}
    run.save()
    cohort.enrolments.filter(membership=chidi).update(state=EnrolmentState.OPTED_OUT)
    again = MatchRun.objects.get(pk=match_again(run, None).pk)
    assert (again.parent, again.locked, again.seed, chidi in again.people) == (
        run,
        {"seats": [[amara, bruno]], "together": [], "apart": []},
        1,
        False,
    )


def test_those_who_sat_at_one_table_have_met_and_those_who_missed_each_other_have_not() -> None:
    amara, bruno, chidi = (make.membership(name) for name in ("Amara", "Bruno", "Chidi"))
    now = timezone.now()
    table = make.circle(members=[amara])
    make.seat(table, bruno, since=now - timedelta(days=300))
    make.ended_seat(table, chidi, ended_at=now - timedelta(days=290))
    bruno.seats.update(since=now - timedelta(days=100), ended_at=now - timedelta(days=90))
    amara.seats.update(since=now - timedelta(days=400), ended_at=None)
    met = freshness([amara.pk, bruno.pk, chidi.pk], now, half_life=90)
    assert {pair: round(fresh, 2) for pair, fresh in met.items()} == {
        frozenset((amara.pk, bruno.pk)): 0.5,
        frozenset((amara.pk, chidi.pk)): round(0.5 ** (290 / 90), 2),
    }
