"""A refusal is a value: what was not done, why, and what would help."""

from __future__ import annotations

from msgspec import Struct


class Refused(Struct, frozen=True):
    code: str  # stable, for programs: "not_your_turn"
    reason: str  # a phrase, for people: "Bruno has the floor."
    suggestion: str = ""  # a phrase too: "Your hand is up; you are next."
