"""The frame of every page, for somebody who is signed in: with a keyboard, on a phone, without scripts."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, keyboard_walk, overflow
from tests.e2e.server import Server


@pytest.fixture
def hana(page: Page) -> Page:
    page.goto("/")
    page.get_by_role("button", name="Sign in as Hana").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    return page


def test_the_menu_opens_and_closes_with_the_keyboard(hana: Page) -> None:
    menu = hana.locator("details.menu")
    menu.locator("summary").focus()
    hana.keyboard.press("Enter")
    expect(hana.get_by_role("button", name="Sign out")).to_be_visible()
    hana.keyboard.press("Tab")
    hana.keyboard.press("Escape")
    expect(hana.get_by_role("button", name="Sign out")).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()


def test_a_click_beside_the_menu_closes_it(hana: Page) -> None:
    hana.locator("details.menu summary").click()
    hana.locator("main").click(position={"x": 5, "y": 5})
    expect(hana.get_by_role("button", name="Sign out")).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/me/"])
def test_every_page_can_be_walked_with_the_keyboard(hana: Page, path: str) -> None:
    hana.goto(path)
    assert keyboard_walk(hana)[:3] == ["a Skip to the content", "a Edgewise", "a Home"]


def test_on_a_phone_the_places_are_under_the_thumb(hana: Page) -> None:
    hana.set_viewport_size({"width": 390, "height": 844})
    hana.goto("/")
    box = hana.get_by_role("navigation", name="Main").bounding_box()
    assert box is not None
    assert (box["x"], box["width"], box["y"] + box["height"]) == (0, 390, 844)
    for link in hana.get_by_role("navigation", name="Main").get_by_role("link").all():
        size = link.bounding_box()
        assert size is not None
        assert size["height"] >= 44
    assert overflow(hana) == 0
    assert_accessible(hana)


def test_what_the_bar_has_no_room_for_is_in_the_menu(hana: Page) -> None:
    hana.set_viewport_size({"width": 390, "height": 844})
    hana.goto("/")
    expect(hana.get_by_role("navigation", name="Main").get_by_role("link", name="People")).to_be_hidden()
    hana.locator("details.menu summary").click()
    expect(hana.locator(".menu-body").get_by_role("link", name="People")).to_be_visible()
    assert_accessible(hana)


def test_the_frame_works_without_scripts(browser: Browser, demonstration: Server) -> None:
    context = browser.new_context(base_url=demonstration.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("button", name="Sign in as Amara").click()
    page.locator("details.menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("navigation", name="Main")).to_have_count(0)
    context.close()


def test_paper_shows_the_page_and_not_the_frame(hana: Page) -> None:
    hana.emulate_media(media="print")
    expect(hana.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(hana.locator("main")).to_be_visible()
