"""The state after an event. Decides nothing and refuses nothing: events are facts.

`evolve` sorts events into families; each family is a module that says what its events change.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from edgewise.domain.session.events import foreseen
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.floor import evolve_floor
from edgewise.domain.session.evolving.people import evolve_people
from edgewise.domain.session.evolving.stages import evolve_stages
from edgewise.domain.session.evolving.words import evolve_words
from edgewise.domain.session.state import State


def evolve(state: State, event: AnyEvent) -> State:
    """`state` with one event more; its version is the event's number in the log."""
    match event:
        case e.TurnStarted() | e.TurnEnded() | e.TurnMissed() | e.HandRaised() | e.HandLowered():
            return evolve_floor(state, event)
        case (
            e.Contributed() | e.ContributionAmended() | e.NoteWritten() | e.NotesRevealed()
            | e.IssueProposed() | e.IssueWithdrawn() | e.QuestionFramed() | e.QuestionRestated()
            | e.PatternNamed() | e.PatternRemoved() | e.Decided() | e.Committed()
            | foreseen.ConfidenceTold() | foreseen.Assumed() | foreseen.AssumptionDropped() | foreseen.Foreseen()
            | e.PromiseReported() | e.Reflected() | e.WinCelebrated() | e.Parked() | e.LineAmended()
            | e.EnergyAsked() | e.EnergyTapped() | e.EnergyClosed() | e.GateOverridden() | e.AdviceFlagged()
        ):  # fmt: skip
            return evolve_words(state, event)
        case (
            e.SessionBegan() | e.IssuesChosen() | e.StageEntered() | e.StageLeft() | e.ExitGateOpened()
            | e.SessionClosed() | e.TimeAdded() | e.OvertimeBegan() | e.Paused() | e.Resumed() | e.RoomReset()
            | e.MoveMade() | e.MoveTakenBack()
        ):  # fmt: skip
            return evolve_stages(state, event)
        case (
            e.SessionOpened() | e.SeatTaken() | e.GuestAdmitted() | e.GuestRenamed() | e.GuestSigned()
            | e.SeatDropped() | e.SeatEnded() | e.OneLaptopUsed()
            | e.ShieldRaised() | e.ChairHandedOver() | e.DeputyNamed() | e.LeaseLapsed() | e.ChairOffered()
            | e.ChairAccepted() | e.LeaseRestored()
        ):  # fmt: skip
            return evolve_people(state, event)
        case _:
            assert_never(event)


def replay(events: Iterable[AnyEvent], state: State | None = None) -> State:
    """The state after `events`, from the beginning or from a snapshot."""
    state = state or State()
    for event in events:
        state = evolve(state, event)
    return state
