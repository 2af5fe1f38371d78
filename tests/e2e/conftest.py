from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e.browser import chromium
from tests.e2e.server import Server
from tests.e2e.table import Table, seated


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever is in this folder needs a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server in demonstration mode with the four personas; tests on it only read or make their own things."""
    server = Server(tmp_path_factory.mktemp("demonstration"), DEMO="true")
    server.start()
    try:
        server.seed("personas")
        yield server
    finally:
        server.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="session")
def tables(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[Table]]:
    """Rooms that nobody has entered yet, on a server of their own, which a test may kill if it starts it again."""
    server = Server(tmp_path_factory.mktemp("rooms"))
    server.start()
    try:
        yield seated(server, browser)
    finally:
        server.stop()


@pytest.fixture
def context(browser: Browser, demonstration: Server) -> Iterator[BrowserContext]:
    fresh = browser.new_context(base_url=demonstration.url)
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    return context.new_page()
