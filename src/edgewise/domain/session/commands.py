"""What people ask of a session, imperative. On the wire: `{"do": "end_turn", ...}`; who asks is said by the server."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from edgewise.domain.formats.model import ContributionKind, Format, Output
from edgewise.domain.session.foresight_commands import Assume, DropAssumption, Foresee, TellConfidence
from edgewise.domain.session.names import (
    Command,
    IsoDate,
    Line,
    MaybeLine,
    MaybeText,
    Millis,
    SeatId,
    Text,
)
from edgewise.domain.session.server_commands import CloseUnclosed, EndSeat, RenameGuest, SignGuest


class PromiseStatus(StrEnum):
    KEPT = "kept"
    PARTLY = "partly"
    CHANGED = "changed"
    NOT = "not"


class SeatPlan(Struct, frozen=True):
    """A place at the table, before anybody sits there."""

    id: SeatId
    name: Line
    guest: bool = False
    signed: bool = False  # of a guest: the circle's agreement
    boss: bool = False  # of others at this table: never in the chair


class LastPromise(Struct, frozen=True):
    """What a seat promised last time, shown in the promises round."""

    seat: SeatId
    ref: str  # the commitment's code, for the check-in that follows
    what: Text
    by_date: IsoDate
    goal: MaybeLine = ""  # that it serves


class OpenSession(Command, frozen=True):
    """First command of every session; by the system."""

    format: Format
    seats: tuple[SeatPlan, ...]  # in seating order
    chair: SeatId
    deputy: SeatId
    rota: tuple[SeatId, ...] = ()  # who is offered the chair after the deputy; default: seating order
    promises: tuple[LastPromise, ...] = ()
    round_offset: int = 0  # turns the order of `rotate` between sessions, so that not the same person begins
    booked_until: Millis = 0
    issue_order: tuple[SeatId, ...] = ()  # whose issue comes first, by the hours given and received; empty: unknown
    to_look_again: tuple[SeatId, ...] = ()  # whose decisions have had their day and were not looked at since
    is_first: bool = False  # of its circle


class Join(Command, frozen=True):
    """Take one's seat, or come back to it."""

    name: MaybeLine = ""  # a guest says it on arrival


class AdmitGuest(Command, frozen=True):
    """By the system: someone with the link came in."""

    seat: SeatId
    name: Line
    signed: bool = False


class Drop(Command, frozen=True):
    """By the system: no stream of this seat is open any more."""

    seat: SeatId


class MarkPresent(Command, frozen=True):
    """One-laptop mode: the chair says who is in the boardroom."""

    seat: SeatId
    present: bool


class UseOneLaptop(Command, frozen=True):
    """The chair records for everybody (a boardroom with one computer)."""

    on: bool


class Begin(Command, frozen=True): ...


# -- the floor ---------------------------------------------------------------------------------------------------


class EndTurn(Command, frozen=True):
    """Said what I wanted; in `round_until_pass` my turn comes again."""


class Pass(Command, frozen=True):
    """Nothing, or nothing more, from me in this round."""


class RaiseHand(Command, frozen=True): ...


class LowerHand(Command, frozen=True): ...


class Contribute(Command, frozen=True):
    kind: ContributionKind
    text: Text


class AmendContribution(Command, frozen=True):
    """The author's own words, on the board, in its lists or in a note that was shown, changed; empty withdraws them."""

    contribution: int  # the version of the event that brought them
    text: MaybeText = ""


class WriteNote(Command, frozen=True):
    """Silent writing: the whole note as it stands; nobody sees it before the reveal.

    `over` is the note that this one was written over. Where another device has changed it since, both are kept.
    """

    text: MaybeText
    over: MaybeText | None = None


class Tap(Command, frozen=True):
    """Energy check: 1 (empty) to 5 (full)."""

    value: Annotated[int, Meta(ge=1, le=5)]


# -- the outputs ---------------------------------------------------------------------------------------------------


class ProposeIssue(Command, frozen=True):
    """Said again, it replaces the earlier title."""

    title: Line


class WithdrawIssue(Command, frozen=True): ...


class ChooseIssues(Command, frozen=True):
    owners: tuple[SeatId, ...]


class FrameQuestion(Command, frozen=True):
    """The decision question: "I am deciding whether / which ... by ..."."""

    text: Text


class RestateQuestion(Command, frozen=True):
    text: Text


class NamePattern(Command, frozen=True):
    name: Line
    contributions: tuple[int, ...] = ()


class RemovePattern(Command, frozen=True):
    pattern: int


