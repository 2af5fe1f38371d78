from __future__ import annotations

import pytest

from edgewise.domain.formats.model import Duration, Floor
from edgewise.domain.phrases import Phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions.due import due, next_due
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.views.view import Audience
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, ELIF, MINUTE, START, Room, begun, format_of, stage

FRAME, TALK, LAST = (
    stage("frame", Floor.HOLDER),
    stage("talk", Floor.OPEN),
    stage("last", Floor.OPEN, duration=Duration(fixed=180)),
)


def room_of() -> Room:
    return begun(format_of(FRAME, TALK, LAST))


@pytest.mark.parametrize(
    "command",
    [
        c.NextStage(),
        c.SkipStage("late"),
        c.StepBack("again"),
        c.GiveFloor(BRUNO),
        c.TakeFloor("time"),
        c.AddTime(60),
        c.Pause(),
        c.ResetRoom("Breathe."),
        c.FlagAdvice(CHIDI),
        c.AskEnergy(),
        c.HandOver(CHIDI),
        c.NameDeputy(CHIDI),
        c.OpenExitGate(),
        c.Close(),
    ],
)
def test_only_the_chair_makes_the_facilitators_moves(command: c.AnyCommand) -> None:
    room = room_of()
    assert room.do(command, BRUNO) == "not_chair"
    assert room.refused is not None
    assert room.refused.reason == "Only the facilitator can do this. Amara is the facilitator."


def test_a_pause_moves_the_deadlines_by_its_length() -> None:
    room = room_of()
    deadline = room.state.control.clock.step_deadline
    assert deadline == START + 5 * MINUTE
    room.do(c.Pause(), AMARA)
    room.wait(10 * MINUTE)
    assert room.do(c.TimeUp(), SYSTEM) == "paused"
    assert due(room.state, room.now) == ()
    room.do(c.Resume(), AMARA)
    assert room.state.control.clock.step_deadline == deadline + 10 * MINUTE


def test_resetting_the_room_freezes_it_with_one_sentence_and_gives_the_time_back() -> None:
    room = room_of()
    room.do(c.ResetRoom("We are here for Dana."), AMARA)
    assert room.view().clock.reset_sentence == "We are here for Dana."
    assert room.do(c.EndTurn(), DANA) == "paused"
    room.wait(MINUTE)
    room.do(c.Resume(), AMARA)
    assert room.state.control.clock.step_deadline == START + 6 * MINUTE
    assert room.view().clock.reset_sentence == ""


def test_added_time_is_paid_by_the_later_stage_that_was_named() -> None:
    room = room_of()
    assert [step.spare_ms for step in room.view().steps] == [0, 270_000, 150_000]
    room.do(c.AddTime(120, source=2), AMARA)
    assert room.state.control.planned == (7 * MINUTE, 5 * MINUTE, MINUTE)
    assert room.state.control.clock.step_deadline == START + 7 * MINUTE
    assert room.state.control.planned_end == START + 13 * MINUTE
    assert room.do(c.AddTime(60, source=2), AMARA) == "no_time_left"
    assert room.do(c.AddTime(60, source=0), AMARA) == "no_such_stage"


def test_added_time_that_nobody_pays_ends_the_meeting_later() -> None:
    room = room_of()
    room.do(c.AddTime(60), AMARA)
    assert room.state.control.planned_end == START + 14 * MINUTE


def test_time_added_in_overtime_counts_from_now() -> None:
    room = room_of()
    room.wait(6 * MINUTE)
    room.do(c.TimeUp(), SYSTEM)
    room.do(c.AddTime(60), AMARA)
    assert room.state.control.clock.step_deadline == room.now + MINUTE
    assert room.state.control.clock.over is False


def test_overtime_is_counted_when_the_stage_is_left() -> None:
    room = room_of()
    room.wait(6 * MINUTE)
    room.do(c.NextStage(), AMARA)
    assert room.view().overtime_ms == MINUTE


def test_an_interrupted_speaker_loses_the_floor_and_the_chair_gives_it_on() -> None:
    room = room_of()
    assert room.do(c.TakeFloor("Back to the question"), AMARA) == ["MoveMade", "TurnEnded"]
    assert room.holder == ""
    room.do(c.GiveFloor(BRUNO), AMARA)
    assert room.holder == BRUNO


def test_the_next_stage_can_be_taken_back_for_ten_seconds() -> None:
    room = room_of()
    room.wait(MINUTE)
    before = room.state.control
    room.do(c.NextStage(), AMARA)
    room.wait(4000)
    assert room.do(c.TakeBack(), BRUNO) == "nothing_to_undo"
    assert room.do(c.TakeBack(), AMARA) == ["MoveTakenBack"]
    assert (room.running, room.holder) == ("frame", DANA)
    assert room.state.control.clock.step_deadline == before.clock.step_deadline + 4000
    room.do(c.NextStage(), AMARA)
    room.wait(10_001)
    assert room.do(c.TakeBack(), AMARA) == "too_late"


