"""Accountability and respect of a cohort, as an area on a field of four: where it lies, as far as that can be said.

Everything follows from two figures that are shown beside it: nothing of the drawing is finer than they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from edgewise.domain.anonymity.publication import Figure
from edgewise.domain.phrases import Phrase, phrase
from edgewise.domain.pulse.model import HIGHEST_ANSWER, LOWEST_ANSWER

FIELDS_PART_AT = 3.5  # points: from here on, more than "partly"


class Field(StrEnum):
    FRIENDLY = "friendly"  # much respect, little accountability
    HELD_TO = "held_to"  # the other way round
    LOW = "low"
    CURRENCY = "currency"  # much of both

    @property
    def words(self) -> Phrase:
        return WORDS[self][0]

    @property
    def meaning(self) -> Phrase:
        return WORDS[self][1]

    @property
    def suggestion(self) -> Phrase:
        """One thing to do next, as the job aids have it."""
        return WORDS[self][2]


WORDS = {
    Field.FRIENDLY: (
        phrase("Friendly, little held to"),
        phrase("People treat each other well. What was agreed is seldom asked about."),
        phrase(
            "Open the next session with last time’s commitments: each says kept, partly or not, and what they learnt."
            " Nobody comments before all have spoken."
        ),
    ),
    Field.HELD_TO: (
        phrase("Held to, little respected"),
        phrase("What was agreed is asked about. How it is asked costs something."),
        phrase(
            "In the next round, say back in one sentence what you have heard before you answer. Ask about a"
            " commitment with a question, never with a judgement."
        ),
    ),
    Field.LOW: (
        phrase("Both low"),
        phrase("Little is asked about, and little is said openly."),
        phrase(
            "Begin small. Read the norms of your circle aloud and change one line. Then each makes one promise that"
            " takes ten minutes, and says next time what became of it."
        ),
    ),
    Field.CURRENCY: (
        phrase("A currency of mutual respect"),
        phrase("People hold each other to what was agreed, and treat each other well while they do."),
        phrase(
            "Keep it. Let each say in the next session what somebody’s question changed for them, and use the trust"
            " for an issue that nobody has brought yet."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Span:
    """Where a mean lies with its margin, in points."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        return (self.low + self.high) / 2

    @property
    def crosses(self) -> bool:
        return self.low < FIELDS_PART_AT <= self.high


@dataclass(frozen=True, slots=True)
class Area:
    respect: Span
    accountability: Span

    @property
    def field(self) -> Field:
        """That of its middle."""
        if self.respect.middle >= FIELDS_PART_AT:
            return Field.CURRENCY if self.accountability.middle >= FIELDS_PART_AT else Field.FRIENDLY
        return Field.HELD_TO if self.accountability.middle >= FIELDS_PART_AT else Field.LOW

    @property
    def is_sure(self) -> bool:
        """Does all of it lie in one field?"""
        return not (self.respect.crosses or self.accountability.crosses)


def span(figure: Figure) -> Span:
    """The score, or the stretch in which it lies, with its margin on both sides; within the scale."""
    low = max(figure.score.low - figure.margin, LOWEST_ANSWER)
    return Span(round(low, 2), round(min(figure.score.high + figure.margin, HIGHEST_ANSWER), 2))


def area(respect: Figure | None, accountability: Figure | None) -> Area | None:
    """None where one of the two is not shown."""
    return Area(span(respect), span(accountability)) if respect and accountability else None
