"""A circle's own page: its people first; the agreement folded away unless it waits for its reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from edgewise.people.models import Membership, Person
from edgewise.people.photographs.actions import keep_photograph
from edgewise.programmes.agreements.actions import sign
from edgewise.programmes.circles.actions import open_circle
from edgewise.programmes.models.circles import Circle
from tests import make

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]


@pytest.fixture
def amara() -> Membership:
    return make.membership("Amara")


@pytest.fixture
def harbour(amara: Membership) -> Circle:
    return open_circle(make.cohort(), [amara, make.membership("Bruno Diallo")], "Harbour", make.NOW)


def page(client: Client, circle: Circle) -> str:
    return client.get(f"/circles/{circle.code}/").content.decode()


def test_its_people_come_first_with_their_faces(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    photograph = keep_photograph(make.person("Bruno Diallo"), b"bruno")
    html = page(sign_in(amara.person), harbour)
    order = [html.index(words) for words in ("Bruno Diallo", "Next session", "Agreement and norms")]
    assert (order == sorted(order), f"/photographs/{photograph.code}/" in html) == (True, True)


def test_the_agreement_is_open_until_its_reader_has_signed(harbour: Circle, amara: Membership, sign_in: SignIn) -> None:
    client = sign_in(amara.person)
    assert 'class="disclose fold" open' in page(client, harbour)
    assert sign(harbour.seats.get(membership=amara), 1)
    html = page(client, harbour)
    assert ('class="disclose fold">' in html, "1 of 2 have signed" in html) == (True, True)
