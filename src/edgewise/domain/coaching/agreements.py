"""The coaching agreement: its words from a programme's text, and when it is made anew, reviewed and purged."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from edgewise.domain.calendar.closed_days import working_day_before
from edgewise.domain.date_words import MONTHS
from edgewise.domain.phrases import Phrase, counted, phrase

REVIEW_WEEKS = 6  # at most, until the circle looks at its agreement again, unless its programme says otherwise
PURGE_DAYS = 90  # after the last day of the cohort, the same
REMIND_AFTER = timedelta(days=3)  # once somebody has not signed
MORNING = time(9)  # when the reminder before a session is written, where its reader works
MOST_LETTERS = 10_000  # of a programme's text

FIELD = re.compile(r"\{([^{}]*)\}")
FIELDS = {
    "objectives": phrase("what the circle wants to reach; its members can change it"),
    "session_length": phrase("how long a session is, from the programme"),
    "frequency": phrase("how often the circle meets, from the programme"),
    "hours": phrase("how many hours each person coaches and is coached, from the calendar"),
    "confidentiality": phrase("what stays inside, in fixed words"),
    "exceptions": phrase("what comes before confidentiality (legal duty, danger to a person)"),
    "sensitive": phrase("what we do with sensitive data, in fixed words"),
    "purge_on": phrase("the day from which everything that was said is deleted"),
    "review_on": phrase("the day on which the circle looks at the agreement again"),
}
NEEDED = ("objectives", "confidentiality", "exceptions", "purge_on", "review_on")

# These three stand in agreements that people have signed: no version is altered, so their English stays as it is.
CONFIDENTIALITY = phrase(
    "What is said in this circle stays in this circle. Only those who were there can read a session’s record: no"
    " coordinator, no programme owner and no manager can. Each of us may tell elsewhere what we ourselves said and"
    " learnt, and never what somebody else said."
)
EXCEPTIONS = phrase(
    "Two things come before confidentiality: a duty that the law puts on one of us, and danger to a person, be it one"
    " of us or somebody else. Whoever has to speak then tells the person concerned first, if that is at all possible,"
    " and says no more than is needed. This is up to people: no one can read what was said by technical means."
)
SENSITIVE = phrase(
    "Some facts need more care than the rest: health, belief, origin, family and intimate life, pay, a procedure"
    " against somebody, and the data of customers or of people who are not here. We bring such a fact only if the"
    " decision needs it, without the name of the person, and we do not write it into Edgewise or anywhere else."
)
NO_HOURS = phrase("the same time")  # in an agreement from before hours were computed
SENSITIVE_HEADING = phrase("Sensitive data")
OWN_OBJECTIVES = phrase("This circle has written its own objectives. Only its members read them.")
# What is kept of these two is English; in another language they are what a form and its preview begin with.
NO_PURPOSE = phrase("Each of us brings something real, sees it more clearly with help, and leaves with an action.")
DEFAULT_TEXT = phrase("""\
# What we want to reach
{objectives}

# How we meet
We meet for {session_length}, {frequency}. We come prepared and on time. A member who cannot come says so early.

# How we work
Each of us coaches and is coached, for about {hours} each way. We ask before we advise. The person who brings an issue \
decides what to do about it. Each of us leaves a session with an action. We start with low-risk topics, which \
need no courage. Harder topics come as we trust each other more.

# What stays here
{confidentiality}

# Sensitive data
{sensitive}

# Exceptions
{exceptions}

# What happens to what we said
It is kept encrypted, for us alone. From {purge_on} on, once our programme is over, its key is destroyed and \
nobody can read it again.

# When we look at this again
On {review_on}, or earlier if one of us asks. When a person joins or leaves, all of us sign again.
""")


class Why(StrEnum):
    """Why there is a version of an agreement."""

    FIRST = "first"
    MEMBERS = "members"  # somebody has come or gone
    EDITED = "edited"  # the circle has changed its objectives


@dataclass(frozen=True, slots=True)
class Terms:
    """What is agreed, beside the words of the text."""

    objectives: str
    session_minutes: int
    cadence_days: int
    purge_on: date
    review_on: date
    hours: float = 0  # for each, each way; 0 where they are not known


@dataclass(frozen=True, slots=True)
class Clause:
    """One heading of the agreement (it may be empty) and what stands below it."""

    heading: str
    paragraphs: tuple[str, ...]


def first_review(begins: date, run_weeks: int, review_weeks: int = REVIEW_WEEKS) -> date:
    """Half of a run after it begins, and after `review_weeks` at the latest."""
    return begins + timedelta(weeks=min(review_weeks, max(1, run_weeks // 2)))


def text_problems(text: str) -> list[Phrase]:
    """What is wrong with a programme's text, a sentence each; none if agreements can be made from it."""
    if not text.strip():
        return [phrase("The agreement needs a text.")]
    named = FIELD.findall(text)
    unknown = [name for name in dict.fromkeys(named) if name not in FIELDS]
    problems = [phrase("There is no field {name}.", name=_braced(name)) for name in unknown]
    if set("{}") & set(FIELD.sub("", text)):
        problems.append(
            phrase(
                "A brace {opening} or {closing} stands alone. Write fields like {field}.",
                opening="{", closing="}", field=_braced("purge_on"),
            )
        )  # fmt: skip
    problems += [
        phrase("The field {name} is missing: {meaning}.", name=_braced(name), meaning=FIELDS[name])
        for name in NEEDED
        if name not in named
    ]
    if len(text) > MOST_LETTERS:
        problems.append(
            counted(
                "The text has {count} letter, at most {most}.",
                "The text has {count} letters, at most {most}.",
                len(text),
                most=MOST_LETTERS,
            )
        )
    return problems


