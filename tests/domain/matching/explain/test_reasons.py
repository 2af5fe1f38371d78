"""Why people sit together, in words: from the rules and weights used, the strongest first, and no secret among them."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.calendar.working_week import working_week
from edgewise.domain.matching.explain.reasons import CommonHours, common_hours, common_languages, why_me, why_us
from edgewise.domain.matching.model import Candidate, Rule, Weights
from tests.domain.matching.people import FIRST, candidate, crowd, rules

LEVELS = ("Associate", "Senior associate", "Team lead", "Manager")


def cast() -> list[Candidate]:
    facts: list[dict[str, object]] = [
        {"name": "Amara", "function": "Sales", "location": "Lagos", "goals": {"delegating"}, "offers": {"feedback"}},
        {"name": "Bruno", "function": "Legal", "location": "Lima", "goals": {"delegating", "feedback"}},
        {"name": "Chidi", "function": "Product", "location": "Lagos", "goals": {"strategy"}, "offers": {"delegating"}},
        {"name": "Dana", "function": "Sales", "location": "Oslo", "level": 3, "goals": {"feedback"}},
    ]
    for i, one in enumerate(facts):
        for name in ("goals", "offers"):
            one[name] = frozenset(one.get(name, ()))  # type: ignore[call-overload]
        one |= {"languages": frozenset({"en", "es"}), "prefers": "es" if i else "en"}
    return [candidate(i, **one) for i, one in enumerate(facts)]


def test_the_circle_is_told_what_it_shares_and_where_it_differs() -> None:
    assert why_us(cast(), rules(), LEVELS) == (
        "Everyone speaks Spanish and English.",
        "3 places: Lagos, Lima and Oslo.",
        "Levels from Team lead to Manager.",
        "3 functions: Legal, Product and Sales.",
        "2 of you want “delegating”.",
        "Amara offers “feedback”, which Bruno and Dana want.",
        "8 h of common time on a working day, all through the programme.",
        "Nobody reports to anybody here, directly or one step up.",
    )


def test_a_member_is_told_what_they_share_with_the_others() -> None:
    assert why_me(1, cast(), rules(), LEVELS) == (
        "You share Spanish and English.",
        "You meet people in Lagos and Oslo.",
        "Levels from Team lead to Manager.",
        "You work in Legal and meet Product and Sales.",
        "Amara wants “delegating”, as you do.",
        "Chidi offers “delegating”, which you want.",
        "8 h of common time on a working day, all through the programme.",
        "Nobody reports to anybody here, directly or one step up.",
    )


def test_a_weight_of_nothing_leaves_its_reason_out() -> None:
    none = Weights(level=0, location=0, language=0, function=0, goal=0, strength=0, fresh=0)
    assert why_us(cast(), rules(weights=none, met={frozenset({0, 1}): 1.0}), LEVELS) == (
        "Everyone speaks Spanish and English.",
        "8 h of common time on a working day, all through the programme.",
        "Nobody reports to anybody here, directly or one step up.",
    )


def test_a_heavier_weight_comes_earlier() -> None:
    words = why_us(cast(), rules(weights=Weights(goal=5, function=1, location=0, level=0)), LEVELS)
    assert words[1:3] == ("2 of you want “delegating”.", "3 functions: Legal, Product and Sales.")


def test_those_who_have_met_are_named_to_one_another_and_counted_for_the_circle() -> None:
    design = rules(met={frozenset({0, 1}): 0.5})
    assert "1 of 6 pairs have sat in one circle before." in why_us(cast(), design, LEVELS)
    assert "You have sat in a circle with Amara before." in why_me(1, cast(), design, LEVELS)
    assert "You have sat in a circle with none of them before." in why_me(2, cast(), design, LEVELS)


def test_a_reporting_line_that_was_relaxed_is_not_called_kept() -> None:
    circle = [candidate(0, line_up=frozenset({1})), candidate(1)]
    words = why_us(circle, rules(relaxed=frozenset({Rule.LINE})), LEVELS)
    assert [text for text in words if "reports" in text] == []


def test_a_language_that_all_would_rather_speak_comes_by_itself() -> None:
    circle = [candidate(i, languages=frozenset({"en", "sw"}), prefers="sw") for i in range(3)]
    assert why_us(circle, rules(), LEVELS)[0] == "Everyone speaks Swahili, which all would rather speak."


def test_somebody_who_is_not_in_the_circle_has_no_reasons() -> None:
    with pytest.raises(KeyError):
        why_me(9, cast(), rules(), LEVELS)


def test_languages_in_common_come_with_the_preferred_one_first() -> None:
    assert common_languages(cast()) == ("es", "en")
    assert common_languages([]) == ()
    assert common_languages([candidate(0), candidate(1, languages=frozenset({"fr"}))]) == ()


def test_common_hours_are_those_of_the_worst_week() -> None:
    pair = [candidate(0), candidate(1, zone="America/New_York")]
    assert common_hours(pair[:1], rules()) == CommonHours(480, ((540, 1020),))
    # New York changes its clocks on 8 March 2026 and London on 29 March: 3 h in winter, 4 h between, 3 h in summer.
    assert common_hours(pair, rules()) == CommonHours(180, ((840, 1020),))


def test_common_hours_that_pass_midnight_are_two_spans_of_the_day() -> None:
    tokyo = candidate(0, zone="Asia/Tokyo", works_from=7 * 60, works_until=12 * 60)
    assert common_hours([tokyo], rules()) == CommonHours(300, ((0, 180), (1320, 1440)))


def test_nobody_and_people_without_a_shared_minute_have_no_common_hours() -> None:
    none = CommonHours(0, ())
    assert common_hours([], rules()) == none
    assert common_hours([candidate(0), candidate(1, zone="Asia/Tokyo")], rules()) == none
    assert common_hours([candidate(0, zone="Mars/Olympus")], rules()) == none


@given(st.integers(0, 100_000))
def test_spans_are_the_minutes_of_a_wednesday(seed: int) -> None:
    rng = Random(seed)
    works_from, works_until = rng.sample(range(0, 1440, 15), 2)
    one = candidate(0, zone="Asia/Kolkata", works_from=works_from, works_until=works_until)
    week = working_week("Asia/Kolkata", works_from, works_until, FIRST)
    minutes = {minute for begins, ends in common_hours([one], rules()).spans for minute in range(begins, ends)}
    assert minutes == {minute for minute in range(1440) if week >> (2 * 1440 + minute) & 1}


@given(st.integers(0, 100_000))
def test_no_reason_changes_with_what_is_secret(seed: int) -> None:
    rng = Random(seed)
    people, design = crowd(6, rng)
    bare = [
        Candidate(**{name: getattr(one, name) for name in Candidate.__slots__} | {"declared": frozenset()})
        for one in people
    ]
    plain = rules(
        **{name: getattr(design, name) for name in ("least", "target", "most", "common_minutes", "level_spread")}
    )
    assert why_us(people, design, LEVELS) == why_us(bare, plain, LEVELS)
    assert why_me(3, people, design, LEVELS) == why_me(3, bare, plain, LEVELS)
