from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.anonymity.rosters import MOST_CELLS, atoms, give_nobody_away, shown

cells = st.lists(st.frozensets(st.integers(0, 15), min_size=1), max_size=5)
ALL = frozenset(range(8))
PEERS, REPORTS, ONE_OTHER = frozenset(range(4)), frozenset(range(4, 7)), frozenset({7})


def test_a_part_is_not_shown_where_the_rest_of_the_total_is_one_person() -> None:
    assert shown((ALL, PEERS, REPORTS)) == (ALL, PEERS)
    assert atoms((ALL, PEERS, REPORTS)) == [PEERS, REPORTS, ONE_OTHER]


def test_those_who_stayed_are_not_shown_beside_all_where_one_has_left() -> None:
    assert shown((ALL, ALL - ONE_OTHER)) == (ALL,)


def test_those_who_stayed_are_shown_where_three_have_left() -> None:
    assert shown((ALL, ALL - REPORTS)) == (ALL, ALL - REPORTS)


def test_an_overlap_of_two_is_enough_to_withhold_one() -> None:
    assert shown((frozenset(range(5)), frozenset(range(3, 9)))) == (frozenset(range(3, 9)),)


@given(cells, st.integers(3, 5))
def test_what_is_shown_gives_nobody_away_and_nothing_can_be_added(sets: list[frozenset[int]], fewest: int) -> None:
    kept = shown(sets, fewest)
    assert give_nobody_away(kept, fewest)
    for other in set(sets) - set(kept):
        assert not give_nobody_away((*kept, other), fewest)


@given(cells)
def test_atoms_are_apart_and_everybody_is_in_one(sets: list[frozenset[int]]) -> None:
    found = atoms(sets)
    assert sum(map(len, found)) == len(frozenset[int]().union(*sets)) == len(frozenset[int]().union(*found))
    assert all(atom <= cell or not atom & cell for atom in found for cell in sets)


def test_too_many_cells_are_refused() -> None:
    with pytest.raises(ValueError, match="13 cells"):
        shown([ALL] * (MOST_CELLS + 1))
