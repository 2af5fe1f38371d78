"""Ballots in a box: none is lost or doubled, and the box tells neither how many there are nor in which order."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.pulse.ballots import (
    BALLOT_BYTES,
    PLACES_OF_A_BOX,
    Ballot,
    BoxFull,
    ballots_in,
    boxes_for,
    empty_box,
    shuffled,
    with_ballot,
)
from edgewise.domain.pulse.model import LONGEST_PULSE_COMMENT

ITEMS = 12
ballots = st.builds(
    Ballot,
    people=st.integers(0, 40),
    answers=st.tuples(*[st.none() | st.integers(1, 5)] * ITEMS),
    comment=st.text(max_size=40),
)


def by_words(of: list[Ballot]) -> list[str]:
    return sorted(map(repr, of))


@given(st.lists(ballots, max_size=8), st.integers())
def test_every_ballot_is_there_once_and_the_box_is_as_long_as_before(given_in: list[Ballot], seed: int) -> None:
    box, dice = empty_box(8), Random(seed)
    for ballot in given_in:
        box = with_ballot(box, ballot, dice)
    assert by_words(ballots_in(box, ITEMS)) == by_words(given_in)
    assert len(box) == len(empty_box(8))


def test_no_place_tells_who_was_last() -> None:
    places = set()
    for seed in range(60):
        box, dice = empty_box(4), Random(seed)
        for number in range(4):
            box = with_ballot(box, Ballot(number, (3,) * ITEMS), dice)
        places.add([ballot.people for ballot in ballots_in(box, ITEMS)].index(3))
    assert places == {0, 1, 2, 3}


def test_a_full_box_takes_no_more() -> None:
    box = with_ballot(empty_box(1), Ballot(0, (1,)), Random(1))
    with pytest.raises(BoxFull):
        with_ballot(box, Ballot(0, (2,)), Random(1))


@pytest.mark.parametrize("wrong", [Ballot(0, (6,)), Ballot(0, (0,)), Ballot(0, (1,) * 17), Ballot(0, (1,), "x" * 401)])
def test_what_fits_into_no_record_is_refused(wrong: Ballot) -> None:
    with pytest.raises(ValueError, match="at most"):
        with_ballot(empty_box(1), wrong, Random(1))


def test_the_longest_comment_fits_in_the_longest_letters() -> None:
    longest = Ballot(7, (5,) * ITEMS, "\U0001f9a9" * LONGEST_PULSE_COMMENT)
    assert ballots_in(with_ballot(empty_box(1), longest, Random(1)), ITEMS) == [longest]


@pytest.mark.parametrize("wrong", [b"\0\0\0\1", b"\0\0\0\0" + b"x" * (BALLOT_BYTES + 1)])
def test_what_is_no_box_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="no box"):
        ballots_in(wrong, ITEMS)


@given(st.integers(1, 20_000))
def test_all_who_are_asked_have_a_place(asked: int) -> None:
    count, places = boxes_for(asked)
    assert count * places >= asked
    assert places <= PLACES_OF_A_BOX
    assert count == 1 or places * count >= asked * 1.2


def test_those_of_several_boxes_are_shuffled_as_one() -> None:
    rows = [Ballot(number, (1,)) for number in range(50)]
    mixed = shuffled(rows, Random(3))
    assert by_words(mixed) == by_words(rows)
    assert mixed != rows
