"""The whole way of a new organisation in real browsers: from a spreadsheet to a session that has begun."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import APIRequestContext, Browser, Page, StorageState, expect

from tests.e2e.browser import assert_accessible, come_in, keyboard_walk
from tests.e2e.server import FirstServer, Server

PEOPLE = Path(__file__).parent / "data" / "people_12.csv"
ANJA = "Anja Kim"  # Legal, London: says yes by the page and plans the first session
SECRET = "Leave the merger to the lawyers"


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """A server on which nothing has happened yet."""
    server = FirstServer(tmp_path, WORKER="true")
    server.start()
    yield server
    server.stop()


@pytest.fixture
def hana(browser: Browser, fresh: Server) -> Iterator[Page]:
    """The owner of an organisation that was made a moment ago, at her own browser."""
    fresh.run("add-organisation", "Northwind", "--owner", "hana@northwind.example", "--owner-name", "Hana Lindqvist")
    page = arrived(browser, fresh.run("login-link", "hana@northwind.example").strip())
    yield page
    page.context.close()


def arrived(browser: Browser, link: str) -> Page:
    context = browser.new_context()
    context.set_default_timeout(15_000)
    page = context.new_page()
    come_in(page, link)
    return page


def bring_people_in(page: Page) -> None:
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Import a spreadsheet").click()
    page.get_by_label("Spreadsheet").set_input_files(PEOPLE)
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Import 12 people").click()
    expect(page.get_by_text("Done: 12 new, 0 updated.")).to_be_visible()


def design_a_programme(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Programmes").click()
    page.get_by_role("link", name="New programme").first.click()
    assert_accessible(page)
    page.get_by_role("link", name="Circle", exact=True).click()
    page.get_by_label("Name", exact=True).fill("Leading Together")
    page.get_by_label("Format").select_option("decision_round")
    page.get_by_role("button", name="Next: the agreement").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Coaching agreement")
    assert_accessible(page)
    page.get_by_role("button", name="Next: the cohort").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("New cohort")
    page.get_by_label("Name", exact=True).fill("Winter")
    page.get_by_label("First day").fill(datetime.now(ZoneInfo("UTC")).date().isoformat())
    expect(page.get_by_role("checkbox", name="Hana Lindqvist")).to_be_checked()
    page.get_by_role("button", name="Next: the outlook").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Outlook")
    assert_accessible(page)


def invite_everyone_from_the_file(page: Page) -> str:
    """The address of the cohort."""
    page.get_by_role("link", name="Next: the people").click()
    page.get_by_role("link", name="Go on without a file").click()
    page.get_by_label("Name, address or title").fill("northwind-example.com")
    page.get_by_role("button", name="Show").click()
    page.get_by_label("Everybody found here: 12 people").check()
    page.get_by_role("button", name="Invite 12", exact=True).click()
    assert_accessible(page)
    page.get_by_role("button", name="Send 12 invitations").click()
    expect(page.get_by_text("12 people are invited. Nobody takes part before saying yes.")).to_be_visible()
    return page.url


def says_yes_on_the_page(page: Page) -> None:
    page.get_by_role("link", name="Read and answer").click()
    assert_accessible(page)
    page.get_by_role("button", name="Yes, I take part").click()
    expect(page.get_by_text("Said yes").first).to_be_visible()


def says_yes(requests: APIRequestContext, link: str, path: str) -> None:
    """What the pages' buttons send, without a page."""
    send(requests, link)
    send(requests, path, state="enrolled")


def send(requests: APIRequestContext, path: str, **fields: str) -> None:
    token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', requests.get(path).text())
    assert token is not None
    answer = requests.post(path, form={"csrfmiddlewaretoken": token[1], **fields}, headers={"Referer": path})
    assert answer.status == 200


def publish_circles(page: Page, cohort: str) -> None:
    page.goto(cohort)
    page.get_by_role("link", name="Make a draft of circles").click()
    expect(page.locator("#excluded-line")).to_have_text(re.compile("Excludes"))
    assert_accessible(page)
    assert "button Make the draft" in keyboard_walk(page)
    page.get_by_role("button", name="Make the draft").click()
    page.get_by_role("link", name=re.compile("^Publish")).click()  # the worker has made it, and the page has led on
    expect(page.get_by_text("12 people in 2 circles.")).to_be_visible()
    assert_accessible(page)
    page.get_by_role("button", name="Publish 2 circles").click()
    expect(page.get_by_text("Published.")).to_be_visible()
    page.get_by_role("link", name="All runs").click()
    page.get_by_role("button", name=re.compile("Repeat the run")).click()
    expect(page.get_by_text("The same circles.")).to_be_visible()
    assert_accessible(page)


def plan_a_session_in_two_minutes(page: Page) -> None:
    page.get_by_role("link", name=re.compile("Plan a session")).first.click()
    soon = datetime.now(ZoneInfo("Europe/London")) + timedelta(minutes=2)
    page.get_by_label("Day", exact=True).fill(soon.date().isoformat())
    page.get_by_label("Time", exact=True).fill(soon.strftime("%H:%M"))
    page.get_by_label("Facilitator").select_option(label=ANJA)
    page.get_by_role("button", name="Check times").click()
    assert_accessible(page)
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("Planned.")).to_be_visible()


def in_the_room(page: Page) -> None:
    """By way of the agreement, which comes first."""
    page.get_by_role("link", name=re.compile("^(Room|Go to the room)$")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Our agreement")
    assert_accessible(page)
    page.get_by_role("button", name="I agree and sign").click()
    expect(page.locator("#room[data-ready=yes]")).to_be_attached()
    expect(page.locator("#link-words")).to_have_text("Live")


def others_of_the_circle(page: Page) -> list[str]:
    cards = page.locator("ul.people-cards > li > span:last-child")
    names = cards.evaluate_all("found => found.map(who => who.firstChild.textContent.trim())")
    return [name for name in names if name != ANJA]


def test_a_spreadsheet_becomes_circles_and_a_circle_meets(browser: Browser, fresh: Server, hana: Page) -> None:
    bring_people_in(hana)
    design_a_programme(hana)
    cohort = invite_everyone_from_the_file(hana)
    links = json.loads(fresh.seed("links"))

    anja = arrived(browser, links[ANJA])
    says_yes_on_the_page(anja)
    known: dict[str, StorageState] = {}
    for name in links.keys() - {ANJA, "Hana Lindqvist"}:
        context = browser.new_context()
        says_yes(context.request, links[name], f"{cohort}part/")
        known[name] = context.storage_state()
        context.close()
    publish_circles(hana, cohort)

    anja.goto(fresh.url)
    plan_a_session_in_two_minutes(anja)
    friend = others_of_the_circle(anja)[0]
    in_the_room(anja)
    beside = browser.new_context(storage_state=known[friend]).new_page()
    beside.goto(fresh.url)
    in_the_room(beside)
    anja.get_by_role("button", name="Begin the session").locator("visible=true").first.click()
    for page in (anja, beside):
        expect(page.locator("#stage-title")).to_have_text(
            "Norms and agreement"
        )  # a circle’s first session is its kickoff
    anja.get_by_text("Note something for later").click()
    anja.get_by_label("Parking lot").fill(SECRET)
    anja.get_by_role("button", name="Park", exact=True).click()
    expect(beside.get_by_text(SECRET)).to_be_attached()

    hana.goto(f"{cohort}desk/")
    expect(hana.locator("#weeks figcaption")).to_contain_text("No session was due yet. 1 is planned.")
    assert SECRET not in hana.content()
    assert_accessible(hana)
    stranger = hana.goto(anja.url)
    assert stranger is not None
    assert stranger.status == 404
