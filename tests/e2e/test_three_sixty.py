"""A rater's page: on a phone, by the keyboard alone, and what was ticked is still there tomorrow."""

from __future__ import annotations

import json

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, listen, overflow
from tests.e2e.server import Server

QUESTIONS = 18
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def paths(demonstration: Server) -> dict[str, str]:
    found: dict[str, str] = json.loads(demonstration.seed("asked"))
    return found


def test_a_rater_answers_by_the_keyboard_alone(page: Page, paths: dict[str, str]) -> None:
    complaints = listen(page)
    page.set_viewport_size(PHONE)  # type: ignore[arg-type]
    page.goto(paths["Bruno"])
    assert_accessible(page)
    assert overflow(page) == 0
    page.get_by_role("radio").first.focus()
    for _ in range(QUESTIONS):
        page.keyboard.press("ArrowRight")  # from the first answer to the second
        page.keyboard.press("Tab")
    expect(page.get_by_text(f"{QUESTIONS} of {QUESTIONS} answered")).to_be_visible()
    page.keyboard.type("In the meeting on Tuesday")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send my answers")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert_accessible(page)
    assert complaints.said == []


def test_what_was_ticked_is_offered_again_on_this_device_and_gone_once_it_is_sent(
    browser: Browser, demonstration: Server, paths: dict[str, str]
) -> None:
    context = browser.new_context(base_url=demonstration.url)
    first = context.new_page()
    first.goto(paths["Chidi"])
    first.get_by_role("radio", name="Often").first.check()
    first.get_by_role("textbox").first.fill("Asked each of us")
    first.close()  # no warning: it is kept
    later = context.new_page()
    later.goto(paths["Chidi"])
    later.get_by_role("button", name="Put it back").click()
    expect(later.get_by_role("radio", name="Often").first).to_be_checked()
    expect(later.get_by_role("textbox").first).to_have_value("Asked each of us")
    for group in later.get_by_role("group").all():
        group.get_by_role("radio", name="Seldom").check()
    later.get_by_role("button", name="Send my answers").click()
    expect(later.get_by_role("heading", level=1)).to_have_text("Thank you")
    assert later.evaluate("Object.keys(localStorage).length") == 0
    context.close()


def test_it_works_without_a_script(browser: Browser, demonstration: Server, paths: dict[str, str]) -> None:
    context = browser.new_context(base_url=demonstration.url, java_script_enabled=False)
    page = context.new_page()
    page.goto(paths["Grace"])
    expect(page.get_by_text("Your answers stand beside your name.")).to_be_visible()
    for group in page.get_by_role("group").all():
        group.get_by_role("radio", name="I cannot say").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    context.close()
