"""What an issue owner added to a decision."""

from __future__ import annotations

from edgewise.domain.session.events.happened import Event


class ConfidenceTold(Event, frozen=True):
    """By the issue owner: how sure they are, in per cent."""

    issue: int
    sure: int
    after: bool = False  # the decision; else before the others spoke


class Assumed(Event, frozen=True):
    issue: int
    text: str
    test: str = ""


class AssumptionDropped(Event, frozen=True):
    issue: int
    assumption: int


class Foreseen(Event, frozen=True):
    issue: int
    forecast: str  # empty: withdrawn
    chance: int = 50  # per cent
    by: str = ""


ForesightEvent = ConfidenceTold | Assumed | AssumptionDropped | Foreseen
