"""On the side of an issue: how sure its owner is, what the decision rests on, and what they expect."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.e2e.browser import axe_findings, come_in, overflow
from tests.e2e.server import Server
from tests.e2e.table import QUICK

BY = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
LAPTOP, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)


@pytest.fixture
def seats(demonstration: Server, browser: Browser) -> Iterator[tuple[Page, Page]]:
    """The owner on a phone, and another of the circle on a laptop, when the decision has just been told."""
    scene = json.loads(demonstration.seed("decided"))
    contexts = [browser.new_context(viewport=size, base_url=demonstration.url) for size in (PHONE, LAPTOP)]
    pages = []
    for context, who in zip(contexts, ("owner", "other"), strict=True):
        page = context.new_page()
        come_in(page, scene[who])
        page.goto(f"/rooms/{scene['code']}/")
        expect(page.locator("#link-words")).to_have_text("Live", timeout=QUICK)
        pages.append(page)
    yield pages[0], pages[1]
    for context in contexts:
        context.close()


def test_the_owner_adds_to_the_decision_and_the_others_see_it(seats: tuple[Page, Page]) -> None:
    owner, other = seats
    expect(other.locator(".sure")).to_be_hidden()
    seventy = owner.get_by_role("button", name="70 per cent sure")
    seventy.click()
    expect(seventy).to_have_attribute("aria-pressed", "true", timeout=QUICK)
    expect(other.locator("#region-board .sure-shown").first).to_contain_text("70 % now", timeout=QUICK)

    owner.get_by_text("What it rests on, and what you expect").click()
    owner.get_by_label("This holds if …").fill("The client stays calm")
    owner.get_by_label("The cheapest way to find out").fill("Ask their assistant")
    owner.get_by_role("button", name="Add the assumption").click()
    expect(other.locator(".assumptions")).to_contain_text("To find out: Ask their assistant", timeout=QUICK)
    owner.get_by_role("button", name="Make it my first step").click()
    expect(owner.get_by_label("My first step")).to_have_value("Ask their assistant")

    owner.get_by_label("What will have happened?").fill("Things are better")
    expect(owner.locator("#forecast-hints")).to_contain_text("two people may not agree", timeout=QUICK)
    owner.get_by_label("What will have happened?").fill("Both leads have signed")
    owner.get_by_label("By which day").fill(BY)
    owner.get_by_label("Its chance, in per cent").fill("70")
    expect(owner.locator("#forecast-hints")).to_have_text("", timeout=QUICK)
    owner.get_by_label("Its chance, in per cent").fill("100")
    expect(owner.locator("#forecast-hints")).to_contain_text("Nothing at all can come between", timeout=QUICK)
    owner.get_by_role("button", name="This is what I expect").click()
    expect(other.locator(".foreseen")).to_contain_text("100 %", timeout=QUICK)
    expect(owner.locator("#forecast-hints")).to_have_text("", timeout=QUICK)
    for page in seats:
        assert (axe_findings(page), overflow(page)) == ([], 0)
