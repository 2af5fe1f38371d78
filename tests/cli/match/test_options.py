from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import click
import pytest

from edgewise.cli.match.options import Options, rules_of, usual_seconds
from edgewise.domain.matching.model import Rule, Rules
from tests.cli.match.cast import FIVE, roll

TODAY = date(2026, 3, 2)
NOTHING: dict[str, Any] = dict.fromkeys(
    ("kind", "size", "least", "most", "rules", "history", "lock", "seconds", "out", "json", "first", "last")
)


def rules(**given: Any) -> Rules:
    file = io.BytesIO(str(given.pop("toml", "")).encode())
    options = {**NOTHING, "people": file, "seed": 1, "explain": (), "why_not": (), "columns": (), "allow_alone": False}
    return rules_of(Options(**{**options, "rules": file, **given}), roll(*FIVE), TODAY)[0]


def sizes(**given: Any) -> tuple[int, int, int]:
    found = rules(**given)
    return found.least, found.target, found.most


def test_the_usual_rules() -> None:
    assert rules() == Rules(
        least=4, target=5, most=6, common_minutes=60, first=TODAY, last=date(2027, 2, 28), level_spread=2
    )


def test_sizes_that_are_not_asked_for_follow_those_that_are() -> None:
    assert (sizes(size=8), sizes(size=3), sizes(least=6), sizes(most=4)) == ((4, 8, 8), (3, 3, 6), (6, 6, 6), (4, 4, 4))
    assert (sizes(kind="pair"), sizes(kind="group")) == ((2, 2, 3), (4, 6, 8))
    assert sizes(least=7, most=9) == (7, 7, 9)


def test_an_option_goes_before_the_rules_file() -> None:
    assert sizes(toml='kind = "group"\nleast = 5\ntarget = 7', size=6) == (5, 6, 8)


def test_sizes_out_of_order_are_refused() -> None:
    with pytest.raises(click.UsageError, match="at least 5, best 4, at most 6"):
        rules(least=5, size=4)


def test_the_run_is_as_said() -> None:
    found = rules(first=datetime(2026, 9, 1), last=datetime(2026, 12, 18))  # noqa: DTZ001
    assert (found.first, found.last) == (date(2026, 9, 1), date(2026, 12, 18))
    with pytest.raises(click.UsageError, match="before it begins"):
        rules(last=datetime(2026, 3, 1))  # noqa: DTZ001


def test_a_rule_that_is_switched_off_is_relaxed() -> None:
    assert rules(toml="common_language = false\ncommon_minutes = 0").relaxed == {Rule.LANGUAGE, Rule.HOURS}
    assert (rules(toml='level_spread = "any"').level_spread, rules(toml="level_spread = 0").level_spread) == (None, 0)
    assert (rules(toml="nobody_alone = false").nobody_alone, rules(allow_alone=True).nobody_alone) == (False, False)


def test_who_met_counts_by_how_long_ago() -> None:
    history = io.BytesIO(b"amara@example.org,bruno@example.org,2025-09-03\n")
    assert rules(history=history).met == {frozenset({1, 2}): 0.5}
    history.seek(0)
    assert rules(history=history, toml="half_life = 90").met == {frozenset({1, 2}): 0.25}


def test_more_people_have_more_time() -> None:
    assert [usual_seconds(people) for people in (0, 60, 90, 120, 10_000, 55_000, 200_000)] == [
        5,
        5,
        12.5,
        20,
        30,
        65,
        100,
    ]
