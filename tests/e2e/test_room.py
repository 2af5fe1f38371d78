from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.browser import assert_accessible
from tests.e2e.table import QUICK, Table

SIX = ["Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid"]
QUESTION = "I am deciding whether to split the team by the end of May"


@pytest.fixture
def table(tables: Iterator[Table]) -> Iterator[Table]:
    found = next(tables)
    yield found
    for person in found.people.values():
        person.context.close()


@pytest.mark.slow
def test_a_decision_round_survives_its_people_and_ends_with_six_commitments(table: Table) -> None:
    for name in SIX:
        table.arrive(name)
    _begin(table)
    _choose_an_issue(table)
    _clarify(table)
    _write_perspectives(table)
    _read_them_out(table)
    _lose_the_facilitator(table)
    _gather_options(table)
    _decide(table)
    _everyone_commits(table)
    _close(table)
    assert {name: person.complaints.said for name, person in table.people.items()} == {name: [] for name in SIX}


def _begin(table: Table) -> None:
    table.people["Bruno"].press("Begin the session")
    table.everyone_is_at("Check-in")
    amara = table.people["Amara"]
    amara.has_the_floor()
    amara.press("I have finished")
    for person in table.people.values():
        expect(person.page.locator(".centre-floor")).to_have_text("Bruno has the floor", timeout=QUICK)


def _choose_an_issue(table: Table) -> None:
    bruno, amara = table.people["Bruno"], table.people["Amara"]
    bruno.press("Next stage")
    bruno.is_at("Last promises")
    bruno.press("Next stage")
    table.everyone_is_at("Choose the issues")
    amara.fill("A decision of mine, still open", "One team or two")
    amara.press("Offer it")
    bruno.page.get_by_label("Amara: One team or two").check()
    bruno.press("Take these issues")


def _clarify(table: Table) -> None:
    bruno, amara = table.people["Bruno"], table.people["Amara"]
    if bruno.page.locator("#stage-title").inner_text() == "Choose the issues":
        bruno.press("Next stage")
    table.everyone_is_at("Clarify: the decision")
    amara.press("I am deciding whether …")
    amara.fill("The decision question", QUESTION)
    amara.press("Put it on the board")
    for person in table.people.values():
        expect(person.board().locator(".question")).to_have_text(QUESTION, timeout=QUICK)
    bruno.press("Next stage")
    table.everyone_is_at("Clarify: questions")
    table.people["Farid"].press("Raise my hand")
    expect(table.people["Elif"].page.locator(".centre-floor")).to_contain_text("Farid", timeout=QUICK)
    _be_coached(table)
    bruno.press("Next stage")


def _be_coached(table: Table) -> None:
    """Advice with a question mark is told from a question, to its writer alone, who takes a better one."""
    page = table.people["Farid"].page
    words, coach = page.locator("#words"), page.locator("#coach")
    words.fill("Have you tried talking to the team about it?")
    expect(coach).to_be_visible(timeout=QUICK)
    expect(coach).to_contain_text("Have you tried")
    assert_accessible(page)
    offered = coach.get_by_role("button").first
    better = offered.inner_text()
    offered.press("Enter")
    expect(words).to_have_value(better)
    expect(words).to_be_focused()
    expect(coach).to_be_hidden()
    for name in ("Amara", "Bruno", "Dana"):
        assert "Have you tried" not in table.people[name].page.content()
    words.fill("")


def _write_perspectives(table: Table) -> None:
    """One reloads in the middle of writing; nobody sees what another writes."""
    farid, elif_ = table.people["Farid"], table.people["Elif"]
    table.everyone_is_at("Perspectives: write")
    elif_.fill("Write in silence", "I notice that nobody has asked the team")
    elif_.sees("Saved. Nobody sees it yet.")
    farid.fill("Write in silence", "I wonder who would lead the second team")
    farid.page.reload()
    expect(farid.page.get_by_label("Write in silence")).to_have_value("I wonder who would lead the second team")
    written = farid.page.locator("#region-table li[data-id]", has_text="Farid")
    expect(written).to_contain_text("has written", timeout=QUICK)  # the line that says so goes with the next news
    for name in ("Amara", "Bruno", "Chidi", "Dana", "Farid"):
        assert "nobody has asked the team" not in table.people[name].page.content()
    table.people["Bruno"].press("Next stage")


def _read_them_out(table: Table) -> None:
    """One drops out before her turn and comes back to it."""
    elif_ = table.people["Elif"]
    table.everyone_is_at("Perspectives: round")
    elif_.context.set_offline(True)
    elif_.page.close()
    expect(table.people["Dana"].page.locator("#region-table li[data-name='Elif'][data-present='']")).to_have_count(
        1, timeout=QUICK
    )
    elif_.context.set_offline(False)
    table.people["Bruno"].press("Give the floor …")  # the list that is open offers her once she is back
    back = table.arrive("Elif", elif_.context.storage_state())
    elif_.context.close()
    table.people["Bruno"].page.locator("#give-in").select_option(label="Elif")
    table.people["Bruno"].press("Give the floor")
    back.has_the_floor()
    back.press("Add to the board")
    for person in table.people.values():
        person.sees("I notice that nobody has asked the team")
    back.press("I have finished")
    table.people["Bruno"].press("Next stage")
    _name_a_pattern(table)


