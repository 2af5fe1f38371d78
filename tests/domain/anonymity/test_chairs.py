"""What may be said of two taps for the chair."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from edgewise.domain.anonymity.bands import Band
from edgewise.domain.anonymity.chairs import TAPPED_WITHIN, Taps, asks, bands_of, takes_taps

OVER = datetime(2026, 3, 2, 10, tzinfo=UTC)
TAPS = st.builds(Taps, st.integers(1, 5), st.integers(1, 5))


def test_three_beside_the_chair_are_the_fewest_who_are_asked() -> None:
    assert [asks(people) for people in (0, 1, 2, 3, 5)] == [False, False, False, True, True]


def test_taps_are_taken_for_a_week() -> None:
    last = OVER + TAPPED_WITHIN - timedelta(seconds=1)
    assert [takes_taps(OVER, at) for at in (OVER, last, OVER + TAPPED_WITHIN)] == [True, True, False]


@given(st.lists(TAPS, max_size=2))
def test_of_fewer_than_three_nothing_is_said(taps: list[Taps]) -> None:
    assert bands_of(taps) is None


@given(st.lists(TAPS, min_size=3, max_size=13))
def test_of_three_and_more_both_questions_have_a_band(taps: list[Taps]) -> None:
    found = bands_of(taps)
    assert found is not None
    assert sorted(found) == ["airtime", "decision"]
    mean = sum(one.airtime for one in taps) / len(taps)
    assert found["airtime"].low <= mean <= found["airtime"].high


def test_three_are_said_in_two_halves() -> None:
    assert bands_of([Taps(5, 1), Taps(4, 2), Taps(2, 3)]) == {"airtime": Band.FROM_3, "decision": Band.BELOW_3}
