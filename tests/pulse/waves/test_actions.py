"""Waves come by themselves on the days of the calendar, once, and end by themselves."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edgewise.domain.anonymity.cells import EVERYBODY, Cell
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.pulse.moments import closes_at, reminds_at
from edgewise.notices.models import Notice
from edgewise.programmes.models.designs import Cohort, Programme
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.pulse.ballots.queries import announced_of
from edgewise.pulse.due import do_what_is_due
from edgewise.pulse.models import Asked, Wave
from edgewise.pulse.results.queries import kept_of
from edgewise.pulse.waves.actions import launch
from edgewise.pulse.waves.queries import days_of
from edgewise.vault.models import DataKey
from tests import make
from tests.pulse import world

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def told(kind: Kind) -> list[str]:
    return sorted(Notice.objects.filter(kind=kind).values_list("to__person__name", flat=True))


def test_a_wave_is_launched_on_its_day_and_once() -> None:
    cohort = world.running()
    first = days_of(cohort)[0]
    do_what_is_due(world.at(first.opens_on - DAY))
    assert not Wave.objects.exists()
    for hours in (0, 1, 30):
        do_what_is_due(world.at(first.opens_on) + timedelta(hours=hours))
    wave = Wave.objects.get()
    assert (wave.moment, wave.asked, wave.ledger.count(), wave.boxes.count()) == ("week_4", 18, 18, 1)
    assert told(Kind.PULSE_ASKED) == sorted(f"Member {number}" for number in range(18))


def test_two_workers_launch_one() -> None:
    cohort = world.running()
    first = days_of(cohort)[0]
    made = [launch(cohort, first, world.at(first.opens_on)) for _ in range(2)]
    assert [one is not None for one in made] == [True, False]
    assert Wave.objects.count() == 1


def test_a_wave_that_is_ahead_moves_with_the_cohort_and_one_that_is_launched_stays() -> None:
    cohort = world.running()
    wave = world.opened(cohort)
    before = [days.opens_on for days in days_of(cohort)]
    cohort.starts_on, cohort.ends_on = cohort.starts_on + 7 * DAY, cohort.ends_on + 7 * DAY
    cohort.save()
    assert [days.opens_on for days in days_of(cohort)] == [day + 7 * DAY for day in before]
    do_what_is_due(world.at(days_of(cohort)[0].opens_on))
    assert Wave.objects.get().opens_on == wave.opens_on
    do_what_is_due(world.at(days_of(cohort)[1].opens_on))
    assert [one.moment for one in Wave.objects.order_by("opens_on")] == ["week_4", "halfway"]


def test_a_programme_without_a_pulse_asks_nobody() -> None:
    cohort = world.running()
    Programme.objects.update(pulse=[])
    do_what_is_due(world.at(cohort.starts_on + 21 * DAY))
    assert not Wave.objects.exists()


def test_what_was_missed_by_days_is_left_out() -> None:
    cohort = world.running()
    do_what_is_due(world.at(days_of(cohort)[0].opens_on + 4 * DAY))
    assert not Wave.objects.exists()


def test_so_few_that_nothing_could_be_shown_are_not_asked() -> None:
    cohort = world.running(9)
    do_what_is_due(world.at(days_of(cohort)[0].opens_on))
    assert not Wave.objects.exists()
    assert told(Kind.PULSE_ASKED) == []


def test_only_those_who_take_part_now_are_asked() -> None:
    cohort = world.running(20)
    entries = Enrolment.objects.filter(cohort=cohort).order_by("pk")
    for entry, state in zip(entries, (EnrolmentState.PAUSED, EnrolmentState.OPTED_OUT), strict=False):
        Enrolment.objects.filter(pk=entry.pk).update(state=state)
    wave = world.opened(cohort)
    assert wave.asked == 18
    Enrolment.objects.filter(cohort=cohort).update(state=EnrolmentState.OPTED_OUT)
    assert wave.ledger.count() == 18  # frozen


def test_cuts_that_could_be_shown_are_fixed_at_the_launch() -> None:
    cohort = world.running(30, function="Sales")
    for number in range(20):
        who = make.membership(f"Engineer {number}", cohort.programme.organisation, function="Engineering")
        make.enrolment(who, cohort)
    wave = world.opened(cohort)
    cells = (EVERYBODY, Cell("function", "Engineering"), Cell("function", "Sales"), Cell("level", "2"))
    assert set(announced_of(wave).cells) <= set(cells)
    assert {Cell("function", "Sales"), EVERYBODY} <= set(announced_of(wave).cells)
    assert announced_of(wave).people[0] == 50


def test_who_can_still_answer_is_reminded_once_and_nobody_else() -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(15))
    at = reminds_at(wave.closes_on)
    do_what_is_due(at - DAY)
    assert told(Kind.PULSE_REMINDED) == []
    for hours in (0, 1):
        do_what_is_due(at + timedelta(hours=hours))
    left = Asked.objects.filter(has_answered=False).values_list("membership__person__name", flat=True)
    assert told(Kind.PULSE_REMINDED) == sorted(left)


def test_the_purge_destroys_the_key_and_moves_with_the_cohort() -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(10))
    done = world.closed(wave)
    assert kept_of(done) is not None
    sealed = done.result
    do_what_is_due(world.at(done.purge_on - DAY))
    assert DataKey.objects.get(scope=wave.scope).destroyed_at is None
    Cohort.objects.update(ends_on=done.cohort.ends_on + 7 * DAY)
    do_what_is_due(world.at(done.purge_on))
    assert DataKey.objects.get(scope=wave.scope).destroyed_at is None
    do_what_is_due(world.at(done.purge_on + 7 * DAY))
    wave.refresh_from_db()
    assert DataKey.objects.get(scope=wave.scope).destroyed_at is not None
    assert (wave.result, wave.boxes.count(), wave.ledger.count()) == (None, 0, 0)
    Wave.objects.update(result=sealed)  # from a backup
    wave.refresh_from_db()
    assert kept_of(wave) is None


def test_a_day_of_due_work_closes_what_is_over() -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(10))
    do_what_is_due(closes_at(wave.closes_on))
    wave.refresh_from_db()
    assert wave.closed_at == closes_at(wave.closes_on)
    assert kept_of(wave) is not None


def test_the_purge_leaves_no_message_that_says_who_was_asked_or_had_not_answered() -> None:
    wave = world.opened(world.running())
    world.send(wave, world.fours(15, answer=1))
    do_what_is_due(reminds_at(wave.closes_on))
    done = world.closed(wave)
    assert (len(told(Kind.PULSE_REMINDED)), len(told(Kind.PULSE_RESULT)), done.dips != []) == (3, 18, True)
    do_what_is_due(world.at(done.purge_on))
    done.refresh_from_db()
    assert (Notice.objects.filter(key__contains=wave.code).count(), done.dips) == (0, [])


def test_who_has_paused_or_opted_out_since_is_left_in_peace() -> None:
    wave = world.opened(world.running())
    entries = Enrolment.objects.filter(cohort=wave.cohort).order_by("pk")
    for entry, state in zip(entries, (EnrolmentState.PAUSED, EnrolmentState.OPTED_OUT), strict=False):
        Enrolment.objects.filter(pk=entry.pk).update(state=state)
    do_what_is_due(reminds_at(wave.closes_on))
    assert not {"Member 0", "Member 1"} & set(told(Kind.PULSE_REMINDED))
    assert len(told(Kind.PULSE_REMINDED)) == 16


def test_a_wave_that_comes_too_near_to_a_launched_one_is_left_out_when_the_dates_have_moved() -> None:
    cohort = world.running()
    Programme.objects.update(pulse=["halfway", "end"])
    cohort.programme.refresh_from_db()
    first = world.opened(cohort)
    cohort.ends_on = first.closes_on + 2 * DAY
    cohort.save()
    for days in range(10):
        do_what_is_due(world.at(first.opens_on + days * DAY))
    assert [wave.moment for wave in Wave.objects.all()] == ["halfway"]
