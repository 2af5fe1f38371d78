"""Locks that share somebody are one; those that cannot be kept are named."""

from __future__ import annotations

from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.locks import locks_of
from edgewise.domain.matching.model import Rule
from tests.domain.matching.people import candidate, rules


def test_locked_seats_come_first_and_locks_that_share_somebody_are_one() -> None:
    design = rules(together=(frozenset({1, 2}), frozenset({2, 3})), seats=(frozenset({5}),))
    found = locks_of(compile_facts([candidate(i) for i in range(8)], design))
    assert ([group.tolist() for group in found.groups], found.seats) == ([[5], [1, 2, 3]], 1)


def test_two_locked_seats_cannot_be_locked_together() -> None:
    design = rules(together=(frozenset({1, 2}),), seats=(frozenset({1}), frozenset({2})))
    found = locks_of(compile_facts([candidate(i) for i in range(8)], design))
    assert (found.groups, found.hopeless.tolist()) == ((), [1, 2])


def test_a_lock_against_a_rule_is_named_and_not_kept() -> None:
    people = [candidate(i, level=i * 3) for i in range(3)]
    found = locks_of(compile_facts(people, rules(together=(frozenset({0, 2}),))))
    assert found.warnings == ("The locks on P0 and P2 contradict a rule or each other; they are left over.",)


def test_a_relaxed_lock_is_no_lock() -> None:
    design = rules(together=(frozenset({1, 2}),), relaxed=frozenset({Rule.LOCKED}))
    assert locks_of(compile_facts([candidate(i) for i in range(4)], design)).groups == ()
