"""Ties of a cohort, from the attendance of its sessions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from edgewise.desk.ties.page import Silo, ties_of
from edgewise.desk.ties.queries import met_in
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, SessionStatus
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
FUNCTIONS, UNITS = ("Sales", "Legal", "Product", "Finance"), ("Retail Bank", "Insurance")


def held(circle: Circle, days_ago: int, but: Sequence[str] = (), status: SessionStatus = SessionStatus.CLOSED) -> None:
    """A session that took place; everybody came but these."""
    meeting = make.session(circle, make.NOW - timedelta(days=days_ago), status=status)
    Attendance.objects.filter(session=meeting).update(status=AttendanceStatus.PRESENT)
    missed = Attendance.objects.filter(session=meeting, seat__membership__person__name__in=but)
    missed.update(status=AttendanceStatus.NO_SHOW)


def mixed(cohort: Cohort, circles: int, first: int = 0) -> None:
    """Circles of four, one of each function, two of each unit, all from one site; each has met twice."""
    for number in range(first, first + circles):
        members = [
            make.membership(f"Member {number}.{seat}", function=FUNCTIONS[seat], unit=UNITS[seat % 2], location="Oslo")
            for seat in range(4)
        ]
        circle = make.circle(cohort, members, f"Circle {number}")
        held(circle, 14)
        held(circle, 7)


def silo(cohort: Cohort, key: str) -> Silo:
    silos: list[Silo] = ties_of(cohort, make.NOW.date())["silos"]
    return next(one for one in silos if one.key == key)


def test_the_ties_of_one_circle_are_those_that_a_hand_counts() -> None:
    circle = make.circle(members=[make.membership(name) for name in ("Amara", "Bruno", "Chidi", "Dana")])
    held(circle, 21, but=["Dana"])  # Amara, Bruno and Chidi
    held(circle, 14, but=["Chidi"])  # Amara, Bruno and Dana
    held(circle, 7, but=["Amara", "Dana"])  # Bruno and Chidi
    key = {who.person.name: who.pk for who in Membership.objects.select_related("person")}
    met = met_in(circle.cohort)
    named = {frozenset(pair): times for pair, times in met.times.items()}
    assert named == {
        frozenset((key["Amara"], key["Bruno"])): 2, frozenset((key["Amara"], key["Chidi"])): 1,
        frozenset((key["Bruno"], key["Chidi"])): 2, frozenset((key["Amara"], key["Dana"])): 1,
        frozenset((key["Bruno"], key["Dana"])): 1,
    }  # fmt: skip
    assert {frozenset(pair) for pair in met.ties} == {
        frozenset((key["Amara"], key["Bruno"])), frozenset((key["Bruno"], key["Chidi"])),
    }  # fmt: skip


def test_the_matrix_of_circles_that_all_mix_four_functions_is_what_a_hand_counts() -> None:
    """Six circles, one of each function in each: six ties between any two functions, none within one."""
    cohort = make.cohort()
    mixed(cohort, 6)
    found = silo(cohort, "unit")
    assert (found.found and found.found.pairs, found.found and found.found.across) == (36, 24)
    assert found.picture is not None
    assert found.picture.table.rows == (
        ("Insurance (12 people)", "6", "24"),
        ("Retail Bank (12 people)", "24", "6"),
    )


def test_sessions_that_nobody_held_demonstrations_and_pairs_of_colleagues_make_no_ties() -> None:
    cohort = make.cohort()
    one, two, three = (
        make.circle(cohort, [make.membership(f"{name} {number}") for name in ("Amara", "Bruno")], f"Circle {number}")
        for number in range(3)
    )
    held(one, 7, status=SessionStatus.CANCELLED)
    held(two, 7)
    two.sessions.update(demo=True)
    held(three, 7)
    Circle.objects.filter(pk=three.pk).update(by_colleagues=True)
    assert met_in(cohort).times == {}


def test_the_answer_stands_beside_what_drawing_lots_would_give() -> None:
    cohort = make.cohort()
    mixed(cohort, 6)
    answers = [(one.key, one.answer, one.verdict) for one in ties_of(cohort, make.NOW.date())["silos"]]
    assert answers[0] == (
        "function",
        "32 or more of 36 ties cross functions. Drawing lots would give 28, between 23 and 32.",
        "Not told closely enough to compare.",
    )
    assert answers[1] == (
        "unit",
        "24 of 36 ties cross units. Drawing lots would give 19, between 12 and 22.",
        "More than chance gives.",
    )
    assert answers[2][1:] == (
        "Fewer than five of 36 ties cross sites. Drawing lots would give 0, between 0 and 0.",
        "Not told closely enough to compare.",
    )


def test_a_fact_that_is_on_record_of_nobody_is_said_to_be_too_little() -> None:
    cohort = make.cohort()
    mixed(cohort, 6)
    Membership.objects.update(unit="")
    found = silo(cohort, "unit")
    assert (found.told, found.answer, found.matrix) == (None, "", None)
    assert found.verdict == "Too few ties to tell: it takes ten between people of whom it is on record."


def test_ties_of_whom_a_fact_is_not_known_are_left_out_and_counted() -> None:
    cohort = make.cohort()
    mixed(cohort, 6)
    Membership.objects.filter(person__name__in=("Member 0.0", "Member 1.0")).update(unit="")
    assert silo(cohort, "unit").left_out == "6 ties are left out: of somebody in them it is not on record."


def page(client: Client, cohort: Cohort) -> str:
    return client.get(reverse("desk:ties", args=[cohort.code])).content.decode()


def test_with_few_ties_the_page_says_so_and_shows_no_number(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    mixed(cohort, 1)
    shown = page(sign_in(make.person("Grace")), cohort)
    assert "Too few ties yet" in shown
    assert 'id="chances"' not in shown


def test_the_page_begins_with_the_answer_and_names_nobody(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    mixed(cohort, 6)
    shown = page(sign_in(make.person("Grace")), cohort)
    assert "32 or more of 36 ties cross functions. Drawing lots would give 28, between 23 and 32." in shown
    assert "2,000 draws, seed 1" in shown
    assert "Member 0" not in shown


def test_a_group_of_few_people_of_a_resource_group_is_not_named(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    mixed(cohort, 8)
    assert "Retail Bank" in page(sign_in(make.person("Grace")), cohort)
    Cohort.objects.filter(pk=cohort.pk).update(is_erg=True)
    Membership.objects.filter(unit="Insurance", function="Legal").update(unit="Insurance, Nordics")
    Membership.objects.filter(unit="Insurance").update(unit="Insurance, Baltics")
    shown = page(sign_in(make.person("Grace")), cohort)
    assert ("Retail Bank" in shown, "Nordics" in shown, "Baltics" in shown) == (True, False, False)


@pytest.mark.parametrize("circles", [1, 6])
def test_it_takes_a_fixed_number_of_queries(sign_in: SignIn, circles: int) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    mixed(cohort, circles)
    with CaptureQueriesContext(connection) as seen:
        ties_of(cohort, make.NOW.date())
    assert len(seen) == 4


def test_the_results_of_a_cohort_lead_to_its_ties(sign_in: SignIn) -> None:
    cohort = make.cohort(coordinators=[make.membership("Grace")])
    shown = sign_in(make.person("Grace")).get(reverse("desk:figures", args=[cohort.code])).content.decode()
    assert reverse("desk:ties", args=[cohort.code]) in shown
