"""The draft board in a real browser: by keyboard, by mouse, under a thumb, and by two coordinators at once."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, ViewportSize, expect

from tests.e2e.browser import assert_accessible, come_in, keyboard_walk, listen, overflow
from tests.e2e.server import Server


@dataclass
class Boards:
    """Boards that nobody has touched yet, and the cookies with which Grace is signed in."""

    url: str
    paths: list[str]
    signed_in: StorageState


@pytest.fixture(scope="module")
def boards(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Boards]:
    server = Server(tmp_path_factory.mktemp("board"), WORKER="no")
    server.start()
    told = json.loads(server.seed("drafts"))
    grace = browser.new_context()
    come_in(grace.new_page(), told["link"])
    yield Boards(server.url, told["paths"], grace.storage_state())
    grace.close()
    server.stop()


@pytest.fixture
def context(browser: Browser, boards: Boards) -> Iterator[BrowserContext]:
    """Grace's browser."""
    viewport: ViewportSize = {"width": 1440, "height": 900}
    fresh = browser.new_context(base_url=boards.url, viewport=viewport, storage_state=boards.signed_in)
    fresh.set_default_timeout(15_000)
    yield fresh
    fresh.close()


@pytest.fixture
def board(context: BrowserContext, boards: Boards) -> Page:
    """A draft of its own for every test: three circles of five, and Mei left over."""
    page = context.new_page()
    page.goto(boards.paths.pop())
    return page


def circle(page: Page, number: int) -> Locator:
    return page.locator(f"#circle-{number}")


def person(page: Page, name: str) -> Locator:
    return page.locator("#board").get_by_role("link", name=name, exact=True)


def row(page: Page, name: str) -> Locator:
    """What is dragged."""
    return page.locator("#board .member").filter(has=page.get_by_role("link", name=name, exact=True))


def test_a_person_is_moved_and_moved_back_with_the_keyboard_alone(board: Page) -> None:
    heard = listen(board)
    said = board.locator("#said")
    person(board, "Amara").focus()
    board.keyboard.press("Enter")
    expect(said).to_contain_text("Amara picked up from circle 1")
    board.keyboard.press("3")
    expect(said).to_contain_text("to circle 3. Every rule holds.")
    board.keyboard.press("Enter")
    expect(circle(board, 3)).to_contain_text("Amara")
    expect(person(board, "Amara")).to_be_focused()
    board.locator("#step-undo").press("Enter")
    expect(circle(board, 1)).to_contain_text("Amara")
    board.reload()
    board.locator("#step-redo").press("Enter")
    expect(circle(board, 3)).to_contain_text("Amara")
    assert heard.said == []


def test_the_keyboard_changes_places_and_lets_go(board: Page) -> None:
    person(board, "Amara").press("Enter")
    board.keyboard.press("ArrowRight")
    board.keyboard.press("ArrowDown")
    expect(board.locator("#said")).to_contain_text("change places. Every rule holds.")
    board.keyboard.press("Escape")
    expect(board.locator("#carry")).to_be_hidden()
    expect(person(board, "Amara")).to_be_focused()
    expect(board.locator("#state")).to_have_attribute("data-version", "0")


def test_what_a_drag_breaks_is_marked_and_keeps_the_draft_from_being_published(board: Page) -> None:
    for name in ("Bruno", "Chidi"):
        row(board, name).drag_to(board.locator("#bench h2"))
        expect(board.locator("#bench")).to_contain_text(name)
    expect(circle(board, 1)).to_contain_text("Breaks: circle size")
    expect(board.get_by_role("link", name="Check 1 circle")).to_be_visible()
    row(board, "Mei").drag_to(circle(board, 1).locator(".circle-head"))
    expect(circle(board, 1)).not_to_contain_text("Breaks")
    expect(board.get_by_role("link", name="Publish …")).to_be_visible()


