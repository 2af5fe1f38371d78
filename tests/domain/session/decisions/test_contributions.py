"""What people put down: never empty, changed and withdrawn by its author, and answers that show nobody."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from msgspec.structs import replace

from edgewise.domain.formats.builtin import KEYS, builtin_format
from edgewise.domain.formats.model import ContributionKind, Does, Floor, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.state import State
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
    needs,
    promise,
    say,
    seated,
    stage,
)

BLANK = "\u200b \u2060\u200e"
PERSPECTIVE, OPTION = (ContributionKind.PERSPECTIVE,), (ContributionKind.OPTION,)


def open_to_all() -> Room:
    return begun(format_of(stage("all", Floor.ALL, allows=PERSPECTIVE)))


@pytest.mark.parametrize(
    "command",
    [
        say(BLANK),
        c.NamePattern(BLANK),
        c.Reflect(BLANK),
        c.CelebrateWin(BLANK),
        c.Park(BLANK),
        c.ResetRoom(BLANK),
        c.Commit("I will call our biggest customer", BLANK, "2023-11-20", BRUNO),
    ],
    ids=lambda command: type(command).__name__,
)
def test_what_cannot_be_seen_is_empty_in_every_field(command: c.AnyCommand) -> None:
    assert open_to_all().do(command, AMARA) == "empty"


@pytest.mark.parametrize("make", [c.FrameQuestion, c.RestateQuestion, c.Decide, lambda text: promise(what=text)])
def test_what_cannot_be_seen_is_no_sentence(make: Callable[[str], c.AnyCommand]) -> None:
    assert open_to_all().do(make("\u200b \u200b \u200b"), AMARA) == "too_short"


def test_a_note_that_cannot_be_seen_is_none_and_one_that_can_is_kept_as_it_stands() -> None:
    room = begun(format_of(stage("write", Floor.SILENT_WRITING)))
    assert room.do(c.WriteNote(BLANK), BRUNO) == []
    room.do(c.WriteNote("  one \n"), BRUNO)
    assert room.own(BRUNO).note == "  one \n"
    room.do(c.WriteNote(BLANK), BRUNO)
    assert (room.own(BRUNO).note, room.state.control.notes) == ("", {})


def test_texts_are_kept_without_what_surrounds_them_unseen() -> None:
    room = open_to_all()
    room.do(say("\u200b I see it this way.\u2060 "), BRUNO)
    assert room.state.contributions[0].text == "I see it this way."


LINES: tuple[tuple[c.AnyCommand, Callable[[State], object]], ...] = (
    (c.Park("Salary of Hana"), lambda state: [line.text for line in state.parked]),
    (c.CelebrateWin("We shipped"), lambda state: [line.text for line in state.wins]),
    (c.Reflect("I was too loud"), lambda state: [line.text for line in state.learnings]),
    (say(), lambda state: [said.text for said in state.contributions]),
)


@pytest.mark.parametrize(("command", "kept"), LINES, ids=["parked", "win", "learning", "contribution"])
@pytest.mark.parametrize("at_gate", [False, True])
def test_the_author_changes_and_withdraws_what_they_put_down(
    command: c.AnyCommand, kept: Callable[[State], object], *, at_gate: bool
) -> None:
    room = open_to_all()
    room.do(command, BRUNO)
    number = room.state.version
    if at_gate:
        room.do(c.OpenExitGate(), AMARA)
    assert room.do(c.AmendContribution(number, "mine now"), CHIDI) == "not_yours"
    room.do(c.AmendContribution(number, "in better words"), BRUNO)
    assert kept(room.state) == ["in better words"]
    room.do(c.AmendContribution(number, BLANK), BRUNO)
    assert kept(room.state) == []
    assert room.do(c.AmendContribution(number, "again"), BRUNO) == "no_such_contribution"


def test_a_line_is_shown_with_the_number_by_which_it_is_changed() -> None:
    room = open_to_all()
    room.do(c.Park("later"), BRUNO)
    room.do(c.Park("later"), BRUNO)
    first, second = room.view().parked
    assert (first.id, second.id) == (room.state.version - 1, room.state.version)
    room.do(c.AmendContribution(first.id), BRUNO)
    assert [line.id for line in room.view().parked] == [second.id]


def test_a_note_that_was_shown_is_changed_and_withdrawn_by_its_writer() -> None:
    room = begun(format_of(stage("write", Floor.SILENT_WRITING), stage("read", Floor.ROUND)))
    room.do(c.WriteNote("Salary of Hana"), BRUNO)
    number = room.state.version
    assert room.do(c.AmendContribution(number), BRUNO) == "no_such_contribution"
    room.do(c.NextStage(), AMARA)
    assert room.do(c.AmendContribution(number, "mine now"), CHIDI) == "not_yours"
    room.do(c.AmendContribution(number, "Her salary"), BRUNO)
    board = room.view().board
    assert board is not None
    assert [(note.id, note.text) for note in board.notes] == [(number, "Her salary")]
    room.do(c.AmendContribution(number), BRUNO)
    assert room.state.revealed == ()


def test_who_withdraws_their_learning_owes_one_again() -> None:
    room = begun(format_of(closing=(stage("close", requires=needs(Output.REFLECTION_EACH)),)), people=2)
    room.do(c.Reflect("one thing"), AMARA)
    room.do(c.Reflect("another"), BRUNO)
    room.do(c.AmendContribution(room.state.version), BRUNO)
    assert room.do(c.NextStage(), AMARA) == "gate"


def test_an_issue_that_was_offered_is_changed_and_withdrawn_by_who_brings_it() -> None:
    room = seated(format_of(stage("talk")))
    assert room.do(c.WithdrawIssue(), DANA) == "no_issue"
    assert room.do(c.ProposeIssue(BLANK), DANA) == "empty"
    room.do(c.ProposeIssue("Whether to leave"), DANA)
    room.do(c.ProposeIssue("Whether to stay"), DANA)
    assert room.state.proposals == {DANA: "Whether to stay"}
    assert room.do(c.WithdrawIssue(), DANA) == ["IssueWithdrawn"]
    assert (room.state.proposals, room.view().proposals) == ({}, ())


def test_a_chosen_issue_follows_the_words_of_who_brings_it() -> None:
    room = seated(format_of(stage("talk")))
    room.do(c.ProposeIssue("Whether to leave"), DANA)
    room.do(c.ChooseIssues((DANA,)), AMARA)
    room.do(c.ProposeIssue("Whether to stay"), DANA)
    assert [issue.title for issue in room.state.issues] == ["Whether to stay"]
    room.do(c.WithdrawIssue(), DANA)
    assert [(issue.owner, issue.title) for issue in room.state.issues] == [(DANA, "")]


def test_the_energy_check_closes_as_the_last_who_has_not_answered_leaves() -> None:
    room = begun(format_of(closing=(stage("talk"),)), people=4)
    room.do(c.AskEnergy(), AMARA)
    for seat, value in ((AMARA, 4), (BRUNO, 3), (CHIDI, 2)):
        room.do(c.Tap(value), seat)
    assert room.do(c.Drop(DANA), SYSTEM) == ["SeatDropped", "EnergyClosed"]
    assert room.view().energy_spread == (0, 1, 1, 1, 0)


def test_a_check_that_nobody_answered_waits_for_those_who_come_back() -> None:
    room = begun(format_of(closing=(stage("talk"),)), people=2)
    room.do(c.AskEnergy(), AMARA)
    room.do(c.Drop(AMARA), SYSTEM)
    assert room.do(c.Drop(BRUNO), SYSTEM) == ["SeatDropped"]
    assert room.view().energy_open


@pytest.mark.parametrize("answers", [0, 1, 2])
def test_fewer_than_three_answers_show_nothing(answers: int) -> None:
    room = begun(format_of(closing=(stage("talk"),)))
    room.do(c.AskEnergy(), AMARA)
    for seat in (BRUNO, CHIDI)[:answers]:
        room.do(c.Tap(5), seat)
    room.do(c.CloseEnergy(), AMARA)
    assert (room.view().energy_spread, room.view().energy_few) == (None, answers > 0)


def in_two_issues() -> Room:
    """Written as a perspective, read out, and then another stage and another issue."""
    room = seated(
        replace(
            format_of(
                stage("write", Floor.SILENT_WRITING, allows=PERSPECTIVE),
                stage("read", Floor.ROUND, allows=(ContributionKind.EXPERIENCE, *PERSPECTIVE)),
                stage("talk", Floor.OPEN, allows=OPTION),
                stage("again", Floor.OPEN, allows=PERSPECTIVE),
            ),
            issues=2,
        )
    )
    room.do(c.ChooseIssues((DANA, ELIF)), AMARA)
    room.do(c.Begin(), AMARA)
    room.do(c.WriteNote("what I see"), BRUNO)
    return room


def test_a_silent_note_is_offered_where_its_kind_is_taken_and_in_its_issue_alone() -> None:
    room = in_two_issues()
    offered = []
    for _ in range(8):
        own = room.own(BRUNO)
        offered.append((own.note, own.note_stage, own.note_issue, own.note_kind))
        room.do(c.NextStage(), AMARA)
    mine = ("what I see", "write", 1)
    nothing = ("", "", 0, "")
    assert offered == [(*mine, ""), (*mine, "perspective"), nothing, (*mine, "perspective"), *[nothing] * 4]


def test_what_is_said_of_a_promise_is_no_appreciation_in_any_format_that_comes_with_it() -> None:
    promises = [stage for key in KEYS for stage in builtin_format(key).stages() if stage.does is Does.PROMISES]
    assert [stage.key for stage in promises if ContributionKind.APPRECIATION in stage.allows] == []


def test_everybody_may_be_heard_again_after_a_line_is_withdrawn_in_a_round() -> None:
    room = begun(format_of(closing=(stage("round", Floor.ROUND, allows=PERSPECTIVE),)))
    room.do(say("wrong words"), AMARA)
    room.do(c.AmendContribution(room.state.version), AMARA)
    assert room.do(say("the right ones"), AMARA) == ["Contributed"]
    assert (room.holder, [type(event) for event in room.log[-1:]]) == (AMARA, [e.Contributed])
    assert FARID in room.state.control.floor.waiting
