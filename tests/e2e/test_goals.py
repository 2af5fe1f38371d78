"""Every page of a goal, with a keyboard alone, at both widths: set, changed, told of, closed, opened and deleted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browser import assert_accessible, come_in, keyboard_walk, listen, overflow
from tests.e2e.server import Server

GOAL = "I give each of my people an hour of their own"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("goals"))
    found.start()
    found.seed("pair_hours")
    yield found
    found.stop()


@pytest.fixture
def link(server: Server) -> str:
    """A new one of Amara's: each ends the one before."""
    found: str = json.loads(server.seed("links"))["Amara"]
    return found


class Keys:
    """Somebody who has no mouse: each page is looked at before anything on it is pressed."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def arrive(self, heading: str, first: str = "a Skip to the content") -> None:
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        assert keyboard_walk(self.page)[0] == first
        assert overflow(self.page) == 0
        assert_accessible(self.page)

    def press(self, role: str, name: str) -> None:
        self._go_to(self.page.get_by_role(role, name=name, exact=True).first)  # type: ignore[arg-type]
        self.page.keyboard.press("Enter")

    def unfold(self, words: str) -> None:
        """The first of the parts that are folded under these words."""
        summary = self.page.locator("summary").filter(has_text=words).first
        self._go_to(summary)
        self.page.keyboard.press("Enter")
        expect(self.page.locator("details[open]").filter(has=summary)).to_be_visible()

    def choose(self, name: str, of: str = "") -> None:
        """The first of the radio buttons has the focus when Tab comes to them; the arrows go on from there.

        `of` is the field, where two have the same answer.
        """
        wanted = self.page.get_by_role("radio", name=name, exact=True)
        wanted = wanted.and_(self.page.locator(f"[name={of}]")) if of else wanted
        group = self.page.locator(f'input[type=radio][name="{wanted.get_attribute("name")}"]')
        self._go_to(*group.all())
        for _ in range(group.count()):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        assert wanted.is_checked()

    def write(self, field: str, words: str) -> None:
        self._go_to(self.page.locator(f"[name={field}]"))
        self.page.keyboard.press("Control+A")
        self.page.keyboard.type(words)
        self.page.keyboard.press("Tab")

    def _go_to(self, *targets: Locator) -> None:
        """Tab until one of them has the focus."""
        self.page.evaluate("document.activeElement?.blur()")
        for _ in range(200):
            self.page.keyboard.press("Tab")
            if any(one.evaluate("here => here === document.activeElement") for one in targets):
                return
        raise AssertionError(f"Tab never came to {targets}")


@pytest.mark.parametrize("width", [1440, 390])
def test_a_goal_is_kept_with_the_keyboard_from_setting_it_to_deleting_it(
    browser: Browser, server: Server, link: str, width: int
) -> None:
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 844}, timezone_id="UTC")
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints, keys = listen(page), Keys(page)
    come_in(page, link)
    page.goto("/goals/")
    keys.arrive("Goals")
    set_it(keys)
    keep_at_it(keys)
    close_it(keys)
    keys.press("link", "Delete it")
    keys.arrive("Delete the goal?")
    keys.press("button", "Delete it")
    keys.arrive("Goals")
    expect(page.get_by_role("heading", name="No goal yet")).to_be_visible()
    assert complaints.said == []
    context.close()


def set_it(keys: Keys) -> None:
    """What is missing is said beside its field before it is set."""
    keys.press("link", "Set a goal")
    keys.arrive("New goal")
    keys.write("what", GOAL)
    keys.write("baseline", "1")
    keys.write("unit", "hours")
    keys.write("by_date", (datetime.now(UTC) + timedelta(days=40)).strftime("%m%d%Y"))
    keys.choose("My circle")
    keys.press("button", "Set it")
    keys.arrive("New goal", first="textarea What do you want to reach?")  # what is wrong has the focus, above it
    expect(keys.page.get_by_text("Give the target too, or leave both numbers empty.").first).to_be_visible()
    keys.write("target", "5")
    keys.press("button", "Set it")
    keys.arrive(GOAL)


def keep_at_it(keys: Keys) -> None:
    keys.choose("It slipped")
    keys.write("value", "2")
    keys.press("button", "Tell")
    keys.arrive(GOAL)
    expect(keys.page.get_by_text("25 %").first).to_be_visible()
    keys.press("link", "Change")
    keys.arrive("Change the goal")
    keys.write("target", "3")
    keys.press("button", "Save")
    keys.arrive(GOAL)
    expect(keys.page.get_by_text("50 %").first).to_be_visible()


def close_it(keys: Keys) -> None:
    """And open it again, since that is offered, and close it for good."""
    for again in (True, False):
        keys.press("link", "Close the goal")
        keys.arrive("Close the goal")
        keys.choose("Partly")
        keys.write("reached", "They ask for their hour.")
        keys.press("button", "Close it")
        keys.arrive("Goals")
        keys.press("link", GOAL)
        keys.arrive(GOAL)
        if again:
            keys.press("button", "Open it again")
            keys.arrive(GOAL)
