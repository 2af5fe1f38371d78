from __future__ import annotations

from datetime import date
from time import process_time

import pytest

from edgewise.domain.coaching.leadership import bosses
from edgewise.domain.matching.audit import between, violations
from edgewise.domain.matching.match import match
from edgewise.domain.matching.model import Budget, Candidate, Kind, Rule, Rules

RULES = Rules(
    least=4, target=4, most=6, common_minutes=60, first=date(2026, 3, 2), last=date(2026, 6, 1), nobody_alone=False
)
TEAM = [
    Candidate(id=who, name=f"P{who}", languages=frozenset({"en"}), zone="UTC", level=2, line_up=frozenset(above))
    for who, above in ((1, ()), (2, (1,)), (3, (1,)), (4, (1,)))
]


def of_kind(kind: Kind) -> Rules:
    return Rules(
        least=4, target=4, most=6, common_minutes=60, first=RULES.first, last=RULES.last, kind=kind, nobody_alone=False
    )


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind is not Kind.LEADERSHIP])
def test_every_other_kind_keeps_a_manager_out(kind: Kind) -> None:
    assert between(TEAM[0], TEAM[1], of_kind(kind)) == (Rule.LINE,)
    assert Rule.LINE in violations(TEAM, of_kind(kind))


def test_a_leadership_team_is_matched_with_its_boss_and_breaks_no_other_rule() -> None:
    rules = of_kind(Kind.LEADERSHIP)
    assert violations(TEAM, rules) == ()
    assert [one.members for one in match(TEAM, rules, budget=Budget(1), clock=process_time).circles] == [(1, 2, 3, 4)]
    assert match(TEAM, of_kind(Kind.CIRCLE), budget=Budget(1), clock=process_time).circles == ()


def test_two_of_a_leadership_team_begin_no_pair_over_a_reporting_line() -> None:
    rules = of_kind(Kind.LEADERSHIP).of_colleagues
    assert between(TEAM[0], TEAM[1], rules) == (Rule.LINE,)
    assert between(TEAM[1], TEAM[2], rules) == ()


@pytest.mark.parametrize(
    ("above", "found"),
    [
        ({1: (), 2: (1,), 3: (1,), 4: (1,)}, {1}),
        ({1: (9,), 2: (1, 9), 3: (1, 9), 4: ()}, {1}),  # 9 sits elsewhere
        ({1: (), 2: (1,), 3: (2, 1), 4: (2, 1), 5: (2, 1)}, {1, 2}),
        ({1: (), 2: (1,), 3: (2, 1)}, {1}),  # else only 3 could hold the chair
        ({1: (), 2: (1,)}, {1}),
        ({1: (), 2: ()}, set()),
        ({1: (1,), 2: ()}, set()),  # on record as their own manager
        ({1: (2,), 2: (1,)}, set()),  # a loop: nobody is above
        ({}, set()),
    ],
)
def test_the_boss_is_who_has_others_of_the_table_below(above: dict[int, tuple[int, ...]], found: set[int]) -> None:
    assert bosses(above) == found
