"""What a command leads to: the events it causes, or the reason it is refused. Pure: time is a parameter."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from edgewise.domain.phrases import phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.session import server_commands as server
from edgewise.domain.session import text
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.contributions import decide_saying
from edgewise.domain.session.decisions.lease import accept_chair, close_unclosed, lapse, time_up
from edgewise.domain.session.decisions.moves import decide_move, decide_shield, resume, take_back
from edgewise.domain.session.decisions.outputs import decide_output
from edgewise.domain.session.decisions.seats import decide_door
from edgewise.domain.session.decisions.stages import decide_passage
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.decisions.turns import decide_turn
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import State

ANYBODY = (*c.BY_SYSTEM, c.TimeUp, c.LapseLease)  # needs no seat
PRESENT = (c.Join, *ANYBODY)  # may be said by one who is not (or not yet) here


def decide(
    state: State, command: c.AnyCommand, by: SeatId, now: Millis, recorder: SeatId = ""
) -> tuple[AnyEvent, ...] | Refused:
    """The events that `command` of seat `by` causes at `now` (ms since the epoch), or why it is refused.

    No events means: it is so already. `recorder` is the chair who writes down what `by` says, in one-laptop mode.
    """
    result = obey(state, command, by, now, recorder)
    return result if isinstance(result, Refused) else tuple(result.events)


def obey(state: State, command: c.AnyCommand, by: SeatId, now: Millis, recorder: SeatId = "") -> Story | Refused:
    """As `decide`, with the state that the events lead to, so that it need not be folded again."""
    if refused := _may_speak_at_all(state, command, by, recorder):
        return refused
    story = Story(state, now)
    return _decide(story, _cleaned(command), by) or story


def _cleaned(command: c.AnyCommand) -> c.AnyCommand:
    """Its texts without what nobody can see. A note is kept as it stands: somebody is writing it."""
    if isinstance(command, c.OpenSession | c.WriteNote):
        return command
    changed = {}
    for fields, clean in ((text.LINES, text.clean_line), (text.WORDS, text.clean)):
        for field in fields:
            typed = getattr(command, field, "")
            if typed and (shown := clean(typed)) != typed:
                changed[field] = shown
    return replace(command, **changed) if changed else command


def _may_speak_at_all(state: State, command: c.AnyCommand, by: SeatId, recorder: SeatId) -> Refused | None:
    if state.format is None and not isinstance(command, c.OpenSession):
        return Refused("not_open", phrase("The session is not open yet."))
    if recorder and not (state.one_laptop and recorder == state.control.chair):
        return Refused("not_recorder", phrase("Only the facilitator writes for others, on one laptop."))
    if isinstance(command, ANYBODY):
        return None
    if refused := guards.seated(state, by):
        return refused
    if not isinstance(command, PRESENT) and not (state.seats[by].present or recorder):
        return Refused(
            "away", phrase("You are not connected to this session."), phrase("Wait a moment. You will join again.")
        )
    return None


def _decide(story: Story, command: c.AnyCommand, by: SeatId) -> Refused | None:
    match command:
        case c.EndTurn() | c.Pass() | c.RaiseHand() | c.LowerHand():
            return decide_turn(story, command, by)
        case c.Contribute() | c.AmendContribution() | c.WriteNote() | c.Tap():
            return decide_saying(story, command, by)
        case (
            c.ProposeIssue() | c.WithdrawIssue() | c.ChooseIssues() | c.FrameQuestion() | c.RestateQuestion()
            | c.NamePattern() | c.RemovePattern() | c.Decide()
            | foresight.TellConfidence() | foresight.Assume() | foresight.DropAssumption() | foresight.Foresee()
            | c.Commit() | c.ReportPromise() | c.Reflect()
            | c.CelebrateWin() | c.Park()
        ):  # fmt: skip
            return decide_output(story, command, by)
        case (
            c.OpenSession() | c.Join() | c.AdmitGuest() | server.RenameGuest() | server.SignGuest()
            | server.EndSeat() | c.Drop()
            | c.MarkPresent() | c.UseOneLaptop()
        ):  # fmt: skip
            return decide_door(story, command, by)
        case (
            c.GiveFloor() | c.TakeFloor() | c.FlagAdvice() | c.AddTime() | c.Pause() | c.ResetRoom()
            | c.AskEnergy() | c.CloseEnergy() | c.HandOver() | c.NameDeputy()
        ):  # fmt: skip
            return decide_move(story, command, by)
        case (
            c.Begin() | c.NextStage() | c.SkipStage() | c.StepBack() | c.OpenExitGate() | c.Override() | c.Close()
        ):  # fmt: skip
            return decide_passage(story, command, by)
        case c.ShieldPause() | c.ShieldEnough() | c.ShieldAdvice():
            return decide_shield(story, command, by)
        case c.TimeUp():
            return time_up(story)
        case c.LapseLease():
            return lapse(story)
        case server.CloseUnclosed(why=why):
            return close_unclosed(story, why, by)
        case c.AcceptChair():
            return accept_chair(story, by)
        case c.Resume():
            return resume(story, by)
        case c.TakeBack():
            return take_back(story, by)
        case _:
            assert_never(command)
