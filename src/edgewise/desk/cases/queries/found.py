"""One concern, as the facts have it."""

from __future__ import annotations

from dataclasses import dataclass

from edgewise.domain.nudges.cases import Concern


@dataclass(frozen=True, slots=True)
class Found:
    """One concern as the facts have it. The same key is the same case, for ever."""

    concern: Concern
    key: str
    why: str
    membership: int | None = None
    circle: int | None = None
