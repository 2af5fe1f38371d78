"""What every suite shares. Markers and the two stores are explained in CONTRIBUTING.md."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.test import Client
from hypothesis import settings as hypothesis_settings

from edgewise.people.models import Person
from tests import machine

# Two cores shared with a browser and two databases: slow is no failure here.
hypothesis_settings.register_profile("edgewise", deadline=None)
hypothesis_settings.load_profile("edgewise")


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
