"""How sure, what it rests on, what is expected: told by the owner, and taken with the decision."""

from __future__ import annotations

from datetime import date

import pytest

from edgewise.domain.decisions.model import Forecast
from edgewise.domain.formats.model import Asks, Does, Floor, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import Issue
from edgewise.domain.session.views.audience import view_for
from edgewise.domain.session.views.view import Audience
from tests.domain.session.room import AMARA, BRUNO, CAST, CHIDI, DANA, MINUTE, Room, begun, format_of, needs, stage

CONFIDENCE = (Asks.CONFIDENCE,)
CLARIFY = stage("clarify", Floor.HOLDER, asks=CONFIDENCE)
OPTIONS = stage("options", Floor.OPEN)
COMMIT = stage("commit", Floor.HOLDER, asks=CONFIDENCE, requires=needs(Output.DECISION))
ASKING = format_of(CLARIFY, OPTIONS, COMMIT, closing=(stage("close"),))
DECIDED = c.Decide(text="I split the team in May")
FORESEEN = foresight.Foresee(forecast="both leads have agreed", chance=70, by="2023-12-15")


def go_on(room: Room, stages: int = 1) -> None:
    for _ in range(stages):
        assert isinstance(room.do(c.NextStage(step=room.state.control.step), AMARA), list), room.refused


def at_commit(*said: c.AnyCommand) -> Room:
    room = begun(ASKING)
    go_on(room, 2)
    for command in said:
        assert isinstance(room.do(command, DANA), list), room.refused
    return room


def issue(room: Room) -> Issue:
    return room.state.issues[0]


def test_the_owner_says_how_sure_they_are_before_and_after() -> None:
    room = begun(ASKING)
    assert room.do(foresight.TellConfidence(sure=40), DANA) == ["ConfidenceTold"]
    assert room.do(foresight.TellConfidence(sure=30), DANA) == ["ConfidenceTold"]
    go_on(room)
    assert room.do(foresight.TellConfidence(sure=90), DANA) == "not_asked"
    go_on(room)
    assert room.do(foresight.TellConfidence(sure=60), DANA) == "undecided"
    room.do(DECIDED, DANA)
    assert room.do(foresight.TellConfidence(sure=60), DANA) == ["ConfidenceTold"]
    assert (issue(room).sure_before, issue(room).sure_after) == (30, 60)


def test_before_the_decision_nobody_but_the_owner_sees_how_sure_they_are() -> None:
    room = begun(ASKING)
    room.do(foresight.TellConfidence(sure=37), DANA)
    for decided in (False, True):
        shown = {board.sure_before for kind in Audience for board in view_for(room.state, kind, room.now).boards}
        assert (shown, room.own(AMARA).sure) == ({37} if decided else {None}, None)
        assert decided or room.own(DANA).sure == 37
        go_on(room, 0 if decided else 2)
        room.do(DECIDED, DANA)


@pytest.mark.parametrize("who", [AMARA, BRUNO])
def test_nobody_else_says_it_for_them(who: str) -> None:
    assert begun(ASKING).do(foresight.TellConfidence(sure=40), who) == "not_owner"


def test_on_one_laptop_the_chair_writes_it_down_for_the_owner() -> None:
    room = begun(ASKING)
    room.do(c.UseOneLaptop(on=True), AMARA)
    assert room.do(foresight.TellConfidence(sure=40), DANA, AMARA) == ["ConfidenceTold"]


def test_who_comes_late_is_asked_in_the_stage_that_runs() -> None:
    room = begun(ASKING, absent=(DANA,))
    go_on(room, 2)
    room.do(c.Join(), DANA)
    room.do(DECIDED, DANA)
    assert room.do(foresight.TellConfidence(sure=55), DANA) == ["ConfidenceTold"]
    assert (issue(room).sure_before, issue(room).sure_after) == (None, 55)


def test_what_was_said_before_the_round_stays_once_the_round_has_begun() -> None:
    room = begun(ASKING)
    room.do(foresight.TellConfidence(sure=40), DANA)
    go_on(room)
    room.do(c.StepBack(reason="again"), AMARA)
    assert room.do(foresight.TellConfidence(sure=80), DANA) == "confidence_stands"


def test_a_move_taken_back_at_once_leaves_it_open() -> None:
    room = begun(ASKING)
    go_on(room)
    room.do(c.TakeBack(), AMARA)
    assert room.do(foresight.TellConfidence(sure=80), DANA) == ["ConfidenceTold"]


