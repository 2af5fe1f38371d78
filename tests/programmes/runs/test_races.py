"""Two people pressing at once: the database referees."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from edgewise.programmes.cases.actions import review_circles
from edgewise.programmes.models.cases import Case
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.repair.actions import apply_repair
from edgewise.programmes.repair.queries import options_of, situation_of
from edgewise.programmes.runs.actions import draft_match, publish_circles
from tests import make

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.store]


def at_once(*calls: Callable[[], tuple[str, ...]]) -> list[tuple[str, ...]]:
    ready = Barrier(len(calls))

    def run(call: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
        ready.wait()
        try:
            return call()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def drafted(cohort: Cohort) -> MatchRun:
    for name in make.CAST:
        make.enrolment(make.membership(name), cohort, EnrolmentState.ENROLLED)
    return draft_match(cohort, seed=1)


def test_a_draft_published_twice_at_once_makes_its_circles_once() -> None:
    made = drafted(make.cohort())
    first, second = (MatchRun.objects.select_related("cohort__programme").get(pk=made.pk) for _ in range(2))
    answers = at_once(lambda: publish_circles(first), lambda: publish_circles(second))
    assert (sorted(answers), Circle.objects.count(), Seat.objects.count()) == (
        [(), ("This draft has been published already.",)],
        1,
        6,
    )


def test_two_cohorts_published_at_once_cannot_both_use_the_last_free_load() -> None:
    design = make.programme()
    runs = [drafted(make.running_cohort(design)) for _ in range(2)]
    answers = at_once(lambda: publish_circles(runs[0]), lambda: publish_circles(runs[1]))
    assert (sorted(answers), Seat.objects.count()) == ([(), ("Circle 1: load cap does not hold any more.",)], 6)


def test_two_cohorts_published_at_once_name_their_circles_differently() -> None:
    design = make.programme()
    cohorts = [make.cohort(design) for _ in range(2)]
    runs = [
        make.draft(cohort, [[make.membership(f"Person {place}{seat}") for seat in range(4)]])
        for place, cohort in enumerate(cohorts)
    ]
    assert at_once(lambda: publish_circles(runs[0]), lambda: publish_circles(runs[1])) == [(), ()]
    assert sorted(Circle.objects.values_list("name", flat=True)) == ["Harbour", "Lantern"]


def test_two_circles_repaired_at_once_cannot_both_take_the_one_who_waits() -> None:
    cohort = make.running_cohort(make.programme(size_least=3, size_target=3, size_most=3))
    pairs = [[make.membership(f"Person {place}{side}") for side in "ab"] for place in range(2)]
    circles = [make.circle(cohort, pair, name=f"Circle {place}") for place, pair in enumerate(pairs)]
    make.enrolment(make.membership("Jonas"), cohort, EnrolmentState.ENROLLED)
    first, second = (options_of(situation_of(circle))[0] for circle in circles)
    answers = at_once(lambda: apply_repair(first), lambda: apply_repair(second))
    assert (sorted(map(len, answers)), Seat.objects.filter(membership__person__name="Jonas").count()) == ([0, 2], 1)


def test_two_reviews_at_once_open_one_case() -> None:
    circle = make.circle(make.cohort(), [make.membership("Amara")])
    Cohort.objects.update(ends_on=timezone.localdate())

    def review() -> tuple[str, ...]:
        review_circles([circle.pk])
        return ()

    at_once(review, review)
    assert [case.kind for case in Case.objects.all()] == ["small"]


def test_of_two_next_rounds_published_at_once_one_is() -> None:
    cohort = make.cohort()
    publish_circles(drafted(cohort))
    rounds = [draft_match(cohort, seed=seed, next_round=True) for seed in (1, 2)]
    answers = at_once(*(lambda run=run: publish_circles(run) for run in rounds))
    assert sorted(answers) == [(), ("Circles have been published since this draft was made.",)]
    assert (Circle.objects.filter(closed_at=None).count(), Seat.objects.filter(ended_at=None).count()) == (1, 6)
