"""What was left out, not held or not answered is said as it is, and of whom."""

from __future__ import annotations

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.model import Output
from edgewise.domain.session import commands as c
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.views.view import Audience
from edgewise.rooms.regions.render import render_record, render_regions
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, Room, promise, seated


def at_the_gate() -> Room:
    """Four people in a decision round, sent to the exit gate as Dana begins to tell her issue."""
    room = seated(builtin_format("decision_round"), 4)
    room.do(c.ChooseIssues((DANA,)), AMARA)
    room.do(c.Begin(), AMARA)
    for _ in range(3):
        room.do(c.NextStage(), AMARA)
    room.do(c.OpenExitGate(), AMARA)
    return room


def region(room: Room, name: str, audience: Audience = Audience.EVERYONE) -> str:
    return " ".join(render_regions(room.view(audience))[name].split())


def test_the_exit_gate_names_who_is_left_out_and_ticks_nothing_off_for_them() -> None:
    room = at_the_gate()
    for seat in (AMARA, BRUNO, DANA):
        room.do(promise(BRUNO if seat != BRUNO else AMARA), seat)
    room.do(c.Override(Output.COMMITMENT_EACH, "Called away", CHIDI), AMARA)
    html = region(room, "stage")
    assert "A commitment from everyone except Chidi" in html
    assert "Chidi left out: Called away" in html
    assert ('class="need met"' in html, "A commitment from each person" in html) == (False, False)


def test_the_facilitator_reads_whose_commitment_and_whose_question_is_left_out_before_it_is() -> None:
    html = region(at_the_gate(), "chair", Audience.CHAIR)
    assert 'data-words="You go on without a commitment from Chidi. Your reason goes on the record."' in html
    assert 'data-words="The decision question of Dana is left out. Your reason goes on the record."' in html


def test_the_record_says_what_an_issue_was_closed_without_and_for_which_there_was_no_time() -> None:
    room = at_the_gate()
    for seat in (AMARA, BRUNO, CHIDI, DANA):
        room.do(promise(BRUNO if seat != BRUNO else AMARA), seat)
    room.do(c.Override(Output.DECISION_QUESTION, "Dana had to leave"), AMARA)
    room.do(c.Close(), AMARA)
    html = " ".join(render_record(room.view()).split())
    assert "Left out: the decision question. Dana had to leave" in html
    assert "There was no time for this issue." not in html


def test_the_running_order_tells_stages_that_were_not_held_from_those_that_were() -> None:
    html = region(at_the_gate(), "agenda")
    assert (html.count('class="done">'), html.count("not held</span>")) == (4, 13 - 4)


def test_no_seat_is_ticked_for_an_answer_to_the_energy_check_and_two_answers_show_nothing() -> None:
    room = seated(builtin_format("decision_round"), 4)
    room.do(c.ChooseIssues((DANA,)), AMARA)
    room.do(c.Begin(), AMARA)
    before = region(room, "table")
    room.do(c.AskEnergy(), AMARA)
    room.do(c.Tap(2), BRUNO)
    room.do(c.Tap(5), CHIDI)
    assert region(room, "table") == before
    room.do(c.CloseEnergy(), AMARA)
    html = region(room, "status")
    assert "We show the spread from three answers on." in html
    assert "energy-spread" not in html


def test_who_said_a_line_can_change_it_and_who_offered_an_issue_can_withdraw_it() -> None:
    room = at_the_gate()
    room.do(c.StepBack("one thing more"), AMARA)
    room.do(c.Park("later"), BRUNO)
    number = room.state.version
    assert f'data-for="{BRUNO}" data-amend="{number}"' in region(room, "board")
    fresh = seated(builtin_format("decision_round"), 4)
    fresh.do(c.Begin(), AMARA)
    for _ in range(2):
        fresh.do(c.NextStage(), AMARA)
    fresh.do(c.ProposeIssue("Whether to go"), CHIDI)
    assert f'data-for="{CHIDI}" data-send="withdraw_issue"' in region(fresh, "board")
    fresh.do(c.Drop(BRUNO), SYSTEM)
    assert "Whether to go" in region(fresh, "board")
