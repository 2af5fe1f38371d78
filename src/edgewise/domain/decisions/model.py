"""A decision of an issue: what was chosen, what it rests on, what is foreseen, and what came of it.

Its words are locked when the decision is taken, so that hindsight cannot edit them. Whatever is added later is a line
beside them: a correction, a tested assumption, a review. What happened and whether one would decide so again are two
answers, and nothing joins them: outcome is not quality.
"""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from edgewise.domain.phrases import Phrase, phrase

LEAST_SURE, MOST_SURE = 0, 100  # per cent, of a confidence and of a chance
MOST_ASSUMPTIONS = 3
MOST_CORRECTIONS = 20  # of one decision
MOST_REVIEWS = 20  # of one decision
LONGEST_LINE = 500  # letters of one line of a decision
REVIEWED_AFTER = timedelta(days=28)  # a decision without a dated forecast: two sessions of a usual circle


class Part(StrEnum):
    """A line of the decision that a correction can stand beside."""

    CHOSEN = "chosen"
    FIRST = "assumption_1"
    SECOND = "assumption_2"
    THIRD = "assumption_3"
    FORECAST = "forecast"


ASSUMPTIONS = (Part.FIRST, Part.SECOND, Part.THIRD)


class Happened(StrEnum):
    YES = "yes"
    NO = "no"
    CANNOT_BE_TOLD = "cannot_be_told"


class Again(StrEnum):
    """Leaving luck aside, would I decide so again?"""

    YES = "yes"
    DIFFERENTLY = "differently"
    TOO_EARLY = "too_early"


class WhenTested(StrEnum):
    """Whether the test of an assumption was made while it could still change the decision."""

    BEFORE_THE_LARGE_STEP = "before"
    NOT_BEFORE_IT = "not_before"


class Assumption(Struct, frozen=True):
    words: str  # this holds if ...
    test: str = ""  # the cheapest way to find out


class Forecast(Struct, frozen=True):
    """`by`: the day on which it can be told; without one it is kept and never counted."""

    words: str
    chance: int  # per cent
    by: date | None = None


class Words(Struct, frozen=True):
    """What is locked. The confidences are per cent; None: not told."""

    chosen: str
    before: int | None = None
    after: int | None = None
    assumptions: tuple[Assumption, ...] = ()
    forecast: Forecast | None = None


class Correction(Struct, frozen=True):
    on: date
    part: Part
    words: str


class Review(Struct, frozen=True):
    """`happened` is None where nothing was foreseen."""

    on: date
    happened: Happened | None
    again: Again
    learnt: str = ""


class Decision(Struct, frozen=True):
    """`taken_on` None: it is still open, and its words may be written anew. Lines are in the order they were added."""

    words: Words
    taken_on: date | None = None
    corrections: tuple[Correction, ...] = ()
    tested: tuple[tuple[Part, WhenTested], ...] = ()
    reviews: tuple[Review, ...] = ()

    @property
    def review(self) -> Review | None:
        """The last one: it counts, and earlier ones stay beside it."""
        return self.reviews[-1] if self.reviews else None

    @property
    def change(self) -> int | None:
        """Of the confidence, in points from -100 to 100; None unless both were told."""
        before, after = self.words.before, self.words.after
        return None if before is None or after is None else after - before

    @property
    def due_on(self) -> date | None:
        """The day of its review; None while it is open. A day before the decision is no day to look at it."""
        if self.taken_on is None:
            return None
        by = self.words.forecast.by if self.words.forecast else None
        return by if by is not None and by >= self.taken_on else self.taken_on + REVIEWED_AFTER

    @property
    def looked_at_on(self) -> date | None:
        """The day of the look that answers it; None: it waits for its day.

        Before that day only a yes answers a forecast, because its no comes on the last day; and "too early" answers
        nothing.
        """
        if self.due_on is None or self.review is None:
            return None
        looked = self.review
        is_early = looked.on < self.due_on
        waits = looked.again is Again.TOO_EARLY if looked.happened is None else looked.happened is not Happened.YES
        return None if is_early and waits else looked.on

    def is_due(self, today: date) -> bool:
        return self.due_on is not None and self.due_on <= today

    def was_tested(self, part: Part) -> WhenTested | None:
        return dict(self.tested).get(part)


