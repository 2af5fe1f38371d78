"""Contributions, silent notes and taps: what may be said now, and by whom."""

from __future__ import annotations

from typing import assert_never

from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.coaching.questions.language import Label
from edgewise.domain.formats.model import ContributionKind, Floor, Stage
from edgewise.domain.session import commands as c
from edgewise.domain.session import events as e
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Contribution, State

SayCommand = c.Contribute | c.AmendContribution | c.WriteNote | c.Tap


def decide_saying(story: Story, command: SayCommand, by: SeatId) -> Refused | None:
    state = story.state
    match command:
        case c.Contribute(kind=kind, text=text):
            if refused := may_contribute(state, by, kind) or empty(text) or _not_advice(state.stage, kind, text):
                return refused
            story.tell(e.Contributed(by=by, kind=kind, text=text.strip(), at=story.now))
        case c.AmendContribution(contribution=number, text=text):
            if refused := may_amend(state, by, number):
                return refused
            story.tell(e.ContributionAmended(contribution=number, text=text.strip(), at=story.now))
        case c.WriteNote(text=text):
            if refused := may_write(state, by):
                return refused
            if state.control.notes.get(by, "") != text:
                story.tell(e.NoteWritten(by=by, text=text, at=story.now))
        case c.Tap(value=value):
            return _tap(story, by, value)
        case _:
            assert_never(command)
    return None


QUESTIONS = frozenset({ContributionKind.CLARIFYING_QUESTION, ContributionKind.OPEN_QUESTION})
SURE = 0.6  # of the question coach, before it stands in anybody's way


def _not_advice(stage: Stage | None, kind: ContributionKind, text: str) -> Refused | None:
    """Where a stage takes questions only, plain advice is handed back with a question it could become."""
    if stage is None or kind not in QUESTIONS or set(stage.allows) - QUESTIONS - {ContributionKind.ANSWER}:
        return None
    advice = judge(text)
    if advice.label is not Label.ADVICE or advice.confidence < SURE:
        return None
    suggestion = (
        f"As a question: {advice.rewordings[0]}" if advice.rewordings else "Ask what it makes you curious about."
    )
    return Refused("advice", f"That is advice, and {stage.title} takes questions only.", suggestion)


def empty(text: str) -> Refused | None:
    return None if text.strip() else Refused("empty", "There is nothing in it yet.", "Write a few words first.")


def may_contribute(state: State, by: SeatId, kind: ContributionKind) -> Refused | None:
    if refused := guards.first(guards.running(state), guards.back_seen(state, by)):
        return refused
    stage = state.stage
    assert stage is not None
    if kind not in kinds_for(state, stage, by):
        return _not_this_kind(stage, kind)
    if stage.floor is not Floor.ALL and (refused := guards.holder(state, by)):
        return refused
    if stage.floor is Floor.ROUND and _said_in_turn(state, by):
        return Refused("one_each", "One contribution each in this round; yours is on the board.", "End your turn.")
    return guards.ticking(state)


def kinds_for(state: State, stage: Stage, by: SeatId) -> tuple[ContributionKind, ...]:
    """The kinds of contribution that this seat may make in the stage."""
    if stage.floor is Floor.SILENT_WRITING:
        return ()
    if stage.floor is Floor.QUESTIONS and by == state.owner:
        return (ContributionKind.ANSWER,)
    return stage.allows


def _not_this_kind(stage: Stage, kind: ContributionKind) -> Refused:
    if stage.floor is Floor.SILENT_WRITING:
        return Refused("write_first", "This stage is written in silence.", "Write your note; it is shown at the end.")
    if not stage.allows:
        return Refused("nothing_written", f"{stage.title} is for speaking; nothing goes on the board.")
    taken = " and ".join(guards.WORDS[k] for k in stage.allows)
    suggestion = f"Keep {guards.WORDS[kind]} for their own stage, or park it."
    if (
        kind in (ContributionKind.OPTION, ContributionKind.PERSPECTIVE)
        and ContributionKind.OPEN_QUESTION in stage.allows
    ):
        suggestion = "Turn it into an open question: what would have to be true for it?"
    return Refused("wrong_kind", f"{stage.title} takes {taken}.", suggestion)


def _said_in_turn(state: State, by: SeatId) -> bool:
    """Has the floor-holder contributed already since the stage began? (One each, in a round.)"""
    step = state.control.step
    return any(said.by == by and said.step == step for said in reversed(state.contributions))


def may_amend(state: State, by: SeatId, number: int) -> Refused | None:
    if refused := guards.under_way(state):
        return refused
    said = contribution(state, number)
    if said is None:
        return Refused("no_such_contribution", "That contribution is not on the board any more.")
    if said.by != by:
        return Refused("not_yours", f"Those are {guards.name(state, said.by)}\u2019s words.")
    return None


def contribution(state: State, number: int) -> Contribution | None:
    return next((said for said in state.contributions if said.id == number), None)


def may_write(state: State, by: SeatId) -> Refused | None:
    if refused := guards.running(state):
        return refused
    stage = state.stage
    if stage is None or stage.floor is not Floor.SILENT_WRITING:
        return Refused("not_writing", "Notes are written in the silent stages.")
    if refused := guards.back_seen(state, by):
        return refused
    if by not in state.control.floor.part:
        return Refused("not_in_stage", "This stage is for the others to write.", "Listen, and keep your own notes.")
    return None


def _tap(story: Story, by: SeatId, value: int) -> Refused | None:
    state = story.state
    if refused := may_tap(state, by):
        return refused
    story.tell(e.EnergyTapped(seat=by, value=value, at=story.now))
    here = {seat.id for seat in state.seats.values() if seat.present}
    if here <= set(story.state.energy or {}):
        story.tell(e.EnergyClosed(at=story.now))
    return None


def may_tap(state: State, by: SeatId) -> Refused | None:
    return None if state.energy is not None else Refused("no_check", "No energy check is open.")
