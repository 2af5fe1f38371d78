"""Letters about a pair that two colleagues begin by themselves."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import phrase, sentences

ASKED = {"programme": "Leading Together", "cohort": "Spring", "discreet": False, "person": "Bruno Silva"}
PAIR = {"circle": "Harbour", "programme": "Leading Together", "discreet": False}


def _colleague_asked(facts: Facts) -> Words:
    """Facts: person (who asks)"""
    return Words(
        phrase("A colleague asks you"),
        (
            phrase(
                "{name} asks you to begin a pair: two people who coach each other, beside your circle.",
                name=facts.text("person"),
            ),
            phrase("You say yes or no, and nobody asks for a reason."),
        ),
        phrase("Read and answer"),
    )


def _colleague_declined(facts: Facts) -> Words:
    """Facts: person (who was asked)"""
    return Words(
        phrase("No pair this time"),
        (
            phrase(
                "No pair with {name} has come of your question. Nobody is asked for a reason.",
                name=facts.text("person"),
            ),
            phrase("You can ask somebody else."),
        ),
        phrase("See your circles"),
    )


def _pair_begun(facts: Facts) -> Words:
    """Facts: people (names of the two), circle?, discreet?"""
    names, circle = facts.names("people"), facts.circle
    begun = (
        phrase("{names} have begun a pair by themselves. It is called {circle}.", names=names, circle=circle)
        if names and circle
        else phrase("Two people of your cohort have begun a pair by themselves.")
    )
    return Words(
        phrase("Two colleagues have begun a pair"),
        (sentences(begun, phrase("There is nothing that you have to do.")),),
        phrase("See the circles"),
    )


def _pair_ended(facts: Facts) -> Words:
    """Facts: circle?, discreet?"""
    circle = facts.circle
    ended = phrase("Your pair {circle} has ended.", circle=circle) if circle else phrase("Your pair has ended.")
    return Words(
        phrase("Your pair has ended"),
        (
            sentences(ended, phrase("Planned sessions are cancelled. Nobody is asked for a reason.")),
            phrase("What you said stays with the two of you, and your hours still count."),
        ),
        phrase("See your circles"),
    )


WORDINGS = {
    Kind.COLLEAGUE_ASKED: Wording(
        phrase("A colleague asks you to begin a pair"),
        phrase("The person who is asked"),
        phrase("When the colleague asks, if your programme allows pairs"),
        phrase("You get this because a colleague of your programme asks you something."),
        _colleague_asked,
        ASKED,
    ),
    Kind.COLLEAGUE_DECLINED: Wording(
        phrase("No pair has come of your question"),
        phrase("The person who asked"),
        phrase("After a no, or after two weeks without an answer"),
        phrase("You get this because you asked a colleague to begin a pair."),
        _colleague_declined,
        ASKED,
    ),
    Kind.PAIR_BEGUN: Wording(
        phrase("Two colleagues have begun a pair"),
        phrase("The coordinators of the cohort"),
        phrase("When the second of the two says yes"),
        phrase("You get this because you coordinate a cohort."),
        _pair_begun,
        {**PAIR, "people": ["Amara Okafor", "Bruno Silva"]},
    ),
    Kind.PAIR_ENDED: Wording(
        phrase("Your pair has ended"),
        phrase("The other of the two"),
        phrase("When one of the two ends the pair, or leaves"),
        phrase("You get this because you had a seat in this pair."),
        _pair_ended,
        PAIR,
    ),
}
