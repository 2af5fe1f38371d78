"""Two people of a circle plan a coaching hour, move it, and hold it: from a proposed time to a record of their own."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.e2e.browser import assert_accessible, come_in
from tests.e2e.server import Server
from tests.e2e.table import Person, Table

NAMES = ("Amara", "Bruno", "Chidi", "Dana")
CHALLENGE = "I put the talk with my colleague off every week"
ACTION = "I ask for the talk on Monday"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    found = Server(tmp_path)
    found.start()
    yield found
    found.stop()


def test_a_coaching_hour_is_planned_moved_held_and_read_by_the_two_alone(browser: Browser, server: Server) -> None:
    story = json.loads(server.seed("pair_hours"))
    amara = signed_in(browser, story["links"]["Amara"])
    amara.goto(server.url + story["path"])
    other, is_coach = plan_the_first(amara)
    move_to_now(amara)
    code = code_of_the_hour(amara)

    table = Table(server, browser, code, story["links"], {"Amara": amara.context.storage_state()})
    for name in ("Amara", other):
        table.arrive(name)
    coach, client = (table.people[name] for name in (("Amara", other) if is_coach else (other, "Amara")))
    hold(table, coach, client)
    assert [person.complaints.said for person in table.people.values()] == [[], []]

    for person in table.people.values():
        person.page.goto(server.url + story["path"])
        person.page.get_by_text("Your coaching hours so far").click()
        hours_of(person.page).get_by_role("link", name=f"{datetime.now(UTC):%Y}").click()
        expect(person.page.get_by_text(ACTION).first).to_be_visible()
        expect(person.page).to_have_url(f"{table.path}record/")
    assert_accessible(client.page)
    third = next(name for name in NAMES if name not in ("Amara", other))
    outside = [statuses(browser, story["links"][name], table.path) for name in (third, "Grace", "Hana")]
    assert outside == [[404, 404, 404]] * 3


def signed_in(browser: Browser, link: str) -> Page:
    context = browser.new_context(timezone_id="UTC")
    context.set_default_timeout(15_000)
    page = context.new_page()
    come_in(page, link)
    return page


def hours_of(page: Page) -> Locator:
    return page.get_by_role("region", name="Your next coaching hours")


def plan_the_first(page: Page) -> tuple[str, bool]:
    """Press the first proposed time; with whom, and whether she is the coach."""
    row = hours_of(page).get_by_role("listitem").first
    said = row.get_by_role("heading").inner_text().strip()
    assert_accessible(page)
    row.get_by_role("button", name=re.compile("^Plan with")).first.click()
    expect(page.get_by_text("Planned. Both of you have the invitation.")).to_be_visible()
    is_coach = said.startswith("You coach")
    return (said.removeprefix("You coach ") if is_coach else said.removesuffix(" coaches you")), is_coach


def move_to_now(page: Page) -> None:
    """In two minutes; the door is open before."""
    hours_of(page).get_by_role("link", name="Move").first.click()
    soon = datetime.now(UTC) + timedelta(minutes=2)
    page.get_by_label("Day", exact=True).fill(soon.date().isoformat())
    page.get_by_label("Time", exact=True).fill(soon.strftime("%H:%M"))
    page.get_by_role("button", name="Check times").click()
    assert_accessible(page)
    page.get_by_role("button", name="Move it").click()
    expect(hours_of(page).get_by_text(soon.strftime("%H:%M"))).to_be_visible()


def code_of_the_hour(page: Page) -> str:
    address = hours_of(page).get_by_role("link", name="Room").first.get_attribute("href")
    assert address is not None
    return address.strip("/").split("/")[-1]


def hold(table: Table, coach: Person, client: Person) -> None:
    """Coaching pair, one way: the client's challenge, questions about it, and what each does next."""
    coach.press("Begin the session")
    table.everyone_is_at("Check-in")
    client.fill("A decision of mine, still open", CHALLENGE)
    client.press("Offer it")
    coach.page.get_by_label(f"{client.name}: {CHALLENGE}").check()
    coach.press("Take these issues")
    for stage in ("The challenge", "Exploration", "Action planning"):
        if coach.page.locator("#stage-title").inner_text() != stage:
            coach.press("Next stage")
        table.everyone_is_at(stage)
    client.commits(ACTION, coach.name)
    coach.press("Next stage")
    table.everyone_is_at("Feedback")
    close(coach, client.name)
    for person in table.people.values():
        person.is_at("You said what you will do")


def close(coach: Person, client: str) -> None:
    """Nobody leaves without an action: the coach too says what comes next."""
    coach.press("Next stage")
    coach.is_at("Nobody leaves without an action")
    coach.commits("I ask on Friday how it went", client)
    coach.press("Close the session …")
    coach.press("Close the session")


def statuses(browser: Browser, link: str, path: str) -> list[int]:
    """What somebody gets who asks for the room, its record and its replay."""
    page = signed_in(browser, link)
    answers = [page.goto(f"{path}{what}") for what in ("", "record/", "replay/")]
    page.context.close()
    return [answer.status for answer in answers if answer is not None]
