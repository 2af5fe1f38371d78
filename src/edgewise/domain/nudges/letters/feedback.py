"""Letters about feedback between peers: that there is some, never a word of it."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import phrase


def _feedback_given(facts: Facts) -> Words:
    """Facts: person (who gives it)"""
    return Words(
        phrase("Somebody has given you feedback"),
        (
            phrase("{name} has written down something that you did, and what it did.", name=facts.text("person")),
            phrase("Only the two of you can read it. Nobody else knows that it exists."),
        ),
        phrase("Read it"),
    )


def _feedback_asked(facts: Facts) -> Words:
    """Facts: person (who asks)"""
    return Words(
        phrase("Somebody asks for your feedback"),
        (
            phrase("{name} asks you one question.", name=facts.text("person")),
            phrase("Two minutes are enough. You need not answer, and nobody is told if you do not."),
        ),
        phrase("Read the question"),
    )


def _feedback_answered(facts: Facts) -> Words:
    """Facts: person (the peer)"""
    return Words(
        phrase("An answer to your question"),
        (phrase("{name} has answered what you asked. Only the two of you can read it.", name=facts.text("person")),),
        phrase("Read it"),
    )


def _feedback_landed(facts: Facts) -> Words:
    """Facts: person (the receiver)"""
    return Words(
        phrase("How your feedback landed"),
        (phrase("{name} has read your feedback and tells you how it landed.", name=facts.text("person")),),
        phrase("See it"),
    )


WORDINGS = {
    Kind.FEEDBACK_GIVEN: Wording(
        phrase("Feedback for you"),
        phrase("The peer whom it is for"),
        phrase("When somebody gives it"),
        phrase("You get this because somebody in your circle has given you feedback."),
        _feedback_given,
        {"person": "Bruno Silva"},
    ),
    Kind.FEEDBACK_ASKED: Wording(
        phrase("Somebody asks for feedback"),
        phrase("A peer who was asked"),
        phrase("When somebody asks"),
        phrase("You get this because somebody in your circle asked you."),
        _feedback_asked,
        {"person": "Amara Okafor"},
    ),
    Kind.FEEDBACK_ANSWERED: Wording(
        phrase("Feedback that you asked for"),
        phrase("The person who asked"),
        phrase("When the peer has answered"),
        phrase("You get this because you asked somebody in your circle."),
        _feedback_answered,
        {"person": "Bruno Silva"},
    ),
    Kind.FEEDBACK_LANDED: Wording(
        phrase("How your feedback landed"),
        phrase("The person who gave it"),
        phrase("When its receiver says so"),
        phrase("You get this because you gave somebody feedback."),
        _feedback_landed,
        {"person": "Amara Okafor"},
    ),
}
