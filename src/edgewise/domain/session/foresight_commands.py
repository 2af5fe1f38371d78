"""What an issue owner adds to a decision: how sure they are, what it rests on, and what they expect."""

from __future__ import annotations

from edgewise.domain.session.names import Command, Line, MaybeIsoDate, MaybeLine, Percent


class TellConfidence(Command, frozen=True):
    """How sure the issue owner is today, in per cent: before the others speak, and after the decision."""

    sure: Percent


class Assume(Command, frozen=True):
    """The decision holds if this is so; and the cheapest way to find out."""

    text: Line
    test: MaybeLine = ""


class DropAssumption(Command, frozen=True):
    assumption: int  # the version of the event that brought it


class Foresee(Command, frozen=True):
    """One event that can be checked, its chance in per cent, and the day by which it has happened or has not.

    Said again, it replaces the earlier one; without text it is withdrawn.
    """

    forecast: MaybeLine
    chance: Percent = 50
    by: MaybeIsoDate = ""


ForesightCommand = TellConfidence | Assume | DropAssumption | Foresee
