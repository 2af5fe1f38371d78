"""A session that nobody closes is closed by the system: hours after its end, and as of that end."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.builtin import builtin_formats
from edgewise.domain.session import commands as c
from edgewise.domain.session import server_commands as server
from edgewise.domain.session.decisions.decide import decide
from edgewise.domain.session.decisions.lease import CLOSES_ITSELF_MS, closes_itself_at, over_at
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.evolving.evolve import evolve, replay
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, State
from tests.domain.session.room import AMARA, BRUNO, START, begun, format_of, stage
from tests.rooms.views import played

HOUR = 3_600_000


@pytest.mark.parametrize("key", builtin_formats())
def test_from_any_moment_of_a_session_it_ends_closed(key: str) -> None:
    state, left_at = State(), set()
    for event in played(key):
        state = evolve(state, event)
        left_at.add(state.control.phase)
        moment = closes_itself_at(state)
        if not moment or state.version % 5:
            continue
        assert isinstance(decide(state, server.CloseUnclosed(), SYSTEM, moment - 1), Refused)
        story = decide(state, server.CloseUnclosed(), SYSTEM, moment)
        assert not isinstance(story, Refused)
        after = replay(story, state)
        assert (after.control.phase, after.at) == (Phase.CLOSED, max(state.at, over_at(state)))
        assert story[-1] == e.SessionClosed(by_itself=True, at=after.at)
    assert left_at == {Phase.LOBBY, Phase.RUNNING, Phase.EXIT_GATE, Phase.CLOSED}


def test_it_is_over_as_booked_or_as_planned_with_the_time_added() -> None:
    room = begun(format_of(stage("talk")))
    planned = room.state.control.planned_end
    room.do(c.AddTime(seconds=3600), AMARA)
    assert over_at(room.state) == max(planned + HOUR, START + 90 * 60_000)
    assert closes_itself_at(room.state) == over_at(room.state) + CLOSES_ITSELF_MS


def test_a_laptop_that_is_left_on_talks_no_longer_than_the_session() -> None:
    room = begun(format_of(stage("talk")))
    room.do(c.RaiseHand(), BRUNO)
    assert room.holder == BRUNO
    room.now = closes_itself_at(room.state) + 20 * HOUR
    end = over_at(room.state)
    assert room.do(server.CloseUnclosed(), SYSTEM) == ["TurnEnded", "StageLeft", "SessionClosed"]
    assert room.state.at == end
    assert room.state.seats[BRUNO].floor_ms <= end - START


def test_nobody_at_the_table_can_do_it_and_it_is_done_once() -> None:
    room = begun(format_of(stage("talk")))
    room.now = closes_itself_at(room.state)
    assert room.do(server.CloseUnclosed(), AMARA) == "not_yours"
    assert room.do(server.CloseUnclosed(), SYSTEM)[-1] == "SessionClosed"
    assert room.do(server.CloseUnclosed(), SYSTEM) == []


def test_a_session_that_has_begun_was_held() -> None:
    room = begun(format_of(stage("talk")))
    assert room.do(server.CloseUnclosed(why=server.Closing.NOT_HELD), SYSTEM) == "begun"
    assert room.do(server.CloseUnclosed(why=server.Closing.PURGED), SYSTEM) == ["StageLeft", "SessionClosed"]
    assert room.log[-1] == e.SessionClosed(at=room.state.at)
