"""Letters about places that are drawn by lot."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.enrolments import NAMES
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import phrase, sentences


def _place_drawn(facts: Facts) -> Words:
    """Facts: starts_on (date), programme?, discreet?, promised? (by an earlier lottery, so not drawn)"""
    if facts.has("promised"):
        how = phrase("You have a place, as you were promised: yours was not drawn.")
    else:
        how = phrase("The places were drawn by lot, and you have one.")
    next_ = phrase("You need to do nothing. We write to you when your circle is made.")
    begins = phrase("It begins on {day}.", day=facts.day("starts_on"))
    last = () if facts.has("promised") else (_compared(),)
    return Words(
        phrase("You have a place"),
        (sentences(_more_than_room(facts), how), sentences(begins, next_), *last),
        phrase("See your part"),
    )


def _place_waits(facts: Facts) -> Words:
    """Facts: programme?, discreet?, late? (said yes after the places were drawn)"""
    if facts.has("late"):
        programme = facts.programme
        drawn = (
            phrase("The places in {programme} were drawn before you said yes.", programme=programme)
            if programme
            else phrase("The places in your programme were drawn before you said yes.")
        )
        then = phrase("You are among the first who are asked for the next cohort. You need to do nothing until then.")
        return Words(phrase("You are asked first for the next cohort"), (drawn, then), phrase("See your part"))
    return Words(
        phrase("You have a place in the next cohort"),
        (
            sentences(
                _more_than_room(facts),
                phrase("The places were drawn by lot, and this time you have none. It says nothing about you."),
            ),
            sentences(_next_cohort(), phrase("You need to do nothing until then.")),
            _compared(),
        ),
        phrase("See your part"),
    )


def _place_in_line(facts: Facts) -> Words:
    """Facts: line (1 is asked first), until (date), programme?, discreet?"""
    number = phrase("If a place becomes free, you are number {number} in line.", number=facts.count("line"))
    asked = phrase("You may be asked until {day}, and you can say yes or no.", day=facts.day("until"))
    other = phrase("If you are not asked, you have a place in the next cohort. You need to do nothing.")
    return Words(
        phrase("You are in line for a place"),
        (
            sentences(_more_than_room(facts), phrase("The places were drawn by lot.")),
            sentences(number, asked),
            other,
        ),
        phrase("See your part"),
    )


def _place_offered(facts: Facts) -> Words:
    """Facts: answer_by (date), starts_on (date), programme?, discreet?"""
    programme = facts.programme
    free = (
        phrase("A place in {programme} is free, and you are next in line.", programme=programme)
        if programme
        else phrase("A place in your programme is free, and you are next in line.")
    )
    begins = phrase("It begins on {day}.", day=facts.day("starts_on"))
    answer = phrase("Please answer by {day}. After that it can go to the next in line.", day=facts.day("answer_by"))
    no = phrase("No is a good answer too, and needs no reason. Then you keep your place in the next cohort.")
    return Words(phrase("A place is free for you"), (sentences(free, begins), answer, no), phrase("Answer"))


def _more_than_room(facts: Facts) -> str:
    programme = facts.programme
    if programme:
        return phrase("More people said yes to {programme} than there is room for.", programme=programme)
    return phrase("More people said yes to your programme than there is room for.")


def _next_cohort() -> str:
    return phrase("You have a place in the next cohort. You are among the first who are asked, and a yes is enough.")


def _compared() -> str:
    """Nobody finds out by chance what the lot is also good for."""
    return phrase(
        "The programme may compare those who take part with those who wait. It does so for both groups as a whole, "
        "never by name, and only on figures that its owner wrote down before the start."
    )


WORDINGS = {
    Kind.PLACE_DRAWN: Wording(
        phrase("You have a place"),
        phrase("Everybody who has a place by lot, or as promised"),
        phrase("When the places are drawn"),
        phrase("You get this because you said yes to taking part."),
        _place_drawn,
        {**NAMES, "starts_on": "2026-03-16"},
    ),
    Kind.PLACE_IN_LINE: Wording(
        phrase("You are in line for a place"),
        phrase("Each reserve"),
        phrase("When the places are drawn"),
        phrase("You get this because you said yes to taking part."),
        _place_in_line,
        {**NAMES, "line": 2, "until": "2026-03-16"},
    ),
    Kind.PLACE_WAITS: Wording(
        phrase("You have a place in the next cohort"),
        phrase("Everybody who said yes and has no place this time"),
        phrase("When the places are drawn; to somebody whose pause ends later, then"),
        phrase("You get this because you said yes to taking part."),
        _place_waits,
        NAMES,
    ),
    Kind.PLACE_OFFERED: Wording(
        phrase("A place is free for you"),
        phrase("The next reserve in line"),
        phrase("When a coordinator offers a place that became free"),
        phrase("You get this because you are in line for a place."),
        _place_offered,
        {**NAMES, "answer_by": "2026-03-12", "starts_on": "2026-03-16"},
    ),
}
