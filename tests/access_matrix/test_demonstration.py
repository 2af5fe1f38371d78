"""People of a demonstration, visitors and bots, stand in no list, figure or file of an organisation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.http import HttpResponseBase, StreamingHttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from edgewise.people.models import Membership, Person
from edgewise.rooms.demonstration.actions import BOTS, VISITORS, start_demo_session
from edgewise.rooms.models.sessions import Attendance, AttendanceStatus, Session, SessionStatus
from tests.access_matrix.test_matrix import MATRIX, arguments_of
from tests.access_matrix.world import World, seeded
from tests.conftest import Kept

pytestmark = pytest.mark.django_db
NAMES = (*BOTS, "Robin Newman", "bots.invalid", "First table")
RESPONSIBLE = ("coordinator", "owner")
INVENTED = {"programmes:told"}  # letters with invented facts, names among them
PAGES = [
    name
    for name, row in MATRIX["routes"].items()
    if "GET" in row and not name.startswith("live:") and name not in INVENTED
]
SEARCHES = ("Robin", "Keller", "First")


def visited() -> World:
    """The seeded world, in which visitors have held a session of the demonstration, and others begin one."""
    world = seeded()
    held, _who = start_demo_session("participant")
    Session.objects.filter(pk=held.pk).update(status=SessionStatus.CLOSED, closed_at=timezone.now(), closed_itself=True)
    Attendance.objects.filter(session=held).update(status=AttendanceStatus.NO_SHOW)
    start_demo_session("facilitator")
    return world


@pytest.fixture(scope="module")
def world(kept: Kept) -> Iterator[World]:
    yield from kept(visited)


def body(answer: HttpResponseBase) -> str:
    found = b"".join(answer) if isinstance(answer, StreamingHttpResponse) else answer.content  # type: ignore[attr-defined]
    return bytes(found).decode(errors="replace")


def seen_in(client: Client, path: str) -> list[str]:
    html = body(client.get(path))
    return [name for name in NAMES if name in html]


def client_of(who: Person | None) -> Client:
    client = Client()
    assert who is not None
    client.force_login(who)
    return client


@pytest.mark.parametrize("role", RESPONSIBLE)
@pytest.mark.parametrize("name", PAGES)
def test_no_page_or_file_of_those_responsible_names_them(world: World, name: str, role: str) -> None:
    row = MATRIX["routes"][name]
    path = reverse(
        name.split(maxsplit=1)[0], kwargs=arguments_of(name.split(maxsplit=1)[0], row.get("with", {}), world)
    )
    assert seen_in(client_of(world.people[role]), path) == []


@pytest.mark.parametrize("role", RESPONSIBLE)
@pytest.mark.parametrize("words", SEARCHES)
def test_no_search_finds_them(world: World, words: str, role: str) -> None:
    html = body(client_of(world.people[role]).get(reverse("web:search"), {"q": words}))
    assert [name for name in NAMES if name in html.replace(f'value="{words}"', "")] == []


def test_they_are_there_to_be_seen_by_an_owner_of_their_own(world: World) -> None:
    """So that the tests above have something that could leak."""
    owner = Membership.objects.filter(organisation__slug=VISITORS).earliest("pk")
    Membership.objects.filter(pk=owner.pk).update(is_owner=True)
    people = seen_in(client_of(owner.person), reverse("people:people", args=[VISITORS]))
    assert {*BOTS, "Robin Newman"} <= {*people}
