"""The draw: strata, units, three groups, and redraws that draw as the draw does."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from edgewise.domain.evidence.lottery import (
    Draw,
    Entrant,
    Lot,
    draw,
    redraws,
    redraws_beside_reserves,
    urn_of,
)

entrants = some.lists(
    some.tuples(some.sampled_from(["", "north", "south"]), some.sampled_from(["", "", "", "", "a", "b"])),
    min_size=12,
    max_size=40,
).map(lambda rows: [Entrant(number, stratum, unit) for number, (stratum, unit) in enumerate(rows)])


def everybody(found: Draw) -> list[int]:
    return sorted(found.places + found.reserves + found.comparison)


@settings(max_examples=80)
@given(entrants, some.integers(0, 2**40))
def test_everybody_is_in_one_group_and_whoever_belongs_together_in_the_same(people: list[Entrant], seed: int) -> None:
    places = len(people) // 2
    try:
        found = draw(people, places, 2, seed)
    except ValueError as error:
        assert str(error) == "People who draw one lot are more than the places of their stratum"  # noqa: PT017
        return
    assert everybody(found) == [one.key for one in people]
    assert len(found.places) <= places
    assert len(found.reserves) <= 2
    for group in (set(found.places), set(found.reserves), set(found.comparison)):
        for unit in ("a", "b"):
            members = {one.key for one in people if one.together == unit}
            assert members <= group or not members & group
    if not any(one.together for one in people):
        assert (len(found.places), len(found.reserves)) == (places, 2)


@given(some.integers(0, 2**40))
def test_strata_share_the_places_by_their_size(seed: int) -> None:
    people = [Entrant(key, "north" if key < 20 else "south") for key in range(30)]
    found = draw(people, 12, 3, seed)
    assert Counter("north" if key < 20 else "south" for key in found.places) == {"north": 8, "south": 4}
    assert Counter("north" if key < 20 else "south" for key in found.reserves) == {"north": 2, "south": 1}


def test_the_order_of_the_list_changes_nothing_and_the_seed_does() -> None:
    people = [Entrant(key) for key in range(30)]
    assert draw(people, 12, 3, 7) == draw(people[::-1], 12, 3, 7)
    assert draw(people, 12, 3, 7) != draw(people, 12, 3, 8)


def test_the_first_redraw_is_the_draw() -> None:
    people = [Entrant(key, "north" if key % 3 else "south", "pair" if key in {4, 5} else "") for key in range(30)]
    found, again = draw(people, 12, 3, 7), redraws(people, 12, 3, 1, 7)[0]
    assert found.places == tuple(np.flatnonzero(again == Lot.PLACE))
    assert sorted(found.reserves) == np.flatnonzero(again == Lot.RESERVE).tolist()


def test_everybody_has_the_same_chance_of_a_place_and_of_being_a_reserve() -> None:
    drawn = redraws([Entrant(key, "north" if key < 20 else "south") for key in range(30)], 12, 3, 20_000, 1)
    assert np.abs((drawn == Lot.PLACE).mean(axis=0) - 0.4).max() < 0.015  # four standard errors
    assert np.abs((drawn == Lot.RESERVE).mean(axis=0) - 0.1).max() < 0.01


def test_each_pair_of_people_is_drawn_as_often_as_any_other() -> None:
    placed = redraws([Entrant(key) for key in range(6)], 3, 1, 20_000, 1) == Lot.PLACE
    both = [(placed[:, one] & placed[:, other]).mean() for one in range(6) for other in range(one)]
    assert np.abs(np.array(both) - 0.2).max() < 0.012


def test_equal_remainders_go_by_lot() -> None:
    placed = redraws([Entrant(key, str(key)) for key in range(4)], 2, 0, 20_000, 1) == Lot.PLACE
    assert (placed.sum(axis=1) == 2).all()
    assert np.abs(placed.mean(axis=0) - 0.5).max() < 0.015


def test_a_unit_counts_where_its_smallest_key_does() -> None:
    assert urn_of([Entrant(1, "south", "pair"), Entrant(2, "north", "pair")]).people.tolist() == [2]


def test_beside_its_reserves_every_stratum_gives_away_as_many_places_as_it_did() -> None:
    people = [Entrant(key, "north" if key < 20 else "south", "pair" if key in {4, 5} else "") for key in range(30)]
    placed = redraws_beside_reserves(urn_of(people), (8, 4), 4_000, 1)
    assert (placed[:, 20:].sum(axis=1) == 4).all()
    assert (placed[:, :20].sum(axis=1) == 8).all()
    assert (placed[:, 4] == placed[:, 5]).all()
    assert np.abs(placed[:, 20:].mean(axis=0) - 0.4).max() < 0.035


@pytest.mark.parametrize(
    ("people", "places", "reserves", "said"),
    [
        (range(5), 0, 0, "A lottery needs one place or more, and reserves cannot be fewer than none"),
        (range(5), 1, -1, "A lottery needs one place or more, and reserves cannot be fewer than none"),
        (range(5), 3, 2, "With so many places and reserves nobody is left to compare"),
        ((1, 1, 2), 1, 0, "Somebody is listed twice"),
    ],
)
def test_a_draw_that_cannot_be_made_says_why(people: range, places: int, reserves: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw([Entrant(key) for key in people], places, reserves, 1)


def test_three_who_belong_together_do_not_fit_into_two_places() -> None:
    with pytest.raises(ValueError, match="People who draw one lot are more than the places of their stratum"):
        draw([Entrant(key, together="trio" if key < 3 else "") for key in range(9)], 2, 1, 1)
