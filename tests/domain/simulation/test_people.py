from __future__ import annotations

from datetime import date
from random import Random

from edgewise.domain.simulation.people import LEADERS, invented_people

TODAY = date(2026, 11, 22)


def test_the_same_dice_invent_the_same_people_each_with_an_address_of_their_own() -> None:
    people = invented_people(300, Random(1), "harbour.example", TODAY)
    assert people == invented_people(300, Random(1), "harbour.example", TODAY)
    assert len({person.email for person in people}) == 300


def test_everyone_reports_to_a_leader_and_the_leaders_to_the_first_of_them() -> None:
    people = invented_people(48, Random(1), "harbour.example", TODAY)
    leaders = [people[place].email for place in LEADERS]
    assert {person.manager_email for person in people} == {"", *leaders}
    assert [people[place].manager_email for place in LEADERS] == ["", *[leaders[0]] * 7]
