"""Feedback by keyboard alone: a judgement is reworded, sent, read, answered, and becomes a step under a goal."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, come_in, listen, overflow
from tests.e2e.server import Server

JUDGED = "You are always late."
SEEN = "You came at 9:10, ten minutes after we had begun."
TO_TRY = "Write us a line when you are on your way"
MOST_TABS = 60


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    found.start()
    yield found
    found.stop()


def test_feedback_is_written_read_answered_and_made_a_step_by_keyboard(browser: Browser, server: Server) -> None:
    links = json.loads(server.seed("feedback"))
    bruno, amara = signed_in(browser, links["Bruno"]), signed_in(browser, links["Amara"])
    complaints = [listen(page) for page in (bruno, amara)]
    write_and_reword(bruno, server.url)
    path = read_and_answer(amara, server.url)
    expect_landed(bruno, server.url + path)
    make_it_a_step(amara)
    outside = [status_of(browser, links[name], server.url + path) for name in ("Chidi", "Grace", "Hana")]
    assert (outside, [one.said for one in complaints]) == ([404] * 3, [[], []])


def write_and_reword(page: Page, url: str) -> None:
    page.goto(f"{url}/feedback/")
    press(page, "a", "Give feedback")
    tab_to(page, "select", "For whom?")
    page.keyboard.press("A")  # Amara
    for _ in range(5):
        page.keyboard.press("Tab")
    page.keyboard.type(JUDGED)
    hint = page.locator("#hints-change")
    expect(hint).to_contain_text("Name one occasion")
    expect(hint).to_contain_text("On … (a day, a meeting) you were late.")
    assert_accessible(page)
    page.keyboard.press("Shift+Tab")
    page.keyboard.type("In our session on Monday")
    page.keyboard.press("Tab")
    page.keyboard.press("Control+a")
    page.keyboard.type(SEEN)
    expect(hint).not_to_contain_text("Name one occasion")
    page.keyboard.press("Tab")
    page.keyboard.type("We began a second time.")
    page.keyboard.press("Tab")
    page.keyboard.type(TO_TRY)
    press(page, "button", "Send")
    expect(page.get_by_text("Sent. Amara gets a message")).to_be_visible()


def read_and_answer(page: Page, url: str) -> str:
    """The path of the piece."""
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(url)
    press(page, "a", "Read it: from Bruno")
    expect(page.get_by_text(SEEN)).to_be_visible()
    assert overflow(page) == 0
    assert_accessible(page)
    tab_to(page, "input", "It helped")
    page.keyboard.press("Space")
    press(page, "button", "Answer")
    expect(page.get_by_text("Bruno sees how it landed.")).to_be_visible()
    return page.url.removeprefix(url)


def expect_landed(page: Page, url: str) -> None:
    page.goto(url)
    expect(page.get_by_role("heading", name="Amara says: It helped")).to_be_visible()
    expect(page.get_by_role("button", name="Take it back")).to_have_count(0)


def make_it_a_step(page: Page) -> None:
    press(page, "a", "Set a step under: Ask Dana for an hour")
    expect(page.get_by_label("I will")).to_have_value(TO_TRY)
    tab_to(page, "input", "I will")
    page.keyboard.press("Control+a")
    page.keyboard.type("I write a line when I am on my way")
    page.keyboard.press("Enter")
    expect(page.get_by_text("I write a line when I am on my way", exact=True)).to_be_visible()


def press(page: Page, tag: str, name: str) -> None:
    tab_to(page, tag, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def tab_to(page: Page, tag: str, name: str) -> None:
    """Press Tab until it has the focus."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        here = page.evaluate(
            """() => {
              const here = document.activeElement;
              const name = here.labels?.[0]?.textContent || here.textContent;
              return [here.tagName.toLowerCase(), name.trim().replace(/\\s+/g, " ")];
            }"""
        )
        if here == [tag, name]:
            return
    raise AssertionError(f"no {tag} {name!r} in the way of the Tab key")


def signed_in(browser: Browser, link: str) -> Page:
    context = browser.new_context(timezone_id="UTC")
    context.set_default_timeout(15_000)
    page = context.new_page()
    come_in(page, link)
    return page


def status_of(browser: Browser, link: str, url: str) -> int:
    answer = signed_in(browser, link).goto(url)
    assert answer is not None
    return answer.status
