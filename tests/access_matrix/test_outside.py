"""A person from outside, at every route of the matrix: nothing but her own, as for somebody of another organisation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse

from edgewise.people.models import Person
from tests.access_matrix.test_matrix import MATRIX, ROWS, answer_to, arguments_of
from tests.access_matrix.world import PEOPLE, World, seeded
from tests.conftest import Kept

pytestmark = pytest.mark.django_db
HERS = {  # route and method -> what is another answer than a stranger's: her dates, which her first page leads to
    ("home", "GET"): "302",
    ("leaders:outside-agreement", "GET"): "200",
    ("leaders:outside-agreement", "POST"): "200",
}


@pytest.fixture(scope="module")
def world(kept: Kept) -> Iterator[World]:
    yield from kept(seeded)


@pytest.mark.parametrize(("name", "method"), ROWS)
def test_she_gets_what_a_stranger_gets(world: World, name: str, method: str) -> None:
    row, route = MATRIX["routes"][name], name.split(maxsplit=1)[0]
    url = reverse(route, kwargs=arguments_of(route, row.get("with", {}), world))
    noor = Person.objects.get(email="noor@coaches.example")
    stranger = row[method].split()[list(PEOPLE).index("elsewhere")]
    assert answer_to(noor, method, url, row.get("body", {})) == HERS.get((name, method), stranger)


def test_her_own_session_is_open_to_her_and_the_next_one_is_not(world: World) -> None:
    noor = Person.objects.get(email="noor@coaches.example")
    hers = reverse("rooms:room", args=[world.names["outside_session"]])
    answers = [answer_to(noor, "GET", page, {}) for page in (hers, f"{hers}record/", f"{hers}replay/", f"{hers}table/")]
    assert answers == ["200", "404", "404", "404"]
    asked = reverse("leaders:outside-agreement", args=[world.names["invitation"]])
    assert [answer_to(noor, method, asked, {"version": "0"}) for method in ("GET", "POST")] == ["404", "404"]
