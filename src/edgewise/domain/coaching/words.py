"""A commitment in its author's words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    what: str
    first_step: str
    measure: str = ""  # how we will know
