from __future__ import annotations

import pytest

from edgewise.domain.formats.model import AtTimeUp, ContributionKind, Duration, Floor, SpeaksFirst
from edgewise.domain.session import commands as c
from edgewise.domain.session.airtime import floor_ms
from edgewise.domain.session.names import SYSTEM
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, ELIF, FARID, MINUTE, Room, begun, format_of, say, stage

PERSPECTIVE = (ContributionKind.PERSPECTIVE,)
MINUTE_EACH = Duration(per_person=60)


def round_of(floor: Floor = Floor.ROUND, **more: object) -> Room:
    facts: dict[str, object] = {"duration": MINUTE_EACH, "allows": PERSPECTIVE, **more}
    return begun(format_of(closing=(stage("round", floor, **facts),)))


def speakers_of(room: Room) -> list[str]:
    """Everyone speaks a second and ends the turn, until the round is complete."""
    heard: list[str] = []
    while room.holder:
        heard.append(room.holder)
        room.wait(1000)
        room.do(c.EndTurn(), room.holder)
    return heard


def test_a_round_gives_everyone_one_turn_in_order() -> None:
    assert speakers_of(round_of()) == [AMARA, BRUNO, CHIDI, DANA, ELIF, FARID]


def test_only_the_floor_holder_contributes_and_the_others_hear_why_not() -> None:
    room = round_of()
    assert room.do(say(), BRUNO) == "not_your_turn"
    assert room.refused is not None
    assert (room.refused.reason, room.refused.suggestion) == ("Amara has the floor.", "You are next.")
    assert room.do(say(), AMARA) == ["Contributed"]


def test_a_round_takes_one_contribution_each() -> None:
    room = round_of()
    room.do(say(), AMARA)
    assert room.do(say("And another thing."), AMARA) == "one_each"


def test_a_kind_that_the_stage_does_not_accept_is_refused_with_what_it_takes() -> None:
    room = round_of()
    assert room.do(say(kind=ContributionKind.OPTION), AMARA) == "wrong_kind"
    assert room.refused is not None
    assert room.refused.reason == "This stage takes perspectives."


def test_who_is_away_gets_a_make_up_turn_on_return() -> None:
    room = round_of()
    room.do(c.Drop(BRUNO), SYSTEM)
    room.do(c.EndTurn(), AMARA)
    assert room.holder == CHIDI
    assert room.state.control.floor.missed == (BRUNO,)
    room.do(c.Join(), BRUNO)
    assert speakers_of(room) == [CHIDI, DANA, ELIF, FARID, BRUNO]


def test_who_comes_back_after_the_round_gets_the_make_up_turn_at_once() -> None:
    room = round_of()
    room.do(c.Drop(BRUNO), SYSTEM)
    speakers_of(room)
    assert room.holder == ""
    room.do(c.Join(), BRUNO)
    assert room.holder == BRUNO
    assert room.log[-1].make_up  # type: ignore[union-attr]


def test_the_floor_holder_who_drops_loses_the_floor_and_is_owed_a_turn() -> None:
    room = round_of()
    room.wait(5000)
    room.do(c.Drop(AMARA), SYSTEM)
    assert room.holder == BRUNO
    room.do(c.Join(), AMARA)
    assert speakers_of(room)[-1] == AMARA
    assert floor_ms(room.state, room.now)[AMARA] == 6000


def test_the_floor_moves_by_itself_when_the_turn_is_up() -> None:
    room = round_of(at_time_up=AtTimeUp.PASS_ON)
    assert room.do(c.TimeUp(), SYSTEM) == "not_yet"
    room.wait(MINUTE)
    assert room.do(c.TimeUp(), SYSTEM) == ["TurnEnded", "TurnStarted"]
    assert room.holder == BRUNO


def test_where_nobody_is_moved_on_overtime_is_announced_once() -> None:
    room = round_of(at_time_up=AtTimeUp.WARN)
    room.wait(MINUTE)
    assert room.do(c.TimeUp(), SYSTEM) == ["OvertimeBegan"]
    assert room.do(c.TimeUp(), SYSTEM) == "not_yet"
    assert room.holder == AMARA


