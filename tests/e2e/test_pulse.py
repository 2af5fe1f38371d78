"""The pulse in a browser: answered by the keyboard on a phone, without a script too, and read with its pictures."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, come_in, listen, overflow
from tests.e2e.server import Server

ITEMS = 12
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}


@pytest.fixture
def paths(demonstration: Server) -> dict[str, str]:
    """An open wave, one that is shown, and links to sign in as two who are asked and as their coordinator."""
    found: dict[str, str] = json.loads(demonstration.seed("pulse"))
    return found


def test_somebody_answers_on_a_phone_by_the_keyboard_alone(page: Page, paths: dict[str, str]) -> None:
    complaints = listen(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    come_in(page, paths["first"])
    page.goto(paths["open"])
    assert_accessible(page)
    assert overflow(page) == 0
    expect(page.get_by_role("heading", name="Before you begin")).to_be_visible()
    page.get_by_role("radio").first.focus()
    for _ in range(ITEMS):
        page.keyboard.press("ArrowRight")  # from the first answer to the second
        page.keyboard.press("Tab")
    expect(page.get_by_text(f"{ITEMS} of {ITEMS} answered")).to_be_visible()
    page.keyboard.type("We ask too little")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send my answers")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. You have answered")
    assert_accessible(page)
    assert page.evaluate("Object.keys(localStorage).length + Object.keys(sessionStorage).length") == 0
    page.goto(paths["open"])
    expect(page.get_by_role("radio")).to_have_count(0)
    assert complaints.said == []


def test_it_works_without_a_script(browser: Browser, demonstration: Server, paths: dict[str, str]) -> None:
    context = browser.new_context(base_url=demonstration.url, java_script_enabled=False)
    page = context.new_page()
    come_in(page, paths["second"])
    page.goto(paths["open"])
    for group in page.locator("fieldset.sheet-item").all():
        group.get_by_role("radio", name="Rather not say").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. You have answered")
    context.close()


@pytest.mark.parametrize("size", [PHONE, DESK])
def test_the_result_is_read_with_its_field_and_its_tables(
    page: Page, paths: dict[str, str], size: dict[str, int]
) -> None:
    complaints = listen(page)
    page.set_viewport_size(size)  # type: ignore[arg-type]
    come_in(page, paths["coordinator"])
    page.goto(paths["shown"])
    assert_accessible(page)
    assert overflow(page) == 0
    expect(page.get_by_role("heading", name="Friendly, little held to")).to_be_visible()
    expect(page.get_by_role("img", name="Accountability and respect")).to_be_visible()
    page.get_by_text("As a table").first.click()
    expect(page.get_by_role("cell", name="Friendly, little held to").first).to_be_visible()
    assert complaints.said == []
