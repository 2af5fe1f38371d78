"""Who has given and received the hours that were promised reads it once, whatever follows."""

from __future__ import annotations

from datetime import date

import pytest

from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.hours.actions import confirm_hours, note_hours
from edgewise.rooms.hours.queries.ledger import balances
from tests import make

pytestmark = pytest.mark.django_db
ON = date(2026, 3, 2)


def noted(table: Circle, giver: Membership, receiver: Membership, minutes: int) -> None:
    assert confirm_hours(note_hours(table, giver, giver, receiver, minutes, ON), receiver)


def told() -> list[tuple[str, str]]:
    rows = Notice.objects.filter(kind=Kind.HOURS_REACHED).order_by("to__person__name")
    return [(row.to.person.name, row.facts["hours"]) for row in rows]


def test_it_is_told_when_both_sides_are_there_and_once() -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    table = make.circle(members=[amara, bruno, make.membership("Chidi")])
    least = round(balances(table)[0].promised.each_way * 60)
    noted(table, amara, bruno, least)
    assert told() == []
    noted(table, bruno, amara, least - 6)
    assert told() == []
    assert not any(one.is_reached for one in balances(table))
    noted(table, bruno, amara, 6)
    assert told() == [("Amara", "3.3"), ("Bruno", "3.3")]
    assert [one.is_reached for one in balances(table)] == [True, True, False]
    noted(table, bruno, amara, 60)
    noted(table, amara, bruno, 60)
    assert len(told()) == 2


def test_hours_in_an_earlier_circle_of_the_cohort_count_and_those_elsewhere_do_not() -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    cohort = make.cohort()
    before, now = (make.circle(cohort, [amara, bruno, make.membership("Chidi")], name) for name in ("Cedar", "Harbour"))
    elsewhere = make.circle(make.cohort(cohort.programme), [amara, bruno])
    least = round(balances(now)[0].promised.each_way * 60)
    for giver, receiver in ((amara, bruno), (bruno, amara)):
        noted(elsewhere, giver, receiver, least // 2)
        noted(before, giver, receiver, least // 2)
    assert told() == []
    for giver, receiver in ((amara, bruno), (bruno, amara)):
        noted(now, giver, receiver, least - least // 2)
    assert [name for name, _ in told()] == ["Amara", "Bruno"]


def test_hours_that_wait_for_an_answer_do_not_count() -> None:
    amara, bruno = make.membership("Amara"), make.membership("Bruno")
    table = make.circle(members=[amara, bruno])
    note_hours(table, amara, amara, bruno, 400, ON)
    noted(table, bruno, amara, 400)
    assert told() == []
