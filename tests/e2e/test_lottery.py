"""Places drawn by lot in a browser: set and drawn by the keyboard, offered, and answered on a phone."""

from __future__ import annotations

import json
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, come_in, keyboard_walk, listen, overflow
from tests.e2e.server import Server

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1440, "height": 900}
Story = dict[str, Any]


@pytest.fixture
def story(demonstration: Server) -> Story:
    """A cohort for which 34 people have said yes."""
    found: Story = json.loads(demonstration.seed("lottery"))
    return found


def test_a_coordinator_draws_by_the_keyboard_and_offers_a_free_place(
    page: Page, browser: Browser, demonstration: Server, story: Story
) -> None:
    complaints, cohort = listen(page), f"/cohorts/{story['code']}/"
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    come_in(page, story["grace"])
    page.goto(cohort)
    page.get_by_role("link", name="Draw the places by lot").press("Enter")
    page.get_by_label("Places", exact=True).focus()
    for typed in ("24", "4"):
        page.keyboard.press("Control+A")
        page.keyboard.type(typed)
        page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("4 people are reserves. 6 wait and are compared.")).to_be_visible()
    assert_accessible(page)
    assert "button Draw now" in keyboard_walk(page)
    page.get_by_label("I know that this draw cannot be repeated").press("Space")
    page.get_by_role("button", name="Draw now").press("Enter")
    expect(page.get_by_text("every lot is the same")).to_be_visible()
    assert_accessible(page)
    lots = page.locator("#check tbody tr")
    leaver = lots.filter(has_text="Place by lot").first.get_by_role("rowheader").inner_text()
    first = lots.filter(has_text="Reserve 1").get_by_role("rowheader").inner_text()

    _on_a_phone(browser, demonstration, story, leaver, "Leave the programme", "You no longer take part.")
    page.goto(cohort)
    page.get_by_role("button", name=f"Offer the place to {first}").press("Enter")
    expect(page.get_by_text(f"{first} is asked, and says yes or no.")).to_be_visible()
    _on_a_phone(browser, demonstration, story, first, "Yes, I take the place", "You have the place.")
    page.goto(cohort)
    expect(page.get_by_text("All of them are taken.")).to_be_visible()
    assert complaints.said == []


def _on_a_phone(browser: Browser, server: Server, story: Story, name: str, press: str, reads: str) -> None:
    context = browser.new_context(base_url=server.url, viewport=PHONE)  # type: ignore[arg-type]
    page = context.new_page()
    come_in(page, story["links"][name])
    page.goto(f"/cohorts/{story['code']}/part/")
    assert_accessible(page)
    assert overflow(page) == 0
    page.get_by_role("button", name=press).press("Enter")
    expect(page.get_by_text(reads)).to_be_visible()
    context.close()
