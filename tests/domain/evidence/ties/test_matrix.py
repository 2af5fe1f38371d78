from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.evidence.ties.matrix import FEWEST_PAIRS, OTHERS, Matrix, Told, matrix_of, told_of
from edgewise.domain.evidence.ties.ties import Pair


def between(*counts: tuple[str, str, int]) -> tuple[list[Pair], dict[int, str]]:
    """Six people of each group named, and so many ties between two groups, each pair once."""
    groups = sorted({name for one, other, _ in counts for name in (one, other)})
    facts = {6 * at + place: name for at, name in enumerate(groups) for place in range(6)}
    pairs: list[Pair] = []
    for one, other, count in counts:
        every = [pair for pair in combinations(facts, 2) if sorted(facts[who] for who in pair) == sorted((one, other))]
        pairs += every[:count]
    return pairs, facts


def test_a_matrix_tells_each_cell_of_five_pairs_or_more() -> None:
    pairs, facts = between(("A", "A", 5), ("B", "B", 6), ("A", "B", 9))
    assert matrix_of(pairs, facts, facts) == Matrix(("A", "B"), (6, 6), ((5,), (9, 6)))


def test_fewer_are_hidden_and_a_second_cell_with_them_that_nobody_can_subtract() -> None:
    """14 ties lie within groups, as can be worked out. With 5 and 6 told, the third number would be 3, exactly."""
    pairs, facts = between(("A", "A", 3), ("B", "B", 5), ("C", "C", 6), ("A", "B", 7), ("A", "C", 8), ("B", "C", 9))
    found = matrix_of(pairs, facts, facts)
    assert found is not None
    assert found.cells == ((None,), (7, None), (8, 9, 6))


def test_without_any_tie_within_a_group_that_none_there_are_is_not_told_either() -> None:
    """All cross. Were every cell between groups told, the ties within them would be none, exactly."""
    pairs, facts = between(("A", "A", 0), ("B", "B", 0), ("A", "B", 9), ("A", "C", 10), ("B", "C", 11))
    found = matrix_of(pairs, facts, facts)
    assert found is None or sum(cell is None for row in found.cells for cell in row) > 3


def test_small_groups_stand_together() -> None:
    rng = Random(3)
    facts = {one: "Sales" if one < 8 else "Legal" if one < 15 else f"Small {one}" for one in range(21)}
    pairs = rng.sample(list(combinations(range(21), 2)), 120)
    found = matrix_of(pairs, facts, facts)
    assert found is not None
    assert (found.groups, found.people) == (("Sales", "Legal", OTHERS), (8, 7, 6))


def test_others_that_would_be_too_few_take_the_smallest_named_group_with_them() -> None:
    rng = Random(3)
    facts = {one: "Sales" if one < 8 else "Legal" if one < 15 else "Labs" if one < 20 else "Solo" for one in range(21)}
    pairs = rng.sample(list(combinations(range(21), 2)), 120)
    found = matrix_of(pairs, facts, facts)
    assert found is not None
    assert (found.groups, found.people) == (("Sales", "Legal", OTHERS), (8, 7, 6))


def test_groups_stand_in_the_order_that_is_given() -> None:
    pairs, facts = between(("A", "A", 5), ("B", "B", 6), ("A", "B", 9))
    found = matrix_of(pairs, facts, facts, order=("B", "A"))
    assert found is not None
    assert (found.groups, found.cells) == (("B", "A"), ((6,), (9, 5)))


def test_of_few_ties_of_one_group_or_of_groups_too_small_there_is_no_matrix() -> None:
    pairs, facts = between(("A", "A", 3), ("B", "B", 3), ("A", "B", 3))
    assert matrix_of(pairs, facts, facts) is None
    pairs, facts = between(("A", "A", 12))
    assert matrix_of(pairs, facts, facts) is None
    pairs, facts = between(("A", "A", 5), ("B", "B", 6), ("A", "B", 9))
    assert matrix_of(pairs, facts, facts, fewest_people=10) is None


