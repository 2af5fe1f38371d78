"""What may be seen: a session as one audience sees it. Nothing withheld is ever in a view.

Three audiences share one view each (`view_for`); what is one person's alone is in `own_part`.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from edgewise.domain.session.names import Millis, SeatId


class Audience(StrEnum):
    EVERYONE = "everyone"
    OWNER = "owner"  # the issue owner of the running stage: back turned means withheld
    CHAIR = "chair"


class SeatView(Struct, frozen=True):
    id: SeatId
    name: str
    guest: bool
    present: bool
    came: bool  # ever
    chair: bool
    deputy: bool
    owner: bool
    holder: bool
    floor_ms: Millis  # finished turns; the running turn is added by the clock
    share: float  # of all floor time so far, 0..1
    hand: int  # place in the queue from 1; 0: no hand
    turn: str  # "", "waiting", "now", "done", "missed"
    wrote: bool  # silent writing: has written something
    committed: bool
    reported: bool
    reflected: bool
    may_chair: bool = True
    boss: bool = False


class LeftOutView(Struct, frozen=True):
    name: str
    reason: str


class NeedView(Struct, frozen=True):
    """What the stage must bring forth, and whether it is there."""

    output: str
    words: str  # "The decision question"
    met: bool
    overridden: str = ""  # the reason, when it was
    missing: tuple[SeatId, ...] = ()  # for outputs each person owes
    left_out: tuple[LeftOutView, ...] = ()  # of these: who need not
    issue: int = 0  # at the exit gate, from 1: of which issue


class StageView(Struct, frozen=True):
    key: str
    title: str
    purpose: str
    job_aid: str
    floor: str  # formats.model.Floor value
    does: str
    number: int  # place in the running order, from 1
    total: int
    issue: int  # from 1; 0 outside an issue
    issues: int
    back_turned: bool
    prompt: str  # for the others
    prompt_owner: str
    prompt_facilitator: str  # "" for every audience but the chair
    kinds: tuple[str, ...]  # contribution kinds accepted
    needs: tuple[NeedView, ...]
    can_leave: bool
    round_complete: bool
    asks: tuple[str, ...] = ()  # on the side: "sure_before", "sure_after", "review"


class StepView(Struct, frozen=True):
    """The running order, for the agenda and for choosing where time is taken from."""

    index: int
    title: str
    issue: int  # from 1; 0 outside
    planned_ms: Millis
    spare_ms: Millis  # what can be taken from it
    state: str  # "done", "now", "to come", "not held"


class ClockView(Struct, frozen=True):
    """Moments by the server's clock; the browser shows `deadline - (its clock + offset)`."""

    step_began: Millis
    step_deadline: Millis
    turn_began: Millis
    turn_deadline: Millis
    paused_at: Millis
    pause_reason: str
    reset_sentence: str
    over: bool
    turn_over: bool


class PaceView(Struct, frozen=True):
    began: Millis
    planned_end: Millis
    later_ms: Millis  # planned for the steps after this one: expected end = max(now, step_deadline) + later_ms
    booked_until: Millis


class WordsView(Struct, frozen=True):
    """Something somebody said, on the board."""

    id: int  # to be changed or withdrawn by; 0: cannot be
    by: SeatId
    name: str
    kind: str
    text: str


class PatternView(Struct, frozen=True):
    id: int
    name: str
    contributions: tuple[int, ...]


class AssumptionView(Struct, frozen=True):
    id: int  # to be removed by
    words: str
    test: str


class ForecastView(Struct, frozen=True):
    words: str
    chance: int  # per cent
    by_date: str  # "" without a day


class BoardView(Struct, frozen=True):
    issue: int  # from 1
    owner: SeatId
    owner_name: str
    title: str
    decision_question: str
    restated_question: str
    decision: str
    contributions: tuple[WordsView, ...]  # of this issue, without options
    notes: tuple[WordsView, ...]  # revealed silent notes
    options: tuple[WordsView, ...]
    patterns: tuple[PatternView, ...]
    withheld: int  # how many contributions this audience does not see yet
    held: bool  # a stage of this issue has begun
    sure_before: int | None = None  # per cent; nobody sees it before the decision
    sure_after: int | None = None
    assumptions: tuple[AssumptionView, ...] = ()
    forecast: ForecastView | None = None


class PromiseView(Struct, frozen=True):
    seat: SeatId
    name: str
    what: str
    by_date: str
    status: str  # "" until reported
    learnt: str
    goal: str = ""  # that it serves


class CommitmentView(Struct, frozen=True):
    seat: SeatId
    name: str
    what: str
    first_step: str
    by_date: str
    measure: str
    witness: SeatId
    witness_name: str


class ProposalView(Struct, frozen=True):
    seat: SeatId
    name: str
    title: str


class UndoView(Struct, frozen=True):
    move: str
    until: Millis
    by: SeatId


class RoomView(Struct, frozen=True, kw_only=True):
    version: int
    now: Millis
    audience: Audience
    phase: str
    format: str  # its name
    one_laptop: bool
    chair: SeatId
    deputy: SeatId
    owner: SeatId
    holder: SeatId  # "" when nobody has the floor
    asked_by: SeatId
    seats: tuple[SeatView, ...]
    stage: StageView | None  # None before the beginning and after the end
    steps: tuple[StepView, ...]
    outline: tuple[str, ...]  # in the lobby: what is to come, the issues as one
    clock: ClockView
    pace: PaceView
    boards: tuple[BoardView, ...]  # one per issue so far
    board: BoardView | None  # the running issue's
    proposals: tuple[ProposalView, ...]  # those whose turn it is first
    is_first: bool  # of its circle
    to_look_again: tuple[SeatId, ...]  # whose earlier decisions have had their day
    in_turn: tuple[SeatId, ...]  # who brings an issue today, by the hours given and received
    promises: tuple[PromiseView, ...]
    commitments: tuple[CommitmentView, ...]
    learnings: tuple[WordsView, ...]
    wins: tuple[WordsView, ...]
    parked: tuple[WordsView, ...]
    appreciations: tuple[WordsView, ...]
    exit_needs: tuple[NeedView, ...]  # at the exit gate
    offered_to: tuple[SeatId, ...]  # the chair is offered to these; () when not
    energy_open: bool
    energy_tapped: int
    energy_spread: tuple[int, int, int, int, int] | None  # counts for 1..5 of the last closed check
    energy_few: bool  # in this stage too few answered it for a spread to be shown
    undo: UndoView | None  # chair only
    coach: tuple[str, ...]  # chair only: "2 people have not spoken in this stage."
    overtime_ms: Millis
    overrides: tuple[NeedView, ...]
    may: dict[SeatId, tuple[str, ...]]  # commands that would not be refused for who they are now
    why_not: dict[SeatId, str]  # why this seat may not speak now; "" when it may


class OwnPart(Struct, frozen=True):
    """One person's alone: sent to nobody else."""

    seat: SeatId
    note: str  # my silent note: in writing, or to be read out in a stage of the same issue that takes what it is
    advice: str  # "" or why my last words were flagged
    tap: int  # my answer to the open energy check; 0: none
    sure: int | None = None  # what I answered in the running stage about my issue
    note_stage: str = ""  # the key of the stage in which the note was written
    note_issue: int = 0  # from 1; 0 outside an issue
    note_kind: str = ""  # as what it can be read out now; "" while it is written
