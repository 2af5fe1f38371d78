"""Every line of routes.toml, asked by all eight people."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import get_resolver, reverse

from checks import routes
from checks.tree import ROOT
from edgewise.people.models import Person
from tests.access_matrix.world import PEOPLE, World, seeded
from tests.conftest import Kept

MATRIX: dict[str, Any] = tomllib.loads((ROOT / routes.MATRIX).read_text())
KEPT = {"programmes:photograph": "private, max-age=86400"}  # by its reader's own browser; under another address anew
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROWS = [
    pytest.param(name, method, id=f"{method} {name}")
    for name, row in MATRIX["routes"].items()
    for method in METHODS
    if method in row and not name.startswith("live:")
]


def test_every_route_is_in_the_matrix() -> None:
    assert routes.problems(ROOT) == []


@pytest.fixture(scope="module")
def world(kept: Kept) -> Iterator[World]:
    yield from kept(seeded)


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), ROWS)
def test_each_person_gets_what_the_matrix_says(world: World, name: str, method: str) -> None:
    row, route = MATRIX["routes"][name], name.split(maxsplit=1)[0]
    url = reverse(route, kwargs=arguments_of(route, row.get("with", {}), world))

    answers = {role: answer_to(who, method, url, row.get("body", {})) for role, who in world.people.items()}

    assert answers == dict(zip(PEOPLE, row[method].split(), strict=True))


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "method"), ROWS)
def test_no_page_is_kept_by_a_browser_or_a_proxy(world: World, name: str, method: str) -> None:
    row, route = MATRIX["routes"][name], name.split(maxsplit=1)[0]
    url = reverse(route, kwargs=arguments_of(route, row.get("with", {}), world))
    for role in ("nobody", "owner", "member"):
        response = _response(world.people[role], method, url, row.get("body", {}))
        kept = KEPT.get(route, "no-store") if response.status_code == HTTPStatus.OK else "no-store"
        assert kept in response.headers["Cache-Control"], role


def arguments_of(name: str, said: dict[str, str], world: World) -> dict[str, str]:
    """The route's arguments from the world: each by the name the row gives it, or by its own; others literally."""
    wanted = dict(routes.django_routes(get_resolver()))[name]
    return {argument: world.names.get(called := said.get(argument, argument), called) for argument in wanted}


def answer_to(who: Person | None, method: str, url: str, body: dict[str, str]) -> str:
    return _word(_response(who, method, url, body))


def _response(who: Person | None, method: str, url: str, body: dict[str, str]) -> HttpResponseBase:
    client = Client(raise_request_exception=False)
    with transaction.atomic():
        if who is not None:
            client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
        response = client.generic(method, url) if method != "POST" else client.post(url, body)
        transaction.set_rollback(True)  # the next person finds the world as it was
    return response


def _word(response: HttpResponseBase) -> str:
    to_sign_in = response.headers.get("Location", "").startswith(resolve_url(settings.LOGIN_URL))
    if response.status_code == 302 and to_sign_in:
        return "login"
    return str(response.status_code)
