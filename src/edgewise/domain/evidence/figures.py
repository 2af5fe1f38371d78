"""What a report says of a programme's activity: each figure with its definition and where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct

from edgewise.domain.anonymity.counts import Share
from edgewise.domain.anonymity.scores import Score
from edgewise.domain.phrases import Phrase, phrase


class Kind(StrEnum):
    """How a figure is told."""

    COUNT = "count"  # of people, exactly: what a coordinator sees by name anyway
    SHARE = "share"  # `value` of `of`
    BAND = "band"  # between `low` and `high`, from 0 to 1
    AT_LEAST = "at_least"  # a number of people, as a multiple of five
    SCORE = "score"  # a mean from 1 to 5, between `low` and `high`; exact where they are the same
    HOURS = "hours"


class Figure(Struct, frozen=True, omit_defaults=True):
    """All None: it is not told, because too few people stand behind it."""

    key: str
    name: str = ""  # of one skill, or of one scale of the pulse
    value: float | None = None
    of: int | None = None
    low: float | None = None
    high: float | None = None
    target: float | None = None  # as the programme has set it, in the unit of the figure


class Definition(Struct, frozen=True):
    label: Phrase
    kind: Kind
    says: Phrase
    source: Phrase


ENROLMENTS = phrase("Answers to the invitations, with their dates")
ATTENDANCE = phrase("Attendance of each session")
TAPPED = phrase("What people tapped after sessions, counted by the week and kept without their names")
DEFINITIONS: Mapping[str, Definition] = {
    "invited": Definition(phrase("Invited"), Kind.COUNT, phrase("People who were asked to take part."), ENROLMENTS),
    "said_yes": Definition(
        phrase("Said yes"), Kind.COUNT, phrase("Of those invited, people who said yes at any time."), ENROLMENTS
    ),
    "with_profile": Definition(
        phrase("Named a goal"),
        Kind.COUNT,
        phrase("Of those who said yes, people with a goal in their profile."),
        phrase("Profiles: whether there is a goal, and not which"),
    ),
    "seated": Definition(
        phrase("Had a seat"),
        Kind.COUNT,
        phrase("Of those invited, people who had a seat in a circle at any time."),
        phrase("Seats of circles, with their dates"),
    ),
    "met": Definition(
        phrase("Met"), Kind.COUNT, phrase("Of those invited, people who came to a session or more."), ATTENDANCE
    ),
    "held": Definition(
        phrase("Sessions held"),
        Kind.SHARE,
        phrase("Sessions held, of those that were due by the rhythm of the agreement, planned or not."),
        phrase("Sessions; what a circle said of those that nobody opened"),
    ),
    "attendance": Definition(
        phrase("Attendance"),
        Kind.SHARE,
        phrase("People who came, of those expected in the sessions held. Who was excused is not expected."),
        ATTENDANCE,
    ),
    "hours": Definition(
        phrase("Hours of coaching given"),
        Kind.HOURS,
        phrase("Time in which people coached each other. As many hours were received."),
        phrase("The hours ledger"),
    ),
    "kept": Definition(
        phrase("Commitments kept"),
        Kind.BAND,
        phrase("Of the commitments that were answered, those that were kept."),
        phrase("Check-ins of people on their own commitments"),
    ),
    "changes": Definition(
        phrase("Named a change"),
        Kind.AT_LEAST,
        phrase("People who named one change of behaviour that others are to see."),
        phrase("Behaviour changes: that there is one, and not which"),
    ),
    "changes_seen": Definition(
        phrase("A peer saw the change"),
        Kind.AT_LEAST,
        phrase("People of whose change a peer has said that it can be seen, clearly or a little."),
        phrase("Answers of peers who were asked"),
    ),
    "reflected": Definition(
        phrase("Reflected"),
        Kind.AT_LEAST,
        phrase("People who wrote a reflection after a session."),
        phrase("Reflections: that there is one, and not what it says"),
    ),
    "useful": Definition(
        phrase("How useful people found it"),
        Kind.SCORE,
        phrase("The mean of all answers from 1 to 5 after sessions."),
        TAPPED,
    ),
    "pulse": Definition(
        phrase("Pulse"),
        Kind.SCORE,
        phrase("The mean of the answers to its questions, from 1 to 5; n is told as a range."),
        phrase("The last pulse that is closed, anonymous"),
    ),
    "theme": Definition(
        phrase("What sessions were about"),
        Kind.AT_LEAST,
        phrase("How often a skill was tapped after a session, from five people on."),
        TAPPED,
    ),
}
NOT_TOLD = phrase("Not told: too few people")
NOTHING_YET = phrase("–")  # a share of none is no share, and not 0 %


def label(figure: Figure) -> str:
    return figure.name or DEFINITIONS[figure.key].label


def said(figure: Figure) -> Phrase:
    """The figure in words."""
    kind = DEFINITIONS[figure.key].kind
    if figure.low is not None and figure.high is not None:
        return (Score if kind == Kind.SCORE else Share)(figure.low, figure.high).words
    if figure.value is None:
        return NOT_TOLD
    if kind == Kind.SHARE:
        return phrase("{share} %", share=round(100 * figure.value / figure.of)) if figure.of else NOTHING_YET
    if kind == Kind.AT_LEAST:
        return phrase("{count} or more", count=round(figure.value))
    if kind == Kind.HOURS:
        return phrase("{hours} h", hours=f"{figure.value:.1f}")
    return phrase("{count}", count=round(figure.value))
