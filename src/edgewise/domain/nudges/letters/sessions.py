"""Letters about dates."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences

SESSION = {
    "circle": "Harbour",
    "discreet": False,
    "starts_at": "2026-03-12T13:00:00+00:00",
    "minutes": 90,
}
CHOOSE_TIMES = phrase("Choose your times")
SEE_SESSION = phrase("See the session")
EXPECTED = phrase("You get this because you are expected at this session.")


def _times_wanted(facts: Facts) -> Words:
    """Facts: person? (who asks), options? (how many times), by? (date), circle?, discreet?

    `again`: the reader has not answered yet. `answered` and `of` (how many): the reader is to choose.
    """
    if facts.has("answered"):
        return _have_answered(facts)
    options = facts.count("options", 0)
    which = (
        counted("Please say when you could.", "Please say which of {count} times suit you.", options)
        if options
        else phrase("Please say when you could.")
    )
    by = phrase("An answer by {day} is soon enough.", day=facts.day("by")) if facts.has("by") else ""
    asked = _asked_again(facts) if facts.given.get("again") else _asked(facts)
    return Words(phrase("When could you meet?"), (sentences(asked, which, by),), CHOOSE_TIMES)


def _asked_again(facts: Facts) -> str:
    if facts.circle:
        return phrase("{circle} would like to know when you could.", circle=facts.circle)
    return phrase("Your circle would like to know when you could.")


def _asked(facts: Facts) -> str:
    person, circle = facts.text("person", ""), facts.circle
    if person and circle:
        return phrase("{name} asks when {circle} could meet.", name=person, circle=circle)
    if person:
        return phrase("{name} asks when your circle could meet.", name=person)
    if circle:
        return phrase("Somebody asks when {circle} could meet.", circle=circle)
    return phrase("Somebody asks when your circle could meet.")


def _have_answered(facts: Facts) -> Words:
    answered, people = facts.count("answered"), facts.count("of")
    if answered >= people:
        subject, said = phrase("All have said when they could meet"), _all_answered(people, facts.circle)
        then = phrase("You can see now which time suits best, and plan it.")
    else:
        subject, said = phrase("The time to answer is over"), _some_answered(answered, people, facts.circle)
        then = (
            phrase("You can see now whether one of the times suits enough of you.")
            if answered
            else phrase("You can ask about other times, or plan a session yourself.")
        )
    return Words(subject, (said, then), phrase("See the answers"))


def _all_answered(people: int, circle: str) -> str:
    if circle:
        return phrase("All {people} in {circle} have answered.", people=people, circle=circle)
    return phrase("All {people} in your circle have answered.", people=people)


def _some_answered(answered: int, people: int, circle: str) -> str:
    if answered and circle:
        return counted(
            "{count} of {people} in {circle} have said when they could meet, and the time to answer is over.",
            "{count} of {people} in {circle} have said when they could meet, and the time to answer is over.",
            answered, people=people, circle=circle,
        )  # fmt: skip
    if answered:
        return counted(
            "{count} of {people} in your circle have said when they could meet, and the time to answer is over.",
            "{count} of {people} in your circle have said when they could meet, and the time to answer is over.",
            answered, people=people,
        )  # fmt: skip
    if circle:
        return phrase("No answer has come from {circle}, and the time to answer is over.", circle=circle)
    return phrase("No answer has come from your circle, and the time to answer is over.")


def _session_planned(facts: Facts) -> Words:
    """Facts: starts_at, minutes?, circle?, discreet?, dates? (how many are planned in one go)"""
    dates = facts.count("dates", 1)
    more = (
        phrase("It is the first of {dates} sessions, and all of them are in the calendar file.", dates=dates)
        if dates > 1
        else ""
    )
    return Words(
        phrase("A session on {day}", day=facts.day_of("starts_at")),
        (
            sentences(_meets(facts), _lasts(facts), more),
            phrase(
                "The invitation for your calendar comes with this message. "
                "If the date does not suit you, it can be moved."
            ),
        ),
        SEE_SESSION,
    )


def _session_moved(facts: Facts) -> Words:
    """Facts: starts_at (the new one), was_at, minutes?, circle?, discreet?"""
    circle, moment = facts.circle, facts.moment("starts_at")
    moved = (
        phrase("The session of {circle} has moved to {moment}.", circle=circle, moment=moment)
        if circle
        else phrase("The session of your circle has moved to {moment}.", moment=moment)
    )
    was = phrase("It was planned for {moment}.", moment=facts.moment("was_at"))
    return Words(
        phrase("Moved to {day}", day=facts.day_of("starts_at")),
        (
            sentences(moved, _lasts(facts)),
            sentences(was, phrase("The file with this message corrects your calendar.")),
        ),
        SEE_SESSION,
    )


def _session_cancelled(facts: Facts) -> Words:
    """Facts: starts_at, circle?, discreet?"""
    circle, moment = facts.circle, facts.moment("starts_at")
    return Words(
        phrase("Cancelled: {day}", day=facts.day_of("starts_at")),
        (
            phrase("The session of {circle} on {moment} will not take place.", circle=circle, moment=moment)
            if circle
            else phrase("The session of your circle on {moment} will not take place.", moment=moment),
            phrase("The file with this message takes it out of your calendar."),
        ),
        phrase("See your circle"),
    )


def _session_soon(facts: Facts) -> Words:
    """Facts: starts_at, minutes?, circle?, discreet?, brings? (the reader brings an issue)"""
    brings = [phrase("You bring an issue this time. A few lines beforehand help.")] if facts.given.get("brings") else []
    return Words(
        phrase("Soon: your session on {day}", day=facts.day_of("starts_at")),
        (sentences(_meets(facts), _lasts(facts)), *brings),
        phrase("Open the session"),
    )


def _meets(facts: Facts) -> str:
    moment = facts.moment("starts_at")
    if facts.circle:
        return phrase("{circle} meets on {moment}.", circle=facts.circle, moment=moment)
    return phrase("Your circle meets on {moment}.", moment=moment)


def _lasts(facts: Facts) -> str:
    """Empty where the length is not known."""
    if not facts.has("minutes"):
        return ""
    return counted("It lasts one minute.", "It lasts {count} minutes.", facts.count("minutes"))


WORDINGS = {
    Kind.TIMES_WANTED: Wording(
        phrase("Times to choose from"),
        phrase("Everybody in the circle; when all have answered, the person who asked"),
        phrase("When somebody asks; and two days before the answers are due, to everybody who has not answered"),
        phrase("You get this because your circle looks for a time to meet."),
        _times_wanted,
        {"circle": "Harbour", "discreet": False, "person": "Bruno Keller", "options": 6, "by": "2026-03-06"},
    ),
    Kind.SESSION_PLANNED: Wording(
        phrase("A session is planned"),
        phrase("Everybody who is expected"),
        phrase("When the date is set"),
        EXPECTED,
        _session_planned,
        {**SESSION, "dates": 6},
    ),
    Kind.SESSION_MOVED: Wording(
        phrase("A session has moved"),
        phrase("Everybody who is expected"),
        phrase("When the date changes"),
        EXPECTED,
        _session_moved,
        {**SESSION, "was_at": "2026-03-10T13:00:00+00:00"},
    ),
    Kind.SESSION_CANCELLED: Wording(
        phrase("A session is cancelled"),
        phrase("Everybody who was expected"),
        phrase("When it is cancelled"),
        phrase("You get this because you were expected at this session."),
        _session_cancelled,
        {name: fact for name, fact in SESSION.items() if name != "minutes"},
    ),
    Kind.SESSION_SOON: Wording(
        phrase("A session is near"),
        phrase("Everybody who is expected"),
        phrase("The working day before"),
        EXPECTED,
        _session_soon,
        {**SESSION, "brings": True},
    ),
}
