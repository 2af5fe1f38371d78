from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from edgewise.people.models import Membership, Person
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def amara() -> Membership:
    return make.membership("Amara")


def test_each_circle_shows_its_own_people(amara: Membership, sign_in: SignIn) -> None:
    make.circle(members=[amara, make.membership("Bruno")])
    other = make.circle(members=[amara, make.membership("Chidi")], name="Lantern")
    make.circle(members=[make.membership("Dana"), make.membership("Elif")], name="Cedar")
    make.ended_seat(other, make.membership("Ines"))
    circles = sign_in(amara.person).get("/circles/").context["circles"]
    shown = {seat.circle.name: [one.membership.person.name for one in company] for seat, company in circles}
    assert shown == {"Harbour": ["Amara", "Bruno"], "Lantern": ["Amara", "Chidi"]}


def test_three_circles_ask_as_many_questions_as_one(amara: Membership, sign_in: SignIn) -> None:
    client = sign_in(amara.person)

    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            client.get("/circles/")
        return len(found)

    make.circle(members=[amara, make.membership("Bruno")])
    asked()
    one = asked()
    for name in ("Lantern", "Cedar"):
        make.circle(members=[amara, make.membership("Chidi")], name=name)
    assert asked() == one
