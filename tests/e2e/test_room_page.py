from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import assert_accessible, overflow
from tests.e2e.table import QUICK, Table

HEAVIEST = 150_000  # bytes that may come over the wire for the whole page
FOUR = ["Amara", "Bruno", "Chidi", "Dana"]


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


def _weigh(page: Page, path: str) -> int:
    """Bytes over the wire for everything the page loads, nothing of it in the cache."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.clearBrowserCache")
    sizes: list[int] = []
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    page.goto(path)
    expect(page.locator("#link-words")).to_have_text("Live", timeout=QUICK)
    page.wait_for_load_state("load")
    return sum(sizes)


def test_the_room_is_light_and_says_what_it_may_load(table: Table) -> None:
    amara = table.arrive("Amara")
    answer = amara.page.goto(table.path)
    assert answer is not None
    policy = answer.headers["content-security-policy"]
    assert ["unsafe" in policy, "script-src 'self'" in policy, "style-src 'self'" in policy] == [False, True, True]
    assert _weigh(amara.page, table.path) <= HEAVIEST
    assert amara.complaints.said == []


@pytest.mark.slow
def test_the_room_is_accessible_and_fits_in_every_light(table: Table) -> None:
    _begun(table)
    for name in ("Amara", "Bruno"):
        page = table.people[name].page
        for width, scheme in ((1440, "light"), (390, "light"), (390, "dark"), (1440, "dark")):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            assert_accessible(page)
            assert overflow(page) == 0


@pytest.mark.slow
def test_where_a_proxy_holds_streams_back_the_room_asks_instead(table: Table) -> None:
    amara, _ = table.arrive("Amara"), [table.arrive(name) for name in FOUR[1:]]
    amara.page.route("**/stream?*", lambda route: route.abort())
    amara.page.reload()
    expect(amara.page.locator("#link-words")).to_have_text("Live, by asking", timeout=20_000)
    table.people["Bruno"].press("Begin the session")
    amara.is_at("Check-in")
    amara.press("I have finished")
    expect(table.people["Dana"].page.locator(".centre-floor")).to_have_text("Bruno has the floor", timeout=QUICK)


@pytest.mark.slow
def test_a_room_whose_server_dies_says_so_and_goes_on_where_it_was(table: Table) -> None:
    _begun(table)
    amara, dana = table.people["Amara"], table.people["Dana"]
    dana.page.get_by_text("Note something for later").click()
    dana.fill("Parking lot", "Ask about the budget")
    table.server.kill()
    expect(dana.page.locator("#connection")).to_be_visible(timeout=QUICK)
    dana.press("Park")
    table.server.start()
    expect(dana.page.locator("#connection")).to_be_hidden(timeout=20_000)
    dana.is_at("Check-in")
    expect(amara.board()).to_contain_text("Ask about the budget", timeout=20_000)
    expect(dana.page.get_by_label("Parking lot")).to_have_value("")


@pytest.mark.slow
def test_the_facilitator_works_by_keys_which_rest_while_somebody_writes(table: Table) -> None:
    _begun(table)
    bruno, amara = table.people["Bruno"], table.people["Amara"]
    # A key does what the screen in front of the facilitator says, so each press waits for that screen.
    bruno.page.keyboard.press("p")
    for person in (amara, bruno):
        expect(person.page.locator(".centre-floor")).to_have_text("Paused", timeout=QUICK)
    bruno.page.keyboard.press("p")
    for person in (amara, bruno):
        expect(person.page.locator(".centre-floor")).to_have_text("Amara has the floor", timeout=QUICK)
    bruno.page.keyboard.press("r")
    bruno.page.keyboard.type("np: back to the question")
    bruno.page.keyboard.press("Enter")
    for person in (amara, bruno):
        person.sees("np: back to the question")
    expect(bruno.page.locator("dialog[open]")).to_have_count(0, timeout=QUICK)
    bruno.page.keyboard.press("p")
    for person in (amara, bruno):
        expect(person.page.locator(".reset")).to_have_count(0, timeout=QUICK)
    bruno.page.keyboard.press("n")
    table.everyone_is_at("Last promises")
    bruno.page.keyboard.press("u")
    table.everyone_is_at("Check-in")


@pytest.mark.slow
def test_a_refusal_is_said_beside_the_form_and_the_words_stay(table: Table) -> None:
    _begun(table)
    bruno = table.people["Bruno"]
    bruno.page.get_by_text("More moves").click()
    bruno.press("To the exit gate …")
    bruno.press("Go to the exit gate")
    table.everyone_is_at("Nobody leaves without an action")
    dana = table.people["Dana"]
    dana.page.get_by_label("By when").evaluate("field => field.removeAttribute('min')")
    dana.fill("What I will do", "Ask for the figures")
    dana.fill("My first step", "Write to Farid")
    dana.fill("By when", "2020-01-01")
    dana.page.get_by_label("Who asks how it went").select_option(label="Farid")
    dana.press("I commit to this")
    expect(dana.page.locator("#commit-form .says")).not_to_be_empty(timeout=QUICK)
    expect(dana.page.locator("#commit-form .says")).not_to_have_text("Saved.")
    expect(dana.page.get_by_label("What I will do")).to_have_value("Ask for the figures")
    expect(dana.board().locator("[id^=commitment-]")).to_have_count(0)


@pytest.mark.slow
def test_one_laptop_records_for_everybody_in_the_boardroom(table: Table) -> None:
    bruno = table.arrive("Bruno")
    bruno.press("One laptop")
    presence = bruno.page.get_by_role("group", name="Who is in the room")
    for name in ("Amara", "Chidi", "Dana"):
        presence.get_by_role("button", name=name).click()
        expect(presence.get_by_role("button", name=name)).to_have_attribute("aria-pressed", "true", timeout=QUICK)
    bruno.press("Begin the session")
    bruno.is_at("Check-in")
    bruno.page.get_by_label("Record for").select_option(label="Amara")
    bruno.has_the_floor()
    bruno.press("I have finished")
    expect(bruno.page.locator(".centre-floor")).to_have_text("Bruno has the floor", timeout=QUICK)
    bruno.press("Next stage")
    bruno.is_at("Last promises")


@pytest.mark.slow
def test_an_energy_check_shows_only_the_spread(table: Table) -> None:
    _begun(table)
    table.people["Bruno"].press("Energy check")
    table.people["Amara"].press("4")
    table.people["Dana"].press("2")
    table.people["Bruno"].press("4")
    table.people["Chidi"].sees("3 of 4 have answered")
    table.people["Bruno"].press("Show the spread")
    spread = table.people["Chidi"].page.locator("#energy-spread svg")
    expect(spread).to_have_attribute("aria-label", "0 at 1, 1 at 2, 0 at 3, 2 at 4, 0 at 5", timeout=QUICK)


@pytest.mark.slow
def test_a_screen_on_the_wall_follows_and_has_nothing_to_press(table: Table) -> None:
    _begun(table)
    wall = table.people["Amara"].context.new_page()
    wall.goto(table.path + "table/")
    expect(wall.locator(".centre-floor")).to_have_text("Amara has the floor", timeout=QUICK)
    table.people["Amara"].press("I have finished")
    expect(wall.locator(".centre-floor")).to_have_text("Bruno has the floor", timeout=QUICK)
    assert wall.get_by_role("button").locator("visible=true").count() == 0
    assert_accessible(wall)
    assert urlsplit(wall.url).path == f"/rooms/{table.code}/table/"


@pytest.mark.slow
def test_a_guest_needs_a_link_and_a_name_and_sits_at_the_table(table: Table, browser: Browser) -> None:
    amara, bruno = table.arrive("Amara"), table.arrive("Bruno")
    bruno.page.goto(table.path + "guests/")
    bruno.press("Make a link")
    link = bruno.page.locator("code").inner_text()
    context = browser.new_context()
    visitor = context.new_page()
    visitor.goto(link)
    assert_accessible(visitor)
    visitor.get_by_label("Your name").fill("Ines")
    visitor.get_by_role("button", name="Take a seat").click()
    expect(visitor.locator("#link-words")).to_have_text("Live", timeout=QUICK)
    expect(amara.page.locator("#region-table li[data-name='Ines'][data-present='yes']")).to_have_count(1, timeout=QUICK)
    context.close()