def test_the_quietest_opens_the_round() -> None:
    fmt = format_of(
        closing=(
            stage("talk", Floor.OPEN),
            stage("round", Floor.ROUND, duration=MINUTE_EACH, speaks_first=SpeaksFirst.QUIETEST),
        )
    )
    room = begun(fmt)
    for seat, spoken in ((AMARA, 9000), (BRUNO, 3000), (CHIDI, 5000), (DANA, 7000), (ELIF, 1000), (FARID, 8000)):
        room.do(c.RaiseHand(), seat)
        room.wait(spoken)
        room.do(c.EndTurn(), seat)
    room.do(c.NextStage(), AMARA)
    assert speakers_of(room) == [ELIF, BRUNO, CHIDI, DANA, FARID, AMARA]


def test_rotate_begins_with_another_person_in_the_next_round() -> None:
    first, second = (stage(key, Floor.ROUND, duration=MINUTE_EACH) for key in ("first", "second"))
    room = begun(format_of(closing=(first, second)), people=3)
    assert speakers_of(room) == [AMARA, BRUNO, CHIDI]
    room.do(c.NextStage(), AMARA)
    assert speakers_of(room) == [BRUNO, CHIDI, AMARA]


def test_where_the_facilitator_picks_nobody_begins_unasked() -> None:
    room = round_of(speaks_first=SpeaksFirst.FACILITATOR_PICKS)
    assert room.holder == ""
    room.do(c.GiveFloor(DANA), AMARA)
    assert speakers_of(room) == [DANA, AMARA, BRUNO, CHIDI, ELIF, FARID]


def test_a_round_until_pass_goes_on_until_everyone_has_passed() -> None:
    room = round_of(Floor.ROUND_UNTIL_PASS)
    for seat in (AMARA, BRUNO, CHIDI, DANA, ELIF):
        room.do(c.Pass(), seat)
    room.do(say(), FARID)
    room.do(c.EndTurn(), FARID)
    assert room.holder == FARID
    room.do(c.Pass(), FARID)
    assert room.holder == ""
    assert room.view().stage.round_complete  # type: ignore[union-attr]


def test_in_questions_the_owner_answers_each_question() -> None:
    questions = stage("questions", Floor.QUESTIONS, allows=(ContributionKind.CLARIFYING_QUESTION,))
    room = begun(format_of(questions))
    assert room.holder == ""
    room.do(c.RaiseHand(), BRUNO)
    room.do(c.RaiseHand(), CHIDI)
    assert room.do(say("Since when?", ContributionKind.CLARIFYING_QUESTION), BRUNO) == ["Contributed"]
    room.do(c.EndTurn(), BRUNO)
    assert (room.holder, room.state.control.floor.asked_by) == (DANA, BRUNO)
    assert room.do(say("Since June.", ContributionKind.ANSWER), DANA) == ["Contributed"]
    room.do(c.EndTurn(), DANA)
    assert room.holder == CHIDI
    assert room.do(c.RaiseHand(), DANA) == "no_hands"


def test_hands_are_heard_in_the_order_of_raising() -> None:
    room = begun(format_of(closing=(stage("talk", Floor.OPEN),)))
    for seat in (CHIDI, FARID, BRUNO):
        room.do(c.RaiseHand(), seat)
    assert [seat.hand for seat in room.view().seats] == [0, 2, 0, 0, 0, 1]
    assert room.do(c.RaiseHand(), FARID) == "hand_is_up"
    room.do(c.LowerHand(), FARID)
    room.do(c.EndTurn(), CHIDI)
    assert room.holder == BRUNO


def test_the_quietest_hand_goes_first_where_the_format_says_so() -> None:
    room = begun(format_of(closing=(stage("talk", Floor.OPEN, speaks_first=SpeaksFirst.QUIETEST),)))
    room.do(c.RaiseHand(), CHIDI)
    room.wait(9000)
    room.do(c.RaiseHand(), BRUNO)
    room.do(c.EndTurn(), CHIDI)
    room.do(c.RaiseHand(), CHIDI)
    room.do(c.RaiseHand(), ELIF)
    room.do(c.EndTurn(), BRUNO)
    assert room.holder == ELIF


def test_the_holder_of_a_stage_is_the_issue_owner() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER)))
    assert room.holder == DANA
    room.do(c.EndTurn(), DANA)
    assert room.holder == ""


