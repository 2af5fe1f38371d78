"""What the pages of the pulse have in common: how a cell is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from edgewise.domain.anonymity.cells import Cell
from edgewise.domain.phrases import phrase
from edgewise.domain.pulse.plan import LONG, Announced
from edgewise.domain.roster.fields.levels import ROLE_LEVELS


@dataclass(frozen=True, slots=True)
class CellLine:
    words: str
    people: int  # asked


CUTS = {
    "function": phrase("function"),
    "site": phrase("location"),
    "level": phrase("level"),
    "time_here": phrase("time in the organisation"),
}


def cell_words(cell: Cell) -> str:
    if cell.cut == "function":
        return _("Function: %(value)s") % {"value": cell.value}
    if cell.cut == "site":
        return _("Location: %(value)s") % {"value": cell.value}
    if cell.cut == "level":
        return _("Level: %(value)s") % {"value": ROLE_LEVELS[int(cell.value)]}
    if cell.cut == "time_here":
        return _("Two years or longer here") if cell.value == LONG else _("Less than two years here")
    return _("The whole cohort")


def cell_lines(known: Announced) -> Sequence[CellLine]:
    """All that was announced, the whole cohort first."""
    return [CellLine(cell_words(cell), people) for cell, people in zip(known.cells, known.people, strict=True)]
