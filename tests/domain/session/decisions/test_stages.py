from __future__ import annotations

import pytest
from msgspec.structs import replace

from edgewise.domain.formats.model import ContributionKind, Floor, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import Phase
from tests.domain.session.room import (
    AMARA,
    BRUNO,
    CAST,
    CHIDI,
    DANA,
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