def test_what_a_move_revealed_is_withheld_again_when_it_is_taken_back() -> None:
    room = begun(format_of(stage("write", Floor.SILENT_WRITING), TALK))
    room.do(c.WriteNote("not yet"), BRUNO)
    room.do(c.NextStage(), AMARA)
    assert [note.text for note in room.view().board.notes] == ["not yet"]  # type: ignore[union-attr]
    room.do(c.TakeBack(), AMARA)
    assert room.view().board.notes == ()  # type: ignore[union-attr]
    assert room.own(BRUNO).note == "not yet"


def test_the_chair_handed_over_by_mistake_can_be_taken_back_by_who_gave_it() -> None:
    room = room_of()
    room.do(c.HandOver(CHIDI), AMARA)
    assert (room.state.control.chair, room.state.control.deputy) == (CHIDI, AMARA)
    assert room.do(c.NextStage(), AMARA) == "not_chair"
    room.do(c.TakeBack(), AMARA)
    assert (room.state.control.chair, room.state.control.deputy) == (AMARA, BRUNO)


def test_stepping_back_opens_the_stage_before_again() -> None:
    room = room_of()
    assert room.do(c.StepBack("oh"), AMARA) == "first_stage"
    room.do(c.NextStage(), AMARA)
    room.do(c.StepBack("Not clear yet"), AMARA)
    assert room.running == "frame"


def test_from_the_exit_gate_the_last_stage_can_be_opened_again() -> None:
    room = room_of()
    room.do(c.OpenExitGate(), AMARA)
    assert room.running == ""
    room.do(c.StepBack("One more thing"), AMARA)
    assert room.running == "frame"


def test_the_owners_enough_ends_the_others_turn() -> None:
    room = room_of()
    room.do(c.GiveFloor(ELIF), AMARA)
    assert room.do(c.ShieldEnough(), BRUNO) == "not_owner"
    assert room.do(c.ShieldEnough(), DANA) == ["ShieldRaised", "TurnEnded", "TurnStarted"]
    assert room.holder == DANA


def test_that_is_advice_is_told_to_the_speaker_alone() -> None:
    room = room_of()
    assert room.do(c.ShieldAdvice(), DANA) == "nobody_speaks"
    room.do(c.GiveFloor(ELIF), AMARA)
    assert room.do(c.ShieldAdvice(), DANA) == ["ShieldRaised", "AdviceFlagged"]
    assert room.own(ELIF).advice == "The issue owner heard advice. Ask an open question instead."


def test_a_pause_of_the_owner_is_ended_by_the_owner_or_the_chair() -> None:
    room = room_of()
    room.do(c.ShieldPause(), DANA)
    assert type(room.state.control.clock.pause_reason) is str
    assert isinstance(room.view().clock.pause_reason, Phrase)
    assert room.view().clock.pause_reason == "Dana asked for a pause"
    assert room.do(c.Resume(), BRUNO) == "not_chair"
    assert room.do(c.Resume(), DANA) == ["Resumed"]


def test_the_clock_says_when_it_will_speak_next() -> None:
    turns = stage("turns", Floor.ROUND, duration=Duration(per_person=30))
    room = begun(format_of(closing=(turns,)), people=3)
    assert next_due(room.state) == START + 30_000
    room.wait(30_000)
    assert due(room.state, room.now) == (c.TimeUp(),)
    room.do(c.TimeUp(), SYSTEM)
    assert next_due(room.state) == START + 90_000


def test_the_chair_records_for_others_only_on_one_laptop() -> None:
    room = room_of()
    assert room.do(c.EndTurn(), DANA, recorder=AMARA) == "not_recorder"
    room.do(c.UseOneLaptop(on=True), AMARA)
    room.do(c.MarkPresent(DANA, present=False), AMARA)
    room.do(c.MarkPresent(DANA, present=True), AMARA)
    assert room.holder == DANA
    assert room.do(c.EndTurn(), DANA, recorder=BRUNO) == "not_recorder"
    assert room.do(c.EndTurn(), DANA, recorder=AMARA) == ["TurnEnded"]


def test_the_agenda_says_how_late_the_session_will_end() -> None:
    room = room_of()
    room.wait(9 * MINUTE)
    pace = room.view().pace
    assert max(room.now, room.state.control.clock.step_deadline) + pace.later_ms - pace.planned_end == 4 * MINUTE
    assert room.view(Audience.CHAIR).coach[-1].startswith("You are 4 minutes behind the plan.")
