"""What happened, past tense: the log of a session and a public contract. `at` is the server's time in ms.
An event says the outcome (orders, deadlines), so that `evolve` decides nothing.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from edgewise.domain.formats.model import ContributionKind, Format, Output
from edgewise.domain.session.commands import LastPromise, PromiseStatus, SeatPlan
from edgewise.domain.session.names import Millis, SeatId, snake


class Event(Struct, frozen=True, kw_only=True, tag_field="event", tag=snake, omit_defaults=True):
    """One thing that happened, and when."""

    at: Millis


class TurnEnd(StrEnum):
    DONE = "done"
    PASSED = "passed"
    TIME_UP = "time_up"
    TAKEN = "taken"  # by the chair, or the owner's "enough"
    DROPPED = "dropped"
    MOVED_ON = "moved_on"  # the stage was left


class Shield(StrEnum):
    PAUSE = "pause"
    ENOUGH = "enough"
    ADVICE = "advice"


class SessionOpened(Event, frozen=True):
    format: Format
    seats: tuple[SeatPlan, ...]
    chair: SeatId
    deputy: SeatId
    rota: tuple[SeatId, ...]
    promises: tuple[LastPromise, ...] = ()
    round_offset: int = 0
    booked_until: Millis = 0
    issue_order: tuple[SeatId, ...] = ()
    to_look_again: tuple[SeatId, ...] = ()
    is_first: bool = False


class SeatTaken(Event, frozen=True):
    seat: SeatId
    name: str = ""  # only when it differs from the plan


class GuestAdmitted(Event, frozen=True):
    seat: SeatId
    name: str
    takes_part: bool = False  # in the stage that is running; in a round the turn comes at its end
    signed: bool = False


class GuestRenamed(Event, frozen=True):
    seat: SeatId
    name: str


class GuestSigned(Event, frozen=True):
    seat: SeatId  # who has signed the circle's agreement, and so may hold the chair


class SeatDropped(Event, frozen=True):
    seat: SeatId
    keeps_hand: bool = False  # a raised hand waits for its return


class SeatEnded(Event, frozen=True):
    seat: SeatId  # who sat there belongs to the circle no longer: nobody waits for them


class OneLaptopUsed(Event, frozen=True):
    on: bool


class SessionBegan(Event, frozen=True):
    steps: tuple[tuple[str, int], ...]  # (stage key, issue index or -1)
    planned: tuple[Millis, ...]


class StageEntered(Event, frozen=True):
    step: int
    deadline: Millis
    order: tuple[SeatId, ...] = ()  # the round's order, or who takes part
    turn_ms: Millis = 0  # length of one turn in a round; 0: the stage's own time
    by_clock: bool = False  # nobody pressed anything: the time of the stage before was up


class StageLeft(Event, frozen=True):
    step: int
    reason: str = ""  # why it was skipped
    back: bool = False


class TurnStarted(Event, frozen=True):
    seat: SeatId
    deadline: Millis = 0  # 0: the turn has no end of its own
    make_up: bool = False


class TurnEnded(Event, frozen=True):
    seat: SeatId
    how: TurnEnd
    reason: str = ""
    last: bool = False  # in `round_until_pass`: nothing was said, so that it counts as passing
    owed: bool = False  # where hands are raised: cut by a lost connection, and given back
    held: bool = False  # nobody's turn starts before the facilitator gives the floor


class TurnMissed(Event, frozen=True):
    """Their turn came while they were away; a make-up turn waits for them."""

    seat: SeatId


class HandRaised(Event, frozen=True):
    seat: SeatId


class HandLowered(Event, frozen=True):
    seat: SeatId


class Contributed(Event, frozen=True):
    by: SeatId
    kind: ContributionKind
    text: str


class ContributionAmended(Event, frozen=True):
    contribution: int
    text: str


class NoteWritten(Event, frozen=True):
    by: SeatId
    text: str


class NotesRevealed(Event, frozen=True):
    step: int


class EnergyAsked(Event, frozen=True): ...


class EnergyTapped(Event, frozen=True):
    seat: SeatId
    value: int


class EnergyClosed(Event, frozen=True): ...


class IssueProposed(Event, frozen=True):
    by: SeatId
    title: str
    renames: bool = False  # the issue was chosen already, and has this title from now on


class IssueWithdrawn(Event, frozen=True):
    """Its owner stays chosen, where the facilitator has chosen it; the title is gone."""

    by: SeatId


class IssuesChosen(Event, frozen=True):
    owners: tuple[SeatId, ...]
    steps: tuple[tuple[str, int], ...]
    planned: tuple[Millis, ...]


class QuestionFramed(Event, frozen=True):
    issue: int
    text: str


class QuestionRestated(Event, frozen=True):
    issue: int
    text: str


class PatternNamed(Event, frozen=True):
    issue: int
    name: str
    contributions: tuple[int, ...] = ()


class PatternRemoved(Event, frozen=True):
    issue: int
    pattern: int


class Decided(Event, frozen=True):
    issue: int
    text: str


class Committed(Event, frozen=True):
    by: SeatId
    what: str
    first_step: str
    by_date: str
    witness: SeatId
    measure: str = ""
    issue: int = -1


class PromiseReported(Event, frozen=True):
    by: SeatId
    status: PromiseStatus
    learnt: str = ""


class Reflected(Event, frozen=True):
    by: SeatId
    learning: str


class WinCelebrated(Event, frozen=True):
    by: SeatId
    text: str


class Parked(Event, frozen=True):
    by: SeatId
    text: str


class LineAmended(Event, frozen=True):
    """Of the parking lot, the wins, the learnings or the notes that were shown; empty: withdrawn."""

    line: int  # the version of the event that brought it
    text: str


class TimeAdded(Event, frozen=True):
    ms: Millis
    source: int = -1


class OvertimeBegan(Event, frozen=True):
    """The turn's or the stage's time is over and nobody is moved: it is shown and counted."""

    turn: bool = False


class Paused(Event, frozen=True):
    by: SeatId
    reason: str = ""


class Resumed(Event, frozen=True):
    by: SeatId


class RoomReset(Event, frozen=True):
    sentence: str


class AdviceFlagged(Event, frozen=True):
    seat: SeatId
    by_owner: bool = False


class ShieldRaised(Event, frozen=True):
    kind: Shield


class ChairHandedOver(Event, frozen=True):
    to: SeatId


class DeputyNamed(Event, frozen=True):
    to: SeatId


class LeaseLapsed(Event, frozen=True):
    offered_to: SeatId


class ChairOffered(Event, frozen=True):
    to: SeatId  # the next in the rota, who may take it too: the first one offered did not answer


class ChairAccepted(Event, frozen=True):
    by: SeatId


class LeaseRestored(Event, frozen=True):
    """The chair came back before anybody took it."""


class MoveMade(Event, frozen=True):
    """Comes before the events of a move that can be taken back until `until`."""

    by: SeatId
    move: str
    until: Millis
    to: str = ""  # who is given the floor


class MoveTakenBack(Event, frozen=True):
    alone: bool = False  # what others did since stays; without it (until December 2026) all was as before the move


class GateOverridden(Event, frozen=True):
    output: Output
    reason: str
    seat: str = ""
    issue: int = -1


class ExitGateOpened(Event, frozen=True): ...


class SessionClosed(Event, frozen=True):
    by_itself: bool = False  # long after its time, since nobody had closed it
