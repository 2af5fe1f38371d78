"""From the first page into a live session whose other seats are held by bots."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, listen, overflow
from tests.e2e.server import Server

ROOM_BUDGET = 150_000  # bytes on the wire, everything together, nothing cached


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Server]:
    server = Server(tmp_path, DEMO="true")
    server.start()
    yield server
    server.stop()


def sit_down(page: Page, button: str) -> None:
    page.get_by_role("button", name=button).click()
    expect(page.locator("#room[data-ready=yes]")).to_be_attached(timeout=20_000)


def test_two_clicks_lead_the_chair_into_a_running_session(page: Page) -> None:
    complaints = listen(page)
    page.goto("/")
    sit_down(page, "Be the facilitator")
    page.get_by_role("button", name="Begin the session").first.click()
    expect(page.get_by_text("Before we begin")).to_have_count(0)
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    assert complaints.said == []


def test_one_click_leads_a_participant_to_a_table_that_is_complete(page: Page) -> None:
    page.goto("/")
    sit_down(page, "Take a seat")
    expect(page.get_by_text("6 of 6 are here").locator("visible=true").first).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible(timeout=40_000)


def test_a_newcomer_hears_somebody_at_once_and_sees_a_decision_within_three_minutes_at_four_times_the_speed(
    page: Page,
) -> None:
    page.goto("/")
    page.get_by_role("button", name="Take a seat").click()
    page.wait_for_url("**/rooms/*/")
    sat_down = time.monotonic()
    expect(page.locator(".bubble").first).to_be_visible(timeout=10_000)
    page.get_by_role("button", name="4 ×").click()
    expect(page.get_by_role("button", name="4 ×")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#region-board .question").first).to_be_visible(timeout=180_000)
    assert time.monotonic() - sat_down < 180
    assert page.get_by_text("Last promises").count() == 0  # nobody has promised anything yet


def test_the_clock_of_everybody_runs_faster_and_goes_on_at_the_usual_speed_without_a_jump(page: Page) -> None:
    page.goto("/")
    sit_down(page, "Be the facilitator")
    page.get_by_role("button", name="Begin the session").first.click()
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    page.get_by_role("button", name="4 ×").click()
    expect(page.get_by_role("button", name="4 ×")).to_have_attribute("aria-pressed", "true")
    before = _stage_left(page)
    page.wait_for_timeout(3000)
    at_four = before - _stage_left(page)
    page.get_by_role("button", name="1 ×").click()
    expect(page.get_by_role("button", name="1 ×")).to_have_attribute("aria-pressed", "true")
    before = _stage_left(page)
    page.wait_for_timeout(3000)
    at_one = before - _stage_left(page)
    assert 9 <= at_four <= 18  # seconds of the room
    assert 2 <= at_one <= 5


def _stage_left(page: Page) -> int:
    """Seconds left of the stage, as the table says it."""
    words = page.locator("#clock-step").inner_text() or page.locator("#clock-main").inner_text()
    minutes, seconds = words.split()[-1].split(":")
    return int(minutes) * 60 + int(seconds)


def test_the_end_leads_on_to_the_other_place_at_the_table(page: Page) -> None:
    page.goto("/")
    sit_down(page, "Be the facilitator")
    page.get_by_role("button", name="4 ×").click()
    page.get_by_role("button", name="Begin the session").first.click()
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    page.locator("#desk-rest summary").click()
    page.get_by_role("button", name="To the exit gate …").click()
    page.get_by_role("button", name="Go to the exit gate").click()
    page.get_by_label("What I will do").fill("Ask Dana before Friday")
    page.get_by_label("My first step").fill("Write to her tonight")
    page.get_by_label("Who asks how it went").select_option(index=1)
    page.get_by_role("button", name="I commit to this").click()
    page.get_by_role("button", name="Close the session …").locator("visible=true").first.click(timeout=90_000)
    page.locator("#close-session").get_by_role("button", name="Close the session").click()
    expect(page.get_by_role("heading", name="What next?")).to_be_visible()
    with page.expect_download() as file:
        page.get_by_role("link", name="Put the day into my calendar").click()
    assert "Dana" not in Path(file.value.path()).read_text()
    page.get_by_role("button", name="Do it again as a participant").click()
    expect(page.locator("#room[data-ready=yes]")).to_be_attached(timeout=20_000)
    expect(page.get_by_text("6 of 6 are here").locator("visible=true").first).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_room_is_accessible_and_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    sit_down(page, "Be the facilitator")
    expect(page.get_by_text("6 of 6 are here").locator("visible=true").first).to_be_visible(timeout=20_000)
    assert_accessible(page)
    assert overflow(page) == 0


def test_the_room_costs_little_to_load(page: Page) -> None:
    page.goto("/")
    arrived: dict[str, float] = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    wire.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def finished(event: dict[str, Any]) -> None:
        arrived[event["requestId"]] = event["encodedDataLength"]

    wire.on("Network.loadingFinished", finished)
    page.get_by_role("button", name="Take a seat").click()
    page.wait_for_url("**/rooms/*/")
    expect(page.get_by_text("6 of 6 are here").locator("visible=true").first).to_be_visible(timeout=20_000)
    assert len(arrived) > 5
    assert sum(arrived.values()) <= ROOM_BUDGET


def test_a_server_that_stops_lets_screens_go_and_they_come_back_by_themselves(
    browser: Browser, own_server: Server
) -> None:
    context = browser.new_context(base_url=own_server.url)
    page = context.new_page()
    page.goto("/")
    sit_down(page, "Be the facilitator")
    page.get_by_role("button", name="Begin the session").first.click()
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    before = time.monotonic()
    own_server.stop()
    assert time.monotonic() - before < 3
    expect(page.locator("#connection")).to_be_visible()
    own_server.start()
    expect(page.locator("#connection")).to_be_hidden(timeout=30_000)
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible()
    context.close()
