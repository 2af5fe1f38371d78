"""The state of a session: `fold(evolve, events)`. Immutable; dictionaries in it are never changed in place."""

from __future__ import annotations

from enum import StrEnum

import msgspec
from msgspec import Struct

from edgewise.domain.decisions.model import Forecast
from edgewise.domain.formats.model import ContributionKind, Format, Output, Stage
from edgewise.domain.session.commands import LastPromise, PromiseStatus, SeatPlan
from edgewise.domain.session.names import Millis, SeatId


class Phase(StrEnum):
    LOBBY = "lobby"
    RUNNING = "running"
    EXIT_GATE = "exit_gate"
    CLOSED = "closed"


class Seat(Struct, frozen=True):
    id: SeatId
    name: str
    guest: bool = False
    signed: bool = False  # of a guest: the circle's agreement
    boss: bool = False  # of others at this table
    present: bool = False
    came_at: Millis = 0  # first arrival; 0: never
    gone_at: Millis = 0  # since when away; 0: present or never here
    ended_at: Millis = 0  # since when it is nobody's: its holder left the circle
    floor_ms: Millis = 0  # finished turns only
    turns: int = 0

    @property
    def may_chair(self) -> bool:
        """Never a guest who has signed nothing, and never the boss of others here."""
        return not self.boss and (self.signed or not self.guest)


def seat_of(plan: SeatPlan) -> Seat:
    """The place as it is before anybody sits there."""
    return Seat(plan.id, plan.name, plan.guest, plan.signed, plan.boss)


class Step(Struct, frozen=True):
    """One stage in the running order; `issue` is -1 outside an issue."""

    stage: str
    issue: int = -1


class Clock(Struct, frozen=True):
    """While paused, deadlines stand still: they are moved by Resumed."""

    step_began: Millis = 0
    step_deadline: Millis = 0
    turn_began: Millis = 0
    turn_deadline: Millis = 0  # 0: the turn has no end of its own
    paused_at: Millis = 0  # 0: running
    paused_by: str = ""
    pause_reason: str = ""
    reset_sentence: str = ""
    over: bool = False  # overtime of this stage was announced
    turn_over: bool = False
    passed_on_at: Millis = 0  # when the clock, and nobody's hand, opened this stage; 0: somebody did
    turn_passed_on_at: Millis = 0  # the same, of the turn


class FloorState(Struct, frozen=True):
    holder: str = ""
    part: tuple[SeatId, ...] = ()  # who takes part in this stage, in order
    waiting: tuple[SeatId, ...] = ()  # turns still to come, in order; where hands are raised, those to be made up
    missed: tuple[SeatId, ...] = ()  # their turn came while they were away
    done: tuple[SeatId, ...] = ()
    hands: tuple[SeatId, ...] = ()  # in order of raising
    turn_ms: Millis = 0
    asked_by: str = ""  # `questions`: whose question the owner is answering
    make_up: bool = False
    said: int = 0  # contributions in the running turn
    held: bool = False  # interrupted: nobody's turn starts before the facilitator gives the floor


class Control(Struct, frozen=True):
    """What a facilitator's move changes, and what taking it back restores."""

    phase: Phase = Phase.LOBBY
    chair: str = ""  # "" before the opening, and a snapshot of that is read too
    deputy: str = ""
    step: int = -1
    steps: tuple[Step, ...] = ()
    planned: tuple[Millis, ...] = ()  # per step; changed when time moves from one to another
    planned_end: Millis = 0  # by the plan at the beginning, plus time added at the end
    clock: Clock = Clock()
    floor: FloorState = FloorState()
    notes: dict[SeatId, str] = {}  # silent writing of this stage: withheld
    written: dict[SeatId, str] = {}  # my own note of the last silent stage, to read out in its round
    written_step: int = -1  # the silent stage in which it was written
    entered: tuple[int, ...] = ()  # steps that were held, also those that are left
    left: tuple[int, ...] = ()  # issues after which something else began: their decisions are taken


class Undo(Struct, frozen=True):
    by: SeatId
    until: Millis
    move: str  # the command's name on the wire
    at: Millis
    control: Control
    spoken: dict[SeatId, tuple[Millis, int]] = {}  # floor time and turns of each seat before the move
    to: str = ""  # who was given the floor
    rounds: int = 0
    overtime_ms: Millis = 0
    overridden: int = 0  # how many gates had been overridden
    flags: dict[SeatId, bool] = {}
    energy: dict[SeatId, int] | None = None


class Contribution(Struct, frozen=True):
    id: int  # the version of the event that brought it
    by: SeatId
    kind: ContributionKind
    text: str
    step: int


