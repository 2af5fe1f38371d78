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

ROOM_BUDGET = 120_000  # bytes on the wire, everything together, nothing cached


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
    expect(page.get_by_text("6 of 6 are here").first).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", name="Check-in")).to_be_visible(timeout=40_000)


@pytest.mark.parametrize("width", [390, 1440])
def test_the_room_is_accessible_and_fits(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 844})
    page.goto("/")
    sit_down(page, "Be the facilitator")
    expect(page.get_by_text("6 of 6 are here").first).to_be_visible(timeout=20_000)
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
    expect(page.get_by_text("6 of 6 are here").first).to_be_visible(timeout=20_000)
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
