"""An owner registers an outcome and imports a messy file with a keyboard alone, at both widths."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.browser import assert_accessible, come_in, listen
from tests.e2e.server import Server
from tests.e2e.test_goals import Keys

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    found = Server(tmp_path_factory.mktemp("outcomes"))
    found.start()
    yield found
    found.stop()


@pytest.mark.parametrize("width", [1440, 390])
def test_an_outcome_is_registered_and_a_file_imported_with_the_keyboard(
    browser: Browser, server: Server, tmp_path: Path, width: int
) -> None:
    story = json.loads(server.seed("outcomes"))
    context = browser.new_context(base_url=server.url, viewport={"width": width, "height": 844}, timezone_id="UTC")
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints, keys = listen(page), Keys(page)
    come_in(page, story["link"])
    page.goto(story["ahead"])
    keys.arrive("Outcomes of Spring")
    register(keys)
    page.goto(story["begun"])
    bring_in(keys, tmp_path / "leavers.csv", story["day"])
    assert complaints.said == []
    context.close()


def register(keys: Keys) -> None:
    """What is wrong is said beside its field, and what was written stays."""
    keys.press("link", "Register an outcome")
    keys.arrive("Register an outcome")
    keys.write("name", "Left within a year")
    keys.write("smallest", "14")
    keys.write("usual", "12")
    keys.press("button", "Register")
    expect(keys.page.get_by_text("From 12 per cent there is no room for such a difference.").first).to_be_visible()
    assert_accessible(keys.page)
    keys.write("smallest", "4")
    keys.press("button", "Register")
    keys.arrive("Outcomes of Spring")
    expect(keys.page.get_by_text("879 on each side")).to_be_visible()


def bring_in(keys: Keys, file: Path, day: str) -> None:
    """A file with ratings is refused; one with an event that is not known is asked about."""
    keys.arrive("Outcomes of Spring")
    keys.press("link", "Import outcomes")
    keys.arrive("Import outcomes")
    rows = [f"E3;Goodbye;{day};Meets expectations", f"E99;Goodbye;{day};", f"E2;Transfer;{day};"]
    upload(keys, file, ["Emp. ID;Event;Effective Date;Remark", *rows])
    expect(keys.page.get_by_text("The column “Remark” holds performance ratings.").first).to_be_visible()
    assert_accessible(keys.page)
    upload(keys, file, [row.rpartition(";")[0] for row in ["Emp. ID;Event;Effective Date;Remark", *rows]])
    keys.arrive("What the file means")
    keys.page.get_by_label("Goodbye").select_option("Left within a year")
    keys.press("button", "Preview")
    keys.arrive("What would be kept")
    expect(keys.page.get_by_role("cell", name="E99")).to_be_visible()
    keys.press("button", "Import")
    keys.arrive("Outcomes of Spring")
    expect(keys.page.get_by_text("1 person, on")).to_be_visible()


def upload(keys: Keys, file: Path, lines: list[str]) -> None:
    file.write_text("\n".join(lines))
    keys.page.locator("[name=file]").set_input_files(file)
    keys.press("button", "Preview")
