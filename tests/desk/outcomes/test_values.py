"""The frozen facts and the values of people: who is in them, who overwrites what, and their end."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from edgewise.desk.due import do_what_is_due
from edgewise.desk.outcomes.actions.values import clear, forget, freeze, write_values
from edgewise.desk.outcomes.models import Outcome, Registration
from edgewise.desk.outcomes.queries import baseline_of, clock_day, evidence_scope, values_of
from edgewise.domain.evidence.outcomes import Facts
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.cipher import KeyDestroyed
from edgewise.vault.models import DataKey
from tests import make
from tests.at_once import at_once
from tests.desk.outcomes import world

pytestmark = pytest.mark.django_db


@pytest.fixture
def cohort() -> Cohort:
    """Locked."""
    run = world.cohort()
    world.registered(run)
    world.begin(run)
    return run


def pk_of(name: str) -> int:
    return make.membership(name).pk


def test_on_the_first_day_the_facts_of_all_who_could_be_invited_are_frozen(cohort: Cohort) -> None:
    day = timedelta(days=1)
    gone, went_later, came_later = (
        make.membership(name, start_date=world.LONG_AGO) for name in ("Ines", "Mei", "Omar")
    )
    Membership.objects.filter(pk=gone.pk).update(left_on=world.clock())
    Membership.objects.filter(pk=went_later.pk).update(left_on=world.clock() + day)
    Membership.objects.filter(pk=came_later.pk).update(start_date=world.clock() + day)
    make.membership("Kofi", make.organisation("Southgate"), start_date=world.LONG_AGO)
    make.membership("Noor", is_outside=True, start_date=world.LONG_AGO)
    Membership.objects.filter(pk=pk_of("Chidi")).update(function="Sales", location="Lagos", role_level=4)

    do_what_is_due(timezone.now())

    found = baseline_of(cohort)
    assert found is not None
    assert set(found) == {pk_of(name) for name in ("Amara", "Bruno", "Chidi", "Dana", "Mei", "Hana", "Grace")}
    assert found[pk_of("Chidi")] == Facts(4, "Sales", "Lagos", world.LONG_AGO, False)
    assert {pk for pk, facts in found.items() if facts.invited} == {pk_of("Amara"), pk_of("Bruno")}


def test_what_hr_changes_later_does_not_change_the_comparison(cohort: Cohort) -> None:
    do_what_is_due(timezone.now())
    before = baseline_of(cohort)
    Membership.objects.update(function="Sales", left_on=timezone.localdate())
    do_what_is_due(timezone.now())
    assert baseline_of(cohort) == before


def test_the_day_of_the_invitation_stays_once_the_facts_are_frozen(cohort: Cohort) -> None:
    do_what_is_due(timezone.now())
    cohort.enrolments.all()[0].changes.update(at=timezone.now() - 2 * world.INVITED)
    assert (clock_day(cohort), Registration.objects.get().clock_on) == (world.clock(), world.clock())


def test_a_server_that_was_down_catches_up() -> None:
    run = world.cohort()
    world.registered(run)
    world.begin(run, days_ago=9)
    do_what_is_due(timezone.now())
    assert set(baseline_of(run) or ()) >= {pk_of("Amara"), pk_of("Dana")}


def test_nothing_is_frozen_without_an_outcome_or_before_anybody_is_invited() -> None:
    run, other = world.cohort(), world.cohort(invited=False)
    world.registered(other)
    for one in (run, other):
        world.begin(one)
    do_what_is_due(timezone.now())
    assert (baseline_of(run), baseline_of(other), clock_day(other)) == (None, None, None)
    make.enrolment(make.membership("Amara"), other)
    do_what_is_due(timezone.now())
    assert clock_day(other) == timezone.localdate()
    assert pk_of("Dana") in (baseline_of(other) or {})


def test_facts_and_values_are_sealed(cohort: Cohort) -> None:
    Membership.objects.update(function="Quantum Sales")
    do_what_is_due(timezone.now())
    assert b"Quantum" not in bytes(Registration.objects.get().baseline or b"")
    assert "Quantum Sales" in {facts.function for facts in (baseline_of(cohort) or {}).values()}


def test_a_later_import_replaces_a_persons_value_and_doubles_none(cohort: Cohort) -> None:
    row, now = Outcome.objects.get(), timezone.now()
    first, second = (date(2026, 5, 1), 1.0), (date(2026, 6, 1), 1.0)
    write_values(cohort, {row.pk: {1: first, 2: first}}, now)
    write_values(cohort, {row.pk: {2: second, 3: second}}, now)
    row.refresh_from_db()
    assert values_of(row) == {1: first, 2: second, 3: second}
    assert (row.people, row.imported_at, row.version) == (3, now, 2)


def test_deleting_the_values_keeps_what_was_registered(cohort: Cohort) -> None:
    row = Outcome.objects.get()
    write_values(cohort, {row.pk: {1: (date(2026, 5, 1), 1.0)}}, timezone.now())
    assert [clear(row) for _ in range(2)] == [True, False]
    row.refresh_from_db()
    assert (values_of(row), row.people, row.imported_at, row.name) == ({}, 0, None, world.LEAVING.name)
    assert row.version == 2  # an import that has read them before does not write them again


def test_values_of_another_cohorts_outcome_are_not_written(cohort: Cohort) -> None:
    other = world.registered(make.cohort(cohort.programme))
    write_values(cohort, {other.pk: {1: (date(2026, 5, 1), 1.0)}}, timezone.now())
    other.refresh_from_db()
    assert values_of(other) == {}


def test_forgetting_destroys_the_key_and_keeps_what_was_registered(cohort: Cohort) -> None:
    row, now = Outcome.objects.get(), timezone.now()
    do_what_is_due(now)
    write_values(cohort, {row.pk: {1: (date(2026, 5, 1), 1.0)}}, now)
    world.uploaded(cohort, world.leavers(f"E1,{world.day()}"))

    assert [forget(cohort, now) for _ in range(2)] == [True, False]

    row.refresh_from_db()
    key = DataKey.objects.get(scope=evidence_scope(cohort))
    assert (bytes(key.wrapped), values_of(row), baseline_of(cohort)) == (b"", {}, None)
    assert (cohort.outcome_drafts.count(), row.name) == (0, world.LEAVING.name)
    with pytest.raises(KeyDestroyed):
        write_values(cohort, {row.pk: {1: (date(2026, 5, 1), 1.0)}}, now)
    do_what_is_due(now)
    assert baseline_of(cohort) is None


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_of_two_imports_at_once_no_value_is_lost() -> None:
    run = world.cohort()
    row, now = world.registered(run), timezone.now()
    write_values(run, {row.pk: {0: (date(2026, 5, 1), 1.0)}}, now)
    at_once(*[lambda who=who: write_values(run, {row.pk: {who: (date(2026, 5, 1), 1.0)}}, now) for who in range(1, 5)])
    row.refresh_from_db()
    assert (sorted(values_of(row)), row.version) == ([0, 1, 2, 3, 4], 5)


@pytest.mark.store
@pytest.mark.django_db(transaction=True)
def test_of_two_workers_one_freezes() -> None:
    run = world.cohort()
    world.registered(run)
    world.begin(run)
    Registration.objects.update(locked_at=timezone.now())
    row, now = Registration.objects.select_related("cohort__programme").get(), timezone.now()
    assert sorted(at_once(*[lambda: freeze(row, now)] * 3)) == [False, False, True]
