from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.table import QUICK, Person, Table

TOO_MANY = 4000 + 2007
KEPT = "Saved. Nobody sees it yet."
_COUNT_THE_SAYING = """() => {
  window.said = [];
  new MutationObserver(() => window.said.push(document.getElementById("note-says").textContent))
    .observe(document.getElementById("note-says"), { childList: true, characterData: true, subtree: true });
}"""


@pytest.fixture
def table(tables: Iterator[Table]) -> Iterator[Table]:
    found = next(tables)
    yield found
    for person in found.people.values():
        person.context.close()


def _writing(table: Table) -> None:
    """Amara's issue is chosen, and all write perspectives on it."""
    for name in ("Amara", "Bruno", "Chidi"):
        table.arrive(name)
    amara, bruno = table.people["Amara"], table.people["Bruno"]
    bruno.press("Begin the session")
    for stage in ("Check-in", "Last promises"):
        table.everyone_is_at(stage)
        bruno.press("Next stage")
    table.everyone_is_at("Choose the issues")
    amara.fill("A decision of mine, still open", "One team or two")
    amara.press("Offer it")
    bruno.page.get_by_label("Amara: One team or two").check()
    bruno.press("Take these issues")
    expect(bruno.page.locator("#region-agenda li[data-issue='1']").first).to_be_attached(timeout=QUICK)
    if bruno.page.locator("#stage-title").inner_text() == "Choose the issues":
        bruno.press("Next stage")
    table.everyone_is_at("Clarify: the decision")
    amara.fill("The decision question", "I am deciding whether to split the team by May")
    amara.press("Put it on the board")
    for stage in ("Clarify: the decision", "Clarify: questions"):
        table.everyone_is_at(stage)
        expect(bruno.page.locator("#desk [data-send=next_stage]")).to_have_attribute("aria-disabled", "false")
        bruno.press("Next stage")
    table.everyone_is_at("Perspectives: write")


def _phone_of(person: Person, path: str) -> Page:
    phone = person.context.new_page()
    phone.set_viewport_size({"width": 390, "height": 844})
    phone.goto(path)
    expect(phone.locator("#link-words")).to_have_text("Live", timeout=QUICK)
    return phone


@pytest.mark.slow
def test_what_is_written_on_two_devices_is_kept_and_offered_whoever_wrote_the_same(table: Table) -> None:
    _writing(table)
    chidi, bruno = table.people["Chidi"], table.people["Bruno"]
    phone = _phone_of(chidi, table.path)
    fields = [page.get_by_label("Write in silence") for page in (phone, chidi.page)]
    fields[0].fill("From the phone")  # neither has heard of the other when it begins
    fields[1].fill("From the laptop")
    for field in fields:
        expect(field).to_have_value(re.compile("^(From the phone\nFrom the laptop|From the laptop\nFrom the phone)$"))
    fields[0].press("Control+End")
    phone.keyboard.insert_text("\nFrom a second thought")
    expect(fields[1]).to_have_value(re.compile("\nFrom a second thought$"), timeout=QUICK)
    bruno.fill("Write in silence", "From the laptop")
    bruno.sees(KEPT)
    bruno.press("Next stage")
    table.everyone_is_at("Perspectives: round")
    for page in (phone, chidi.page):
        lines = page.locator("#lines li span")
        expect(lines).to_have_count(3, timeout=QUICK)
        assert sorted(lines.all_inner_texts()) == ["From a second thought", "From the laptop", "From the phone"]
    _the_other_is_offered_it_still(table, "From the laptop")


def _the_other_is_offered_it_still(table: Table, text: str) -> None:
    """Both have written it; the first to speak has put it on the board."""
    first = table.holder(table.people["Bruno"])
    other = table.people["Chidi" if first.name == "Bruno" else "Bruno"]
    first.page.locator("#lines li").filter(has_text=text).get_by_role("button").click()
    expect(other.board()).to_contain_text(text, timeout=QUICK)
    lines = [person.page.locator("#lines li").filter(has_text=text) for person in (first, other)]
    expect(lines[0]).to_have_count(0, timeout=QUICK)
    expect(lines[1]).to_have_count(1)


@pytest.mark.slow
def test_writing_is_said_to_be_kept_once_and_what_is_too_long_is_counted(table: Table) -> None:
    _writing(table)
    chidi = table.people["Chidi"]
    field = chidi.page.get_by_label("Write in silence")
    chidi.page.evaluate(_COUNT_THE_SAYING)
    for text in ("One", "One thought", "One thought more"):
        field.fill(text)
        with chidi.page.expect_response("**/commands"):
            pass
    chidi.page.wait_for_timeout(300)
    assert chidi.page.evaluate("window.said") == [KEPT]
    field.fill("")
    field.focus()
    chidi.page.keyboard.insert_text("x" * TOO_MANY)
    chidi.sees("Too long: 2,007 letters over the limit of 4000. Nothing is cut.")
    assert len(field.input_value()) == TOO_MANY
    field.fill("x" * 4000)
    expect(chidi.page.locator(".over-limit").locator("visible=true")).to_have_count(0)
    assert json.loads(chidi.page.evaluate("JSON.stringify(document.activeElement.validationMessage)")) == ""
