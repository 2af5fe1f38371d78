from __future__ import annotations

import pytest
from msgspec.structs import replace

from edgewise.domain.formats.model import AtTimeUp, ContributionKind, Does, Floor, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session import server_commands as server
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import Phase
from edgewise.domain.session.views.view import Audience
from tests.domain.session.room import (
    AMARA,
    BRUNO,
    CAST,
    CHIDI,
    DANA,
    MINUTE,
    Room,
    begun,
    format_of,
    needs,
    promise,
    say,
    seated,
    stage,
)

TALK = stage("talk", Floor.OPEN)


def at_exit_gate(people: int = 3) -> Room:
    room = begun(format_of(closing=(TALK,)), people=people)
    room.do(c.NextStage(), AMARA)
    assert room.state.control.phase is Phase.EXIT_GATE
    return room


def test_clarify_is_not_left_without_a_decision_question() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION)), TALK))
    assert room.do(c.NextStage(), AMARA) == "gate"
    assert room.refused is not None
    assert room.refused.reason == "This stage still needs the decision question."
    assert room.do(c.FrameQuestion("Hm?"), DANA) == "too_short"
    assert room.do(c.FrameQuestion("I am deciding whether to hire"), BRUNO) == "not_owner"
    assert room.do(c.FrameQuestion("I am deciding whether to hire"), DANA) == ["QuestionFramed"]
    room.do(c.NextStage(), AMARA)
    assert room.running == "talk"


def test_the_gate_opens_with_a_reason_that_stays_on_the_record() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION)), TALK))
    assert room.do(c.Override(Output.DECISION_QUESTION, "Dana wants to listen first"), AMARA) == ["GateOverridden"]
    room.do(c.NextStage(), AMARA)
    assert room.running == "talk"
    assert [o.overridden for o in room.view().overrides] == ["Dana wants to listen first"]


def test_patterns_and_options_are_counted() -> None:
    requires = (*needs(Output.PATTERNS, 2), *needs(Output.OPTIONS, 1))
    room = begun(format_of(stage("both", Floor.OPEN, requires=requires, allows=(ContributionKind.OPTION,))))
    room.do(c.NamePattern("Fear of the board"), BRUNO)
    assert room.do(c.NextStage(), AMARA) == "gate"
    room.do(c.NamePattern("No slack"), CHIDI)
    room.do(c.RaiseHand(), CHIDI)
    room.do(say("Ask for a month", ContributionKind.OPTION), CHIDI)
    assert room.do(c.NextStage(), AMARA) != "gate"


def test_a_pattern_names_only_what_is_on_the_board() -> None:
    room = begun(format_of(TALK))
    assert room.do(c.NamePattern("Ghosts", (999,)), BRUNO) == "no_such_contribution"


def test_the_decision_question_stands_once_it_is_to_be_restated() -> None:
    fmt = format_of(
        stage("frame", Floor.HOLDER), stage("commit", Floor.HOLDER, requires=needs(Output.RESTATED_QUESTION))
    )
    room = begun(fmt)
    room.do(c.FrameQuestion("I am deciding whether to hire"), DANA)
    room.do(c.NextStage(), AMARA)
    assert room.do(c.FrameQuestion("Something else entirely now"), DANA) == "question_stands"
    room.do(c.RestateQuestion("I am deciding whom to hire"), DANA)
    board = room.view().board
    assert board is not None
    assert (board.decision_question, board.restated_question) == (
        "I am deciding whether to hire",
        "I am deciding whom to hire",
    )


def test_nobody_leaves_without_a_commitment() -> None:
    room = at_exit_gate()
    assert room.do(c.Close(), AMARA) == "exit_gate"
    assert room.refused is not None
    assert room.refused.reason == "There is no commitment yet from Amara, Bruno and Chidi."
    room.do(promise(BRUNO), AMARA)
    room.do(promise(AMARA), BRUNO)
    assert room.do(c.Close(), AMARA) == "exit_gate"
    room.do(c.Override(Output.COMMITMENT_EACH, "Chidi had to take a call", CHIDI), AMARA)
    assert room.do(c.Close(), AMARA) == ["SessionClosed"]


def test_an_override_of_what_each_owes_says_whose() -> None:
    room = at_exit_gate()
    assert room.do(c.Override(Output.COMMITMENT_EACH, "in a hurry"), AMARA) == "say_whose"


def test_who_came_and_went_owes_a_commitment_too_and_who_never_came_does_not() -> None:
    room = begun(format_of(closing=(TALK,)), people=4, absent=(DANA,))
    room.do(c.Drop(CHIDI), SYSTEM)
    room.do(c.NextStage(), AMARA)
    assert [need.missing for need in room.view().exit_needs] == [(AMARA, BRUNO, CHIDI)]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (promise(AMARA), "no_witness"),
        (promise("s9"), "no_witness"),
        (promise(by_date="2023-02-30"), "bad_date"),
        (promise(by_date="2023-11-01"), "past_date"),
        (promise(by_date="2031-01-01"), "far_date"),
        (c.Commit("Call", "Look up the number", "2023-11-20", BRUNO), "too_short"),
        (c.Commit("I will call her", "  ", "2023-11-20", BRUNO), "empty"),
    ],
)
def test_a_commitment_is_specific(command: c.Commit, code: str) -> None:
    assert at_exit_gate().do(command, AMARA) == code


