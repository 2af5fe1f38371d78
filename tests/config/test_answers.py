"""A store that is away or full: the page says so and can be tried again."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client, override_settings
from redis.exceptions import ConnectionError as RedisAway

from edgewise.config.stores import Fault, RedisOrMemory, fault_of
from edgewise.people.models import Person
from tests.e2e.server import free_port
from tests.make import person

AWAY = "unable to open database file"
FULL = "database or disk is full"
LOCKED = "database is locked"


@contextmanager
def answering(words: str, *, reads: bool = True) -> Iterator[None]:
    """A database that refuses every statement, or only those that write."""

    def refuse(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if reads or not sql.startswith("SELECT"):
            raise OperationalError(words)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        yield


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (AWAY, "the database does not answer"),
        (FULL, "its disk is full"),
        (LOCKED, "the database stays locked"),
    ],
)
def test_a_page_says_what_is_away_and_can_be_tried_again(
    sign_in: Callable[[Person], Client], words: str, said: str
) -> None:
    client = sign_in(person("Amara"))
    client.raise_request_exception = False
    with answering(words):
        answer = client.get("/commitments/?x=1&y=2")
    page = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert said in page
    assert 'href="/commitments/?x=1&amp;y=2"' in page
    assert client.get("/commitments/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("words", [AWAY, FULL, LOCKED])
def test_to_ask_for_a_code_is_answered_and_nothing_is_promised(words: str) -> None:
    amara, client = person("Amara"), Client(raise_request_exception=False)
    with answering(words, reads=words == AWAY):
        answer = client.post("/accounts/login/", {"email": amara.email})
    assert answer.status_code == 503
    assert "Wait a moment, go back and send it again." in answer.content.decode()


@pytest.mark.django_db
def test_the_page_keeps_dark_dark() -> None:
    client = Client(raise_request_exception=False)
    client.cookies["appearance"] = "dark"
    client.cookies["sessionid"] = "x" * 32
    with answering(AWAY):
        assert 'data-theme="dark"' in client.get("/").content.decode()


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), Fault.FULL),
        (OSError(errno.EACCES, "Permission denied"), None),
        (OperationalError("disk I/O error"), Fault.FULL),
        (OperationalError("no such table: people_person"), None),
        (OperationalError("connection refused"), Fault.DATABASE),
        (RedisAway(), Fault.REDIS),
        (ValueError("ours"), None),
        (None, None),
    ],
)
def test_only_a_store_is_blamed_for_what_a_store_does(problem: BaseException | None, fault: Fault | None) -> None:
    assert fault_of(problem) is fault


def away() -> dict[str, Any]:
    backend = "edgewise.config.stores.RedisOrMemory"
    return {"default": {"BACKEND": backend, "LOCATION": f"redis://127.0.0.1:{free_port()}/0", "OPTIONS": {}}}


@pytest.mark.django_db
def test_without_redis_people_sign_in_and_the_limits_still_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(RedisOrMemory, "away_until", 0.0)
    amara = person("Amara")
    with override_settings(CACHES=away()):
        said = [Client().post("/accounts/login/", {"email": amara.email}).status_code for _ in range(4)]
        cache.clear()
    assert said == [302, 302, 302, 200]
    assert len(mail.outbox) == 3


def test_an_address_that_nobody_told_of_is_named_as_the_reason() -> None:
    answer = Client().get("/accounts/login/", headers={"Host": "other.example.org"})
    assert answer.status_code == 400
    assert "Set EDGEWISE_BASE_URL to the address that people type" in answer.content.decode()


def test_another_request_that_makes_no_sense_does_not_blame_the_address() -> None:
    with override_settings(DEMO=True):
        answer = Client().post("/demo/join/", {"role": "nobody"})
    assert (answer.status_code, "EDGEWISE_BASE_URL" in answer.content.decode()) == (400, False)
