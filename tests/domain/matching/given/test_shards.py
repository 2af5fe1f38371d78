"""Parts for those who can never mix, and blocks where a part is too large."""

from __future__ import annotations

import numpy as np
import pytest

from edgewise.domain.matching.given import shards
from edgewise.domain.matching.given.facts import compile_facts
from edgewise.domain.matching.given.shards import shards_of
from tests.domain.matching.people import candidate, rules


def test_people_who_share_no_language_or_are_levels_apart_are_in_different_parts() -> None:
    people = [candidate(i, languages=frozenset({"en", "fr"} if i == 0 else {"en"})) for i in range(4)]
    people += [candidate(4, languages=frozenset({"fr"})), candidate(5, languages=frozenset({"de"}))]
    people += [candidate(6, level=6)]
    facts = compile_facts(people, rules())
    found = shards_of(facts, facts.able)
    assert ([part.tolist() for part in found.parts], found.is_cut) == ([[0, 1, 2, 3, 4], [5], [6]], False)


def test_levels_in_small_steps_make_one_part() -> None:
    facts = compile_facts([candidate(i, level=i) for i in range(6)], rules(level_spread=1))
    assert len(shards_of(facts, facts.able).parts) == 1


def test_what_is_too_large_is_cut_into_equal_blocks_and_nobody_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST_IN_ONE_PIECE", 20)
    monkeypatch.setattr(shards, "PEOPLE_A_BLOCK", 10)
    facts = compile_facts([candidate(i, level=i % 3) for i in range(45)], rules())
    found = shards_of(facts, facts.able)
    assert (found.is_cut, sorted(map(len, found.parts))) == (True, [9] * 5)
    assert np.sort(np.concatenate(found.parts)).tolist() == list(range(45))


def test_people_locked_together_stay_in_one_block(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST_IN_ONE_PIECE", 20)
    monkeypatch.setattr(shards, "PEOPLE_A_BLOCK", 10)
    facts = compile_facts([candidate(i, level=i % 3) for i in range(45)], rules())
    found = shards_of(facts, facts.able, [np.array([0, 1, 2])])
    assert [np.isin([0, 1, 2], part).sum() for part in found.parts if np.isin([0, 1, 2], part).any()] == [3]
