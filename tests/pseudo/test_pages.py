"""Every page of the matrix, in a language that nobody speaks: what is read there in English was never marked."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import transaction
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from edgewise.people.models import Person
from tests.access_matrix.test_matrix import MATRIX, ROWS, arguments_of
from tests.access_matrix.world import PEOPLE, World, seeded
from tests.conftest import Kept
from tests.pseudo import known
from tests.pseudo.reading import of_page

ANSWERED = {"200", "302"}


@pytest.fixture(scope="module")
def world(kept: Kept) -> Iterator[World]:
    yield from kept(seeded)


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.parametrize("role", PEOPLE)
def test_nothing_on_a_page_is_without_a_mark(world: World, role: str) -> None:
    """As one of the eight asks for every page and sends every form."""
    place = list(PEOPLE).index(role)
    found = dict[str, list[str]]()
    for name, method in ((str(name), str(method)) for name, method in (row.values for row in ROWS)):
        row, route = MATRIX["routes"][name], name.split(maxsplit=1)[0]
        if row[method].split()[place] in ANSWERED:
            url = reverse(route, kwargs=arguments_of(route, row.get("with", {}), world))
            for text in _english(world.people[role], method, url, row.get("body", {})):
                found.setdefault(text, []).append(f"{method} {name}")

    assert not found, "\n".join(f"{text!r} on {', '.join(pages[:3])}" for text, pages in found.items())


@pytest.mark.parametrize("name", ["400", "403", "403_csrf", "404", "410", "429", "500"])
def test_a_page_about_an_error_is_marked(name: str, rf: RequestFactory) -> None:
    request = rf.get("/")
    request.user = AnonymousUser()

    assert known.unknown(of_page(render_to_string(f"{name}.html", request=request))) == []


def _english(who: Person | None, method: str, url: str, body: dict[str, str]) -> list[str]:
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if who is not None:
            client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
        answer = client.post(url, body, follow=True) if method == "POST" else client.generic(method, url)
        data = known.written()
        transaction.set_rollback(True)
    if not isinstance(answer, HttpResponse) or not answer.headers.get("Content-Type", "").startswith("text/html"):
        return []
    return known.unknown(of_page(answer.content.decode()), data)