def test_up_to_three_assumptions_and_one_forecast_belong_to_a_decision() -> None:
    room = at_commit()
    assert room.do(foresight.Assume(text="they both stay"), DANA) == "undecided"
    assert room.do(FORESEEN, DANA) == "undecided"
    room.do(DECIDED, DANA)
    for number in range(3):
        assert room.do(foresight.Assume(text=f"it holds {number}", test=" ask "), DANA) == ["Assumed"]
    assert room.do(foresight.Assume(text="one more"), DANA) == "enough_assumptions"
    assert room.do(foresight.DropAssumption(assumption=issue(room).assumptions[1].id), AMARA) == ["AssumptionDropped"]
    assert room.do(foresight.DropAssumption(assumption=1), DANA) == "no_such_assumption"
    assert room.do(FORESEEN, DANA) == ["Foreseen"]
    assert [(one.words, one.test) for one in issue(room).assumptions] == [("it holds 0", "ask"), ("it holds 2", "ask")]
    assert issue(room).forecast == Forecast("both leads have agreed", 70, date(2023, 12, 15))


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (foresight.Assume(text=" "), "empty"),
        (foresight.Foresee(forecast="it snows", by="2023-02-30"), "bad_date"),
        (foresight.Foresee(forecast="it snows", by="2022-12-24"), "past_date"),
        (foresight.Foresee(forecast="it snows", by="2026-12-24"), "far_date"),
    ],
)
def test_what_cannot_be_kept_is_refused(command: c.AnyCommand, code: str) -> None:
    assert at_commit(DECIDED).do(command, DANA) == code


def test_a_forecast_without_words_is_withdrawn() -> None:
    room = at_commit(DECIDED, FORESEEN, foresight.Foresee(forecast=""))
    assert issue(room).forecast is None


def test_the_words_stay_once_the_issue_is_left() -> None:
    room = at_commit(DECIDED, FORESEEN, foresight.Assume(text="it holds"), foresight.TellConfidence(sure=60))
    go_on(room)
    room.now += 11_000
    room.do(c.StepBack(reason="again"), AMARA)
    for command in (
        c.Decide(text="I split nothing at all"),
        foresight.Foresee(forecast=""),
        foresight.TellConfidence(sure=90),
        foresight.DropAssumption(assumption=issue(room).assumptions[0].id),
    ):
        assert room.do(command, DANA) == "taken", command
    assert room.do(foresight.Assume(text="and this, too"), DANA) == ["Assumed"]


def test_what_was_not_written_yet_may_still_be_added() -> None:
    room = at_commit(DECIDED)
    go_on(room)
    room.now += 11_000
    room.do(c.StepBack(reason="the forecast is missing"), AMARA)
    assert [room.do(FORESEEN, DANA), room.do(foresight.TellConfidence(sure=60), DANA)] == [
        ["Foreseen"],
        ["ConfidenceTold"],
    ]


def test_words_stay_open_while_the_move_can_be_taken_back() -> None:
    room = at_commit(DECIDED)
    go_on(room)
    room.do(c.TakeBack(), AMARA)
    room.now += MINUTE
    assert room.do(c.Decide(text="I split the team in June"), DANA) == ["Decided"]


def test_more_issues_chosen_afterwards_open_no_decision_again() -> None:
    """The closing stages move to another place in the running order; what was taken is taken."""
    room = at_commit(DECIDED)
    go_on(room)
    room.now += 11_000
    room.do(c.StepBack(reason="one more issue"), AMARA)
    assert room.do(c.ChooseIssues(owners=(DANA, BRUNO)), AMARA) == ["IssuesChosen"]
    assert room.do(c.Decide(text="I split nothing at all"), DANA) == "taken"


def test_a_format_that_does_not_ask_takes_no_forecast() -> None:
    plain = format_of(stage("commit", Floor.HOLDER, requires=needs(Output.DECISION)))
    room = begun(plain)
    room.do(DECIDED, DANA)
    assert [room.do(FORESEEN, DANA), room.do(foresight.TellConfidence(sure=5), DANA)] == ["not_asked", "not_asked"]


def test_the_page_offers_what_the_rules_take() -> None:
    room = begun(ASKING)
    assert "tell_confidence" in room.view().may[DANA]
    assert {"tell_confidence", "assume", "foresee"} & set(room.view().may[BRUNO]) == set()
    go_on(room, 2)
    assert {"tell_confidence", "assume", "foresee"} & set(room.view().may[DANA]) == set()
    room.do(DECIDED, DANA)
    assert {"tell_confidence", "assume", "drop_assumption", "foresee"} <= set(room.view().may[DANA])
    assert (room.view().stage.asks, room.own(DANA).sure) == (("sure_after",), None)  # type: ignore[union-attr]
    room.do(foresight.TellConfidence(sure=70), DANA)
    assert room.own(DANA).sure == 70


def test_those_whose_decision_has_had_its_day_open_the_promises_round() -> None:
    fmt = format_of(stage("work"), opening=(stage("promises", Floor.ROUND, does=Does.PROMISES),))
    room = Room(fmt)
    plans = tuple(c.SeatPlan(seat, CAST[seat]) for seat in CAST)
    due = (CHIDI, DANA)
    room.do(c.OpenSession(format=fmt, seats=plans, chair=AMARA, deputy=BRUNO, to_look_again=due), SYSTEM)
    for seat in (AMARA, BRUNO, DANA):
        room.do(c.Join(), seat)
    room.do(c.ChooseIssues((BRUNO,)), AMARA)
    room.do(c.Begin(), AMARA)
    assert room.state.control.floor.part[:2] == due
    assert set(room.state.control.floor.part) == set(room.state.seats)
    assert room.view().to_look_again == (DANA,)  # the board names nobody who has not come