class Decide(Command, frozen=True):
    text: Text


class Commit(Command, frozen=True):
    """One person's specific action. Said again, it replaces the earlier one."""

    what: Text
    first_step: Line
    by_date: IsoDate
    witness: SeatId
    measure: MaybeLine = ""  # how we will know


class ReportPromise(Command, frozen=True):
    status: PromiseStatus
    learnt: MaybeText = ""


class Reflect(Command, frozen=True):
    learning: Text


class CelebrateWin(Command, frozen=True):
    text: Line


class Park(Command, frozen=True):
    text: Line


# -- the facilitator's moves ---------------------------------------------------------------------------------------


# Where `step` or `seat` says what was on the screen when the move was made, a move that comes too late for it does
# nothing: the clock, or somebody else, was faster. -1 and "" say nothing.


class NextStage(Command, frozen=True):
    step: int = -1  # the running stage's place in the running order, from 0


class SkipStage(Command, frozen=True):
    reason: Line
    step: int = -1


class StepBack(Command, frozen=True):
    reason: Line
    step: int = -1


class GiveFloor(Command, frozen=True):
    to: SeatId


class TakeFloor(Command, frozen=True):
    """Interrupt: the turn ends now, and nobody's starts before the facilitator gives the floor."""

    reason: Line
    seat: str = ""  # whose turn


class AddTime(Command, frozen=True):
    seconds: Annotated[int, Meta(ge=10, le=3600)]
    source: int = -1  # index of the later step that pays for it; -1: the meeting ends later
    step: int = -1


class Pause(Command, frozen=True):
    reason: MaybeLine = ""


class Resume(Command, frozen=True): ...


class ResetRoom(Command, frozen=True):
    """Freeze; one sentence on every screen; Resume gives the time back."""

    sentence: Line


class FlagAdvice(Command, frozen=True):
    """Private to the speaker: that was advice."""

    seat: SeatId


class AskEnergy(Command, frozen=True): ...


class CloseEnergy(Command, frozen=True): ...


class HandOver(Command, frozen=True):
    to: SeatId


class NameDeputy(Command, frozen=True):
    to: SeatId


class TakeBack(Command, frozen=True):
    """Undo the last move, within ten seconds."""


class Override(Command, frozen=True):
    """Go on without what is required, with the reason on the record."""

    output: Output
    reason: Line
    seat: str = ""  # for outputs that each person owes: whose
    issue: int = -1  # at the exit gate, for what an issue lacks: which one, from 0


class OpenExitGate(Command, frozen=True):
    step: int = -1


class Close(Command, frozen=True): ...


class ShieldPause(Command, frozen=True): ...


class ShieldEnough(Command, frozen=True):
    seat: str = ""  # whose turn


class ShieldAdvice(Command, frozen=True):
    seat: str = ""


class TimeUp(Command, frozen=True):
    """Anyone may say so; refused unless it is true."""


class LapseLease(Command, frozen=True):
    """The chair has been gone too long; refused unless it is true."""


class AcceptChair(Command, frozen=True):
    """By the one to whom the chair is offered."""


AnyCommand = (
    OpenSession | Join | AdmitGuest | RenameGuest | SignGuest | EndSeat | Drop | MarkPresent | UseOneLaptop | Begin
    | EndTurn | Pass | RaiseHand | LowerHand | Contribute | AmendContribution | WriteNote | Tap
    | ProposeIssue | WithdrawIssue | ChooseIssues | FrameQuestion | RestateQuestion | NamePattern | RemovePattern
    | Decide | TellConfidence | Assume | DropAssumption | Foresee
    | Commit | ReportPromise | Reflect | CelebrateWin | Park
    | NextStage | SkipStage | StepBack | GiveFloor | TakeFloor | AddTime | Pause | Resume | ResetRoom
    | FlagAdvice | AskEnergy | CloseEnergy | HandOver | NameDeputy | TakeBack | Override | OpenExitGate | Close
    | CloseUnclosed | ShieldPause | ShieldEnough | ShieldAdvice | TimeUp | LapseLease | AcceptChair
)  # fmt: skip

# Never accepted from a person's request.
BY_SYSTEM = (OpenSession, AdmitGuest, RenameGuest, SignGuest, EndSeat, Drop, CloseUnclosed)

_decoder: msgspec.json.Decoder[AnyCommand] = msgspec.json.Decoder(AnyCommand)


def from_json(data: bytes | str) -> AnyCommand:
    """Raises msgspec.ValidationError (names the field) or msgspec.DecodeError (not JSON)."""
    return _decoder.decode(data)
