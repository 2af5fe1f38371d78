"""A decision with a keyboard alone, at both widths: written down, changed, taken, looked at, and a line beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import come_in, listen
from tests.e2e.server import Server
from tests.e2e.test_goals import Keys

DECISION = "I give the launch to Dana"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("decisions"))
    found.start()
    found.seed("pair_hours")
    yield found
    found.stop()


@pytest.fixture
def link(server: Server) -> str:
    """A new one of Amara's, who has one more decision that waits each time."""
    server.seed("decisions")
    found: str = json.loads(server.seed("links"))["Amara"]
    return found


@pytest.mark.parametrize("width", [1440, 390])
def test_a_decision_is_kept_with_the_keyboard_from_its_first_word_to_the_line_beside_it(
    browser: Browser, server: Server, link: str, width: int
) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 844}, timezone_id="UTC")
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints, keys = listen(page), Keys(page)
    come_in(page, link)
    page.goto("/decisions/")
    keys.arrive("My decisions")
    look(keys)
    write(keys)
    add(keys)
    keys.press("link", "My decisions")
    keys.arrive("My decisions")
    assert complaints.said == []
    context.close()


def look(keys: Keys) -> None:
    """What waits is answered where it stands, without another page."""
    keys.choose("No, differently")
    keys.choose("Yes", of="happened")
    keys.write("learnt", "It was luck")
    keys.press("button", "Note it")
    expect(keys.page.get_by_role("status").get_by_text("Noted. Say in a sentence what you learnt.")).to_be_visible()
    assert keys.page.evaluate("document.activeElement.textContent").strip().startswith("Noted.")
    keys.page.reload()
    keys.arrive("My decisions")


def write(keys: Keys) -> None:
    """A vague forecast gets a question as it is typed, and what is missing is said beside its field."""
    keys.press("link", "Write a decision down")
    keys.arrive("Write a decision down")
    keys.write("chosen", DECISION)
    keys.write("before", "60")
    keys.write("assumption_1", "Dana has time in March")
    keys.write("test_1", "I ask her today")
    keys.write("forecast", "Morale is better")
    expect(keys.page.get_by_text("two people may not agree on that")).to_be_visible()
    keys.press("button", "Keep it open")
    expect(keys.page.get_by_text("Say how likely it is, from 0 to 100.").first).to_be_visible()
    keys.write("forecast", "Both leads have agreed")
    keys.write("by", (datetime.now(UTC) + timedelta(days=20)).strftime("%m%d%Y"))
    keys.write("chance", "70")
    keys.write("after", "45")
    keys.press("button", "Keep it open")
    keys.arrive(DECISION)
    keys.press("link", "Change")
    keys.arrive("Change the decision")
    keys.write("after", "50")
    keys.press("button", "Keep it open")
    keys.arrive(DECISION)
    keys.press("button", "Take it")
    keys.arrive(DECISION)
    expect(keys.page.get_by_text("That is a good sign: you saw what you had not seen before.").first).to_be_visible()


def add(keys: Keys) -> None:
    keys.press("button", "Not before it")
    keys.arrive(DECISION)
    open_up(keys.page, "Add a line beside it")
    keys.write("words", "She asked me first")
    keys.press("button", "Add it")
    keys.arrive(DECISION)
    expect(keys.page.get_by_text("She asked me first")).to_be_visible()


def open_up(page: Page, words: str) -> None:
    page.get_by_text(words, exact=True).focus()
    page.keyboard.press("Enter")
