"""What the server itself asks of a session, beside opening it, admitting guests and dropping seats."""

from __future__ import annotations

from enum import StrEnum

from edgewise.domain.session.names import Command, Line, SeatId


class RenameGuest(Command, frozen=True):
    """A guest's name was wrong."""

    seat: SeatId
    name: Line


class SignGuest(Command, frozen=True):
    """A guest has signed the circle's agreement: from now on they may hold the chair."""

    seat: SeatId


class EndSeat(Command, frozen=True):
    """Who sat there belongs to the circle no longer."""

    seat: SeatId


class Closing(StrEnum):
    """Why the server closes a session."""

    OVER = "over"  # hours after its end, since nobody did; refused unless that is true
    NOT_HELD = "not_held"  # nobody began it, and nobody will; refused if it has begun
    PURGED = "purged"  # what is said here cannot be kept any more


class CloseUnclosed(Command, frozen=True):
    """Nobody at the table has closed it."""

    why: Closing = Closing.OVER
