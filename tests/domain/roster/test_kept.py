from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.phrases import counted, phrase
from edgewise.domain.roster.kept import KeptPlan, built, decode_table, decode_unread, encode, writes_of
from edgewise.domain.roster.model import Finding, Meaning, Row, Table, Value
from edgewise.domain.roster.plan import Change, Kind, Outcome, Plan
from edgewise.domain.roster.unread import Unread

WORDS = st.text(max_size=12)
PHRASES = WORDS | st.builds(lambda name: phrase("“{name}” is odd", name=name), WORDS)
FINDINGS = st.builds(Finding, column=PHRASES, what=PHRASES, remedy=PHRASES, is_error=st.booleans())
VALUES: dict[str, st.SearchStrategy[Value]] = {
    "function": WORDS | st.none(),
    "unit": WORDS | st.none(),
    "role_level": st.integers(0, 6) | st.none(),
    "languages": st.lists(WORDS, max_size=3).map(tuple),
    "start_date": st.dates() | st.none(),
    "works_from": st.times().map(lambda at: at.replace(tzinfo=None)) | st.none(),
}
CHANGES = st.sampled_from(sorted(VALUES)).flatmap(
    lambda fact: st.builds(Change, fact=st.just(fact), before=VALUES[fact], after=VALUES[fact])
)
OUTCOMES = st.builds(
    Outcome,
    row=st.integers(1, 20_000),
    kind=st.sampled_from(Kind),
    email=WORDS,
    name=WORDS,
    changes=st.lists(CHANGES, max_size=4).map(tuple),
    findings=st.lists(FINDINGS, max_size=3).map(tuple),
    merged=st.lists(st.integers(1, 99), max_size=2).map(tuple),
    known=st.none() | st.integers(1, 99),
)
PLANS = st.builds(
    Plan, outcomes=st.lists(OUTCOMES, max_size=5).map(tuple), notes=st.lists(PHRASES, max_size=2).map(tuple)
)


@given(PLANS)
def test_a_plan_comes_back_as_it_was(plan: Plan) -> None:
    kept = KeptPlan(encode(plan))
    assert kept.whole() == plan
    assert kept.writes == writes_of(plan)
    assert [built(outcome) for outcome in kept.warned] == plan.warned
    assert [[built(o) for o in kept.of(kind)] for kind in Kind] == [plan.of(kind) for kind in Kind]


def test_a_phrase_comes_back_as_one_and_not_as_its_words() -> None:
    inner = phrase("row {row}", row=3)
    note = counted("One of {where}", "{count} of {where}", 2, where=inner)
    table = decode_table(encode(Table(("Email",), 1, (Row(2, ("a@b.org",)),), (note,))))
    said = table.notes[0]
    assert (said, getattr(said, "many", ""), getattr(said, "values", {})) == (
        "2 of row 3",
        "{count} of {where}",
        {"where": inner, "count": 2},
    )


def test_values_to_ask_about_come_back_as_they_were() -> None:
    unread = (Unread(Meaning.ROLE_LEVEL, "Grade", "L5", 3, 2, phrase("“{text}” is odd", text="L5"), is_judged=True),)
    assert tuple(decode_unread(encode(unread))) == unread


@pytest.mark.parametrize(
    ("fact", "value"), [("start_date", date(2024, 3, 31)), ("works_until", time(17)), ("job_title", "2024-03-31")]
)
def test_a_day_and_an_hour_are_what_they_were_and_a_text_like_one_is_a_text(fact: str, value: Value) -> None:
    plan = Plan((Outcome(2, Kind.NEW, "a@b.org", "A", (Change(fact, None, value),)),))
    assert KeptPlan(encode(plan)).writes[0].facts == {fact: value}