def _braced(name: str) -> str:
    return f"{{{name}}}"


def clauses(text: str, terms: Terms) -> tuple[Clause, ...]:
    """The agreement, from a text without problems. A line that begins with `#` is a heading.

    The text is laid out before its fields are filled, so that what a member wrote never becomes a heading or a field.
    """
    said = _said(terms)
    found: list[Clause] = []
    for block in re.split(r"\n\s*\n|\n(?=#)|(?<=\n)(?=#)", text.replace("\r", "").strip()):
        heading, body = "", block.strip()
        if body.startswith("#"):
            heading, _, body = body.partition("\n")
        paragraph = FIELD.sub(lambda field: str(said.get(field[1], field[0])), body.strip())
        if heading:
            found.append(Clause(heading.lstrip("# ").strip(), (paragraph,) if paragraph else ()))
        elif paragraph:
            last = found.pop() if found else Clause("", ())
            found.append(Clause(last.heading, (*last.paragraphs, paragraph)))
    return tuple(found)


def clauses_for_guests(text: str, terms: Terms) -> tuple[Clause, ...]:
    """The same for somebody who is no member: with the clause on sensitive data, also where the text has none."""
    found = clauses(text, terms)
    return found if "{sensitive}" in text else (*found, Clause(str(SENSITIVE_HEADING), (str(SENSITIVE),)))


def _said(terms: Terms) -> dict[str, str]:
    return {
        "objectives": terms.objectives,
        "session_length": counted("{count} minute", "{count} minutes", terms.session_minutes),
        "frequency": frequency(terms.cadence_days),
        "hours": phrase("{hours} hours", hours=f"{terms.hours:g}") if terms.hours else NO_HOURS,
        "confidentiality": CONFIDENTIALITY,
        "exceptions": EXCEPTIONS,
        "sensitive": SENSITIVE,
        "purge_on": day(terms.purge_on),
        "review_on": day(terms.review_on),
    }


def frequency(cadence_days: int) -> Phrase:
    weeks, days = divmod(cadence_days, 7)
    if days:
        return counted("every day", "every {count} days", cadence_days)
    return counted("every week", "every {count} weeks", weeks)


def day(on: date) -> Phrase:
    return phrase("{day} {month} {year}", day=on.day, month=MONTHS[on.month - 1], year=on.year)


def why_anew(agreed: Collection[int] | None, sitting: Collection[int]) -> Why | None:
    """Whether seats that have changed need a new version: those it was made for, and those that are there now.

    `agreed` is None where there is no agreement. Nobody signs for an empty table.
    """
    if not sitting or (agreed is not None and set(agreed) == set(sitting)):
        return None
    return Why.FIRST if agreed is None else Why.MEMBERS


def is_to_review(review_on: date, today: date) -> bool:
    return review_on <= today


def next_review(today: date, weeks: int = REVIEW_WEEKS) -> date:
    return today + timedelta(weeks=weeks)


def review_after_edit(review_on: date, today: date, weeks: int = REVIEW_WEEKS) -> date:
    """Who changes an agreement on its date has looked at it."""
    return next_review(today, weeks) if is_to_review(review_on, today) else review_on


def is_to_purge(purge_on: date, today: date, ends_on: date, *, closed: bool) -> bool:
    """The date has come, and nobody meets any more: the circle is closed, or its cohort over."""
    return purge_on <= today and (closed or ends_on < today)


def recall_at(starts_at: datetime, zone: str) -> datetime:
    """When somebody in that time zone is reminded to sign before a session."""
    there = ZoneInfo(zone)
    return datetime.combine(working_day_before(starts_at.astimezone(there).date(), zone), MORNING, there)
