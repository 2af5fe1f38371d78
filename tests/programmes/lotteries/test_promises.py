"""Whoever waits has a place in the next cohort of the programme, without a lot and outside of the comparison."""

from __future__ import annotations

from datetime import timedelta

import pytest

from edgewise.notices.models import Notice
from edgewise.programmes.enrolments.actions import answer, invite, join
from edgewise.programmes.enrolments.queries import people_to_invite
from edgewise.programmes.lotteries.actions import answer_offer, draw_places, offer_place
from edgewise.programmes.lotteries.page.drawn import drawn_of
from edgewise.programmes.lotteries.page.plan import Sizes
from edgewise.programmes.lotteries.queries import promised_in
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Group, Lottery
from tests import make
from tests.programmes.lotteries.world import cohort_ahead, drawn, entry_of, lots

pytestmark = pytest.mark.django_db
State = EnrolmentState
NEW = ("Rosa", "Sam", "Tia", "Udo", "Vera", "Wanda", "Xavi", "Yara")


def next_of(found: Lottery) -> Cohort:
    return cohort_ahead(found.cohort.programme, days=200)


def say_yes(run: Cohort, *names: str) -> None:
    invite(run, [make.membership(name) for name in names])
    for name in names:
        assert answer(run.enrolments.get(membership__person__name=name), State.ENROLLED)


def names_of(found: Lottery, group: Group) -> list[str]:
    return [one.membership.person.name for one in lots(found, group)]


def test_a_promise_is_kept_without_a_lot() -> None:
    found = drawn()
    waits = names_of(found, Group.COMPARISON)[:2]
    later = next_of(found)
    say_yes(later, *waits, *NEW)
    second = drawn(later, places=5, reserves=1)
    assert sorted(names_of(second, Group.PROMISED)) == sorted(waits)
    assert (second.places, len(names_of(second, Group.PLACE)), drawn_of(second).is_right) == (3, 3, True)
    assert {entry_of(second, make.membership(name)).state for name in waits} == {State.ENROLLED}
    told = Notice.objects.filter(key=f"lot:{later.code}", facts__promised=True)
    assert sorted(told.values_list("to__person__name", flat=True)) == sorted(waits)


def test_who_is_in_a_later_cohort_waits_no_more() -> None:
    found = drawn()
    one = lots(found, Group.COMPARISON)[0]
    later = next_of(found)
    say_yes(later, one.membership.person.name)
    one.refresh_from_db()
    assert (entry_of(found, one.membership).state, one.kept_by) == (State.MOVED_ON, later.enrolments.get())


def test_a_no_to_the_next_cohort_keeps_the_promise_for_the_one_after() -> None:
    found = drawn()
    name = names_of(found, Group.COMPARISON)[0]
    second, third = next_of(found), cohort_ahead(found.cohort.programme, days=400)
    invite(second, [make.membership(name)])
    assert answer(second.enrolments.get(), State.OPTED_OUT)
    say_yes(third, name)
    assert (promised_in(second), promised_in(third)) == (set(), {make.membership(name).pk})


def test_a_yes_that_becomes_a_no_before_the_places_are_given_gives_the_promise_back() -> None:
    found = drawn()
    who = lots(found, Group.COMPARISON)[0].membership
    second, third = next_of(found), cohort_ahead(found.cohort.programme, days=400)
    say_yes(second, who.person.name)
    assert answer(second.enrolments.get(), State.OPTED_OUT)
    assert (promised_in(second), entry_of(found, who).state) == (set(), State.WAITING)
    say_yes(third, who.person.name)
    assert (promised_in(third), entry_of(found, who).state) == ({who.pk}, State.MOVED_ON)


def test_a_yes_by_the_link_is_promised_too() -> None:
    found = drawn()
    who = lots(found, Group.RESERVE)[0].membership
    later = next_of(found)
    join(later, who)
    assert (promised_in(later), entry_of(found, who).state) == ({who.pk}, State.MOVED_ON)


def test_more_promises_than_places_are_refused_with_what_helps() -> None:
    found = drawn()
    waits = names_of(found, Group.COMPARISON)
    later = next_of(found)
    say_yes(later, *waits, *NEW)
    assert draw_places(later, Sizes(4), None) == (
        "4 people were promised a place, so none is left to draw. Set more than 4 places, or begin a second cohort "
        "beside this one for some of them."
    )
    assert Lottery.objects.count() == 1


def test_nobody_else_has_a_promise() -> None:
    found = drawn()
    first = lots(found, Group.RESERVE)[0]
    gone, waits_no_more = lots(found, Group.PLACE)[0].membership, lots(found, Group.COMPARISON)[0].membership
    late = make.membership("Late")
    join(found.cohort, late)
    assert answer(entry_of(found, gone), State.OPTED_OUT)
    assert answer(entry_of(found, waits_no_more), State.OPTED_OUT)
    assert offer_place(found, first, None)
    assert answer_offer(first, takes=True)
    later = next_of(found)
    say_yes(later, *(who.person.name for who in (gone, waits_no_more, first.membership, late)))
    assert promised_in(later) == set()
    assert entry_of(found, late).state == State.MOVED_ON


def test_another_programme_and_an_earlier_run_keep_no_promise() -> None:
    found = drawn()
    who = lots(found, Group.COMPARISON)[0].membership
    for run in (cohort_ahead(make.programme(name="Another"), days=200), cohort_ahead(found.cohort.programme, days=5)):
        join(run, who)
        assert promised_in(run) == set()
    assert entry_of(found, who).state == State.WAITING


def test_those_who_were_promised_stand_first_among_the_people_to_invite() -> None:
    found = drawn()
    late = make.membership("Zoe")
    join(found.cohort, late)
    later = next_of(found)
    make.membership("Aaron")
    rows = [(who.person.name, vars(who)["waits"]) for who in people_to_invite(later)]
    promised = sorted(names_of(found, Group.COMPARISON) + names_of(found, Group.RESERVE))
    assert rows[:8] == [*((name, 2) for name in promised), ("Zoe", 1)]
    assert {waits for _name, waits in rows[8:]} == {0}


def test_a_promised_yes_after_that_draw_keeps_the_promise_open() -> None:
    found = drawn()
    name = names_of(found, Group.COMPARISON)[0]
    later = next_of(found)
    say_yes(later, *NEW)
    drawn(later, places=4, reserves=1)
    join(later, make.membership(name))
    assert later.enrolments.get(membership__person__name=name).state == State.WAITING
    third = cohort_ahead(found.cohort.programme, days=400)
    third.starts_on += timedelta(days=1)
    join(third, make.membership(name))
    assert promised_in(third) == {make.membership(name).pk}


def test_a_pause_at_the_time_of_the_draw_does_not_use_the_promise_up() -> None:
    found = drawn()
    one = lots(found, Group.COMPARISON)[0]
    later = next_of(found)
    say_yes(later, one.membership.person.name, *NEW)
    assert answer(later.enrolments.get(membership=one.membership), State.PAUSED)
    second = drawn(later, places=4, reserves=1)
    assert (second.places, names_of(second, Group.PROMISED)) == (3, [one.membership.person.name])
    assert entry_of(second, one.membership).state == State.PAUSED
    assert answer(entry_of(second, one.membership), State.ENROLLED)
    assert entry_of(second, one.membership).state == State.ENROLLED
