"""Who comes, goes, comes back after two seconds, or comes late."""

from __future__ import annotations

import pytest

from edgewise.domain.formats.model import ContributionKind, Duration, Floor, SpeaksFirst
from edgewise.domain.session import commands as c
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import SYSTEM
from tests.domain.session.room import (
    AMARA,
    BRUNO,
    CHIDI,
    DANA,
    ELIF,
    FARID,
    Room,
    begun,
    format_of,
    say,
    seated,
    stage,
)

ASKS = (ContributionKind.CLARIFYING_QUESTION, ContributionKind.ANSWER)
MINUTE_EACH = Duration(per_person=60)


def in_stage(floor: Floor, **more: object) -> Room:
    """In Dana's issue."""
    return begun(format_of(stage("here", floor, **more), stage("next", Floor.OPEN)))


def blink(room: Room, seat: str) -> None:
    room.do(c.Drop(seat), SYSTEM)
    room.wait(2_000)
    room.do(c.Join(), seat)


@pytest.mark.parametrize("floor", [Floor.OPEN, Floor.BACK_TURNED, Floor.QUESTIONS])
def test_a_hand_keeps_its_place_through_a_blink(floor: Floor) -> None:
    room = in_stage(floor)
    for seat in (AMARA, BRUNO, CHIDI):
        room.do(c.RaiseHand(), seat)
    blink(room, BRUNO)
    assert room.state.control.floor.hands == (BRUNO, CHIDI)
    assert room.do(c.RaiseHand(), BRUNO) == "hand_is_up"
    room.do(c.Pass(), AMARA)
    assert room.holder == BRUNO


def test_the_hand_of_one_who_is_away_is_passed_over_and_counts_for_nobody() -> None:
    room = in_stage(Floor.OPEN)
    for seat in (AMARA, BRUNO, CHIDI):
        room.do(c.RaiseHand(), seat)
    room.do(c.Drop(BRUNO), SYSTEM)
    assert [(seat.id, seat.hand) for seat in room.view().seats if seat.id in (BRUNO, CHIDI)] == [(BRUNO, 0), (CHIDI, 1)]
    assert room.view().why_not[CHIDI] == "Amara has the floor. Your hand is up; you are next."
    room.do(c.EndTurn(), AMARA)
    assert room.holder == CHIDI


@pytest.mark.parametrize("floor", [Floor.OPEN, Floor.BACK_TURNED, Floor.QUESTIONS])
def test_a_turn_by_hand_that_a_blink_cut_is_made_up_before_the_next_hand(floor: Floor) -> None:
    room = in_stage(floor)
    for seat in (AMARA, BRUNO, CHIDI):
        room.do(c.RaiseHand(), seat)
    blink(room, AMARA)
    assert room.holder == BRUNO
    assert room.do(c.RaiseHand(), AMARA) == "hand_is_up"
    room.do(c.Pass(), BRUNO)
    assert room.holder == AMARA
    assert [event.make_up for event in room.log if isinstance(event, e.TurnStarted)] == [False, False, True]


def test_who_speaks_alone_has_the_floor_again_after_a_blink() -> None:
    room = in_stage(Floor.OPEN)
    room.do(c.RaiseHand(), BRUNO)
    blink(room, BRUNO)
    assert room.holder == BRUNO


@pytest.mark.parametrize("ends", [c.Pass(), c.EndTurn()])
def test_an_answer_outlives_a_blink_and_the_question_that_came_in_between(ends: c.AnyCommand) -> None:
    room = in_stage(Floor.QUESTIONS, allows=ASKS)
    room.do(c.RaiseHand(), BRUNO)
    room.do(c.RaiseHand(), CHIDI)
    room.do(c.EndTurn(), BRUNO)
    blink(room, DANA)
    assert room.holder == CHIDI
    room.do(ends, CHIDI)
    assert room.holder == DANA
    assert room.do(say("Since June.", ContributionKind.ANSWER), DANA) == ["Contributed"]


def test_an_owner_who_is_away_as_the_question_ends_answers_on_return() -> None:
    room = in_stage(Floor.QUESTIONS, allows=ASKS)
    room.do(c.RaiseHand(), BRUNO)
    room.do(c.Drop(DANA), SYSTEM)
    room.do(c.EndTurn(), BRUNO)
    room.do(c.RaiseHand(), CHIDI)
    room.do(c.Pass(), CHIDI)
    assert room.holder == ""
    room.do(c.Join(), DANA)
    assert room.holder == DANA


