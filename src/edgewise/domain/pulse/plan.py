"""What is fixed and announced at the launch of a wave: all that can be shown, and who can be told apart by it.

A ballot says of its author which of the announced cells hold them, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from msgspec import Struct

from edgewise.domain.anonymity import publication
from edgewise.domain.anonymity.cells import Cell, Facts, kind_of
from edgewise.domain.anonymity.publication import Sheet
from edgewise.domain.pulse.ballots import Ballot
from edgewise.domain.pulse.model import Questionnaire

LONG = "long"
LONG_HERE_DAYS = 2 * 365  # in the organisation, before a cohort began


class Announced(Struct, frozen=True):
    """`people`: how many were asked in each of the cells. `kinds`: of people, each as the places of their cells."""

    cells: tuple[Cell, ...]
    people: tuple[int, ...]
    kinds: tuple[tuple[int, ...], ...]

    def kind(self, facts: Facts) -> int:
        """The place of somebody's kind. Raises ValueError for facts that nobody who is asked has."""
        return self.kinds.index(_places(facts, self.cells))


def scales_of(questionnaire: Questionnaire) -> dict[str, tuple[str, ...]]:
    return {
        scale.key: tuple(item.key for item in questionnaire.items if item.scale == scale.key)
        for scale in questionnaire.scales
    }


def announced(roster: Sequence[Facts], questionnaire: Questionnaire) -> Announced | None:
    """What could be shown of these people at most; None where nothing ever could."""
    people = {str(place): facts for place, facts in enumerate(roster)}
    found = publication.plan(people, scales_of(questionnaire))
    if not found.cells:
        return None
    kinds = sorted({_places(facts, found.cells) for facts in roster})
    return Announced(found.cells, tuple(found.asked(cell) for cell in found.cells), tuple(kinds))


def plan_of(known: Announced, roster: Mapping[str, Facts], questionnaire: Questionnaire) -> publication.Plan:
    """The same as it was announced, for the people of the ledger."""
    return publication.Plan(scales_of(questionnaire), roster, known.cells)


def sheet_of(ballot: Ballot, known: Announced, questionnaire: Questionnaire) -> Sheet:
    answers = zip(questionnaire.items, ballot.answers, strict=True)
    cells = tuple(sorted(known.cells[place] for place in known.kinds[ballot.people]))
    return Sheet({item.key: given for item, given in answers if given}, cells, ballot.comment)


def time_here(start: date | None, began: date) -> str:
    """Whether somebody was in the organisation for long when the cohort began; empty where it is not known."""
    if start is None:
        return ""
    return LONG if (began - start).days >= LONG_HERE_DAYS else "short"


def _places(facts: Facts, cells: Sequence[Cell]) -> tuple[int, ...]:
    kind = kind_of(facts, cells)
    return tuple(place for place, cell in enumerate(cells) if cell in kind)
