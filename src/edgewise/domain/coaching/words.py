"""A commitment in its author's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    what: str
    first_step: str
    measure: str = ""  # how we will know


@dataclass(frozen=True, slots=True)
class ReflectionWords:
    """What somebody writes for themselves, looking back on a session or on a programme."""

    first: str  # what they take with them; what they will keep
    second: str = ""  # what they will try differently; what has changed


@dataclass(frozen=True, slots=True)
class Example:
    """What a peer saw: after SBI, the situation and the behaviour."""

    situation: str = ""
    seen: str = ""
