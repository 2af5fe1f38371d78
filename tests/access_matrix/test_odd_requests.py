"""Every route of the matrix, asked with what no page of ours sends: an answer, and never a fault of the server."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import reverse

from checks.tree import PACKAGE, ROOT
from edgewise.people.models import Person
from tests.access_matrix.test_matrix import MATRIX, arguments_of
from tests.access_matrix.world import PEOPLE, World, seeded
from tests.conftest import Kept

pytestmark = [pytest.mark.store, pytest.mark.slow]
# Sent as they are, in UTF-8, and as bytes that are none.
ODD = [
    "%00",
    "%ED%A0%80",  # half of a letter: a lone surrogate
    "9" * 30,
    "-1",
    "%C2%B2",  # ², which Python calls a digit and int() refuses
    "0001-01-01",
    "9999-12-31",
    "http://[::1",
]
NAMED = re.compile(
    r"""(?:GET|POST)(?:\.get\(|\.getlist\(|\[)"(\w+)"|^    (\w+) = (?:forms\.|\w+Field\()""", re.MULTILINE
)
NAMES = sorted(
    {
        name
        for path in (ROOT / PACKAGE).rglob("*.py")
        for found in NAMED.findall(path.read_text())
        for name in found
        if name
    }
    | {"next"}
)
ROWS = [name for name in MATRIX["routes"] if not name.startswith("live:")]
MANY = "&".join(f"f{number}=1" for number in range(2000))


@pytest.fixture(scope="module")
def world(kept: Kept) -> Iterator[World]:
    yield from kept(seeded)


def test_the_names_that_pages_read_are_known() -> None:
    assert {"next", "page", "appearance", "version", "day", "q"} <= set(NAMES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ROWS)
def test_an_odd_request_is_answered(world: World, name: str) -> None:
    row, route = MATRIX["routes"][name], name.split(maxsplit=1)[0]
    url = reverse(route, kwargs=arguments_of(route, row.get("with", {}), world))
    who = world.people[_let_in(row)]

    assert list(_faults(who, row, url)) == []


def _let_in(row: dict[str, str]) -> str:
    """One of the people who get further than the door."""
    words = " ".join(row[method] for method in ("GET", "POST") if method in row).split()
    answers = [(word in ("200", "302"), list(PEOPLE)[place % len(PEOPLE)]) for place, word in enumerate(words)]
    return max(answers, key=lambda answer: (answer[0], answer[1] != "nobody"))[1]


def _faults(who: Person | None, row: dict[str, str], url: str) -> Iterator[str]:
    client = Client(raise_request_exception=False)
    if who is not None:
        client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[0])
    for odd in [*("&".join(f"{each}={value}" for each in NAMES) for value in ODD), MANY]:
        for method in ("GET", "POST"):
            if method in row and (status := _status(client, method, url, odd)) >= 500:
                yield f"{method} {odd[:60]}: {status}"


def _status(client: Client, method: str, url: str, odd: str) -> int:
    """The odd words stand in the address, and in the body of what is posted."""
    with transaction.atomic():
        if method == "GET":
            answer = client.get(f"{url}?{odd}")
        else:
            answer = client.post(f"{url}?{odd}", odd, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    return answer.status_code