def test_somebody_dragged_apart_begins_a_circle_of_their_own(board: Page) -> None:
    row(board, "Mei").drag_to(board.locator(".new-circle"))
    expect(circle(board, 4)).to_contain_text("Mei")
    board.locator("#step-undo").click()
    expect(circle(board, 4)).to_have_count(0)
    expect(board.locator("#bench")).to_contain_text("Mei")


def test_whoever_drops_second_sees_what_the_first_has_done(board: Page, context: BrowserContext) -> None:
    late = context.new_page()
    late.goto(board.url)
    row(board, "Amara").drag_to(circle(board, 2).locator(".circle-head"))
    expect(circle(board, 2)).to_contain_text("Amara")
    row(late, "Bruno").drag_to(circle(late, 3).locator(".circle-head"))
    expect(late.locator("#last")).to_contain_text("Another person has just changed this draft.")
    expect(circle(late, 2)).to_contain_text("Amara")
    expect(circle(late, 1)).to_contain_text("Bruno")


def test_the_sheet_explains_locks_and_brings_two_together(board: Page) -> None:
    person(board, "Amara").click()
    sheet = board.get_by_role("dialog")
    expect(sheet).to_contain_text("You share English")
    assert_accessible(board)
    sheet.get_by_label("Somebody else").fill("elif")
    sheet.get_by_role("link", name="Elif").click()
    expect(sheet).to_contain_text("Why not together")
    assert_accessible(board)
    sheet.get_by_role("button", name="Do this").first.click()
    expect(sheet).to_be_hidden()
    together = board.locator("#circles .circle").filter(has_text="Amara").filter(has_text="Elif")
    expect(together).to_have_count(1)
    together.get_by_role("button", name="Lock").click()
    expect(together.get_by_role("img", name="Locked")).to_have_count(together.locator(".member").count())


def test_a_lock_pressed_by_keyboard_is_heard_and_keeps_the_focus(board: Page) -> None:
    lock = board.get_by_role("button", name="Lock circle 2")
    lock.press("Enter")
    expect(board.locator("#said")).to_have_text("Locked.")
    expect(board.locator("#lock-2")).to_be_focused()
    person(board, "Elif").press("Enter")
    expect(board.locator("#said")).to_have_text("Elif is locked to this circle. Unlock first.")
    board.locator("#lock-2").press("Enter")
    expect(board.locator("#said")).to_have_text("Unlocked.")


def test_a_thumb_moves_somebody_by_the_sheet(board: Page) -> None:
    board.set_viewport_size({"width": 390, "height": 844})
    assert overflow(board) == 0
    person(board, "Mei").click()
    sheet = board.get_by_role("dialog")
    sheet.get_by_label("Move Mei to").select_option("2")
    expect(sheet.locator("[data-effect]")).to_contain_text("Every rule holds.")
    sheet.get_by_role("button", name="Move").click()
    expect(circle(board, 2)).to_contain_text("Mei")


def test_a_name_brings_its_circle_up(board: Page) -> None:
    board.get_by_label("Find a person").fill("elif")
    expect(board.locator("#circles > .circle")).to_have_count(1)
    expect(board.locator("#circles")).to_contain_text("Elif")


def test_the_board_is_accessible_and_every_stop_of_the_keyboard_is_seen(board: Page) -> None:
    assert_accessible(board)
    stops = keyboard_walk(board)
    assert [stop for stop in stops if stop in ("a Amara", "a Bruno")] == ["a Amara"]  # one stop a circle


def test_without_javascript_a_move_is_a_form(browser: Browser, boards: Boards) -> None:
    plain = browser.new_context(base_url=boards.url, storage_state=boards.signed_in, java_script_enabled=False)
    page = plain.new_page()
    page.goto(boards.paths.pop())
    page.get_by_role("link", name="Mei", exact=True).click()
    page.get_by_label("Move Mei to").select_option("1")
    page.get_by_role("button", name="Move", exact=True).click()
    expect(page.locator("#circle-1")).to_contain_text("Mei")
    expect(page.locator("#messages")).to_contain_text("Mei to circle 1")
    plain.close()
