"""What the properties found: each was wrong once."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.model import ContributionKind, Floor
from edgewise.domain.session import commands as c
from edgewise.domain.session.airtime import floor_ms
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import State
from tests.domain.session.laws import reloaded
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, ELIF, Room, begun, format_of, say, seated, stage

WRITE_THEN_READ = format_of(stage("write", Floor.SILENT_WRITING), stage("read", Floor.ROUND))


def shown(room: Room) -> list[str]:
    board = room.view().board
    return [note.text for note in board.notes] if board else []


def test_a_turn_that_was_given_back_is_counted_once() -> None:
    room = begun(format_of(stage("talk")))
    room.do(c.GiveFloor(CHIDI), AMARA)
    room.wait(30_000)
    room.do(c.TakeFloor("time"), AMARA)
    room.wait(5_000)
    assert room.do(c.TakeBack(), AMARA) == ["MoveTakenBack"]
    room.wait(10_000)
    room.do(c.EndTurn(), CHIDI)
    assert floor_ms(room.state, room.now)[CHIDI] == 40_000


def test_what_was_said_after_time_was_added_is_counted_when_the_time_is_taken_back() -> None:
    room = begun(format_of(stage("talk")))
    room.do(c.GiveFloor(CHIDI), AMARA)
    room.do(c.AddTime(60), AMARA)
    room.wait(5_000)
    assert room.do(c.TakeBack(), AMARA) == ["MoveTakenBack"]
    room.wait(10_000)
    room.do(c.EndTurn(), CHIDI)
    assert floor_ms(room.state, room.now)[CHIDI] == 15_000


def test_what_was_written_after_a_move_outlives_its_taking_back() -> None:
    room = begun(WRITE_THEN_READ)
    room.do(c.AddTime(60), AMARA)
    room.do(c.WriteNote("three minutes of typing"), BRUNO)
    room.do(c.TakeBack(), AMARA)
    assert room.own(BRUNO).note == "three minutes of typing"


def test_a_hand_raised_and_a_deputy_named_after_a_move_outlive_its_taking_back() -> None:
    room = begun(format_of(stage("talk")))
    room.do(c.GiveFloor(CHIDI), AMARA)
    room.do(c.AddTime(60), AMARA)
    room.do(c.RaiseHand(), DANA)
    room.do(c.NameDeputy(ELIF), AMARA)
    room.do(c.TakeBack(), AMARA)
    assert (room.state.control.floor.hands, room.state.control.deputy) == ((DANA,), ELIF)


def test_taking_a_move_back_does_not_end_the_owners_pause() -> None:
    room = begun(format_of(stage("talk")))
    left = room.state.control.clock.step_deadline - room.now
    room.do(c.AddTime(60), AMARA)
    room.wait(1_000)
    room.do(c.ShieldPause(), DANA)
    room.wait(2_000)
    room.do(c.TakeBack(), AMARA)
    clock = room.state.control.clock
    assert (clock.paused_at, clock.paused_by) == (room.now - 2_000, DANA)
    assert room.do(c.Resume(), DANA) == ["Resumed"]
    assert room.state.control.clock.step_deadline - room.now == left


def test_who_came_back_between_a_move_and_its_taking_back_still_gets_the_missed_turn() -> None:
    room = begun(format_of(stage("round", Floor.ROUND)))
    first, second = room.holder, room.state.control.floor.waiting[0]
    room.do(c.Drop(second), SYSTEM)
    room.do(c.EndTurn(), first)
    assert list(room.state.control.floor.missed) == [second]
    room.do(c.AddTime(60), AMARA)
    room.do(c.Join(), second)
    room.do(c.TakeBack(), AMARA)
    floor = room.state.control.floor
    assert (floor.missed, floor.waiting[-1]) == ((), second)


def test_a_note_is_not_offered_again_in_the_next_silent_stage() -> None:
    room = begun(format_of(stage("write", Floor.SILENT_WRITING), stage("again", Floor.SILENT_WRITING)))
    room.do(c.WriteNote("about the first"), BRUNO)
    room.do(c.NextStage(), AMARA)
    assert (room.running, room.own(BRUNO).note) == ("again", "")


def test_stepping_back_into_the_writing_withholds_it_again_and_goes_on_with_it() -> None:
    room = begun(WRITE_THEN_READ)
    room.do(c.WriteNote("first thought"), BRUNO)
    room.do(c.NextStage(), AMARA)
    assert shown(room) == ["first thought"]
    room.do(c.StepBack("too early"), AMARA)
    assert (shown(room), room.own(BRUNO).note) == ([], "first thought")
    room.do(c.WriteNote("first thought, and a second"), BRUNO)
    room.do(c.NextStage(), AMARA)
    assert shown(room) == ["first thought, and a second"]


def test_a_note_in_a_writing_stage_that_is_left_backwards_is_kept_for_its_return() -> None:
    room = begun(format_of(stage("talk"), *WRITE_THEN_READ.issue))
    room.do(c.NextStage(), AMARA)
    room.do(c.WriteNote("half a thought"), BRUNO)
    room.do(c.StepBack("one more word"), AMARA)
    assert (room.running, room.own(BRUNO).note, shown(room)) == ("talk", "", [])
    room.do(c.NextStage(), AMARA)
    assert (room.own(BRUNO).note, shown(room)) == ("half a thought", [])


def test_an_issue_that_was_worked_on_keeps_its_place_after_stepping_back_out_of_it() -> None:
    room = seated(format_of(stage("talk", allows=(ContributionKind.OPTION,))))
    room.do(c.ChooseIssues((DANA, ELIF)), AMARA)
    room.do(c.Begin(), AMARA)
    room.do(c.NextStage(), AMARA)
    room.do(c.GiveFloor(BRUNO), AMARA)
    room.do(say("Ask her first", ContributionKind.OPTION), BRUNO)
    room.do(c.StepBack("one more thing"), AMARA)
    assert room.do(c.ChooseIssues((DANA,)), AMARA) == "issue_begun"
    assert [len(board.options) for board in room.view().boards] == [0, 1]


def test_only_a_turn_that_was_missed_is_a_make_up_turn() -> None:
    room = begun(format_of(stage("ideas", Floor.ROUND_UNTIL_PASS)))
    room.do(c.EndTurn(), room.holder)
    room.do(c.EndTurn(), room.holder)
    room.do(c.Pass(), room.holder)
    for _ in range(3):
        room.do(c.EndTurn(), room.holder)
    assert {event.make_up for event in room.log if isinstance(event, e.TurnStarted)} == {False}


def test_a_snapshot_of_a_session_that_was_never_opened_can_be_read() -> None:
    assert reloaded(State()) == State()


@pytest.mark.parametrize("mode", [Floor.HOLDER, Floor.ROUND, Floor.ROUND_UNTIL_PASS])
def test_who_is_done_and_gets_the_floor_again_is_done_once(mode: Floor) -> None:
    room = begun(format_of(stage("round", mode)))
    first = room.holder
    room.do(c.Pass() if mode is Floor.ROUND_UNTIL_PASS else c.EndTurn(), first)
    room.do(c.GiveFloor(first), AMARA)
    assert room.holder == first
    room.do(c.TakeFloor("time"), AMARA)
    floor = room.state.control.floor
    assert [seat for seat in (*floor.waiting, *floor.missed, *floor.done) if seat == first] == [first]
