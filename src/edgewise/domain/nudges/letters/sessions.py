"""Letters about dates."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words

SESSION = {
    "circle": "Harbour",
    "discreet": False,
    "starts_at": "2026-03-12T13:00:00+00:00",
    "minutes": 90,
}
CHOOSE_TIMES = "Choose your times"
EXPECTED = "you are expected at this session"


def _times_wanted(facts: Facts) -> Words:
    """Facts: person? (who asks), options? (how many times), by? (date), circle?, discreet?

    `again`: the reader has not answered yet. `answered` and `of` (how many): the reader is to choose.
    """
    if facts.has("answered"):
        return _have_answered(facts)
    options = facts.count("options", 0)
    several = f"Please say which of {options} times would do." if options > 1 else "Please say when you could."
    by = f" An answer by {facts.day('by')} is soon enough." if facts.has("by") else ""
    if facts.given.get("again"):
        return Words(
            "When could you meet?", (f"{_named(facts)} would like to know when you could. {several}{by}",), CHOOSE_TIMES
        )
    asks = f"{facts.text('person', 'Somebody')} asks when {facts.circle} could meet."
    return Words("When could you meet?", (f"{asks} {several}{by}",), CHOOSE_TIMES)


def _have_answered(facts: Facts) -> Words:
    answered, people = facts.count("answered"), facts.count("of")
    subject, over = "The time to answer is over", "and the time to answer is over."
    if answered >= people:
        subject, said = "All have said when they could meet", f"All {people} in {facts.circle} have answered."
        then = "You can see now which time suits best, and plan it."
    elif answered:
        said = f"{answered} of {people} in {facts.circle} have said when they could meet, {over}"
        then = "You can see now whether one of the times suits enough of you."
    else:
        said = f"No answer has come from {facts.circle}, {over}"
        then = "You can ask about other times, or plan a session as you think best."
    return Words(subject, (said, then), "See the answers")


def _session_planned(facts: Facts) -> Words:
    """Facts: starts_at, minutes?, circle?, discreet?, dates? (how many are planned in one go)"""
    dates = facts.count("dates", 1)
    more = f" It is the first of {dates}, and all of them are in the calendar file." if dates > 1 else ""
    return Words(
        f"A session on {facts.day_of('starts_at')}",
        (
            f"{_met(facts)} on {facts.moment('starts_at')}{_long(facts)}.{more}",
            "The invitation for your calendar comes with this message. A date that cannot be kept can be moved.",
        ),
        "See the session",
    )


def _session_moved(facts: Facts) -> Words:
    """Facts: starts_at (the new one), was_at, minutes?, circle?, discreet?"""
    return Words(
        f"Moved to {facts.day_of('starts_at')}",
        (
            f"The session of {facts.circle} has moved to {facts.moment('starts_at')}{_long(facts)}.",
            f"It was planned for {facts.moment('was_at')}. The file with this message corrects your calendar.",
        ),
        "See the session",
    )


def _session_cancelled(facts: Facts) -> Words:
    """Facts: starts_at, circle?, discreet?"""
    return Words(
        f"Cancelled: {facts.day_of('starts_at')}",
        (
            f"The session of {facts.circle} on {facts.moment('starts_at')} will not take place.",
            "The file with this message takes it out of your calendar.",
        ),
        "See your circle",
    )


def _session_soon(facts: Facts) -> Words:
    """Facts: starts_at, minutes?, circle?, discreet?, brings? (the reader brings an issue)"""
    brings = ["You are the one who brings an issue. A few lines beforehand help."] if facts.given.get("brings") else []
    return Words(
        f"Soon: your session on {facts.day_of('starts_at')}",
        (f"{_met(facts)} on {facts.moment('starts_at')}{_long(facts)}.", *brings),
        "Open the session",
    )


def _met(facts: Facts) -> str:
    return f"{_named(facts)} meets"


def _named(facts: Facts) -> str:
    """The circle, at the beginning of a sentence."""
    return f"{facts.circle[0].upper()}{facts.circle[1:]}"


def _long(facts: Facts) -> str:
    return f", for {facts.count('minutes')} minutes" if facts.has("minutes") else ""


WORDINGS = {
    Kind.TIMES_WANTED: Wording(
        "Times to choose from",
        "Everybody in the circle; when all have answered, who asked",
        "When somebody asks; two days before the answers are due, to who has not answered",
        "your circle looks for a time to meet",
        _times_wanted,
        {"circle": "Harbour", "discreet": False, "person": "Bruno Keller", "options": 6, "by": "2026-03-06"},
    ),
    Kind.SESSION_PLANNED: Wording(
        "A session is planned",
        "Everybody who is expected",
        "When the date is set",
        EXPECTED,
        _session_planned,
        {**SESSION, "dates": 6},
    ),
    Kind.SESSION_MOVED: Wording(
        "A session has moved",
        "Everybody who is expected",
        "When the date changes",
        EXPECTED,
        _session_moved,
        {**SESSION, "was_at": "2026-03-10T13:00:00+00:00"},
    ),
    Kind.SESSION_CANCELLED: Wording(
        "A session is cancelled",
        "Everybody who was expected",
        "When it is cancelled",
        "you were expected at this session",
        _session_cancelled,
        {name: fact for name, fact in SESSION.items() if name != "minutes"},
    ),
    Kind.SESSION_SOON: Wording(
        "A session is near",
        "Everybody who is expected",
        "The working day before",
        EXPECTED,
        _session_soon,
        {**SESSION, "brings": True},
    ),
}
