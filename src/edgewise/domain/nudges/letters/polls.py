"""Letters about a time that a circle looks for."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences

CHOOSE_TIMES = phrase("Choose your times")


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


WORDINGS = {
    Kind.TIMES_WANTED: Wording(
        phrase("Times to choose from"),
        phrase("Everybody in the circle; when all have answered, the person who asked"),
        phrase("When somebody asks; and two days before the answers are due, to everybody who has not answered"),
        phrase("You get this because your circle looks for a time to meet."),
        _times_wanted,
        {"circle": "Harbour", "discreet": False, "person": "Bruno Keller", "options": 6, "by": "2026-03-06"},
    ),
}
