"""A person's seat, as their browser keeps it: in a tab of the background, and until they sign out."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Request, expect

from edgewise.rooms.live.presence import SILENT_SECONDS
from tests.e2e.browser import come_in, listen
from tests.e2e.table import QUICK, Person, Table

# A tab in the background: its timers sleep, and what a stream brings is heard.
SLEEPING_TIMERS = """
  for (const name of ["setTimeout", "setInterval", "requestAnimationFrame"]) window[name] = () => 0;
  Object.defineProperty(document, "hidden", { get: () => true });
  Object.defineProperty(document, "visibilityState", { get: () => "hidden" });
"""


@pytest.fixture
def table(tables: Iterator[Table]) -> Iterator[Table]:
    found = next(tables)
    yield found
    for person in found.people.values():
        person.context.close()


@pytest.mark.slow
def test_a_tab_in_the_background_keeps_its_seat_and_signing_out_elsewhere_ends_it(table: Table) -> None:
    amara = table.arrive("Amara")
    asked: list[Request] = []
    elif_ = _arrive_in_the_background(table, "Elif", asked)
    seat = amara.page.locator("#region-table li[data-name='Elif']")
    expect(seat).to_have_attribute("data-present", "yes", timeout=QUICK)

    amara.page.wait_for_timeout(1000 * (SILENT_SECONDS + 5))
    expect(seat).to_have_attribute("data-present", "yes")

    live = [request for request in asked if "/live/" in request.url]
    (signed,) = {request.headers["x-ticket"] for request in live if request.url.endswith("/beat")}
    assert [request.url for request in live if signed[:40] in request.url] == []
    (cookie,) = [
        each for each in elif_.context.cookies(f"{table.server.url}/live/{table.code}/x") if "seat" in each["name"]
    ]
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", f"/live/{table.code}/")

    phone = elif_.context.new_page()
    phone.goto(f"{table.server.url}/me/devices/")
    phone.get_by_role("button", name="Sign out everywhere").click()
    elif_.page.wait_for_url("**/accounts/login/**", timeout=QUICK)
    table.signed_in.pop("Elif", None)  # what other tests know of her has ended too
    table.links["Elif"] = _new_link(table, "Elif")


def _new_link(table: Table, name: str) -> str:
    links: dict[str, str] = json.loads(table.server.seed("links"))
    return links[name]


def _arrive_in_the_background(table: Table, name: str, asked: list[Request]) -> Person:
    context = table.browser.new_context()
    page = context.new_page()
    come_in(page, _new_link(table, name))
    page.on("request", lambda request: asked.append(request))  # noqa: PLW0108  Playwright marks what it calls
    page.add_init_script(SLEEPING_TIMERS)
    person = Person(name, context, page, listen(page))
    page.goto(table.path)
    table.people[name] = person
    return person
