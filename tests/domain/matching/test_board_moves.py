"""A move on a draft board says what it would break, lose and gain, of the circles it touches and no others."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.board_moves import Change, Found, Join, Leave, Move, Swap, moved, try_move
from edgewise.domain.matching.given.points import Points
from edgewise.domain.matching.model import Candidate, Rule, Rules
from tests.domain.matching.people import candidate, crowd, rules

CAST = ("Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Grace")
CIRCLES = ((0, 1, 2), (3, 4, 5))


def people(**changed: dict[str, object]) -> list[Candidate]:
    return [candidate(i, name=name, **changed.get(name, {})) for i, name in enumerate(CAST)]


def small(**changed: object) -> Rules:
    return rules(**{"least": 2, "target": 3, "most": 4, **changed})


@pytest.mark.parametrize(
    ("move", "after"),
    [
        (Join(0, 1), ((1, 2), (3, 4, 5, 0))),
        (Join(6, 0), ((0, 1, 2, 6), (3, 4, 5))),
        (Join(0, 0), ((1, 2, 0), (3, 4, 5))),
        (Leave(4), ((0, 1, 2), (3, 5))),
        (Leave(6), CIRCLES),
        (Found(4), ((0, 1, 2), (3, 5), (4,))),
        (Swap(0, 4), ((4, 1, 2), (3, 0, 5))),
        (Swap(0, 6), ((6, 1, 2), (3, 4, 5))),
    ],
)
def test_circles_after_a_move(move: Move, after: tuple[tuple[int, ...], ...]) -> None:
    assert moved(CIRCLES, move) == after


def test_a_circle_that_everybody_has_left_keeps_its_place_and_breaks_nothing() -> None:
    effect = try_move(people(), ((0,), (3, 4, 5)), small(), Join(0, 1))
    assert effect.circles == ((), (3, 4, 5, 0))
    assert effect.changes[0] == Change(0, (), (), 0, 0, (), ())


def test_a_move_that_breaks_nothing_is_allowed() -> None:
    effect = try_move(people(), CIRCLES, small(), Join(0, 1))
    assert (effect.is_allowed, [change.circle for change in effect.changes]) == (True, [0, 1])


def test_a_move_to_the_same_circle_changes_nothing() -> None:
    assert try_move(people(), CIRCLES, small(), Join(0, 0)).changes == ()


def test_the_rules_that_a_move_breaks_are_named_for_each_circle() -> None:
    someone = people(Amara={"languages": frozenset({"fr"}), "level": 6})
    effect = try_move(someone, CIRCLES, small(least=3), Swap(0, 3))
    assert [change.broken for change in effect.changes] == [(), ("common language", "level band")]
    assert [change.broken for change in try_move(people(), CIRCLES, small(least=3), Leave(0)).changes] == [
        ("circle size",)
    ]


def test_the_score_is_that_of_the_circles_touched_before_and_after() -> None:
    cast = people(Amara={"function": "Sales"}, Dana={"function": "Legal"}, Elif={"function": "Legal"})
    points = Points(cast, small())
    effect = try_move(cast, (*CIRCLES, (6,)), small(), Join(0, 1))
    assert (effect.before, effect.after) == (
        points.of((0, 1, 2)) + points.of((3, 4, 5)),
        points.of((1, 2)) + points.of((0, 3, 4, 5)),
    )


def test_a_forbidden_pair_does_not_show_in_the_score() -> None:
    secret = small(never_again=frozenset({frozenset({0, 3})}))
    told, plain = (try_move(people(), CIRCLES, design, Swap(0, 4)) for design in (secret, small()))
    assert (told.before, told.after) == (plain.before, plain.after)
    assert [change.broken for change in told.changes] == [(), ("a confidential rule",)]


def test_what_a_circle_loses_and_gains_is_said() -> None:
    cast = people(
        Amara={"languages": frozenset({"en", "es"}), "function": "Sales", "goals": frozenset({"delegating"})},
        Bruno={"languages": frozenset({"en", "es"}), "function": "Legal", "goals": frozenset({"delegating"})},
        Chidi={"languages": frozenset({"en", "es"}), "function": "Legal", "goals": frozenset({"delegating"})},
        Dana={"zone": "Africa/Nairobi", "function": "Product", "location": "Nairobi"},
    )
    design = small(met={frozenset({1, 3}): 1.0})
    first = try_move(cast, CIRCLES, design, Swap(0, 3)).changes[0]
    assert first.lost == (
        "Without Spanish as a common language.",
        "Nobody from Sales.",
        "Common time falls from 8 h to 5 h.",
        "Fewer pairs share a goal.",
        "Bruno and Dana have sat in a circle before.",
    )
    assert first.gained == ("Somebody from Product.", "Somebody from Nairobi.")
    back = try_move(cast, ((3, 1, 2), (0, 4, 5)), design, Swap(0, 3)).changes[0]
    assert back.gained == (
        "With Spanish as a common language.",
        "Somebody from Sales.",
        "Common time rises from 5 h to 8 h.",
        "More pairs share a goal.",
        "Bruno and Dana do not sit together again.",
    )


@pytest.mark.parametrize(
    ("locks", "move", "broken"),
    [
        ({"together": (frozenset({0, 1}),)}, Leave(0), [("locked seats",)]),
        ({"together": (frozenset({0, 1}),)}, Leave(2), [()]),
        ({"seats": (frozenset({0}),)}, Join(0, 1), [("locked seats",), ("locked seats",)]),
        ({"seats": (frozenset({0}),)}, Leave(0), [("locked seats",)]),
        ({"seats": (frozenset({0}), frozenset({3}))}, Join(4, 0), [(), ()]),
        ({"seats": (frozenset({0, 1}), frozenset({3}))}, Join(3, 0), [("locked seats",), ("locked seats",)]),
    ],
)
def test_a_lock_that_a_move_would_break_is_named(
    locks: dict[str, object], move: Move, broken: list[tuple[str, ...]]
) -> None:
    assert [change.broken for change in try_move(people(), CIRCLES, small(**locks), move).changes] == broken
    relaxed = try_move(people(), CIRCLES, small(**locks, relaxed=frozenset({Rule.LOCKED})), move)
    assert relaxed.is_allowed


def test_somebody_unknown_and_a_circle_that_is_not_there_are_refused() -> None:
    with pytest.raises(KeyError):
        try_move(people()[:6], CIRCLES, small(), Join(6, 0))
    with pytest.raises(IndexError):
        try_move(people(), CIRCLES, small(), Join(6, 2))


@given(st.integers(0, 100_000))
def test_the_labels_are_those_of_the_audit_and_secrets_change_no_other_word(seed: int) -> None:
    rng = Random(seed)
    cast, design = crowd(9, rng)
    order = rng.sample(range(9), 9)
    circles = (order[:3], order[3:6])
    moves: list[Move] = [Join(order[0], 1), Swap(order[0], order[8]), Swap(order[1], order[4]), Found(order[2])]
    move = rng.choice(moves)
    effect = try_move(cast, circles, design, move)
    for change in effect.changes:
        told = {rule.label for rule in violations([cast[one] for one in change.members], design)}
        assert (change.members == () or set(change.broken) == told) is True
    open_rules = Rules(
        **{name: getattr(design, name) for name in Rules.__slots__}
        | {"never_again": frozenset(), "nobody_alone": False}
    )
    plain = try_move(cast, circles, open_rules, move)
    assert [(one.before, one.after, one.lost, one.gained) for one in effect.changes] == [
        (one.before, one.after, one.lost, one.gained) for one in plain.changes
    ]
