"""Six people at their own browsers round one table, and what each of them can do there."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from playwright.sync_api import Browser, BrowserContext, Locator, Page, StorageState, expect

from tests.e2e.browser import Complaints, come_in, listen
from tests.e2e.server import Server

QUICK = 10_000  # ms that a click may take to reach the other screens on a busy machine
BY = (datetime.now(UTC) + timedelta(days=7)).date().isoformat()


@dataclass
class Person:
    """One person's browser in the room."""

    name: str
    context: BrowserContext
    page: Page
    complaints: Complaints

    def press(self, name: str, *, exact: bool = True) -> None:
        self.page.get_by_role("button", name=name, exact=exact).locator("visible=true").first.click()

    def fill(self, label: str, text: str) -> None:
        self.page.get_by_label(label, exact=True).fill(text)

    def sees(self, words: str) -> None:
        expect(self.page.get_by_text(words).locator("visible=true").first).to_be_visible(timeout=QUICK)

    def has_the_floor(self, *, now: bool = True) -> None:
        line = self.page.locator(".floor-line.mine").locator("visible=true")
        expect(line).to_have_text(["You have the floor"] if now else [], timeout=QUICK)

    def is_at(self, stage: str) -> None:
        expect(self.page.locator("#stage-title")).to_have_text(stage, timeout=QUICK)

    def board(self) -> Locator:
        return self.page.locator("#region-board")

    def commits(self, what: str, witness: str) -> None:
        self.fill("What I will do", what)
        self.fill("My first step", f"Begin tonight, says {self.name}")
        self.fill("By when", BY)
        self.page.get_by_label("Who asks how it went").select_option(label=witness)
        self.press("I commit to this")
        expect(self.page.locator("#commit-form .says")).to_have_text("Saved.", timeout=QUICK)


@dataclass
class Table:
    """A session on a server, and everybody at it."""

    server: Server
    browser: Browser
    code: str
    links: dict[str, str]
    signed_in: dict[str, StorageState]
    people: dict[str, Person] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"{self.server.url}/rooms/{self.code}/"

    def arrive(self, name: str, known: StorageState | None = None) -> Person:
        """`known`: the cookies of somebody who has signed in before."""
        known = known or self.signed_in.get(name)
        context = self.browser.new_context(storage_state=known)
        context.set_default_timeout(15_000)
        page = context.new_page()
        if known is None:
            come_in(page, self.links[name])
            self.signed_in[name] = context.storage_state()
        person = Person(name, context, page, listen(page))
        page.goto(self.path)
        expect(page.locator("#link-words")).to_have_text("Live", timeout=QUICK)
        self.people[name] = person
        return person

    def everyone_is_at(self, stage: str) -> None:
        for person in self.people.values():
            person.is_at(stage)

    def holder(self, seen_by: Person) -> Person:
        """Whoever has the floor on that person's screen."""
        seat = seen_by.page.locator("#region-table").get_attribute("data-holder")
        name = seen_by.page.locator(f"#region-table li[data-id='{seat}']").get_attribute("data-name")
        return self.people[name or ""]


def seated(server: Server, browser: Browser) -> Iterator[Table]:
    """One Decision round of six after the other: the door is open, and nobody there yet."""
    story = json.loads(server.seed("decision_rounds"))
    signed_in: dict[str, StorageState] = {}
    for code in story["codes"]:
        yield Table(server, browser, code, story["links"], signed_in)