class Note(Struct, frozen=True):
    by: SeatId
    text: str
    step: int
    id: int = 0  # the version of the event that brought its last words; 0: of an old snapshot


class Pattern(Struct, frozen=True):
    id: int
    name: str
    contributions: tuple[int, ...]


class Assumption(Struct, frozen=True):
    id: int  # the version of the event that brought it
    words: str
    test: str = ""


class Issue(Struct, frozen=True):
    owner: SeatId
    title: str = ""
    decision_question: str = ""
    restated_question: str = ""
    decision: str = ""
    patterns: tuple[Pattern, ...] = ()
    sure_before: int | None = None  # per cent, as its owner said; None: not told
    sure_after: int | None = None
    assumptions: tuple[Assumption, ...] = ()
    forecast: Forecast | None = None


class Commitment(Struct, frozen=True):
    by: SeatId
    what: str
    first_step: str
    by_date: str
    witness: SeatId
    measure: str = ""
    issue: int = -1
    step: int = -1  # in which it was made


class PromiseReport(Struct, frozen=True):
    status: PromiseStatus
    learnt: str = ""


class Said(Struct, frozen=True):
    """A line somebody added to the parking lot, the learning log or the wins."""

    by: SeatId
    text: str
    step: int = -1
    id: int = 0  # the version of the event that brought it


class Overridden(Struct, frozen=True):
    output: Output
    reason: str
    seat: str = ""
    issue: int = -1
    step: int = -1  # in which it was overridden


class Offer(Struct, frozen=True):
    """The chair lapsed; these may take it."""

    to: tuple[SeatId, ...]
    since: Millis


class Pace(Struct, frozen=True):
    """Of the whole session."""

    opened: Millis = 0
    began: Millis = 0
    booked_until: Millis = 0


class State(Struct, frozen=True, kw_only=True):
    version: int = 0
    at: Millis = 0  # of the last event
    format: Format | None = None
    seats: dict[SeatId, Seat] = {}  # in seating order
    rota: tuple[SeatId, ...] = ()
    round_offset: int = 0
    issue_order: tuple[SeatId, ...] = ()  # whose issue comes first, by the hours so far
    to_look_again: tuple[SeatId, ...] = ()  # whose earlier decisions have had their day
    is_first: bool = False  # of its circle
    rounds: int = 0  # rounds begun: `rotate` begins with another person each time
    one_laptop: bool = False
    control: Control = Control()
    undo: Undo | None = None
    offer: Offer | None = None
    pace: Pace = Pace()
    proposals: dict[SeatId, str] = {}
    issues: tuple[Issue, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    revealed: tuple[Note, ...] = ()
    noted: dict[SeatId, int] = {}  # the version of the event that brought each one's last note
    drafts: dict[int, dict[SeatId, str]] = {}  # notes of a writing step left backwards: withheld
    floors: dict[int, FloorState] = {}  # of steps that a move opened and its taking back left: for their return
    commitments: dict[SeatId, Commitment] = {}
    last_promises: dict[SeatId, LastPromise] = {}
    reports: dict[SeatId, PromiseReport] = {}
    learnings: tuple[Said, ...] = ()
    wins: tuple[Said, ...] = ()
    parked: tuple[Said, ...] = ()
    energy: dict[SeatId, int] | None = None  # None: no check is open
    last_energy: tuple[int, ...] = ()  # sorted values of the last closed check
    energy_step: int = -1  # in which it was closed
    flags: dict[SeatId, bool] = {}  # private: "that was advice" in this stage; True when the owner said so
    overrides: tuple[Overridden, ...] = ()
    overtime_ms: Millis = 0

    @property
    def fmt(self) -> Format:
        """The format of an opened session."""
        assert self.format is not None, "the session was never opened"
        return self.format

    @property
    def stage(self) -> Stage | None:
        """The stage that is running now."""
        control = self.control
        if control.phase is not Phase.RUNNING or control.step < 0:
            return None
        return stage_named(self.fmt, control.steps[control.step].stage)

    @property
    def issue_index(self) -> int:
        control = self.control
        return control.steps[control.step].issue if control.phase is Phase.RUNNING and control.step >= 0 else -1

    @property
    def issue(self) -> Issue | None:
        return self.issues[self.issue_index] if self.issue_index >= 0 else None

    @property
    def owner(self) -> SeatId:
        """The issue owner of the running stage, or nobody."""
        issue = self.issue
        return issue.owner if issue else ""


def stage_named(fmt: Format, key: str) -> Stage:
    """Raises KeyError where the format has no such stage."""
    return fmt.by_key[key]


def snapshot(state: State) -> bytes:
    """A cache, never the truth."""
    return msgspec.json.encode(state)


def from_snapshot(data: bytes) -> State:
    return msgspec.json.decode(data, type=State)