def test_a_commitment_said_again_replaces_the_first() -> None:
    room = at_exit_gate()
    room.do(promise(BRUNO), AMARA)
    room.do(promise(CHIDI), AMARA)
    assert [(made.seat, made.witness) for made in room.view().commitments] == [(AMARA, CHIDI)]


def test_a_guest_owes_nothing_and_is_nobodys_witness() -> None:
    room = at_exit_gate()
    room.do(c.AdmitGuest("g1", "Grace"), SYSTEM)
    assert [need.missing for need in room.view().exit_needs] == [(AMARA, BRUNO, CHIDI)]
    assert room.do(promise("g1"), AMARA) == "no_witness"


def test_a_stage_that_cannot_be_skipped_is_not_skipped() -> None:
    room = begun(format_of(closing=(stage("learning", Floor.OPEN, can_be_skipped=False), TALK)))
    assert room.do(c.SkipStage("late"), AMARA) == "not_skippable"


def test_skipping_records_what_the_stage_did_not_bring_forth() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION)), TALK))
    room.do(c.SkipStage("Dana is not ready"), AMARA)
    assert room.running == "talk"
    assert [(o.output, o.reason) for o in room.state.overrides] == [(Output.DECISION_QUESTION, "Dana is not ready")]


def test_a_session_does_not_begin_alone_or_without_an_issue_owner() -> None:
    alone = seated(format_of(closing=(TALK,)), people=2, absent=(BRUNO,))
    assert alone.do(c.Begin(), AMARA) == "alone"
    without_owner = seated(format_of(TALK))
    assert without_owner.do(c.Begin(), AMARA) == "no_owner"


def test_an_issue_that_has_begun_keeps_its_place_and_later_ones_can_change() -> None:
    room = begun(format_of(TALK))
    assert room.do(c.ChooseIssues((BRUNO,)), AMARA) == "issue_begun"
    assert room.do(c.ChooseIssues((DANA, BRUNO)), AMARA) == ["IssuesChosen"]
    room.do(c.NextStage(), AMARA)
    assert room.state.owner == BRUNO
    assert room.do(c.ChooseIssues((DANA, DANA)), AMARA) == "owner_twice"


def test_everyone_who_owns_an_issue_in_turn_is_chosen_at_the_beginning() -> None:
    room = seated(replace(format_of(TALK), everyone_owns=True), people=3, absent=(BRUNO,))
    room.do(c.Begin(), AMARA)
    assert [issue.owner for issue in room.state.issues] == [AMARA, CHIDI]
    assert set(CAST) >= {AMARA, CHIDI}


WRITE = stage("write", Floor.SILENT_WRITING, at_time_up=AtTimeUp.PASS_ON)


def passed_on() -> Room:
    """The clock has just opened the second of three stages."""
    room = begun(format_of(closing=(WRITE, TALK, stage("leave"))))
    room.wait(5 * MINUTE)
    assert room.do(c.TimeUp(), SYSTEM) == ["NotesRevealed", "StageLeft", "StageEntered"]
    room.wait(200)
    return room


def test_a_next_that_the_clock_was_faster_than_does_nothing() -> None:
    room = passed_on()
    assert (room.do(c.NextStage(), AMARA), room.do(c.NextStage(step=0), AMARA), room.running) == ([], [], "talk")
    assert (room.do(c.NextStage(step=1), AMARA)[:1], room.running) == (["MoveMade"], "leave")


def test_two_seconds_later_a_next_that_says_no_stage_is_meant_for_the_one_that_runs() -> None:
    room = passed_on()
    room.wait(2_000)
    room.do(c.NextStage(), AMARA)
    assert room.running == "leave"


@pytest.mark.parametrize(
    "command",
    [
        c.SkipStage("late", 0),
        c.SkipStage("late"),
        c.StepBack("again", 0),
        c.AddTime(60, step=0),
        c.OpenExitGate(0),
        c.NextStage(2),
    ],
)
def test_a_move_meant_for_another_stage_says_that_the_session_has_moved_on(command: c.AnyCommand) -> None:
    room = passed_on()
    assert (room.do(command, AMARA), room.running) == ("moved_on", "talk")
    assert room.refused is not None
    assert room.refused.reason == "The session has moved on to “Talk”."


def test_a_double_press_of_next_moves_on_once() -> None:
    room = begun(format_of(closing=(TALK, stage("leave"))))
    assert [len(room.do(c.NextStage(step=0), AMARA)) > 0 for _ in range(2)] == [True, False]
    assert room.running == "leave"
    assert [len(room.do(c.NextStage(step=1), AMARA)) > 0 for _ in range(2)] == [True, False]