def test_where_everyone_works_at_once_nobody_needs_the_floor() -> None:
    room = begun(format_of(closing=(stage("check", Floor.ALL, allows=PERSPECTIVE),)))
    assert [room.do(say(), seat) for seat in (AMARA, FARID)] == [["Contributed"], ["Contributed"]]
    assert room.do(c.GiveFloor(BRUNO), AMARA) == "no_turns"


def test_airtime_counts_the_floor_without_pauses() -> None:
    room = round_of()
    room.wait(4000)
    room.do(c.Pause("a phone"), AMARA)
    room.wait(30_000)
    assert floor_ms(room.state, room.now)[AMARA] == 4000
    room.do(c.Resume(), AMARA)
    room.wait(2000)
    assert floor_ms(room.state, room.now)[AMARA] == 6000


def test_a_turn_in_which_nothing_was_put_down_has_passed() -> None:
    """Else the floor comes back again and again to one who has nothing more to say."""
    room = round_of(Floor.ROUND_UNTIL_PASS, at_time_up=AtTimeUp.PASS_ON)
    room.do(say("One"), AMARA)
    room.do(c.EndTurn(), AMARA)
    for seat in (BRUNO, CHIDI, DANA, ELIF):
        room.do(c.EndTurn(), seat)
    room.wait(MINUTE)
    room.do(c.TimeUp(), SYSTEM)
    assert (room.holder, room.state.control.floor.done) == (AMARA, (BRUNO, CHIDI, DANA, ELIF, FARID))
    room.do(c.EndTurn(), AMARA)
    assert room.holder == ""


def test_where_nothing_is_written_down_a_turn_comes_again_while_others_have_one() -> None:
    room = round_of(Floor.ROUND_UNTIL_PASS, allows=())
    for seat in (AMARA, BRUNO):
        room.do(c.EndTurn(), seat)
    for seat in (CHIDI, DANA, ELIF, FARID, AMARA):
        room.do(c.Pass(), seat)
    assert room.holder == BRUNO
    room.do(c.EndTurn(), BRUNO)
    assert room.holder == ""


@pytest.mark.parametrize("act", [c.Drop(ELIF), c.AdmitGuest("g1", "Grace"), c.Join(), c.RaiseHand()])
@pytest.mark.parametrize("floor", [Floor.ROUND, Floor.ROUND_UNTIL_PASS, Floor.OPEN])
def test_after_an_interruption_nobody_begins_before_the_facilitator_gives_the_floor(
    floor: Floor, act: c.AnyCommand
) -> None:
    room = begun(format_of(closing=(stage("here", floor),)), absent=(FARID,))
    for seat in (AMARA, BRUNO, CHIDI):
        room.do(c.RaiseHand(), seat)
    room.do(c.TakeFloor("a word from me"), AMARA)
    by = {c.Join: FARID, c.RaiseHand: DANA}.get(type(act), SYSTEM)
    room.do(act, by)
    assert room.holder == ""
    room.do(c.GiveFloor(CHIDI), AMARA)
    assert room.holder == CHIDI
    room.do(c.EndTurn(), CHIDI)
    assert room.holder == BRUNO


def test_an_interruption_that_the_clock_was_faster_than_leaves_the_next_turn_alone() -> None:
    room = round_of(at_time_up=AtTimeUp.PASS_ON)
    room.wait(MINUTE)
    room.do(c.TimeUp(), SYSTEM)
    room.wait(300)
    assert (room.do(c.TakeFloor("enough"), AMARA), room.holder) == ("moved_on", BRUNO)
    assert room.do(c.TakeFloor("enough", BRUNO), AMARA) == ["MoveMade", "TurnEnded"]
    room.do(c.TakeBack(), AMARA)
    room.wait(700)
    assert room.do(c.TakeFloor("enough"), AMARA) == ["MoveMade", "TurnEnded"]


@pytest.mark.parametrize("command", [c.TakeFloor("enough", BRUNO), c.ShieldEnough(BRUNO), c.ShieldAdvice(BRUNO)])
def test_what_was_meant_for_a_turn_that_is_over_does_nothing_to_the_next(command: c.AnyCommand) -> None:
    room = begun(format_of(stage("talk")), owner=AMARA)
    room.do(c.RaiseHand(), BRUNO)
    room.do(c.RaiseHand(), CHIDI)
    room.do(c.EndTurn(), BRUNO)
    assert (room.do(command, AMARA), room.holder, room.state.flags) == ("moved_on", CHIDI, {})
