"""What is taken back is the move alone: every move, with what others can do in the ten seconds after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from edgewise.domain.formats.model import ContributionKind, Duration, Floor, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session import server_commands as server
from edgewise.domain.session.airtime import floor_ms
from edgewise.domain.session.names import SYSTEM
from tests.domain.session.room import (
    AMARA,
    BRUNO,
    CHIDI,
    DANA,
    ELIF,
    FARID,
    MINUTE,
    Room,
    begun,
    format_of,
    needs,
    promise,
    say,
    stage,
)

MINUTE_EACH = Duration(per_person=60)
ROUND = stage("round", Floor.ROUND, duration=MINUTE_EACH, allows=(ContributionKind.PERSPECTIVE,))
WRITE = stage("write", Floor.SILENT_WRITING)
TALK = stage("talk", Floor.OPEN)


def round_then(*stages: object) -> Room:
    return begun(format_of(closing=(ROUND, *stages)))  # type: ignore[arg-type]


def shown(room: Room) -> list[str]:
    return [note.text for note in room.state.revealed]


def test_time_that_is_taken_back_leaves_everybodys_turn_as_it_is() -> None:
    room = round_then()
    room.do(c.AddTime(60), AMARA)
    room.wait(3_000)
    room.do(c.EndTurn(), AMARA)
    turn = room.state.control.clock.turn_deadline
    room.wait(3_000)
    room.do(c.TakeBack(), AMARA)
    control = room.state.control
    assert (room.holder, control.floor.done, control.clock.turn_deadline) == (BRUNO, (AMARA,), turn)
    assert control.planned_end == sum(control.planned) + room.state.pace.began


def test_the_time_of_the_running_turn_is_as_long_as_it_was() -> None:
    room = round_then()
    room.wait(10_000)
    room.do(c.AddTime(60), AMARA)
    room.wait(5_000)
    room.do(c.TakeBack(), AMARA)
    assert room.state.control.clock.turn_deadline - room.now == 50_000


def test_the_chair_that_is_taken_back_leaves_turns_and_a_new_deputy_as_they_are() -> None:
    room = round_then()
    room.do(c.HandOver(CHIDI), AMARA)
    room.do(c.EndTurn(), AMARA)
    room.do(c.NameDeputy(ELIF), CHIDI)
    assert room.do(c.TakeBack(), AMARA) == ["MoveTakenBack"]
    control = room.state.control
    assert (control.chair, control.deputy, room.holder) == (AMARA, ELIF, BRUNO)


def test_a_session_begun_by_the_new_facilitator_stays_begun() -> None:
    room = round_then()
    room.do(c.HandOver(CHIDI), AMARA)
    room.do(c.Begin(), CHIDI)
    room.do(c.TakeBack(), AMARA)
    assert (room.running, room.state.control.chair) == ("round", AMARA)


def test_who_was_interrupted_goes_on_with_the_time_that_was_left() -> None:
    room = round_then()
    room.wait(20_000)
    room.do(c.TakeFloor("one thing"), AMARA)
    room.wait(4_000)
    room.do(c.TakeBack(), AMARA)
    assert (room.holder, room.state.control.clock.turn_deadline - room.now) == (AMARA, 40_000)
    room.wait(1_000)
    room.do(c.EndTurn(), AMARA)
    assert (room.holder, floor_ms(room.state, room.now)[AMARA]) == (BRUNO, 21_000)


def test_who_was_given_the_floor_by_mistake_waits_where_they_waited() -> None:
    room = round_then()
    room.do(c.GiveFloor(ELIF), AMARA)
    room.do(c.TakeBack(), AMARA)
    floor = room.state.control.floor
    assert (floor.holder, floor.waiting, floor.done) == (AMARA, (BRUNO, CHIDI, DANA, ELIF, FARID), ())


def test_a_turn_given_by_mistake_that_was_ended_stays_ended_and_the_one_cut_for_it_comes_next() -> None:
    room = round_then()
    room.do(c.GiveFloor(ELIF), AMARA)
    room.do(say(), ELIF)
    room.do(c.EndTurn(), ELIF)
    assert room.holder == BRUNO
    room.do(c.TakeBack(), AMARA)
    floor = room.state.control.floor
    assert (floor.holder, floor.done, floor.waiting[0]) == (BRUNO, (ELIF,), AMARA)


def test_a_hand_given_the_floor_by_mistake_is_up_again_and_one_lowered_since_stays_down() -> None:
    room = begun(format_of(closing=(TALK,)))
    for seat in (BRUNO, CHIDI, DANA, ELIF):
        room.do(c.RaiseHand(), seat)
    room.do(c.GiveFloor(DANA), AMARA)
    room.do(c.LowerHand(), CHIDI)
    room.do(c.RaiseHand(), FARID)
    room.do(c.TakeBack(), AMARA)
    assert (room.holder, room.state.control.floor.hands) == (BRUNO, (DANA, ELIF, FARID))


def test_an_answer_that_was_interrupted_goes_on() -> None:
    room = begun(format_of(stage("questions", Floor.QUESTIONS, allows=(ContributionKind.CLARIFYING_QUESTION,))))
    room.do(c.RaiseHand(), BRUNO)
    room.do(c.EndTurn(), BRUNO)
    room.do(c.TakeFloor("wait"), AMARA)
    room.do(c.TakeBack(), AMARA)
    assert (room.holder, room.state.control.floor.asked_by) == (DANA, BRUNO)


def test_who_was_interrupted_and_has_left_since_is_owed_the_turn() -> None:
    room = round_then()
    room.do(c.EndTurn(), AMARA)
    room.do(c.TakeFloor("one thing"), AMARA)
    room.do(c.Drop(BRUNO), SYSTEM)
    assert room.do(c.TakeBack(), AMARA) == ["MoveTakenBack", "TurnStarted"]
    assert (room.holder, room.state.control.floor.missed) == (CHIDI, (BRUNO,))
    room.do(c.Join(), BRUNO)
    assert room.state.control.floor.waiting[-1] == BRUNO


@pytest.mark.parametrize("move", [c.NextStage(), c.TakeFloor("one thing"), c.GiveFloor(ELIF)])
def test_nobody_waits_for_one_who_left_the_circle_since(move: c.AnyCommand) -> None:
    room = round_then(TALK)
    room.do(c.EndTurn(), AMARA)
    room.do(move, AMARA)
    for gone in (BRUNO, CHIDI):
        room.do(server.EndSeat(gone), SYSTEM)
    room.do(c.TakeBack(), AMARA)
    floor = room.state.control.floor
    assert {BRUNO, CHIDI} & {floor.holder, *floor.waiting, *floor.missed} == set()
    assert room.holder == DANA


def test_turns_ended_in_the_stage_that_is_left_are_ended_when_it_comes_again() -> None:
    room = begun(format_of(closing=(TALK, ROUND)))
    room.do(c.NextStage(), AMARA)
    first = room.holder
    room.do(say(), first)
    room.do(c.EndTurn(), first)
    second = room.holder
    room.do(c.TakeBack(), AMARA)
    assert room.running == "talk"
    room.do(c.NextStage(), AMARA)
    assert (room.running, room.holder, room.state.control.floor.done) == ("round", second, (first,))


def test_a_hand_raised_in_the_stage_that_is_left_is_up_when_it_comes_again() -> None:
    room = round_then(TALK)
    room.do(c.NextStage(), AMARA)
    for seat in (CHIDI, DANA):
        room.do(c.RaiseHand(), seat)
    room.do(c.TakeBack(), AMARA)
    assert room.holder == AMARA
    room.do(c.NextStage(), AMARA)
    assert (room.holder, room.state.control.floor.hands) == (CHIDI, (DANA,))


@pytest.mark.parametrize("move", [c.NextStage(), c.SkipStage("late")])
def test_a_note_written_in_the_stage_that_is_left_is_kept_for_its_return(move: c.AnyCommand) -> None:
    room = round_then(WRITE)
    room.do(move, AMARA)
    room.do(c.WriteNote("my best idea"), BRUNO)
    room.do(c.TakeBack(), AMARA)
    assert (room.running, room.own(BRUNO).note, shown(room)) == ("round", "", [])
    room.do(c.NextStage(), AMARA)
    assert room.own(BRUNO).note == "my best idea"


def test_notes_shown_before_a_step_back_are_shown_again_when_it_is_taken_back() -> None:
    room = begun(format_of(closing=(WRITE, ROUND)))
    room.do(c.WriteNote("first"), BRUNO)
    room.do(c.NextStage(), AMARA)
    room.do(c.StepBack("not done"), AMARA)
    room.do(c.WriteNote("second"), CHIDI)
    room.do(c.TakeBack(), AMARA)
    assert (room.running, shown(room)) == ("round", ["first", "second"])


def test_what_a_skipped_stage_owed_is_owed_again() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION)), TALK))
    room.do(c.SkipStage("late"), AMARA)
    room.do(c.TakeBack(), AMARA)
    assert (room.state.overrides, room.do(c.NextStage(), AMARA)) == ((), "gate")


def test_what_was_said_promised_and_left_out_at_the_exit_gate_stays() -> None:
    room = round_then()
    room.do(c.OpenExitGate(), AMARA)
    room.do(promise(), CHIDI)
    room.do(c.Park("later"), DANA)
    room.do(c.Override(Output.COMMITMENT_EACH, "called away", ELIF), AMARA)
    room.do(c.TakeBack(), AMARA)
    state = room.state
    assert (room.running, room.holder) == ("round", AMARA)
    assert (list(state.commitments), len(state.parked), len(state.overrides)) == ([CHIDI], 1, 1)


def test_overtime_is_counted_once_where_a_stage_goes_on() -> None:
    room = round_then(TALK)
    room.wait(7 * MINUTE)
    room.do(c.NextStage(), AMARA)
    room.do(c.TakeBack(), AMARA)
    assert room.state.overtime_ms == 0


def test_a_round_that_was_opened_by_mistake_begins_with_the_same_person_again() -> None:
    room = begun(format_of(closing=(TALK, ROUND)))
    room.do(c.NextStage(), AMARA)
    first = room.holder
    room.do(c.TakeBack(), AMARA)
    room.do(c.NextStage(), AMARA)
    assert room.holder == first


def test_a_guest_who_came_since_takes_part_in_the_stage_that_goes_on() -> None:
    room = round_then(TALK)
    room.do(c.NextStage(), AMARA)
    room.do(c.AdmitGuest("g1", "Grace"), SYSTEM)
    room.do(c.TakeBack(), AMARA)
    assert room.state.control.floor.waiting[-1] == "g1"


def test_an_energy_check_cut_by_leaving_the_stage_goes_on_with_its_answers() -> None:
    room = round_then(TALK)
    room.do(c.AskEnergy(), AMARA)
    room.do(c.Tap(4), BRUNO)
    room.do(c.NextStage(), AMARA)
    room.do(c.TakeBack(), AMARA)
    assert room.state.energy == {BRUNO: 4}


def test_a_stage_that_was_opened_by_mistake_was_not_held() -> None:
    room = round_then(TALK)
    room.do(c.NextStage(), AMARA)
    room.do(c.TakeBack(), AMARA)
    room.do(c.OpenExitGate(), AMARA)
    assert [step.state for step in room.view().steps] == ["done", "not held"]


MOVES: tuple[c.AnyCommand, ...] = (
    c.NextStage(),
    c.SkipStage("late"),
    c.StepBack("again"),
    c.OpenExitGate(),
    c.GiveFloor(FARID),
    c.TakeFloor("one thing"),
    c.AddTime(60),
    c.HandOver(CHIDI),
)
WORDS: tuple[tuple[c.AnyCommand, Callable[[Room], object]], ...] = (
    (c.Park("parked"), lambda room: [said.text for said in room.state.parked]),
    (c.CelebrateWin("won"), lambda room: [said.text for said in room.state.wins]),
    (c.Reflect("learnt"), lambda room: [said.text for said in room.state.learnings]),
    (promise(witness=BRUNO), lambda room: list(room.state.commitments)),
    (c.ShieldPause(), lambda room: room.state.control.clock.paused_by),
)


@pytest.mark.parametrize("move", MOVES, ids=lambda move: type(move).__name__)
@pytest.mark.parametrize(("act", "seen"), WORDS, ids=lambda act: "" if callable(act) else type(act).__name__)
def test_what_others_put_down_since_stays(
    move: c.AnyCommand, act: c.AnyCommand, seen: Callable[[Room], object]
) -> None:
    room = begun(format_of(TALK, stage("ideas", Floor.ROUND, owner_takes_part=True), stage("more", Floor.ROUND)))
    room.do(c.NextStage(), AMARA)
    room.do(move, AMARA)
    if room.do(act, DANA) != "at_exit_gate":
        kept = seen(room)
        assert kept
        room.do(c.TakeBack(), AMARA)
        assert seen(room) == kept
