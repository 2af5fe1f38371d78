"""Sizes seat as many as can be, near the target, and as equal as can be."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.matching.given.sizes import sizes_for


def test_sizes_stay_near_the_target() -> None:
    assert [sizes_for(people, 4, 5, 6) for people in (3, 4, 7, 8, 14, 23)] == [
        (),
        (4,),
        (6,),
        (4, 4),
        (5, 5, 4),
        (5, 5, 5, 4, 4),
    ]


def test_eleven_people_in_circles_of_four_or_five_leave_one() -> None:
    assert sizes_for(11, 4, 4, 5) == (5, 5)


@given(people=st.integers(0, 300), least=st.integers(2, 8), more=st.integers(0, 4), further=st.integers(0, 4))
def test_sizes_keep_their_limits_and_no_larger_crowd_could_sit(
    people: int, least: int, more: int, further: int
) -> None:
    target, most = least + more, least + more + further
    found = sizes_for(people, least, target, most)
    assert all(least <= size <= most for size in found)
    assert not found or found[0] - found[-1] <= 1
    seatable = [n for n in range(people + 1) if any(least * c <= n <= most * c for c in range(people + 1))]
    assert sum(found) == max(seatable)
