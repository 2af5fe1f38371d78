"""How many people and pairs each hard rule rules out, by itself: shown beside the rule while it is being chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from edgewise.domain.matching.explain.advice import SECRET
from edgewise.domain.matching.given.company import Flags, View
from edgewise.domain.matching.given.facts import Facts, Ints, compile_facts
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.phrases import counted, phrase

RULES_SHOWN = (Rule.LANGUAGE, Rule.HOURS, Rule.LEVEL, Rule.LINE, Rule.APART, Rule.LOAD)
BLOCK = 256  # kinds of people looked at together
STEP = 5  # people whom a secret rule excludes are told in fives, so that no change by one shows


@dataclass(frozen=True, slots=True)
class Exclusion:
    """`rule` is None for all the rules that are no secret, together; the secret rules are one, by the name ALONE."""

    rule: Rule | None
    people: int | None  # who can join no circle, or have too few possible partners for one; None: a few at most
    pairs: float | None  # 0 to 1: the share of all pairs that it rules out; None: not told, or not about pairs
    words: str


def excluded(people: Sequence[Candidate], rules: Rules) -> tuple[Exclusion, ...]:
    """One for each rule that holds, the secret ones as one and last, after all the others together.

    Locks and sizes are no part of it. Raises ValueError as `compile_facts` does.
    """
    facts = compile_facts(people, rules)
    idle = {Rule.LEVEL: rules.level_spread is None, Rule.HOURS: rules.common_minutes <= 0, Rule.APART: not rules.apart}
    shown = [rule for rule in RULES_SHOWN if rules.holds(rule) and not idle.get(rule)]
    found = [_exclusion(facts, rule, frozenset(Rule) - {rule}) for rule in shown]
    return (*found, _exclusion(facts, None, SECRET), _secret(people, rules))


def _exclusion(facts: Facts, rule: Rule | None, without: frozenset[Rule]) -> Exclusion:
    view = View(facts, without)
    partners = _partners(view)
    alone = int((~view.able | (partners < facts.rules.least - 1)).sum())
    if rule is Rule.LOAD:
        return Exclusion(rule, alone, None, counted("Excludes 1 person.", "Excludes {count} people.", alone))
    pairs = facts.size * (facts.size - 1)
    share = 1 - float(partners.sum()) / pairs if pairs else 0.0
    words = counted(
        "Excludes 1 person and {percent} % of all pairs.", "Excludes {count} people and {percent} % of all pairs.",
        alone, percent=_percent(share),
    )  # fmt: skip
    return Exclusion(rule, alone, share, words)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}" if share >= 0.1 or share == 0 else f"{100 * share:.2g}"


def _partners(view: View) -> Ints:
    """With how many others each person could sit, two by two. People alike in all that counts are counted once."""
    facts = view.facts
    level = facts.level if view.spread is not None else np.zeros_like(facts.level)
    counting = [*(facts.marks[:, columns] for columns in view.requirements), level[:, None], view.able[:, None]]
    _, first, kind, count = np.unique(
        np.hstack([part.astype(np.uint64) for part in counting]),
        axis=0, return_index=True, return_inverse=True, return_counts=True,
    )  # fmt: skip
    found = np.zeros(len(first), dtype=np.int64)
    for start in range(0, len(first), BLOCK):
        rows = first[start : start + BLOCK]
        found[start : start + BLOCK] = _fit(view, rows[:, None], first) @ count - _fit(view, rows, rows)
    partners: Ints = found[kind]
    one, other = view.pairs.T
    barred = _fit(view, one, other).astype(np.int64)
    np.subtract.at(partners, one, barred)
    np.subtract.at(partners, other, barred)
    return partners


def _fit(view: View, some: Ints, others: Ints) -> Flags:
    """Element by element: could the two sit together, those barred by name aside? (And with their like, if able.)"""
    marks, level = view.facts.marks, view.facts.level
    found: Flags = view.able[some] & view.able[others]
    for columns in view.requirements:
        found &= reduce(or_, ((marks[some, i] & marks[others, i]) != 0 for i in range(columns.start, columns.stop)))
    if view.spread is not None:
        found &= np.abs(level[some] - level[others]) <= view.spread
    return found


def _secret(people: Sequence[Candidate], rules: Rules) -> Exclusion:
    """Whom a secret rule alone keeps from every circle, in fives, and nothing of pairs."""
    ids = {one.id for one in people}
    pairs = [pair for pair in rules.never_again if pair <= ids] if rules.holds(Rule.NEVER_AGAIN) else []
    barred = Counter(one for pair in pairs for one in pair)
    holds = rules.nobody_alone and rules.holds(Rule.ALONE)
    declared = Counter(attribute for one in people for attribute in one.declared) if holds else Counter[str]()
    alone = sum(
        len(people) - 1 - barred[one.id] < rules.least - 1
        or any(declared[attribute] == 1 for attribute in one.declared)
        for one in people
    )
    count = alone // STEP * STEP
    words = (
        phrase("Excludes {count} people or a few more.", count=count)
        if count
        else phrase("Excludes a few people at most.")
    )
    return Exclusion(Rule.ALONE, count or None, None, words)
