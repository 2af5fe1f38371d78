"""What every suite shares. Markers and the two stores are explained in CONTRIBUTING.md."""

from __future__ import annotations

import gc
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Protocol, TypeVar

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.test import Client
from hypothesis import Phase
from hypothesis import settings as hypothesis_settings
from pytest_django import DjangoDbBlocker

from edgewise.people.models import Person
from tests import emptying, machine, template

World = TypeVar("World")

# Two cores shared with a browser and two databases: slow is no failure here. Where nobody waits for the smallest
# example, none is looked for: a long session has thousands to try.
SHRINKING = {Phase.shrink, Phase.explain}
phases = [one for one in Phase if not (os.environ.get("CI") and one in SHRINKING)]
EXAMPLES = 50 if os.environ.get("CI") else 100  # of a rule that names no number: other ones in each run
hypothesis_settings.register_profile("edgewise", deadline=None, phases=phases, max_examples=EXAMPLES)
hypothesis_settings.load_profile("edgewise")


class Kept(Protocol):
    def __call__(self, build: Callable[[], World]) -> Iterator[World]: ...


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        os.environ[template.RUN] = secrets.token_hex(4)
    emptying.instead_of_flush()


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput") and connection.vendor == "postgresql":
        template.end_run(os.environ["EDGEWISE_DATABASE_URL"])


def pytest_collection_finish() -> None:
    gc.enable()
    gc.freeze()  # what every test needs is not looked through again and again


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Last, because Playwright leaves an event loop running and Django refuses the database where there is one.
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    absent = {
        "browser": (machine.chromium() is None, "no Chromium on this machine"),
        "postgres": (connection.vendor != "postgresql", "not running on PostgreSQL"),
        "redis": (not settings.REDIS_URL, "EDGEWISE_REDIS_URL is not set"),
    }
    for item in items:
        for marker, (missing, reason) in absent.items():
            if missing and item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What pytest-django does by going through all migrations: a database for this process alone."""
    database = settings.DATABASES["default"]
    kept, own = database["NAME"], database["TEST"]["NAME"]
    is_file = connection.vendor == "sqlite"
    if is_file:
        template.copy_file(Path(own))
    else:
        template.copy_database(os.environ["EDGEWISE_DATABASE_URL"], own)
    with django_db_blocker.unblock():
        connection.close()
        database["NAME"] = connection.settings_dict["NAME"] = own
        yield
        connections.close_all()
        database["NAME"] = connection.settings_dict["NAME"] = kept
        if not is_file:
            template.drop_database(os.environ["EDGEWISE_DATABASE_URL"], own)


@pytest.fixture(scope="session")
def kept(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Kept:
    """`yield from kept(build)` in a fixture of a module: a world that is built once, and that each test finds as built.

    It is in a transaction that ends with the fixture; each test's own is a savepoint in it. Not for tests with
    transactions of their own, nor where it matters what is sent or logged while it is built.
    """

    def kept(build: Callable[[], World]) -> Iterator[World]:
        outer = transaction.atomic()
        with django_db_blocker.unblock():
            outer.__enter__()
            world = build()
        yield world
        with django_db_blocker.unblock():
            transaction.set_rollback(True)
            outer.__exit__(None, None, None)

    return kept


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


@pytest.fixture
def sign_in() -> Callable[[Person], Client]:
    """`sign_in(person)` is a browser in which that person has signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return client

    return signed_in
