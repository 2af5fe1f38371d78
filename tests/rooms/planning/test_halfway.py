"""Halfway through a run everybody in a circle hears of it, once."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import to_json
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.due import say_halfway
from tests import make

pytestmark = pytest.mark.django_db
MIDDLE = datetime(2026, 6, 1, 9, tzinfo=UTC)  # of a run from 1 March to 1 September


@pytest.fixture
def harbour() -> Circle:
    return make.circle(members=[make.membership(name) for name in make.CAST[:3]])


def told() -> list[str]:
    return sorted(Notice.objects.filter(kind=Kind.MIDWAY).values_list("to__person__name", flat=True))


def test_everybody_in_a_circle_is_told_once_and_not_before_the_middle(harbour: Circle) -> None:
    make.ended_seat(harbour, make.membership("Ines"))
    make.enrolment(make.membership("Jonas"), harbour.cohort)
    for days in (-30, -2, 0, 1, 5):
        say_halfway(MIDDLE + timedelta(days=days))
    assert told() == ["Amara", "Bruno", "Chidi"]


def test_the_planned_check_in_is_named(harbour: Circle) -> None:
    when = MIDDLE + timedelta(days=3)
    make.session(harbour, when, format_json=to_json(builtin_format("midway")).decode())
    make.session(harbour, MIDDLE + timedelta(days=1))
    say_halfway(MIDDLE)
    facts = Notice.objects.filter(kind=Kind.MIDWAY).values_list("facts", flat=True)
    assert {datetime.fromisoformat(one["starts_at"]) for one in facts} == {when}


@pytest.mark.parametrize(
    ("starts", "ends"), [(date(2026, 1, 1), date(2026, 9, 1)), (date(2026, 5, 1), date(2026, 9, 1))]
)
def test_a_run_whose_middle_is_elsewhere_hears_nothing(harbour: Circle, starts: date, ends: date) -> None:
    Cohort.objects.update(starts_on=starts, ends_on=ends)
    say_halfway(MIDDLE)
    assert told() == []


def test_a_resource_group_is_named_nowhere(harbour: Circle) -> None:
    Cohort.objects.update(is_erg=True)
    say_halfway(MIDDLE)
    assert {one["discreet"] for one in Notice.objects.filter(kind=Kind.MIDWAY).values_list("facts", flat=True)} == {
        True
    }