def _name_a_pattern(table: Table) -> None:
    table.everyone_is_at("Perspectives: patterns")
    bruno = table.people["Bruno"]
    bruno.page.get_by_label("Part of the pattern: I notice that nobody has asked the team").check()
    bruno.fill("Name a pattern", "Everyone waits for everyone")
    bruno.press("Name it")
    table.people["Amara"].sees("Everyone waits for everyone")
    bruno.press("Next stage")
    table.everyone_is_at("Options: write")


def _lose_the_facilitator(table: Table) -> None:
    """The laptop dies. The clock stands still, the deputy takes the chair, and it goes on."""
    bruno, chidi = table.people.pop("Bruno"), table.people["Chidi"]
    known = bruno.context.storage_state()
    bruno.context.close()
    expect(chidi.page.get_by_role("button", name="Take over")).to_be_visible(timeout=30_000)
    chidi.press("Take over")
    expect(chidi.page.get_by_role("button", name="Next stage")).to_be_visible(timeout=QUICK)
    assert bruno.complaints.said == []
    table.arrive("Bruno", known)
    table.people["Bruno"].is_at("Options: write")
    expect(table.people["Bruno"].page.get_by_role("button", name="Next stage")).to_have_count(0)
    chidi.press("Next stage")


def _gather_options(table: Table) -> None:
    table.everyone_is_at("Options: round")
    holder = table.people["Chidi"]
    for text in ("Ask the team on Monday", "Try two teams for two weeks", "Stop the weekly meeting"):
        holder = table.holder(holder)
        holder.has_the_floor()
        holder.page.locator("#words").fill(text)  # named after what the stage takes
        holder.press("Add to the board")
        table.people["Chidi"].sees(text)
        assert text not in table.people["Amara"].page.content()
        holder.press("I have finished")
        holder.has_the_floor(now=False)
    expect(table.people["Amara"].board()).to_contain_text("You cannot see 3 lines", timeout=QUICK)
    table.people["Chidi"].press("Next stage")


def _decide(table: Table) -> None:
    amara, chidi = table.people["Amara"], table.people["Chidi"]
    table.everyone_is_at("Commit")
    amara.sees("Try two teams for two weeks")
    amara.fill("What I decide", "I try two teams for two weeks")
    amara.press("This is my decision")
    amara.fill("How I ask my question today", "I am deciding which half begins")
    amara.press("Save my question")
    amara.commits("Tell both halves on Monday", "Dana")
    chidi.press("Next stage")
    table.everyone_is_at("Commitments")


def _everyone_commits(table: Table) -> None:
    for name, witness in zip(SIX[1:], ["Chidi", "Dana", "Elif", "Farid", "Amara"], strict=True):
        table.people[name].commits(f"What {name} does next", witness)
    expect(table.people["Dana"].board().locator("[id^=commitment-]")).to_have_count(6, timeout=QUICK)
    assert_accessible(table.people["Chidi"].page)
    table.people["Chidi"].press("Next stage")


def _close(table: Table) -> None:
    table.everyone_is_at("Appreciation and learning")
    for name, person in table.people.items():
        person.fill("One thing I take with me", f"{name} learnt to wait")
        person.press("Save it")
        person.sees(f"{name} learnt to wait")
    chidi = table.people["Chidi"]
    chidi.press("Next stage")
    chidi.press("Close the session …")
    chidi.press("Not now")
    chidi.is_at("Nobody leaves without an action")
    chidi.press("Close the session …")
    chidi.press("Close the session")
    for name, person in table.people.items():
        person.is_at("You said what you will do")
        person.sees("Tell both halves on Monday" if name == "Amara" else f"What {name} does next")
    chidi.page.get_by_role("link", name="Read the record").click()
    expect(chidi.page.get_by_text("The question at the end")).to_be_visible()
    expect(chidi.page.get_by_text("· witness").locator("visible=true")).to_have_count(6)
    assert_accessible(chidi.page)
    _replay(chidi.page)


def _replay(page: Page) -> None:
    page.get_by_role("link", name="Replay").click()
    expect(page.locator("#stage-title")).to_have_text("Decision round")
    page.get_by_role("slider").fill("30")
    expect(page).to_have_url(re.compile(r"version=30$"), timeout=QUICK)
    expect(page.locator("#stage-title")).not_to_have_text("Decision round", timeout=QUICK)
    expect(page.locator("#clock-main")).to_have_text(re.compile(r"^\+?\d+:\d\d$"))
    assert_accessible(page)