def test_a_turn_given_to_one_who_had_theirs_outlives_a_blink() -> None:
    room = begun(format_of(closing=(stage("round", Floor.ROUND, duration=MINUTE_EACH),)))
    room.do(c.EndTurn(), AMARA)
    room.do(c.GiveFloor(AMARA), AMARA)
    blink(room, AMARA)
    assert AMARA in room.state.control.floor.waiting


@pytest.mark.parametrize("floor", list(Floor))
@pytest.mark.parametrize("who", [AMARA, BRUNO, DANA, FARID])
def test_a_blink_leaves_everybody_else_where_they_were(floor: Floor, who: str) -> None:
    room = in_stage(floor)
    for seat in (BRUNO, CHIDI, ELIF):
        room.do(c.RaiseHand(), seat)
        room.do(c.WriteNote(f"note of {seat}"), seat)
    before = room.state.control
    blink(room, who)
    after = room.state.control
    others = {seat for seat in room.state.seats if seat != who}
    assert after.notes == before.notes
    assert others & {*before.floor.hands} <= {*after.floor.hands, after.floor.holder}
    assert others & {*before.floor.waiting} <= {*after.floor.waiting, after.floor.holder}
    if before.floor.holder and before.floor.holder != who:
        assert after.floor.holder == before.floor.holder


@pytest.mark.parametrize("floor", [Floor.OPEN, Floor.BACK_TURNED, Floor.QUESTIONS])
def test_a_guest_who_comes_late_raises_a_hand_like_everybody(floor: Floor) -> None:
    room = in_stage(floor)
    assert room.do(c.AdmitGuest("g1", "Grace"), SYSTEM) == ["GuestAdmitted"]
    assert room.do(c.RaiseHand(), "g1") == ["HandRaised", "TurnStarted"]


@pytest.mark.parametrize("floor", [Floor.ROUND, Floor.ROUND_UNTIL_PASS])
def test_a_guest_who_comes_during_a_round_has_the_last_turn(floor: Floor) -> None:
    room = in_stage(floor)
    room.do(c.AdmitGuest("g1", "Grace"), SYSTEM)
    assert room.state.control.floor.waiting[-1] == "g1"


def test_a_guest_who_comes_after_the_round_has_the_floor_at_once() -> None:
    room = begun(format_of(closing=(stage("round", Floor.ROUND),)), people=2)
    room.do(c.EndTurn(), AMARA)
    room.do(c.EndTurn(), BRUNO)
    room.do(c.AdmitGuest("g1", "Grace"), SYSTEM)
    assert room.holder == "g1"


def test_where_the_facilitator_picks_a_late_guest_begins_nothing() -> None:
    room = in_stage(Floor.ROUND, speaks_first=SpeaksFirst.FACILITATOR_PICKS)
    room.do(c.AdmitGuest("g1", "Grace"), SYSTEM)
    assert (room.holder, room.state.control.floor.waiting[-1]) == ("", "g1")


def test_a_guest_who_comes_while_the_others_write_writes_too() -> None:
    room = in_stage(Floor.SILENT_WRITING)
    room.do(c.AdmitGuest("g1", "Grace"), SYSTEM)
    assert room.do(c.WriteNote("Ask the client first"), "g1") == ["NoteWritten"]
    room.do(c.NextStage(), AMARA)
    assert [note.text for note in room.state.revealed] == ["Ask the client first"]


def test_where_one_person_speaks_a_guest_only_listens() -> None:
    room = in_stage(Floor.HOLDER)
    room.do(c.AdmitGuest("g1", "Grace"), SYSTEM)
    assert (room.holder, room.state.control.floor.waiting) == (DANA, ())


def test_a_guest_without_a_name_that_can_be_seen_is_called_guest() -> None:
    room = seated(format_of(closing=(stage("talk"),)))
    room.do(c.AdmitGuest("g1", "\u200b\u2060 "), SYSTEM)
    room.do(c.AdmitGuest("g2", "\u202eGrace\n"), SYSTEM)
    assert [room.state.seats[seat].name for seat in ("g1", "g2")] == ["Guest", "Grace"]


def test_the_owner_hears_why_they_raise_no_hand_among_the_questions() -> None:
    room = in_stage(Floor.QUESTIONS)
    assert room.do(c.RaiseHand(), DANA) == "no_hands"
    assert room.refused is not None
    assert room.refused.reason == "The others ask in this stage, and you answer."
