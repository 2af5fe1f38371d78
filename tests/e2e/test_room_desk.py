from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import overflow
from tests.e2e.table import QUICK, Table

FOUR = ["Amara", "Bruno", "Chidi", "Dana"]
WIDTHS = (320, 390, 737, 740, 900, 1024, 1240, 1248, 1260, 1440, 1920)
# Of the buttons that may be pressed now, those with this text of which a pointer meets nothing else.
_IN_SIGHT = """text => [...document.querySelectorAll("button")].some(button => {
  const box = button.getBoundingClientRect();
  const met = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return button.textContent.trim() === text && box.width > 0 && button.contains(met);
})"""
_PLACES = """() => [...document.querySelectorAll("#desk button")].filter(one => one.checkVisibility())
  .map(button => {
  const { x, y, width, height } = button.getBoundingClientRect();
  return [button.dataset.send || button.dataset.dialog, x, y + scrollY, width, height].join(" ");
}).map(place => place.replace(/^(pause|resume) /, ""))"""
_SMALL = """() => [...document.querySelectorAll("#desk button, #thumb button")].filter(button =>
  button.checkVisibility() && button.getBoundingClientRect().height < 44).map(button => button.textContent.trim())"""


@pytest.fixture
def table(tables: Iterator[Table]) -> Iterator[Table]:
    found = next(tables)
    yield found
    for person in found.people.values():
        person.context.close()


def _begun(table: Table) -> Table:
    for name in FOUR:
        table.arrive(name)
    table.people["Bruno"].press("Begin the session")
    table.everyone_is_at("Check-in")
    return table


def _floor(page: Page, text: str) -> None:
    expect(page.locator(".centre-floor")).to_have_text(text, timeout=QUICK)


@pytest.mark.slow
def test_the_desk_is_in_sight_at_every_width_and_none_of_its_buttons_is_small(table: Table) -> None:
    page = _begun(table).people["Bruno"].page
    lacking = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        seen = [text for text in ("Next stage", "Pause", "Take back") if not page.evaluate(_IN_SIGHT, text)]
        page.locator("#desk [data-dialog=give]").scroll_into_view_if_needed()
        seen += [] if page.evaluate(_IN_SIGHT, "Give the floor …") else ["Give the floor …"]
        page.evaluate("scrollTo(0, 0)")
        seen += page.evaluate(_SMALL)
        seen += [f"{pixels} px too wide"] if (pixels := overflow(page)) else []
        lacking[width] = seen
    assert lacking == {width: [] for width in WIDTHS}


@pytest.mark.slow
def test_nothing_on_the_desk_moves_under_a_pointer(table: Table) -> None:
    page = _begun(table).people["Bruno"].page
    page.set_viewport_size({"width": 1440, "height": 900})
    desk = page.locator("#desk")
    expect(desk.get_by_role("button", name="Give the floor …")).to_be_visible(timeout=QUICK)
    before = page.evaluate(_PLACES)
    desk.get_by_role("button", name="+2 min").click()
    taken = desk.get_by_role("button", name="Take back “Add time”")
    expect(taken).to_have_attribute("aria-disabled", "false", timeout=QUICK)
    assert page.evaluate(_PLACES) == before
    taken.click()
    expect(desk.get_by_role("button", name="Take back", exact=True)).to_have_attribute("aria-disabled", "true")
    assert page.evaluate(_PLACES) == before
    # The second press of a double click meets “Go on” where “Pause” was, or a stage that has changed.
    desk.get_by_role("button", name="Pause").dblclick(delay=120)
    _floor(page, "Paused")
    page.wait_for_timeout(1000)
    _floor(page, "Paused")
    desk.get_by_role("button", name="Go on").dblclick(delay=120)
    _floor(page, "Amara has the floor")
    desk.get_by_role("button", name="Next stage").dblclick(delay=120)
    table.everyone_is_at("Last promises")
    page.wait_for_timeout(1000)
    table.everyone_is_at("Last promises")
    assert page.evaluate(_PLACES) == before


@pytest.mark.slow
def test_the_exit_gate_and_the_end_are_asked_for_and_a_chair_given_away_can_be_taken_back(table: Table) -> None:
    bruno, chidi = _begun(table).people["Bruno"], table.people["Chidi"]
    bruno.press("+1 min")  # a move that could be taken back before
    expect(bruno.page.locator("#desk .take-back")).to_have_attribute("aria-disabled", "false", timeout=QUICK)
    expect(bruno.page.locator("#desk .take-back")).to_have_attribute("aria-disabled", "true", timeout=15_000)
    bruno.press("Hand over …")
    bruno.page.locator("#hand-over-in").select_option(label="Chidi")
    bruno.press("Hand over")
    bruno.sees("Chidi is the facilitator now.")
    chidi.sees("You are the facilitator now.")
    bruno.press("Take back")
    bruno.sees("You are the facilitator now.")
    expect(chidi.page.locator("#desk")).to_be_hidden(timeout=QUICK)
    bruno.page.get_by_text("More moves").click()
    bruno.press("To the exit gate …")
    bruno.sees("Stages left out: 20.")
    bruno.press("Not now")
    table.everyone_is_at("Check-in")
    bruno.press("To the exit gate …")
    bruno.press("Go to the exit gate")
    table.everyone_is_at("Nobody leaves without an action")
    assert bruno.complaints.said == []


@pytest.mark.slow
def test_an_interruption_needs_no_typing_and_a_private_note_is_there_again_after_a_reload(table: Table) -> None:
    people = _begun(table).people
    bruno, speaker = people["Bruno"], table.holder(people["Bruno"])
    bruno.press("Interrupt …")
    bruno.press("Keep that thought. We come back to it.")
    speaker.has_the_floor(now=False)
    page = people["Chidi"].page
    page.get_by_text("My private notes").click()
    page.locator("#private").fill("Ask Dana about the canary")
    expect(page.locator("#private-says")).to_have_text("Saved. Only you can read it.", timeout=QUICK)
    page.reload()
    expect(page.locator("#room[data-ready=yes]")).to_be_attached()
    expect(page.locator("#private")).to_have_value("Ask Dana about the canary")
    assert [name for name, one in people.items() if "canary" in one.page.content()] == ["Chidi"]
