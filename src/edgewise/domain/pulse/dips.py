"""When trust has dipped: read off what everybody reads, so that a case on the desk tells nothing more."""

from __future__ import annotations

from collections.abc import Mapping

from edgewise.domain.anonymity.publication import Figure
from edgewise.domain.anonymity.trends import Direction

DIPS_BELOW = 3.0  # points; a mean below it is low by itself
WATCHED = ("safety", "accountability", "respect", "belonging")  # scales; too little time is no matter of trust


def dips(figures: Mapping[str, Figure]) -> list[str]:
    """The scales of the whole cohort that are low, or lower than the last time by more than their margins."""
    return [scale for scale in WATCHED if (figure := figures.get(scale)) and _has_dipped(figure)]


def _has_dipped(figure: Figure) -> bool:
    is_lower = figure.trend is not None and figure.trend.direction is Direction.DOWN
    return is_lower or figure.score.high < DIPS_BELOW
