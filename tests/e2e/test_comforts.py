"""What makes a long form and a large organisation bearable: search by keyboard, a draft that survives, a warning."""

from __future__ import annotations

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.e2e.browser import assert_accessible, listen, overflow

TEXT = "We tell each other what we see, and keep it here."


@pytest.fixture
def hana(page: Page) -> Page:
    page.goto("/")
    page.get_by_role("button", name="Sign in as Hana").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.wait_for_load_state()  # the keys are listened to from here on
    return page


def test_search_works_with_the_keyboard_alone(hana: Page) -> None:
    complaints = listen(hana)
    hana.keyboard.press("Control+k")
    field = hana.get_by_role("dialog", name="Search").get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially("grace")
    grace = hana.get_by_role("dialog").get_by_role("link", name="Grace")
    expect(grace.first).to_be_visible()
    assert_accessible(hana)
    hana.keyboard.press("ArrowDown")
    expect(grace.first).to_be_focused()
    hana.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    hana.keyboard.press("Escape")
    expect(hana.get_by_role("dialog")).to_be_hidden()
    hana.keyboard.press("Control+k")
    hana.get_by_role("dialog").get_by_role("searchbox").fill("import")
    expect(hana.get_by_role("dialog").get_by_role("link", name="Import people")).to_be_visible()
    hana.keyboard.press("Enter")
    expect(hana.get_by_role("heading", level=1)).to_have_text("Import people")
    assert complaints.said == []


def test_on_a_phone_search_is_a_button(hana: Page) -> None:
    hana.set_viewport_size({"width": 390, "height": 844})
    hana.goto("/")
    opener = hana.get_by_role("link", name="Search")
    box = opener.bounding_box()
    assert box is not None
    assert (box["width"] >= 44, box["height"] >= 44, overflow(hana)) == (True, True, 0)
    opener.click()
    hana.get_by_role("dialog").get_by_role("searchbox").fill("gra")
    expect(hana.get_by_role("dialog").get_by_role("link", name="Grace").first).to_be_visible()
    assert overflow(hana) == 0


def agreement_text(page: Page) -> None:
    """Of a programme of its own."""
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Programmes").click()
    page.get_by_role("link", name="New programme").first.click()
    page.get_by_role("link", name="Circle", exact=True).click()
    page.get_by_role("button", name="Next: the agreement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coaching agreement")


def test_a_text_survives_a_reload_and_is_gone_once_it_is_saved(hana: Page) -> None:
    agreement_text(hana)
    warnings: list[str] = []

    def leave(dialog: Dialog) -> None:
        warnings.append(dialog.type)
        dialog.accept()

    hana.on("dialog", leave)
    text = hana.get_by_role("textbox").first
    written = f"{text.input_value()}\n\n{TEXT}"
    hana.reload()
    assert warnings == []  # nothing has changed
    text.fill(written)
    hana.reload()
    assert warnings == ["beforeunload"]
    assert_accessible(hana)
    hana.get_by_role("button", name="Put it back").click()
    expect(text).to_have_value(written)
    address = hana.url
    hana.get_by_role("button", name="Next: the cohort").click()
    expect(hana.get_by_role("heading", level=1)).to_have_text("New cohort")
    hana.goto(address)
    expect(text).to_have_value(written)
    expect(hana.get_by_role("button", name="Put it back")).to_be_hidden()
    assert (warnings, hana.evaluate("Object.keys(sessionStorage)")) == (["beforeunload"], [])


def test_a_draft_does_not_outlive_the_sign_in(hana: Page) -> None:
    agreement_text(hana)
    hana.on("dialog", lambda dialog: dialog.accept())
    hana.get_by_role("textbox").first.fill(TEXT)
    assert hana.evaluate("Object.keys(sessionStorage).length") == 1
    hana.locator("details.menu summary").click()
    hana.get_by_role("button", name="Sign out").click()
    expect(hana.get_by_role("heading", name="Sign in")).to_be_visible()
    assert hana.evaluate("Object.keys(sessionStorage).length") == 0