def test_the_same_option_or_pattern_counts_once() -> None:
    requires = (*needs(Output.PATTERNS, 2), *needs(Output.OPTIONS, 2))
    room = begun(format_of(stage("both", Floor.ALL, requires=requires, allows=(ContributionKind.OPTION,))))
    for text in ("Ask for a week more", "ask for a  week more!"):
        room.do(say(text, ContributionKind.OPTION), CHIDI)
        room.do(c.NamePattern(text), CHIDI)
    assert room.do(c.NextStage(), AMARA) == "gate"
    assert room.refused is not None
    assert room.refused.reason == "This stage still needs 2 different patterns with a name and 2 different options."
    said = room.state.contributions[-1].id
    room.do(c.AmendContribution(said, "Ask for two"), CHIDI)
    room.do(c.NamePattern("Fear"), CHIDI)
    assert room.do(c.NextStage(), AMARA) != "gate"


@pytest.mark.parametrize(
    "command",
    [c.SkipStage("\u200b"), c.StepBack(" "), c.TakeFloor("\u2060"), c.Override(Output.DECISION_QUESTION, "\u200e")],
)
def test_a_reason_that_cannot_be_seen_is_none(command: c.AnyCommand) -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION)), TALK))
    assert room.do(command, AMARA) == "empty"


def test_an_issue_without_its_question_is_not_closed_in_silence() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION))), people=4)
    room.do(c.OpenExitGate(), AMARA)
    for seat in (AMARA, BRUNO, CHIDI, DANA):
        room.do(promise(BRUNO if seat != BRUNO else AMARA), seat)
    assert room.do(c.Close(), AMARA) == "exit_gate"
    assert room.refused is not None
    assert room.refused.reason == "There is no decision question yet from Dana."
    assert [need.words for need in room.view().exit_needs if not need.met] == ["The decision question of Dana"]
    room.do(c.Override(Output.DECISION_QUESTION, "Dana had to leave"), AMARA)
    assert room.do(c.Close(), AMARA) == ["SessionClosed"]
    assert [need.overridden for need in room.view().overrides] == ["Dana had to leave"]


def test_the_question_of_one_who_left_the_circle_is_not_waited_for() -> None:
    room = begun(format_of(stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION))), people=4)
    room.do(c.OpenExitGate(), AMARA)
    room.do(server.EndSeat(DANA), SYSTEM)
    assert [need.output for need in room.view().exit_needs] == ["commitment_each"]


def test_an_issue_that_was_never_begun_keeps_nobody_at_the_exit_gate() -> None:
    frame = stage("frame", Floor.HOLDER, requires=needs(Output.DECISION_QUESTION))
    room = begun(format_of(frame, opening=(TALK,)), people=4)
    room.do(c.OpenExitGate(), AMARA)
    assert [need.output for need in room.view().exit_needs] == ["commitment_each"]
    assert [board.held for board in room.view().boards] == [False]


def test_who_is_left_out_is_named_and_each_is_not_said_of_them() -> None:
    room = at_exit_gate()
    room.do(c.Override(Output.COMMITMENT_EACH, "Called away", CHIDI), AMARA)
    room.do(promise(BRUNO), AMARA)
    (need,) = room.view().exit_needs
    assert (need.met, need.words) == (False, "A commitment from everyone except Chidi")
    assert (need.missing, [(one.name, one.reason) for one in need.left_out]) == ((BRUNO,), [("Chidi", "Called away")])
    room.do(promise(AMARA), BRUNO)
    (need,) = room.view().exit_needs
    assert (need.met, need.overridden) == (False, "Called away")
    assert room.do(c.Close(), AMARA) == ["SessionClosed"]
    assert [(one.words, one.overridden) for one in room.view().overrides] == [("Chidi", "Called away")]


def test_who_commits_after_all_is_not_left_out_on_the_record() -> None:
    room = at_exit_gate()
    room.do(c.Override(Output.COMMITMENT_EACH, "Called away", CHIDI), AMARA)
    room.do(promise(BRUNO), CHIDI)
    assert (room.view().overrides, room.view().exit_needs[0].words) == ((), "A commitment from each person")


def test_stages_never_held_are_not_called_done() -> None:
    room = begun(format_of(closing=(TALK, stage("more"), stage("leave"))))
    assert [step.state for step in room.view().steps] == ["now", "to come", "to come"]
    room.do(c.NextStage(), AMARA)
    room.do(c.OpenExitGate(), AMARA)
    assert [step.state for step in room.view().steps] == ["done", "done", "not held"]


def test_choosing_fewer_issues_than_there_is_time_for_is_said_to_the_facilitator() -> None:
    choose = stage("choose", does=Does.CHOOSE_ISSUES)
    room = seated(replace(format_of(TALK, opening=(choose,)), issues=2))
    room.do(c.Begin(), AMARA)
    room.do(c.ChooseIssues((DANA,)), AMARA)
    assert room.view(Audience.CHAIR).coach[0] == "You have chosen one issue. This format has time for 2."
    room.do(c.ChooseIssues((DANA, BRUNO)), AMARA)
    assert "You have chosen" not in room.view(Audience.CHAIR).coach[0]
