from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import assert_accessible, keyboard_walk, listen, overflow


def test_the_first_page_loads_without_a_complaint(page: Page) -> None:
    complaints = listen(page)
    page.goto("/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Everyone gets a word in edgewise.")
    assert complaints.said == []


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_is_accessible_and_fits(page: Page, width: int, scheme: str) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
    page.goto("/")
    assert_accessible(page)
    assert overflow(page) == 0


def test_the_first_page_can_be_walked_with_the_keyboard(page: Page) -> None:
    page.goto("/")
    stops = keyboard_walk(page)
    assert stops[:3] == ["a Skip to the content", "a Edgewise", "a Sign in"]
    assert stops[-1] == "button Sign in as Hana"


def test_the_skip_link_leads_past_the_navigation(page: Page) -> None:
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()


@pytest.mark.parametrize(
    ("name", "places"),
    [
        ("Amara", ["Home", "Circles", "Commitments"]),
        ("Grace", ["Home", "Circles", "Commitments", "Desk"]),
        ("Hana", ["Home", "Circles", "Commitments", "Programmes", "People"]),
    ],
)
def test_a_persona_is_one_click_away_and_sees_what_is_theirs(page: Page, name: str, places: list[str]) -> None:
    page.goto("/")
    page.get_by_role("button", name=f"Sign in as {name}").click()
    page.wait_for_url("/")
    main = page.get_by_role("navigation", name="Main").get_by_role("link")
    assert main.all_inner_texts() == places


def test_dark_is_kept_and_is_there_at_the_first_paint(page: Page) -> None:
    page.goto("/")
    page.get_by_role("button", name="Sign in as Amara").click()
    page.get_by_text("Your menu").locator("..").click()
    page.get_by_role("button", name="Dark").click()
    page.wait_for_url("/")
    page.goto("/")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert re.findall(r"\d+", ground) == ["21", "25", "24"]
