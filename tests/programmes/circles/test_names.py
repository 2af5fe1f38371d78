"""What circles are called: nobody meets the same name twice in their organisation."""

from __future__ import annotations

import re
from itertools import combinations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edgewise.programmes.circles.actions import NAMES, free_names, open_circle
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = pytest.mark.django_db


def names(count: int) -> list[str]:
    with transaction.atomic():
        return free_names(make.cohort(), count)


def test_no_two_names_are_mistaken_for_each_other() -> None:
    assert [name for name in NAMES if not re.fullmatch("[A-Z][a-z]{2,10}", name)] == []
    assert [(one, other) for one, other in combinations(NAMES, 2) if one.startswith(other) or _near(one, other)] == []
    assert len(NAMES) >= 150


def _near(one: str, other: str) -> bool:
    """Do they differ in one letter, put in, left out or another one?"""
    short, long = sorted((one.lower(), other.lower()), key=len)
    if len(long) - len(short) > 1:
        return False
    place = next((number for number, letter in enumerate(short) if letter != long[number]), len(short))
    return short[place + (len(short) == len(long)) :] == long[place + 1 :]


def test_a_second_cohort_has_other_names_and_another_organisation_the_same() -> None:
    northwind, southgate = make.organisation("Northwind"), make.organisation("Southgate")
    first, second = make.cohort(make.programme(northwind)), make.cohort(make.programme(northwind))
    elsewhere = make.cohort(make.programme(southgate))
    with transaction.atomic():
        found = {
            cohort.code: open_circle(cohort, [make.membership(name, of)], free_names(cohort, 1)[0], make.NOW).name
            for cohort, name, of in ((first, "Amara", northwind), (second, "Bruno", northwind),
                                     (elsewhere, "Kofi", southgate))
        }  # fmt: skip
    assert list(found.values()) == ["Harbour", "Lantern", "Harbour"]


def test_a_name_is_not_given_again_when_its_circle_has_ended() -> None:
    Circle.objects.filter(pk=make.circle(name="Harbour").pk).update(closed_at=make.NOW)
    assert names(1) == ["Lantern"]


@given(st.integers(0, 400), st.sets(st.sampled_from(NAMES)))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_there_are_as_many_names_as_are_wanted_and_each_once(wanted: int, taken: set[str]) -> None:
    Circle.objects.all().delete()
    cohort = make.cohort()
    for name in taken:
        make.circle(cohort, name=name)
    found = names(wanted)
    assert (len(found), len({*found, *taken})) == (wanted, wanted + len(taken))
