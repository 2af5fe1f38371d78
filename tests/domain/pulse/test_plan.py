"""What is announced at a launch, and what a ballot says of its author by it."""

from __future__ import annotations

from datetime import date
from random import Random

from edgewise.domain.anonymity.cells import EVERYBODY, Cell
from edgewise.domain.anonymity.publication import publish
from edgewise.domain.pulse.ballots import Ballot
from edgewise.domain.pulse.builtin import builtin_questionnaire
from edgewise.domain.pulse.plan import announced, plan_of, sheet_of, time_here

ASKS = builtin_questionnaire()
ROSTER = [{"function": "Sales" if number < 24 else "Legal", "site": f"Town {number}"} for number in range(48)]


def test_of_nine_people_nothing_could_be_shown() -> None:
    assert announced(ROSTER[:9], ASKS) is None


def test_a_ballot_tells_the_announced_cells_of_its_author_and_nothing_else() -> None:
    known = announced(ROSTER, ASKS)
    assert known is not None
    assert set(known.cells) == {EVERYBODY, Cell("function", "Legal"), Cell("function", "Sales")}
    assert sorted(known.people) == [24, 24, 48]
    kinds = [known.kind(facts) for facts in ROSTER]
    assert [kinds.count(kind) for kind in sorted(set(kinds))] == [24, 24]  # every town is one kind with the others
    sheet = sheet_of(Ballot(kinds[0], (4, None, *[3] * 10), "Fine"), known, ASKS)
    assert (sheet.cells, sheet.comment) == ((Cell("function", "Sales"),), "Fine")
    assert (sheet.answers["own_mistakes"], "own_gaps" in sheet.answers) == (4, False)


def test_what_is_announced_is_what_is_published_of_the_same_people() -> None:
    known = announced(ROSTER, ASKS)
    assert known is not None
    plan = plan_of(known, {str(number): facts for number, facts in enumerate(ROSTER)}, ASKS)
    sheets = [sheet_of(Ballot(known.kind(facts), (4,) * 12), known, ASKS) for facts in ROSTER[:20] + ROSTER[24:44]]
    found = publish(plan, sheets, [], Random(1))
    assert [one.cell for one in found.cells] == list(known.cells)
    assert {one.asked for one in found.cells} == {24, 48}


def test_time_here_is_long_from_two_years_on() -> None:
    began = date(2026, 3, 2)
    assert [time_here(start, began) for start in (None, date(2024, 3, 2), date(2024, 3, 3))] == ["", "long", "short"]
