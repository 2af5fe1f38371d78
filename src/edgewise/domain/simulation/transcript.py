"""A session told in lines: when, in which stage, who, and what. Airtime at the end as bars."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import assert_never

from edgewise.domain.formats.model import ContributionKind
from edgewise.domain.session.airtime import shares
from edgewise.domain.session.decisions.contributions import line_of
from edgewise.domain.session.events import foreseen
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.names import Millis
from edgewise.domain.session.state import State, stage_named
from edgewise.domain.session.views.audience import LEAST_ANSWERS

BAR = 30
SAYS = {
    ContributionKind.CLARIFYING_QUESTION: "asks",
    ContributionKind.OPEN_QUESTION: "asks openly",
    ContributionKind.PERSPECTIVE: "sees",
    ContributionKind.EXPERIENCE: "has known",
    ContributionKind.OPTION: "offers",
    ContributionKind.MIRROR: "mirrors",
    ContributionKind.ANSWER: "answers",
    ContributionKind.APPRECIATION: "appreciates",
}
ENDS = {
    e.TurnEnd.DONE: "is done",
    e.TurnEnd.PASSED: "passes",
    e.TurnEnd.TIME_UP: "is out of time",
    e.TurnEnd.TAKEN: "is interrupted",
    e.TurnEnd.DROPPED: "drops out of the turn",
    e.TurnEnd.MOVED_ON: "ends with the stage",
}


def transcript(log: Iterable[AnyEvent]) -> Iterator[str]:
    """One line for each event worth reading; times from the opening of the session."""
    state, start = State(), None
    for event in log:
        before, state = state, evolve(state, event)
        start = event.at if start is None else start
        if words := _line(before, state, event):
            yield from (f"{_clock(event.at - start)}  {line}" for line in words.splitlines())


def airtime(state: State, now: Millis) -> Iterator[str]:
    """A bar for each seat, longest share first."""
    spoken = shares(state, now)
    width = max(len(seat.name) for seat in state.seats.values())
    for seat in sorted(state.seats.values(), key=lambda one: -spoken[one.id]):
        part = spoken[seat.id]
        yield f"{seat.name:<{width}}  {'█' * round(part * BAR):<{BAR}} {part:5.0%}  {_clock(seat.floor_ms)}"


def _clock(ms: Millis) -> str:
    return f"{ms // 60_000:3d}:{ms // 1000 % 60:02d}"


def _line(before: State, after: State, event: AnyEvent) -> str:
    """What a reader is told of one event; empty: nothing."""
    match event:
        case e.SessionOpened() | e.SessionBegan() | e.StageEntered() | e.StageLeft() | e.NotesRevealed():
            return _passage(after, event)
        case e.TurnStarted() | e.TurnEnded() | e.TurnMissed() | e.HandRaised() | e.HandLowered():
            return _turn(after, event)
        case (
            e.Contributed() | e.ContributionAmended() | e.NoteWritten() | e.IssueProposed() | e.IssueWithdrawn()
            | e.IssuesChosen() | e.QuestionFramed() | e.QuestionRestated() | e.PatternNamed() | e.PatternRemoved()
            | e.Decided()
            | foreseen.ConfidenceTold() | foreseen.Assumed() | foreseen.AssumptionDropped() | foreseen.Foreseen()
        ):  # fmt: skip
            return _work(before, after, event)
        case e.Committed() | e.PromiseReported() | e.Reflected() | e.WinCelebrated() | e.Parked() | e.LineAmended():
            return _own(before, after, event)
        case (
            e.SeatTaken() | e.GuestAdmitted() | e.GuestRenamed() | e.GuestSigned() | e.SeatDropped() | e.SeatEnded()
            | e.OneLaptopUsed() | e.ChairHandedOver()
            | e.DeputyNamed() | e.LeaseLapsed() | e.ChairOffered() | e.ChairAccepted() | e.LeaseRestored()
        ):  # fmt: skip
            return _people(after, event)
        case e.TimeAdded() | e.OvertimeBegan() | e.Paused() | e.Resumed() | e.RoomReset():
            return _time(event)
        case _:
            return _move(before, after, event)


PassageEvent = e.SessionOpened | e.SessionBegan | e.StageEntered | e.StageLeft | e.NotesRevealed


def _passage(state: State, event: PassageEvent) -> str:
    match event:
        case e.SessionOpened():
            return f"{state.fmt.name}. {name(state, event.chair)} has the chair, {name(state, event.deputy)} is deputy."
        case e.SessionBegan():
            return "The session begins."
        case e.StageEntered():
            return _heading(state)
        case e.StageLeft():
            return f"  — left{', back' if event.back else ''}: {event.reason}" if event.reason else ""
        case e.NotesRevealed():
            return f"  {len(state.control.notes)} notes are shown to all."
        case _:
            assert_never(event)


def _heading(state: State) -> str:
    control = state.control
    stage = stage_named(state.fmt, control.steps[control.step].stage)
    issue = f" (issue {state.issue_index + 1}, {name(state, state.owner)})" if state.owner else ""
    minutes = (control.clock.step_deadline - control.clock.step_began) / 60_000
    return f"== {control.step + 1}. {stage.title}{issue}, {minutes:.3g} min"


def _turn(state: State, event: e.TurnStarted | e.TurnEnded | e.TurnMissed | e.HandRaised | e.HandLowered) -> str:
    who = name(state, event.seat)
    match event:
        case e.TurnStarted(make_up=make_up):
            return f"  {who} has the floor{', the turn missed before' if make_up else ''}."
        case e.TurnEnded(how=how, reason=reason):
            return "" if how is e.TurnEnd.DONE else f"  {who} {ENDS[how]}{f': {reason}' if reason else '.'}"
        case e.TurnMissed():
            return f"  {who} is away; the turn waits."
        case e.HandRaised():
            return f"  {who} raises a hand."
        case e.HandLowered():
            return ""
        case _:
            assert_never(event)


WorkEvent = (
    e.Contributed | e.ContributionAmended | e.NoteWritten | e.IssueProposed | e.IssueWithdrawn | e.IssuesChosen
    | e.QuestionFramed | e.QuestionRestated | e.PatternNamed | e.PatternRemoved | e.Decided
    | foreseen.ForesightEvent
)  # fmt: skip


def _work(before: State, state: State, event: WorkEvent) -> str:
    owner = name(state, state.owner)
    match event:
        case e.Contributed(by=by, kind=kind, text=text):
            return f"  {name(state, by)} {SAYS[kind]}: {text}"
        case e.ContributionAmended(contribution=number, text=text):
            by = next(said.by for said in before.contributions if said.id == number)
            return f"  {name(state, by)} rewords: {text}" if text else f"  {name(state, by)} takes the words back."
        case e.NoteWritten(by=by):
            return "" if by in before.control.notes else f"  {name(state, by)} writes."
        case e.IssueProposed(by=by, title=title):
            return f"  {name(state, by)} offers an issue: {title}"
        case e.IssueWithdrawn(by=by):
            return f"  {name(state, by)} takes the issue back."
        case e.IssuesChosen(owners=owners):
            return f"  Chosen: {', '.join(name(state, one) for one in owners)}."
        case e.QuestionFramed(text=text):
            return f"  {owner}’s decision question: {text}"
        case e.QuestionRestated(text=text):
            return f"  {owner} restates it: {text}"
        case e.PatternNamed(name=title):
            return f"  A pattern is named: {title}."
        case e.PatternRemoved():
            return "  A pattern is struck out."
        case e.Decided(text=text):
            return f"  {owner} decides: {text}"
        case _:
            return _foresight(owner, event)


def _foresight(owner: str, event: foreseen.ForesightEvent) -> str:
    match event:
        case foreseen.ConfidenceTold(sure=sure, after=after):
            return f"  {owner} is {sure} % sure {'now' if after else 'today'}."
        case foreseen.Assumed(text=text, test=test):
            return f"  {owner} assumes: {text}{f' (to test: {test})' if test else ''}"
        case foreseen.AssumptionDropped():
            return "  An assumption is struck out."
        case foreseen.Foreseen(forecast=text, chance=chance, by=day):
            return f"  {owner} foresees{f' by {day}' if day else ''}: {text} ({chance} %)" if text else ""
        case _:
            assert_never(event)


OwnEvent = e.Committed | e.PromiseReported | e.Reflected | e.WinCelebrated | e.Parked | e.LineAmended


def _own(before: State, state: State, event: OwnEvent) -> str:
    if isinstance(event, e.LineAmended):
        line = line_of(before, event.line)
        by = name(state, line.by if line else "")
        return f"  {by} rewords: {event.text}" if event.text else f"  {by} takes the words back."
    who = name(state, event.by)
    match event:
        case e.Committed():
            witness = name(state, event.witness)
            return f"  {who} commits: {event.what}, by {event.by_date}; first: {event.first_step} (witness {witness})"
        case e.PromiseReported(status=status, learnt=learnt):
            return f"  {who}’s last promise: {status}. {learnt}"
        case e.Reflected(learning=learning):
            return f"  {who} has learnt: {learning}"
        case e.WinCelebrated(text=text):
            return f"  {who} celebrates: {text}"
        case e.Parked(text=text):
            return f"  {who} parks: {text}"
        case _:
            assert_never(event)


PeopleEvent = (
    e.SeatTaken | e.GuestAdmitted | e.GuestRenamed | e.GuestSigned | e.SeatDropped | e.SeatEnded | e.OneLaptopUsed
    | e.ChairHandedOver | e.DeputyNamed | e.LeaseLapsed | e.ChairOffered | e.ChairAccepted | e.LeaseRestored
)  # fmt: skip


def _people(state: State, event: PeopleEvent) -> str:
    match event:
        case e.SeatTaken(seat=seat) | e.GuestAdmitted(seat=seat):
            return f"  {name(state, seat)} is here."
        case e.GuestRenamed(seat=seat):
            return f"  The guest is called {name(state, seat)}."
        case e.GuestSigned(seat=seat):
            return f"  {name(state, seat)} has signed the agreement."
        case e.SeatDropped(seat=seat):
            return f"  {name(state, seat)} has dropped."
        case e.SeatEnded(seat=seat):
            return f"  {name(state, seat)} has left the circle."
        case e.OneLaptopUsed(on=on):
            return "  One laptop for the whole room." if on else "  Each on their own device."
        case e.ChairHandedOver(to=to):
            return f"  The chair goes to {name(state, to)}."
        case e.DeputyNamed(to=to):
            return f"  {name(state, to)} is deputy."
        case e.LeaseLapsed(offered_to=to) | e.ChairOffered(to=to):
            return f"  The chair is empty; it is offered to {name(state, to)}."
        case e.ChairAccepted(by=by):
            return f"  {name(state, by)} takes the chair that was offered."
        case e.LeaseRestored():
            return "  The chair is back."
        case _:
            assert_never(event)


ClockEvent = e.TimeAdded | e.OvertimeBegan | e.Paused | e.Resumed | e.RoomReset
MoveEvent = (
    e.EnergyAsked | e.EnergyTapped | e.EnergyClosed | e.AdviceFlagged | e.ShieldRaised | e.MoveMade | e.MoveTakenBack
    | e.GateOverridden | e.ExitGateOpened | e.SessionClosed
)  # fmt: skip


def _time(event: ClockEvent) -> str:
    match event:
        case e.TimeAdded(ms=ms, source=source):
            return f"  {_clock(ms).strip()} more{', taken from a later stage' if source >= 0 else '; the end moves'}."
        case e.OvertimeBegan(turn=turn):
            return f"  Time is up for {'the turn' if turn else 'the stage'}."
        case e.Paused(reason=reason):
            return f"  Paused: {reason}" if reason else "  Paused."
        case e.Resumed():
            return "  On we go."
        case e.RoomReset(sentence=sentence):
            return f"  The room is reset: {sentence}"
        case _:
            assert_never(event)


def _move(before: State, state: State, event: MoveEvent) -> str:
    match event:
        case e.EnergyAsked():
            return "  Energy check."
        case e.EnergyClosed():
            few = len(state.last_energy) < LEAST_ANSWERS
            return "  Energy: too few answers." if few else f"  Energy: {' '.join(map(str, state.last_energy))}"
        case e.AdviceFlagged(seat=seat):
            return f"  {name(state, seat)} is told in private: that was advice."
        case e.ShieldRaised(kind=kind):
            return f"  {name(state, state.owner)} raises the shield: {kind}."
        case e.MoveTakenBack():
            move = before.undo.move.replace("_", " ").capitalize() if before.undo else "A move"
            return f"  {move} is taken back.\n{_heading(state) if state.stage else ''}"
        case e.GateOverridden(output=output, reason=reason, seat=seat):
            whose = f" of {name(state, seat)}" if seat else ""
            return f"  Gone on without: {output.replace('_', ' ')}{whose}. {reason}"
        case e.ExitGateOpened():
            return "== Exit gate"
        case e.SessionClosed(by_itself=by_itself):
            return "== Closed by itself" if by_itself else "== Closed"
        case e.EnergyTapped() | e.MoveMade():
            return ""
        case _:
            assert_never(event)


def name(state: State, seat: str) -> str:
    return state.seats[seat].name if seat in state.seats else "Nobody"
