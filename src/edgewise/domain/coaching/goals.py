"""A goal in its author's words, private questions about them, and how far it has come. Nothing here blocks anybody.

A goal is measured by a number with its unit, from a baseline to a target, or by a sign that others can see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from edgewise.domain.coaching.commitments import FELT, VAGUE, Suggestion
from edgewise.domain.phrases import Phrase, counted, phrase

MOST_OPEN = 3  # goals of one person
SLIPS_TO_SUPPORT = 2  # in a row
FAR_WEEKS = 26
WEEK = timedelta(days=7)
JUST_TOLD = timedelta(days=3)  # somebody who told of it so lately is not asked again

OTHERS = re.compile(
    r"(?:my |the |our |that |have |get |make )*(?:team|boss|manager|colleagues?|people|peers|reports?|department"
    r"|company|everyone|everybody|they|he|she)\b(?! (?:i|and i)\b)",
    re.IGNORECASE,
)
OWN = re.compile(r"\b(?:i|i'll|i’ll|myself|(?:from|by|with) me)\b", re.IGNORECASE)
LEAST_WORDS = 4


@dataclass(frozen=True, slots=True)
class GoalWords:
    """`baseline` and `target` are both there, with `unit`, for a goal that is measured by a number; else a `sign`."""

    what: str
    why: str = ""
    sign: str = ""
    unit: str = ""
    baseline: str = ""
    target: str = ""

    @property
    def has_number(self) -> bool:
        return bool(self.baseline and self.target)

    @property
    def ends(self) -> tuple[Decimal, Decimal] | None:
        """From the baseline to the target."""
        return (Decimal(self.baseline), Decimal(self.target)) if self.has_number else None


class Went(StrEnum):
    FORWARD = "forward"
    SLIPPED = "slipped"


@dataclass(frozen=True, slots=True)
class Told:
    """What the author told on a day: how it goes, the number if there is one, a note, a link to the thing."""

    went: Went
    value: str = ""
    note: str = ""
    link: str = ""


def share_done(words: GoalWords, value: str) -> float | None:
    """How much of the way from the baseline to the target lies behind, from 0 to 1; None without a number."""
    if words.ends is None or not value:
        return None
    start, end = words.ends
    if start == end:
        return 1.0 if Decimal(value) == end else 0.0
    return min(max(float((Decimal(value) - start) / (end - start)), 0.0), 1.0)


def wants_support(told: Sequence[Told]) -> bool:
    """Whether the last two in a row slipped; `told` from the first to the last."""
    last = told[-SLIPS_TO_SUPPORT:]
    return len(last) == SLIPS_TO_SUPPORT and all(one.went is Went.SLIPPED for one in last)


def week_to_ask(since: date, last: date | None, today: date) -> int | None:
    """Which week of the goal is asked about today, from 1; None in its first week and after it was just told of.

    `since` is the day on which it was set, `last` the day of which its author told last, both where the author is.
    """
    week = (today - since) // WEEK
    if week < 1 or (last is not None and last > since + week * WEEK - JUST_TOLD):
        return None
    return week


def hints(words: GoalWords, by_date: date | None, today: date) -> list[Suggestion]:
    """At most one for each of: what, the measure (as `sign`), the day (as `by_date`); none if all is well."""
    asked = {"what": _of_what(words.what), "sign": _of_measure(words), "by_date": _of_date(by_date, today)}
    return [Suggestion(field, text) for field, found in asked.items() if (text := next(found, None))]


def _of_what(what: str) -> Iterator[Phrase]:
    what = what.strip()
    if not what:
        return
    if OTHERS.match(what) and not OWN.search(what):
        yield phrase("That is for others to do. Which part of it is yours?")
    if found := VAGUE.match(what):
        verb = found["verb"].capitalize()
        yield phrase("“{verb}” can mean many things. What would somebody see you do, or what will be there?", verb=verb)
    if len(what.split()) < LEAST_WORDS:
        yield phrase("Name the behaviour or the thing. A few more words make it yours.")


def _of_measure(words: GoalWords) -> Iterator[Phrase]:
    if words.has_number:
        if words.baseline == words.target:
            yield phrase("Today and the target are the same number. What would be different?")
        return
    if not words.sign.strip():
        yield phrase("How will you know? Give a number, today and on the day, or a sign that others can see.")
    elif FELT.search(words.sign) and not re.search(r"\d", words.sign):
        yield phrase("What would somebody see, hear or count, to know that it is so?")


def _of_date(by_date: date | None, today: date) -> Iterator[Phrase]:
    if by_date is None:
        yield phrase("Which day do you want to look at it and say: reached, or not?")
        return
    weeks = (by_date - today).days // 7
    if by_date <= today:
        yield phrase("That day has passed. Which day is next?")
    elif weeks > FAR_WEEKS:
        yield counted(
            "That is {count} week away. What would be half-way, on a nearer day?",
            "That is {count} weeks away. What would be half-way, on a nearer day?",
            weeks,
        )
