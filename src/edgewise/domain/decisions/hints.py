"""Private questions about a forecast, as it is typed. They never block: the author knows best.

They know English, and what they do not know raises no question: better one too few than one too many.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from edgewise.domain.decisions.english import A_DAY, JOINT, ONLY_IF, SEEN, UNSEEN, VERB
from edgewise.domain.decisions.model import LEAST_SURE, LONGEST_LINE, MOST_SURE, Forecast
from edgewise.domain.phrases import Phrase, phrase

LEAST_WORDS = 2


class Doubt(StrEnum):
    UNSEEN = "unseen"  # nobody else could say whether it happened
    TWO = "two"  # one may happen without the other
    ONLY_IF = "only_if"  # it may be that nothing can be told
    NO_DAY = "no_day"
    PAST = "past"
    TOO_LATE = "too_late"  # nobody asks any more
    CERTAIN = "certain"


class Hint(Struct, frozen=True):
    field: str  # words, by, chance
    doubt: Doubt
    text: str  # a phrase


def hints(forecast: Forecast, today: date, last_day: date) -> list[Hint]:
    """At most one for each of: words, by, chance; none if all is well.

    `today` is the date where the author is; `last_day` the last on which they can be asked.
    """
    asked = {
        "words": _of_words(forecast.words[:LONGEST_LINE].strip()),
        "by": _of_day(forecast.by, today, last_day),
        "chance": _of_chance(forecast.chance),
    }
    return [Hint(field, *said) for field, found in asked.items() if (said := next(found, None))]


def _of_words(words: str) -> Iterator[tuple[Doubt, Phrase]]:
    if not words:
        return
    if found := ONLY_IF.search(words):
        word = found[0].strip(" ,;").capitalize()
        yield (
            Doubt.ONLY_IF,
            phrase("“{word}”: what if that part does not happen? Foresee the one event that matters most.", word=word),
        )
    if _are_two(words):
        yield Doubt.TWO, phrase("These are two events. One may happen without the other. Which one do you mean?")
    said = A_DAY.sub(" ", words)
    if not SEEN.search(said) and (found := UNSEEN.search(said)):
        yield (
            Doubt.UNSEEN,
            phrase("“{word}”: two people may not agree on that. What will somebody see, hear or count?", word=found[0]),
        )
    if len(words.split()) < LEAST_WORDS and words.isascii():
        yield Doubt.UNSEEN, phrase("Who does what? Write it so that somebody else could say yes or no.")


def _are_two(words: str) -> bool:
    """Whether a verb stands on both sides of a joint. "Amara and Bruno have agreed" has one side without."""
    parts = JOINT.split(words)
    return any(VERB.search(one) and VERB.search(other) for one, other in pairwise(parts))


def _of_day(by: date | None, today: date, last_day: date) -> Iterator[tuple[Doubt, Phrase]]:
    if by is None:
        yield Doubt.NO_DAY, phrase("On which day can you tell? Without a day it is not counted.")
    elif by < today:
        yield Doubt.PAST, phrase("That day has passed. Which day is next?")
    elif by > last_day:
        yield Doubt.TOO_LATE, phrase("Nobody asks you so late any more. What could you tell on a nearer day?")


def _of_chance(chance: int) -> Iterator[tuple[Doubt, Phrase]]:
    if chance >= MOST_SURE:
        yield Doubt.CERTAIN, phrase("Nothing at all can come between? If something can, say 95 or 99 %.")
    elif chance <= LEAST_SURE:
        yield Doubt.CERTAIN, phrase("It cannot happen at all? If it can, say 1 or 5 %.")