@pytest.mark.parametrize(
    ("part", "whole", "told"),
    [
        (3, 9, None), (5, 10, Told(5, 5)), (4, 10, Told(0, 4)), (0, 30, Told(0, 4)), (38, 52, Told(38, 38)),
        (48, 52, Told(48, 52)), (52, 52, Told(48, 52)), (47, 52, Told(47, 47)),
    ],
)  # fmt: skip
def test_a_number_is_told_exactly_where_both_it_and_the_rest_are_five_or_more(
    part: int, whole: int, told: Told | None
) -> None:
    assert told_of(part, whole) == told


@st.composite
def cohorts(draw: st.DrawFn) -> tuple[list[Pair], dict[int, str]]:
    seed, groups = draw(st.integers(0, 10_000)), draw(st.integers(2, 3))
    rng = Random(seed)
    facts = {one: "ABC"[one % groups] for one in range(rng.randint(12, 24))}
    every = list(combinations(facts, 2))
    wish = rng.choice((0.1, 1, 1, 8))  # how much likelier a pair of one group is
    weights = [wish if facts[one] == facts[other] else 1.0 for one, other in every]
    chosen = sorted(every, key=lambda pair: rng.random() ** (1 / weights[every.index(pair)]), reverse=True)
    return chosen[: rng.randint(10, 45)], facts


@settings(max_examples=150, deadline=None)
@given(cohorts())
def test_an_attacker_who_adds_and_subtracts_works_out_no_cell_below_five(
    cohort: tuple[list[Pair], dict[int, str]],
) -> None:
    """Every table of numbers is tried that fits the page: what is told, the rule for what is not, and both sums."""
    pairs, facts = cohort
    found = matrix_of(pairs, facts, facts)
    if found is None:
        return
    whole = len(pairs)
    across = told_of(sum(facts[one] != facts[other] for one, other in pairs), whole)
    assert across is not None
    places = [(row, column) for row in range(len(found.groups)) for column in range(row + 1)]
    place = {name: at for at, name in enumerate(found.groups)}
    true = dict.fromkeys(places, 0)
    for one, other in pairs:
        column, row = sorted(place.get(facts[who], len(found.groups) - 1) for who in (one, other))
        true[row, column] += 1
    others = (len(found.groups) - 1,) * 2 if OTHERS in found.groups else None  # what crosses within them is in its cell
    possible = {at: set[int]() for at in places if found.cells[at[0]][at[1]] is None and true[at] < FEWEST_PAIRS}
    for table in _tables(found, places, true, whole):
        cross = sum(count for (row, column), count in table.items() if row != column)
        if cross <= across.high and across.low <= cross + (table[others] if others else 0):
            for at, numbers in possible.items():
                numbers.add(table[at])
    assert all(len(numbers) >= 2 for numbers in possible.values())
    assert all(cell is None or cell >= FEWEST_PAIRS for row in found.cells for cell in row)


def _tables(
    found: Matrix, places: Sequence[tuple[int, int]], true: dict[tuple[int, int], int], whole: int
) -> Iterator[dict[tuple[int, int], int]]:
    """Hidden cells below five are known to be below five, and the others to be no larger than those told."""
    hidden = [at for at in places if found.cells[at[0]][at[1]] is None]
    spare = whole - sum(cell for row in found.cells for cell in row if cell is not None)
    ranges = [range(FEWEST_PAIRS) if true[at] < FEWEST_PAIRS else range(FEWEST_PAIRS, spare + 1) for at in hidden[:-1]]
    for numbers in product(*ranges):
        last = spare - sum(numbers)
        if hidden and last >= 0 and (last < FEWEST_PAIRS) == (true[hidden[-1]] < FEWEST_PAIRS):
            told = {at: found.cells[at[0]][at[1]] or 0 for at in places}
            yield told | dict(zip(hidden, (*numbers, last), strict=True))
