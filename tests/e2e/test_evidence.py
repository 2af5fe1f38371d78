"""An owner makes a report, reads it and says what the programme costs, with a keyboard alone, at both widths."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import assert_accessible, come_in, listen
from tests.e2e.server import Server
from tests.e2e.test_goals import Keys

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("evidence"))
    found.start()
    yield found
    found.stop()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_report_is_made_read_and_counted_again_with_the_keyboard(
    browser: Browser, server: Server, width: int
) -> None:
    story = json.loads(server.seed("evidence"))
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 844}, timezone_id="UTC")
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints, keys = listen(page), Keys(page)
    come_in(page, story["link"])
    page.goto(story["evidence"])
    keys.arrive("Evidence of Spring")
    say_what_it_costs(keys)
    page.goto(story["evidence"])
    keys.press("button", "Make a report")
    keys.arrive("Report on Spring")
    expect(page.get_by_text("Engagement is higher by")).to_be_visible()
    expect(page.get_by_text("Fewer than 5 people on one side have the same answer.")).to_be_visible()
    keys.press("link", "Engagement")
    keys.arrive("Engagement")
    page.go_back()
    keys.press("button", "Count it again")
    expect(page.get_by_text("the same to the byte").first).to_be_visible()
    assert complaints.said == []
    context.close()


def say_what_it_costs(keys: Keys) -> None:
    keys.press("link", "Say what it costs, and what a better outcome is worth")
    keys.arrive("Return of Spring")
    for name, said in (("least", "40"), ("likely", "30"), ("most", "60"), ("source", "Payroll")):
        keys.write(f"cost-0-{name}", said)
    keys.press("button", "Save")
    expect(keys.page.get_by_text("The likely price lies between the least and the most.")).to_be_visible()
    assert_accessible(keys.page)
    keys.write("cost-0-likely", "50")
    keys.press("button", "Save")
    expect(keys.page.get_by_text("Saved. The account is counted anew.")).to_be_visible()
    assert_accessible(keys.page)
