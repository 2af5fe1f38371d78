"""Who leaves the circle leaves the table, and guests are called by their right name."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.model import Floor, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session import server_commands as server
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import from_json, to_json
from edgewise.domain.session.gates import exit_needs
from edgewise.domain.session.names import SYSTEM, SeatId
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, Room, begun, format_of, needs, promise, stage


def owed(room: Room) -> tuple[SeatId, ...]:
    return exit_needs(room.state)[0].missing


def test_the_exit_gate_waits_for_nobody_who_has_left_the_circle() -> None:
    room = begun(format_of(stage("talk")), people=3, owner=AMARA)
    room.do(c.OpenExitGate(), AMARA)
    for seat in (AMARA, BRUNO):
        room.do(promise(BRUNO if seat == AMARA else AMARA), seat)
    assert (owed(room), room.do(c.Close(), AMARA)) == ((CHIDI,), "exit_gate")

    assert room.do(server.EndSeat(CHIDI), SYSTEM) == ["SeatDropped", "SeatEnded"]

    assert (owed(room), room.do(c.Close(), AMARA)) == ((), ["SessionClosed"])


def test_who_is_back_owes_again() -> None:
    room = begun(format_of(stage("talk")), people=3, owner=AMARA)
    room.do(c.OpenExitGate(), AMARA)
    room.do(server.EndSeat(CHIDI), SYSTEM)
    assert owed(room) == (AMARA, BRUNO)
    room.do(c.Join(), CHIDI)
    assert owed(room) == (AMARA, BRUNO, CHIDI)


def test_a_stage_waits_for_no_commitment_of_an_owner_who_has_left() -> None:
    room = begun(format_of(stage("act", requires=needs(Output.COMMITMENT_OWNER)), stage("after")))
    assert room.do(c.NextStage(), AMARA) == "gate"
    room.do(server.EndSeat(DANA), SYSTEM)
    assert "StageEntered" in room.do(c.NextStage(), AMARA)


def test_the_floor_goes_on_and_no_turn_waits() -> None:
    room = begun(format_of(stage("round", Floor.ROUND)))
    speaks = room.holder
    assert room.do(server.EndSeat(speaks), SYSTEM)[:2] == ["TurnEnded", "SeatDropped"]
    floor = room.state.control.floor
    assert (floor.holder not in ("", speaks), speaks in (*floor.waiting, *floor.missed, *floor.part)) == (True, False)


def test_an_empty_chair_is_offered_and_a_hand_goes_down() -> None:
    room = begun(format_of(stage("talk"), stage("more")))
    room.do(server.EndSeat(AMARA), SYSTEM)
    room.now += 60_000
    assert room.do(c.LapseLease(), SYSTEM)[0] == "LeaseLapsed"
    assert room.do(c.AcceptChair(), BRUNO)[0] == "ChairAccepted"


def test_it_is_done_once_and_by_the_system_alone() -> None:
    room = begun(format_of(stage("talk")))
    assert room.do(server.EndSeat(CHIDI), AMARA) == "not_yours"
    assert room.do(server.EndSeat(CHIDI), SYSTEM) == ["SeatDropped", "SeatEnded"]
    assert room.do(server.EndSeat(CHIDI), SYSTEM) == []
    assert room.do(server.EndSeat("s9"), SYSTEM) == "no_seat"


def test_a_guest_is_called_by_the_name_that_is_right_also_after_the_close() -> None:
    room = begun(format_of(stage("talk")), people=3, owner=AMARA)
    room.do(c.AdmitGuest("g1", "Grcae"), SYSTEM)
    assert room.do(server.RenameGuest("g1", " Grace "), SYSTEM) == ["GuestRenamed"]
    assert room.state.seats["g1"].name == "Grace"
    assert room.do(server.RenameGuest("g1", "Grace"), SYSTEM) == []
    room.do(server.CloseUnclosed(why=server.Closing.PURGED), SYSTEM)
    assert room.do(server.RenameGuest("g1", "Grace Hall"), SYSTEM) == ["GuestRenamed"]


@pytest.mark.parametrize(
    ("seat", "by", "code"), [(CHIDI, SYSTEM, "no_guest"), ("g9", SYSTEM, "no_guest"), ("g1", AMARA, "not_yours")]
)
def test_nobody_else_is_renamed(seat: str, by: str, code: str) -> None:
    room = begun(format_of(stage("talk")))
    assert room.do(server.RenameGuest(seat, "Else"), by) == code


def test_the_new_events_are_read_as_they_were_written() -> None:
    for event in (e.SeatEnded(seat=CHIDI, at=1), e.GuestRenamed(seat="g1", name="Grace", at=2), e.SessionClosed(at=3)):
        assert from_json(to_json(event)) == event
    assert to_json(e.SessionClosed(at=3)) == b'{"event":"session_closed","at":3}'  # as in every log before
