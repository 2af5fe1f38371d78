"""The circle's mirror with a keyboard alone, at both widths: from the circle's page to it, to a record, and back."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import come_in, listen
from tests.e2e.server import Server
from tests.e2e.test_goals import Keys

MIRROR = "The circle’s mirror"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("mirror"))
    found.start()
    yield found
    found.stop()


@pytest.fixture(scope="module")
def story(server: Server) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(server.seed("mirror"))
    return found


@pytest.mark.parametrize(("width", "who"), [(1440, "Dana"), (390, "Elif")])
def test_a_member_reads_what_the_sessions_changed_with_the_keyboard(
    browser: Browser, server: Server, story: dict[str, Any], width: int, who: str
) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 844}, timezone_id="UTC")
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints, keys = listen(page), Keys(page)
    come_in(page, story["links"][who])
    page.goto(story["path"])
    keys.press("link", MIRROR)
    keys.arrive(MIRROR)
    read(keys)
    day = page.locator("main h2 a").first.inner_text()
    keys.press("link", day)
    expect(page).to_have_url(re.compile("/record/$"))
    keys.press("link", MIRROR)
    keys.arrive(MIRROR)
    assert complaints.said == []
    context.close()


def read(keys: Keys) -> None:
    """Two sessions, the latest first; their airtime and options, when they are unfolded."""
    days = [at.get_attribute("datetime") or "" for at in keys.page.locator("main h2 time").all()]
    assert (len(days), days) == (2, sorted(days, reverse=True))
    shares = keys.page.get_by_role("row").filter(has_text="%")
    expect(shares).to_have_count(0)
    keys.unfold("As a table")
    expect(shares).to_have_count(2)
    silent = keys.page.get_by_role("heading", name="Written in silence")
    expect(silent).to_have_count(0)
    keys.unfold("Read them")
    expect(silent).to_have_count(1)


def test_it_is_not_there_for_a_coordinator(browser: Browser, server: Server, story: dict[str, Any]) -> None:
    page: Page = browser.new_page(base_url=server.url)
    come_in(page, story["links"]["Grace"])
    answer = page.goto(story["path"] + "mirror/")
    assert answer is not None
    assert (answer.status, "Decision round" in page.content()) == (404, False)
    page.close()
