"""What is registered before the start, and that it stays."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from msgspec.structs import replace

from edgewise.desk.due import do_what_is_due
from edgewise.desk.outcomes.actions.registration import change, lock, register, remove
from edgewise.desk.outcomes.models import Outcome, Registration
from edgewise.desk.outcomes.queries import locked_words, plans_of
from edgewise.domain.evidence.outcomes import MOST_OUTCOMES
from edgewise.programmes.models.designs import Cohort
from tests import make
from tests.at_once import at_once
from tests.desk.outcomes import world

pytestmark = pytest.mark.django_db
OTHER = replace(world.LEAVING, smallest=6.0)


@pytest.fixture
def cohort() -> Cohort:
    return world.cohort()


def test_before_the_start_an_outcome_is_registered_and_can_be_changed(cohort: Cohort) -> None:
    row = world.registered(cohort)
    assert change(row, OTHER, world.hana(), timezone.now()) == ""
    assert [plan for _, plan in plans_of(cohort)] == [OTHER]
    row.refresh_from_db()
    assert (row.locked_at, row.is_exploratory, row.registered_by) == (None, False, world.hana())


def test_from_the_first_day_on_nothing_of_it_changes(cohort: Cohort) -> None:
    row = world.registered(cohort)
    world.begin(cohort)
    assert change(row, OTHER, world.hana(), timezone.now()) == locked_words()
    assert remove(row, timezone.now()) is False
    assert [plan for _, plan in plans_of(cohort)] == [world.LEAVING]


def test_moving_the_start_later_does_not_unlock(cohort: Cohort) -> None:
    row = world.registered(cohort)
    world.begin(cohort)
    do_what_is_due(timezone.now())
    cohort.starts_on += timedelta(days=30)
    cohort.save()
    assert change(row, OTHER, world.hana(), timezone.now()) == locked_words()
    assert world.registered(cohort, world.SCORE).is_exploratory is True


def test_a_cohort_that_began_without_an_outcome_stays_begun(cohort: Cohort) -> None:
    world.begin(cohort)
    do_what_is_due(timezone.now())
    cohort.starts_on += timedelta(days=30)
    cohort.save()
    assert world.registered(cohort).is_exploratory is True


def test_what_is_registered_after_the_start_is_exploratory_and_stays_as_it_is(cohort: Cohort) -> None:
    world.begin(cohort)
    row = world.registered(cohort)
    assert (row.is_exploratory, change(row, OTHER, world.hana(), timezone.now())) == (True, locked_words())
    assert [plan.registered_before_start for _, plan in plans_of(cohort)] == [False]


def test_an_exploratory_outcome_is_removed_only_while_nothing_was_imported_for_it(cohort: Cohort) -> None:
    world.begin(cohort)
    row, seen = world.registered(cohort), world.registered(cohort, world.SCORE)
    Outcome.objects.filter(pk=seen.pk).update(version=1)
    assert [remove(one, timezone.now()) for one in (row, seen)] == [True, False]


def test_a_cohort_has_at_most_five_outcomes_and_each_name_once(cohort: Cohort) -> None:
    for number in range(MOST_OUTCOMES - 1):
        world.registered(cohort, replace(world.LEAVING, name=f"Left {number}"))
    taken = "An outcome of this name is registered already."
    assert register(cohort, replace(OTHER, name="Left 0"), world.hana(), timezone.now()) == taken
    last = world.registered(cohort)
    assert register(cohort, world.SCORE, world.hana(), timezone.now()) == "A cohort has at most 5 outcomes."
    assert change(last, replace(OTHER, name="Left 0"), world.hana(), timezone.now()) == taken


def test_outcomes_of_another_cohort_may_have_the_same_name(cohort: Cohort) -> None:
    world.registered(cohort)
    other = make.cohort(cohort.programme)
    other.starts_on = cohort.starts_on
    other.save()
    assert world.registered(other).is_exploratory is False


def test_locking_twice_is_locking_once(cohort: Cohort) -> None:
    world.registered(cohort)
    assert lock(cohort, timezone.now()) is False
    world.begin(cohort)
    assert [lock(cohort, timezone.now()) for _ in range(2)] == [True, False]
    assert Registration.objects.get().locked_at == Outcome.objects.get().locked_at


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_of_a_lock_and_a_change_at_once_what_is_locked_is_whole() -> None:
    cohort = world.cohort()
    row = world.registered(cohort)
    world.begin(cohort)
    now, owner = timezone.now(), world.hana()
    done = at_once(*[lambda: str(lock(cohort, now)), lambda: change(row, OTHER, owner, now)] * 2)
    assert done[1::2] == [locked_words()] * 2
    assert [plan for _, plan in plans_of(cohort)] == [world.LEAVING]


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_of_many_registered_at_once_five_are_kept() -> None:
    cohort = world.cohort()
    now, owner = timezone.now(), world.hana()
    plans = [replace(world.LEAVING, name=f"Left {number}") for number in range(8)]
    done = at_once(*[lambda plan=plan: register(cohort, plan, owner, now) for plan in plans])
    assert sum(isinstance(one, Outcome) for one in done) == Outcome.objects.count() == MOST_OUTCOMES
