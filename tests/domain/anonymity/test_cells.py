from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from edgewise.domain.anonymity.cells import (
    EVERYBODY,
    FEWEST_ANSWERS,
    FEWEST_IN_A_CUT,
    Cell,
    Kind,
    could_be_shown,
    have_at_least,
    joined,
    may_stand,
    shown_in_words,
)

SITES, LEVELS = [Cell("site", one) for one in "xyz"], [Cell("level", one) for one in "12"]
CELLS = (EVERYBODY, *SITES, *LEVELS)
counts = st.dictionaries(
    st.tuples(st.sampled_from(SITES), st.sampled_from(LEVELS)).map(frozenset), st.integers(0, 25), min_size=1
)


def shown(of: Mapping[Kind, float]) -> tuple[Cell, ...]:
    return may_stand(CELLS, lambda cells: joined(of, cells))


@given(counts)
@settings(max_examples=150, deadline=None)
def test_no_choice_of_more_cells_could_stand(of: dict[Kind, float]) -> None:
    """Compared with looking at every choice."""
    large = [cell for cell in CELLS[1:] if sum(count for kind, count in of.items() if cell in kind) >= FEWEST_IN_A_CUT]
    stands = [
        set(some)
        for size in range(len(large) + 1)
        for some in combinations(large, size)
        if have_at_least(FEWEST_IN_A_CUT if some else FEWEST_ANSWERS, joined(of, frozenset(some)))
    ]
    found = set(shown(of))
    assert bool(found) == bool(stands)
    if found:
        assert found - {EVERYBODY} in stands
        assert len(found) - 1 == max(map(len, stands))


def test_the_cells_of_more_people_are_kept() -> None:
    """Two cuts that do not go together: eight people are in the overlap."""
    x, y, one, two = SITES[0], SITES[1], *LEVELS
    of = {frozenset((x, one)): 30, frozenset((x, two)): 8, frozenset((y, one)): 12, frozenset((y, two)): 12}
    assert shown(of) == (EVERYBODY, one, two) or shown(of) == (EVERYBODY, x, y)
    assert len(shown(of)) == 3


def test_what_everybody_has_is_no_cut() -> None:
    roster = {f"p{number}": {"site": "x", "level": "", "": "y"} for number in range(40)}
    assert could_be_shown(roster) == (EVERYBODY,)


def test_more_answers_show_more() -> None:
    roster = {f"p{number}": {"site": "xy"[number % 2]} for number in range(22)}
    assert could_be_shown(roster) == (EVERYBODY,)
    assert could_be_shown(roster, share=0.95) == (EVERYBODY, *SITES[:2])


def test_whoever_plans_a_cohort_reads_what_it_could_ever_show() -> None:
    cuts = {"site": "site", "level": "level"}
    said = []
    for people in (6, 18, 60):
        roster = {f"p{number}": {"site": "xy"[number % 2], "level": "12"[number // 2 % 2]} for number in range(people)}
        said.append(str(shown_in_words(roster, cuts, could_be_shown(roster))))
    assert said == [
        "With 6 people and three in four answering, nothing can be shown.",
        "With 18 people and three in four answering: the whole cohort only.",
        "With 60 people and three in four answering: the whole cohort, and by site and level.",
    ]
