"""Contributions, silent notes and taps: what may be said now, and by whom."""

from __future__ import annotations

from typing import assert_never

from edgewise.domain.coaching.questions.judge import judge
from edgewise.domain.coaching.questions.language import Label
from edgewise.domain.formats.model import ContributionKind, Floor, Stage
from edgewise.domain.phrases import listed, phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Contribution, Note, Said, State
from edgewise.domain.session.text import clean

SayCommand = c.Contribute | c.AmendContribution | c.WriteNote | c.Tap


def decide_saying(story: Story, command: SayCommand, by: SeatId) -> Refused | None:
    state = story.state
    match command:
        case c.Contribute(kind=kind, text=text):
            if refused := may_contribute(state, by, kind) or empty(text) or _not_advice(state.stage, kind, text):
                return refused
            story.tell(e.Contributed(by=by, kind=kind, text=text, at=story.now))
        case c.AmendContribution(contribution=number, text=text):
            if refused := may_amend(state, by, number):
                return refused
            if contribution(state, number):
                story.tell(e.ContributionAmended(contribution=number, text=text, at=story.now))
            else:
                story.tell(e.LineAmended(line=number, text=text, at=story.now))
        case c.WriteNote(text=text, over=over):
            return may_write(state, by) or _write(story, by, text, over)
        case c.Tap(value=value):
            return _tap(story, by, value)
        case _:
            assert_never(command)
    return None


def _write(story: Story, by: SeatId, text: str, over: str | None) -> Refused | None:
    kept = story.state.control.notes.get(by, "")
    note = text if over is None else merged(over, text, kept)
    note = note if clean(note) else ""
    if len(note) > LONGEST_NOTE:
        return Refused(
            "too_long",
            phrase("You also wrote on another device. Together the two notes are too long."),
            phrase("Make this one shorter."),
        )
    if note != kept:
        story.tell(e.NoteWritten(by=by, text=note, at=story.now))
    return None


def merged(over: str, text: str, kept: str) -> str:
    """Two notes that were both written over the same one, line by line: what either has new stays.

    `text` keeps its order and the new lines of `kept` follow; a line that one of them took away is gone.
    """
    if over in (kept, text) or text == kept:
        return text if over == kept else kept
    base, mine, theirs = (one.split("\n") if one.strip() else [] for one in (over, text, kept))
    stays = [line for line in mine if not line or line in theirs or line not in base]
    return "\n".join([*stays, *(line for line in theirs if line and line not in base and line not in mine)])


LONGEST_NOTE = 4000  # letters
QUESTIONS = frozenset({ContributionKind.CLARIFYING_QUESTION, ContributionKind.OPEN_QUESTION})
SURE = 0.6  # of the question coach, before it stands in anybody's way


def _not_advice(stage: Stage | None, kind: ContributionKind, text: str) -> Refused | None:
    """Where a stage takes questions only, plain advice is handed back with a question it could become."""
    if stage is None or kind not in QUESTIONS or set(stage.allows) - QUESTIONS - {ContributionKind.ANSWER}:
        return None
    advice = judge(text)
    if advice.label is not Label.ADVICE or advice.confidence < SURE:
        return None
    suggestion = phrase("Ask about what makes you curious.")
    if advice.rewordings:
        suggestion = phrase("As a question: {question}", question=advice.rewordings[0])
    return Refused("advice", phrase("That is advice. This stage takes questions only."), suggestion)


def empty(text: str) -> Refused | None:
    if clean(text):
        return None
    return Refused("empty", phrase("You have written nothing yet."), phrase("Write a few words first."))


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
        return Refused(
            "one_each",
            phrase("Each person makes one contribution in this round. Yours is on the board."),
            phrase("End your turn."),
        )
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
        return Refused(
            "write_first",
            phrase("Everybody writes in silence in this stage."),
            phrase("Write your note. Everybody sees it at the end."),
        )
    if not stage.allows:
        return Refused("nothing_written", phrase("This stage is for speaking. Nothing goes on the board."))
    taken = listed([guards.WORDS[k] for k in stage.allows])
    suggestion = phrase("Keep it for its own stage, or put it in the parking lot.")
    if (
        kind in (ContributionKind.OPTION, ContributionKind.PERSPECTIVE)
        and ContributionKind.OPEN_QUESTION in stage.allows
    ):
        suggestion = phrase("Turn it into an open question: what would have to be true for it?")
    return Refused("wrong_kind", phrase("This stage takes {kinds}.", kinds=taken), suggestion)


def _said_in_turn(state: State, by: SeatId) -> bool:
    """Has the floor-holder contributed already since the stage began? (One each, in a round.)"""
    step = state.control.step
    return any(said.by == by and said.step == step for said in reversed(state.contributions))


def may_amend(state: State, by: SeatId, number: int) -> Refused | None:
    if refused := guards.under_way(state):
        return refused
    said = contribution(state, number) or line_of(state, number)
    if said is None:
        return Refused("no_such_contribution", phrase("That contribution is not on the board any more."))
    if said.by != by:
        return Refused("not_yours", phrase("Those are {name}\u2019s words.", name=guards.name(state, said.by)))
    return None


def contribution(state: State, number: int) -> Contribution | None:
    return next((said for said in state.contributions if said.id == number), None)


def line_of(state: State, number: int) -> Said | Note | None:
    """In the parking lot, the wins, the learnings or the notes shown, by the version that brought it."""
    lines: tuple[Said | Note, ...] = (*state.learnings, *state.wins, *state.parked, *state.revealed)
    return next((line for line in lines if number > 0 and line.id == number), None)


def may_write(state: State, by: SeatId) -> Refused | None:
    if refused := guards.running(state):
        return refused
    stage = state.stage
    if stage is None or stage.floor is not Floor.SILENT_WRITING:
        return Refused("not_writing", phrase("You write notes only in the silent stages."))
    if refused := guards.back_seen(state, by):
        return refused
    if by not in state.control.floor.part:
        return Refused(
            "not_in_stage", phrase("Only the others write in this stage."), phrase("Listen, and keep your own notes.")
        )
    return None


def _tap(story: Story, by: SeatId, value: int) -> Refused | None:
    state = story.state
    if refused := may_tap(state, by):
        return refused
    story.tell(e.EnergyTapped(seat=by, value=value, at=story.now))
    close_energy_when_all_have_tapped(story)
    return None


def close_energy_when_all_have_tapped(story: Story) -> None:
    """All who are here; where nobody has tapped yet, the check waits for those who come back."""
    here = {seat.id for seat in story.state.seats.values() if seat.present}
    if story.state.energy and here <= set(story.state.energy):
        story.tell(e.EnergyClosed(at=story.now))


def may_tap(state: State, by: SeatId) -> Refused | None:
    return None if state.energy is not None else Refused("no_check", guards.NO_CHECK)
