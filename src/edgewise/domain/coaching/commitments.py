"""A commitment in its author's words, and friendly questions about them. They never block: the author knows best."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from edgewise.domain.phrases import Phrase, counted, phrase


@dataclass(frozen=True, slots=True)
class CommitmentWords:
    what: str
    first_step: str
    measure: str = ""  # how we will know


FAR_DAYS = 28  # two sessions of a usual circle
MANY_WORDS = 40

VAGUE = re.compile(
    r"(?:i(?: will|'ll|’ll)? )?(?P<verb>think (?:about|of|over)|consider|try(?: to)?|attempt to|aim to|hope to|work on"
    r"|look (?:into|at)|explore|reflect on|focus on|learn (?:more )?about|understand|see (?:if|whether)|keep in mind"
    r"|improve|get better|become|be (?:more|less|better)|support|continue)\b",
    re.IGNORECASE,
)
DAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"
SOON = re.compile(
    rf"\b(?:today|tonight|tomorrow|now|right after|straight after|this (?:week|morning|afternoon|evening)|{DAYS}"
    r"|mon|tue|wed|thu|fri|at \d|\d{1,2}[:.]\d\d|\d{1,2} ?(?:am|pm)|within \w+ (?:hours?|days?)|before \w+)\b",
    re.IGNORECASE,
)
LATE = re.compile(
    r"\b(?:next (?:month|quarter|year)|in (?:a few|some|several|\w+) (?:weeks|months)|some ?day|some ?time|soon|later"
    r"|eventually|when (?:i have|there is) time)\b",
    re.IGNORECASE,
)
FELT = re.compile(r"\b(?:better|improved?|improves|good|happier|happy|more|less|feels?|clearer)\b", re.IGNORECASE)
SEEN = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|every|each|sent|said|says|agreed|signed|booked|written"
    r"|calendar|done|decided|replied|answered|published|met|yes)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Suggestion:
    field: str  # what, first_step, by_date, measure
    text: str  # a phrase


def suggestions(words: CommitmentWords, by_date: date, today: date) -> list[Suggestion]:
    """At most one for each of the four answers, in the order of the form; none if all is well.

    `today` is the date where the author is.
    """
    asked = {
        "what": _of_what(words.what),
        "first_step": _of_first_step(words),
        "by_date": _of_date((by_date - today).days),
        "measure": _of_measure(words.measure),
    }
    return [Suggestion(field, text) for field, found in asked.items() if (text := next(found, None))]


def _of_what(what: str) -> Iterator[Phrase]:
    if found := VAGUE.match(what.strip()):
        verb = found["verb"].capitalize()
        yield phrase("“{verb}” is hard to see from outside. What would somebody see you do?", verb=verb)
    if len(what.split()) > MANY_WORDS:
        yield phrase("One action is easier to keep than several. Which one matters most?")
    if len(what.split()) < 3:
        yield phrase("Who else takes part, and what is it about? A few more words make it easier to keep.")


def _of_first_step(words: CommitmentWords) -> Iterator[Phrase]:
    step = words.first_step.strip()
    if not step:
        yield phrase("What is the first small step, and when do you take it?")
    elif step.casefold() == words.what.strip().casefold():
        yield phrase("That is the whole action. Which part of it can you do in ten minutes?")
    elif LATE.search(step):
        yield phrase("Could a smaller first step happen within the next two days?")
    elif not SOON.search(step):
        yield phrase("When do you take it? A day within the next few days makes it far more likely to happen.")


def _of_date(days: int) -> Iterator[Phrase]:
    if days < 0:
        yield phrase("That day has passed. Which day is next?")
    if days > FAR_DAYS:
        yield counted(
            "That is {count} week away. What could you do before your next session?",
            "That is {count} weeks away. What could you do before your next session?",
            days // 7,
        )


def _of_measure(measure: str) -> Iterator[Phrase]:
    if not measure.strip():
        yield phrase("How will you and your witness know that it is done?")
    elif FELT.search(measure) and not SEEN.search(measure):
        yield phrase("What would somebody see, hear or count, to know that it is so?")
