from __future__ import annotations

from edgewise.domain.matching.explain.reasons import why_me, why_us
from edgewise.domain.matching.model import Candidate, Weights
from tests.domain.matching.people import candidate, rules

ONLY = {"level": 0, "location": 0, "language": 0, "function": 0, "goal": 0, "strength": 0, "fresh": 0}
KEPT = 3  # what is said whatever the weights are: the language, the hours and the reporting lines


def cast() -> list[Candidate]:
    facts = [("Amara", "Sales"), ("Bruno", "Sales"), ("Chidi", "Legal"), ("Dana", "")]
    return [
        candidate(i, name=name, function=function, unit="Retail Bank", location="Oslo" if i < 3 else "Lima")
        for i, (name, function) in enumerate(facts)
    ]


def told(person: int | None = None, **weights: int) -> list[str]:
    design = rules(weights=Weights(**{**ONLY, **weights}))
    words = why_us(cast(), design, ()) if person is None else why_me(person, cast(), design, ())
    return list(words[1 : 1 - KEPT])


def test_a_circle_that_was_to_be_alike_is_told_what_most_have_in_common() -> None:
    assert told(function=-3, unit=-5, location=-4) == [
        "Everyone belongs to Retail Bank.", "3 of you work in Oslo.", "2 of you work in Sales.",
    ]  # fmt: skip


def test_a_circle_that_was_to_differ_is_told_what_occurs() -> None:
    assert told(function=3, unit=5, location=2) == ["2 functions: Legal and Sales.", "2 places: Lima and Oslo."]


def test_a_member_is_told_who_has_the_same_where_that_was_wanted() -> None:
    assert told(0, function=-3, unit=-5, location=-4) == [
        "Bruno, Chidi and Dana belong to Retail Bank, as you do.",
        "Bruno and Chidi work in Oslo, as you do.",
        "Bruno works in Sales, as you do.",
    ]
    assert told(3, function=-3, location=-4) == []


def test_a_member_is_told_what_others_have_where_that_was_wanted() -> None:
    assert told(0, function=3, unit=5, location=4) == [
        "You meet people in Lima.", "You work in Sales and meet Legal.",
    ]  # fmt: skip
