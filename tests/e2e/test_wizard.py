"""From an empty home to 120 people invited: an owner with a spreadsheet, who counts each press."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, come_in, overflow
from tests.e2e.server import Server

PEOPLE = Path(__file__).parents[1] / "people/data/people_120.csv"
MOST_CLICKS = 14


@pytest.fixture
def first_server(tmp_path: Path) -> Iterator[Server]:
    """An organisation, its owner and nobody else."""
    server = Server(tmp_path, WORKER="true")
    edgewise(server, "add-organisation", "Northwind", "--owner", "hana@example.org", "--owner-name", "Hana Lindqvist")
    server.start()
    try:
        yield server
    finally:
        server.stop()


def edgewise(server: Server, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "edgewise.cli", *words],
        env=os.environ | server.environment, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


class Clicks:
    """Every press of a button, a link or a field for a file; and each page is looked at before it."""

    def __init__(self, page: Page) -> None:
        self.page, self.made = page, 0

    def press(self, role: str, name: str) -> None:
        self.page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]
        self.made += 1

    def choose(self, file: Path) -> None:
        self.page.get_by_label("Spreadsheet").set_input_files(file)
        self.made += 1

    def arrive(self, heading: str, step: str) -> None:
        """Where one stands is said in words, and nothing is wrong with the page."""
        expect(self.page.get_by_role("heading", level=1)).to_have_text(heading)
        expect(self.page.locator("[aria-label='Setting up'] [aria-current=step]")).to_have_text(step)
        assert_accessible(self.page)


@pytest.mark.slow
@pytest.mark.parametrize("width", [1440, 390])
def test_an_owner_invites_120_people_without_leaving_the_wizard(
    first_server: Server, browser: Browser, width: int
) -> None:
    context = browser.new_context(base_url=first_server.url, viewport={"width": width, "height": 844})
    context.set_default_timeout(20_000)
    page = context.new_page()
    come_in(page, edgewise(first_server, "login-link", "hana@example.org"))
    clicks = Clicks(page)
    clicks.made += 1  # "Sign in"
    expect(page.get_by_text("Three steps to the first circle of Northwind")).to_be_visible()
    clicks.press("link", "Choose a programme")
    to_the_outlook(clicks)
    assert overflow(page) == 0
    clicks.press("link", "Next: the people")
    clicks.arrive("Import people", "People")
    clicks.choose(PEOPLE)
    clicks.press("button", "Preview")
    clicks.arrive("What would change", "People")
    clicks.press("button", "Import 120 people")
    clicks.arrive("Invite people", "Invitations")
    assert overflow(page) == 0
    clicks.press("button", "Invite 120")
    clicks.arrive("120 people get this letter", "Invitations")
    assert overflow(page) == 0
    clicks.press("button", "Send 120 invitations")
    expect(page.get_by_text("120 people are invited. Nobody takes part before saying yes.")).to_be_visible()
    assert clicks.made <= MOST_CLICKS, clicks.made
    context.close()


def to_the_outlook(clicks: Clicks) -> None:
    page = clicks.page
    clicks.arrive("New programme", "Template")
    clicks.press("link", "Circle")
    clicks.arrive("New programme", "Design")
    expect(page.get_by_label("Name", exact=True)).to_have_value("Coaching circles")
    clicks.press("button", "Next: the agreement")
    clicks.arrive("Coaching agreement", "Agreement")
    clicks.press("button", "Next: the cohort")
    clicks.arrive("New cohort", "Cohort")
    page.get_by_label("Name", exact=True).fill("Spring")
    page.get_by_label("First day").fill(datetime.now(ZoneInfo("UTC")).date().isoformat())
    clicks.press("button", "Next: the outlook")
    clicks.arrive("Outlook", "Outlook")
