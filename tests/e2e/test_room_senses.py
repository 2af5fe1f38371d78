"""What the room says, and to whom: announcements, keys, and a page that is not looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.e2e.table import QUICK, Person, Table

SELDOM = "const often = setInterval; window.setInterval = (what, ms) => often(what, Math.max(ms, 20000));"
SKEWED = "const right = Date.now; window.skew = 0; Date.now = () => right() + window.skew;"


@pytest.fixture
def table(tables: Iterator[Table]) -> Iterator[Table]:
    found = next(tables)
    yield found
    for person in found.people.values():
        person.context.close()


def _begun(table: Table) -> Table:
    for name in ("Amara", "Bruno", "Chidi"):
        table.arrive(name)
    table.people["Bruno"].press("Begin the session")
    table.everyone_is_at("Check-in")
    return table


def _with_time(table: Table) -> Person:
    """Amara has the floor, and keeps it long enough for a slow machine."""
    amara, bruno = _begun(table).people["Amara"], table.people["Bruno"]
    bruno.press("+2 min")
    expect(bruno.page.locator("#clock-main")).to_have_text(re.compile("^2:"), timeout=QUICK)
    return amara


@pytest.mark.slow
def test_a_turn_that_passes_on_by_itself_is_said_to_everyone(table: Table) -> None:
    _begun(table)  # Amara says nothing, and her time in the check-in passes
    for name, text in (
        ("Amara", "Bruno has the floor."),
        ("Bruno", "You have the floor."),
        ("Chidi", "Bruno has the floor."),
    ):
        heard = table.people[name].page.locator("#announce p").filter(has_text=text)
        expect(heard).to_have_count(1, timeout=60_000)
        assert heard.inner_text().removeprefix("The time is up. ") == text
        expect(table.people[name].page.locator("#announce")).to_contain_text("up.")  # said just before, and still there


@pytest.mark.slow
def test_single_keys_rest_where_they_are_switched_off_and_a_phone_has_help_too(table: Table) -> None:
    amara = _with_time(table)
    amara.page.set_viewport_size({"width": 390, "height": 844})
    amara.press("Help")
    amara.sees("I have finished my turn")
    amara.page.get_by_label("Use single keys").uncheck()
    amara.press("Close")
    amara.page.keyboard.press("f")
    amara.page.reload()
    amara.has_the_floor()
    amara.page.keyboard.press("f")
    amara.page.wait_for_timeout(500)
    amara.has_the_floor()
    amara.press("Help")
    amara.page.get_by_label("Use single keys").check()
    amara.press("Close")
    amara.page.keyboard.press("f")
    amara.has_the_floor(now=False)


@pytest.mark.slow
def test_a_low_screen_is_covered_by_nothing_and_says_early_whose_turn_it_is(table: Table) -> None:
    amara = _with_time(table)
    for width, height in ((640, 360), (320, 256)):
        amara.page.set_viewport_size({"width": width, "height": height})
        line = amara.page.locator(".thumb-floor")
        expect(line).to_be_in_viewport()
        expect(amara.page.get_by_role("button", name="I have finished")).to_be_in_viewport()
        amara.page.get_by_text("Note something for later").click()
        field = amara.page.get_by_label("Parking lot")
        field.focus()
        assert field.evaluate(
            "field => { const box = field.getBoundingClientRect();"
            " return field.contains(document.elementFromPoint(box.x + 20, box.y + box.height / 2)); }"
        )
        amara.page.get_by_text("Note something for later").click()
        amara.page.evaluate("scrollTo(0, document.body.scrollHeight)")
        expect(amara.page.locator("#floor-state")).to_be_in_viewport()
        expect(amara.page.locator("#floor-state")).to_contain_text("Amara has the floor · ")
        amara.page.evaluate("scrollTo(0, 0)")


@pytest.mark.slow
def test_a_page_whose_timers_seldom_fire_keeps_its_stream(table: Table) -> None:
    chidi = _begun(table).people["Chidi"]
    page = chidi.context.new_page()
    page.add_init_script(SELDOM)
    opened: list[str] = []
    page.on("request", lambda request: opened.append(request.url) if "/stream?" in request.url else None)
    page.goto(table.path)
    expect(page.locator("#link-words")).to_have_text("Live", timeout=QUICK)
    page.wait_for_timeout(45_000)
    assert len(opened) == 1


@pytest.mark.slow
def test_a_clock_that_is_put_right_is_followed_with_the_next_beat(table: Table) -> None:
    _with_time(table)
    chidi = table.people["Chidi"]
    page = chidi.context.new_page()
    page.add_init_script(SKEWED)
    page.goto(table.path)
    expect(page.locator("#link-words")).to_have_text("Live", timeout=QUICK)
    page.evaluate("window.skew = 12000")
    page.wait_for_timeout(12_000)
    times = [one.locator("#clock-main").inner_text() for one in (page, chidi.page)]
    minutes = [[int(part) for part in time.split(":")] for time in times]
    assert abs(minutes[0][0] * 60 + minutes[0][1] - minutes[1][0] * 60 - minutes[1][1]) <= 2
