from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.anonymity.groups import merged
from edgewise.domain.anonymity.rosters import give_nobody_away

counts = st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 6))


@pytest.mark.parametrize(
    ("peers", "reports", "others", "together"),
    [
        (3, 3, 3, [["peers"], ["reports"], ["others"]]),
        (4, 3, 2, [["peers"], ["reports", "others"]]),
        (5, 2, 3, [["peers", "reports"], ["others"]]),
        (2, 3, 3, [["peers", "reports"], ["others"]]),
        (4, 0, 1, [["peers", "others"]]),
        (1, 1, 3, [["peers", "reports", "others"]]),
        (2, 2, 2, [["peers", "reports", "others"]]),
        (0, 5, 0, [["reports"]]),
        (3, 1, 0, []),
        (0, 0, 0, []),
    ],
)
def test_small_groups_join_the_one_before(peers: int, reports: int, others: int, together: list[list[str]]) -> None:
    found = merged({"peers": peers, "reports": reports, "others": others})
    assert [list(cell) for cell in found] == together


@given(counts, st.integers(3, 6), st.integers(5, 12))
def test_everybody_is_in_one_cell_and_every_cell_is_large_enough(
    given_counts: dict[str, int], fewest: int, fewest_in_all: int
) -> None:
    cells = merged(given_counts, fewest, fewest_in_all)
    if sum(given_counts.values()) < max(fewest, fewest_in_all):
        assert cells == ()
        return
    assert [group for cell in cells for group in cell] == [group for group, count in given_counts.items() if count]
    people = [frozenset((group, n) for group in cell for n in range(given_counts[group])) for cell in cells]
    assert give_nobody_away([frozenset[tuple[str, int]]().union(*people), *people], fewest)
