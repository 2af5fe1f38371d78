"""Whose turn it is to hold the chair."""

from __future__ import annotations

from datetime import UTC, datetime

from edgewise.domain.calendar.rota import chairs_in_turn

MARCH, APRIL, MAY = (datetime(2026, month, 2, tzinfo=UTC) for month in (3, 4, 5))


def test_the_first_time_the_chair_goes_in_seating_order() -> None:
    assert chairs_in_turn([7, 3, 5], {}) == (7, 3, 5)


def test_whoever_never_held_it_comes_first_then_the_longest_ago() -> None:
    assert chairs_in_turn([1, 2, 3, 4], {1: MAY, 2: MARCH, 4: APRIL}) == (3, 2, 4, 1)


def test_somebody_who_has_left_is_passed_over() -> None:
    assert chairs_in_turn([1, 2], {9: MARCH, 1: MAY}) == (2, 1)


def test_an_empty_circle_has_nobody_for_the_chair() -> None:
    assert chairs_in_turn([], {1: MARCH}) == ()