def write(decision: Decision, words: Words) -> Decision | Phrase:
    """Other words for an open decision, or why not (a sentence)."""
    if decision.taken_on is not None:
        return phrase("This decision is taken, so its words stay. Add a line beside them.")
    return _refused(words) or replace(decision, words=words)


def lock(decision: Decision, today: date) -> Decision | Phrase:
    """The decision as taken on this day, or why not (a sentence). Taken twice, it is as it was."""
    if decision.taken_on is not None:
        return decision
    return _refused(decision.words) or replace(decision, taken_on=today)


def correct(decision: Decision, part: Part, words: str, today: date) -> Decision | Phrase:
    """One more line beside a locked one, or why not (a sentence). Sent twice, it stands there once."""
    if decision.taken_on is None:
        return phrase("This decision is still open. Change its words instead.")
    if not words.strip():
        return phrase("Write what you want to add.")
    if not _has(decision.words, part):
        return phrase("There is no such line to correct.")
    line = Correction(today, part, words)
    if line in decision.corrections[-1:]:
        return decision
    if len(decision.corrections) >= MOST_CORRECTIONS:
        return phrase("There are {most} lines beside it already. That is all it can hold.", most=MOST_CORRECTIONS)
    return _too_long(words) or replace(decision, corrections=(*decision.corrections, line))


def tell_tested(decision: Decision, part: Part, tested: WhenTested) -> Decision | Phrase:
    """Whether the assumption was tested before the large step, or why it cannot be told (a sentence)."""
    if decision.taken_on is None:
        return phrase("This decision is still open. Take it first.")
    if part not in ASSUMPTIONS or not _has(decision.words, part):
        return phrase("There is no such assumption.")
    return replace(decision, tested=tuple(sorted((dict(decision.tested) | {part: tested}).items())))


def review(decision: Decision, looked: Review) -> Decision | Phrase:
    """The decision with one more look at it, or why not (a sentence). It may be early; sent twice, it counts once."""
    if decision.taken_on is None:
        return phrase("This decision is still open. Take it first.")
    if looked.on < decision.taken_on:
        return phrase("That is before the decision was taken.")
    if decision.words.forecast is None and looked.happened is not None:
        return phrase("Nothing was foreseen, so nothing can have come true.")
    if decision.words.forecast is not None and looked.happened is None:
        return phrase("Did it happen? Choose yes, no or cannot be told.")
    if looked in decision.reviews[-1:]:
        return decision
    if len(decision.reviews) >= MOST_REVIEWS:
        return phrase("It was looked at {most} times already. That is all it can hold.", most=MOST_REVIEWS)
    return _too_long(looked.learnt) or replace(decision, reviews=(*decision.reviews, looked))


def _has(words: Words, part: Part) -> bool:
    match part:
        case Part.CHOSEN:
            return True
        case Part.FORECAST:
            return words.forecast is not None
        case _:
            return ASSUMPTIONS.index(part) < len(words.assumptions)


def _refused(words: Words) -> Phrase | None:
    if not words.chosen.strip():
        return phrase("Write what you decided.")
    if len(words.assumptions) > MOST_ASSUMPTIONS:
        return phrase("Keep the {most} assumptions that matter most.", most=MOST_ASSUMPTIONS)
    if not all(one.words.strip() for one in words.assumptions):
        return phrase("Write the assumption that this test is for.")
    if words.forecast is not None and not words.forecast.words.strip():
        return phrase("Write what you expect to happen.")
    chance = words.forecast.chance if words.forecast else None
    if not all(one is None or LEAST_SURE <= one <= MOST_SURE for one in (words.before, words.after, chance)):
        return phrase("Give a number from {least} to {most}.", least=LEAST_SURE, most=MOST_SURE)
    return next(filter(None, map(_too_long, _lines(words))), None)


def _lines(words: Words) -> list[str]:
    assumed = [line for one in words.assumptions for line in (one.words, one.test)]
    return [words.chosen, *assumed, words.forecast.words if words.forecast else ""]


def _too_long(line: str) -> Phrase | None:
    if len(line) <= LONGEST_LINE:
        return None
    return phrase("Keep a line to {most} letters.", most=LONGEST_LINE)
