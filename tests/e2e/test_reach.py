"""The wizard, the desk and the room by keyboard alone, at 100, 200 and 400 % zoom, and in the colours of the system."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import keyboard_walk, overflow
from tests.e2e.table import QUICK, Table

SIZES = [(1440, 900), (720, 450), (360, 225), (320, 256)]  # of the same screen at 100, 200 and 400 %, and of 1280 px
PAGES = [
    ("owner", "/o/northwind/programmes/new/"),
    ("owner", "/o/northwind/programmes/new/?like=circle"),
    ("coordinator", "/desk/"),
    ("coordinator", "/desk/calendar/"),
]


@pytest.fixture
def table(tables: Iterator[Table]) -> Iterator[Table]:
    found = next(tables)
    for name in ("Amara", "Bruno", "Chidi"):
        found.arrive(name)
    found.people["Bruno"].press("Begin the session")
    found.everyone_is_at("Check-in")
    yield found
    for person in found.people.values():
        person.context.close()


@pytest.mark.parametrize(("persona", "path"), PAGES)
def test_a_page_is_walked_by_keyboard_however_large_it_is_shown(page: Page, persona: str, path: str) -> None:
    page.goto("/")
    page.locator(f"form[action='/demo/as/{persona}/'] button").click()
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.goto(path)
        assert len(keyboard_walk(page)) > 5
        assert overflow(page) == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["Amara", "Bruno"])
def test_the_room_is_walked_by_keyboard_and_says_who_has_the_floor_all_the_way(table: Table, name: str) -> None:
    page = table.people[name].page
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        stops = keyboard_walk(page)
        assert any(stop.startswith("button") for stop in stops)
        assert overflow(page) == 0
        if height < 480:
            expect(page.locator("#floor-state")).to_be_in_viewport()
            expect(page.locator("#floor-state")).to_contain_text("has the floor")


@pytest.mark.slow
def test_the_colours_of_the_system_tell_the_time_left_from_the_time_gone(table: Table) -> None:
    page = table.people["Chidi"].page
    for scheme in ("light", "dark"):
        page.emulate_media(forced_colors="active", color_scheme="dark" if scheme == "dark" else "light")
        left, gone, ground = (
            page.locator(which).evaluate("one => getComputedStyle(one).stroke")
            for which in ("#arc-turn", ".arc-track", "#arc-step")
        )
        assert len({left, gone, ground}) == 3, scheme
        holder, other = (
            page.locator(which).first.evaluate("one => getComputedStyle(one).fill")
            for which in (".seat.holder .disc", ".seat:not(.holder) .disc")
        )
        assert holder != other


@pytest.mark.slow
def test_on_a_phone_a_full_table_is_called_by_name(table: Table) -> None:
    page = table.people["Chidi"].page
    page.set_viewport_size({"width": 390, "height": 844})
    expect(page.locator(".seat-name").first).to_be_visible(timeout=QUICK)
    expect(page.locator(".called")).to_have_count(0)
    page.locator("#region-table").evaluate(
        "table => { table.classList.add('crowded');"
        " table.querySelector('.round').insertAdjacentHTML('afterend', '<ul class=called><li>Amara</li></ul>'); }"
    )
    expect(page.locator(".seat-name").first).to_be_hidden()
    expect(page.locator(".called")).to_be_visible()
