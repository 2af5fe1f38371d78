"""Time in a demonstration that runs faster: never back, never a jump, and the wall’s own for everybody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from edgewise.rooms.log import room_time

NOON = 1_780_000_000_000  # ms


@pytest.fixture(autouse=True)
def _no_pace_is_left() -> Iterator[None]:
    yield
    room_time.forget("room")


@time_machine.travel(NOON / 1000, tick=False)
def test_a_room_that_was_never_sped_up_has_the_time_of_the_wall() -> None:
    assert room_time.now_in("room") == NOON
    assert room_time.on_wall("room", NOON + 5) == NOON + 5
    assert room_time.speed_of("room") == 1


def test_four_seconds_pass_in_one_and_stay_ahead_when_the_speed_is_usual_again() -> None:
    with time_machine.travel(NOON / 1000, tick=False) as moment:
        room_time.go_on_at("room", 4)
        moment.shift(10)
        assert room_time.now_in("room") == NOON + 40_000
        room_time.go_on_at("room", 1)
        moment.shift(10)
        assert room_time.now_in("room") == NOON + 50_000
        assert (room_time.now_in("other"), room_time.speed_of("room")) == (NOON + 20_000, 1)


@time_machine.travel(NOON / 1000, tick=False)
def test_after_a_restart_a_room_goes_on_from_the_last_moment_of_its_log() -> None:
    room_time.go_on_at("room", 1, latest=NOON + 90_000)
    assert room_time.now_in("room") == NOON + 90_000
    room_time.forget("room")
    room_time.go_on_at("room", 1, latest=NOON - 90_000)
    assert room_time.now_in("room") == NOON


@given(st.lists(st.tuples(st.sampled_from(room_time.SPEEDS), st.integers(0, 60_000)), max_size=8))
def test_time_never_goes_back_and_a_deadline_is_not_reached_before_its_moment(steps: list[tuple[int, int]]) -> None:
    room_time.forget("room")
    with time_machine.travel(NOON / 1000, tick=False) as moment:
        last = room_time.now_in("room")
        for speed, ms in steps:
            room_time.go_on_at("room", speed)
            assert room_time.now_in("room") == last
            moment.shift(ms / 1000)
            assert room_time.now_in("room") >= last
            last = room_time.now_in("room")
            due = room_time.on_wall("room", last + 1001)
            assert room_time.in_room("room", due - 1) < last + 1001 <= room_time.in_room("room", due)
