"""Every event that a log may hold, and how one is written down. A log of any earlier version is read for ever."""

from __future__ import annotations

import msgspec

from edgewise.domain.session.events import foreseen
from edgewise.domain.session.events import happened as e

AnyEvent = (
    e.SessionOpened | e.SeatTaken | e.GuestAdmitted | e.GuestRenamed | e.GuestSigned | e.SeatDropped
    | e.SeatEnded | e.OneLaptopUsed | e.SessionBegan
    | e.StageEntered | e.StageLeft | e.TurnStarted | e.TurnEnded | e.TurnMissed | e.HandRaised | e.HandLowered
    | e.Contributed | e.ContributionAmended | e.NoteWritten | e.NotesRevealed
    | e.EnergyAsked | e.EnergyTapped | e.EnergyClosed
    | e.IssueProposed | e.IssueWithdrawn | e.IssuesChosen | e.QuestionFramed | e.QuestionRestated | e.PatternNamed
    | e.PatternRemoved
    | e.Decided | foreseen.ConfidenceTold | foreseen.Assumed | foreseen.AssumptionDropped | foreseen.Foreseen
    | e.Committed | e.PromiseReported | e.Reflected | e.WinCelebrated | e.Parked | e.LineAmended
    | e.TimeAdded | e.OvertimeBegan | e.Paused | e.Resumed | e.RoomReset | e.AdviceFlagged | e.ShieldRaised
    | e.ChairHandedOver | e.DeputyNamed | e.LeaseLapsed | e.ChairOffered | e.ChairAccepted | e.LeaseRestored
    | e.MoveMade | e.MoveTakenBack | e.GateOverridden | e.ExitGateOpened | e.SessionClosed
)  # fmt: skip

_encoder = msgspec.json.Encoder()
_decoder: msgspec.json.Decoder[AnyEvent] = msgspec.json.Decoder(AnyEvent)


def to_json(event: AnyEvent) -> bytes:
    return _encoder.encode(event)


def from_json(data: bytes | str) -> AnyEvent:
    """Raises msgspec.ValidationError. Unknown fields of a later version are ignored."""
    return _decoder.decode(data)
