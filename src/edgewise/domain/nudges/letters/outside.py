"""Letters about a coach or facilitator from outside who is invited to sessions of a circle."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase

ASKED = {
    "circle": "Harbour",
    "programme": "Leading Together",
    "discreet": False,
    "person": "Noor Haddad",
    "sessions": 2,
    "starts_at": "2026-03-12T13:00:00+00:00",
}
INVITED = {
    "organisation": "Northwind",
    "sessions": 2,
    "starts_at": "2026-03-12T13:00:00+00:00",
}


def _outside_asked(facts: Facts) -> Words:
    """Facts: person (from outside), sessions (how many), starts_at (the first), circle?, discreet?"""
    return Words(
        phrase("May somebody from outside come?"),
        (
            counted(
                "{name} is invited to facilitate {count} session of your circle, on {day}.",
                "{name} is invited to facilitate {count} sessions of your circle. The first is on {day}.",
                facts.count("sessions"),
                name=facts.text("person"),
                day=facts.day_of("starts_at"),
            ),
            phrase("{name} comes only if everybody in the circle agrees. Say nothing, and it is a no.",
                   name=facts.text("person")),
            phrase("Nobody learns who has agreed and who has not."),
        ),
        phrase("Read and answer"),
    )  # fmt: skip


def _outside_invited(facts: Facts) -> Words:
    """Facts: organisation, sessions (how many), starts_at (the first)"""
    return Words(
        phrase("You are invited to facilitate"),
        (
            counted(
                "{organisation} invites you to facilitate {count} session of a coaching circle, on {day}.",
                "{organisation} invites you to facilitate {count} sessions of a coaching circle, from {day} on.",
                facts.count("sessions"),
                organisation=facts.text("organisation"),
                day=facts.day_of("starts_at"),
            ),
            phrase("The circle is asked first. If everybody agrees, we write to you, and you sign what it has agreed."),
        ),
        phrase("See the dates"),
    )


def _outside_to_sign(facts: Facts) -> Words:
    """Facts: organisation"""
    return Words(
        phrase("The circle agrees: please sign"),
        (
            phrase("Everybody in the circle at {organisation} agrees that you come.",
                   organisation=facts.text("organisation")),
            phrase("Read what the circle has agreed and sign it. Then your dates are fixed, and we send them to you."),
        ),
        phrase("Read and sign"),
    )  # fmt: skip


WORDINGS = {
    Kind.OUTSIDE_ASKED: Wording(
        phrase("Somebody from outside may come"),
        phrase("Everybody in the circle"),
        phrase("When a coordinator invites a coach or facilitator from outside, and again to who joins the circle"),
        phrase("You get this because you have a seat in this circle."),
        _outside_asked,
        ASKED,
    ),
    Kind.OUTSIDE_INVITED: Wording(
        phrase("You are invited to facilitate"),
        phrase("The person from outside"),
        phrase("When a coordinator invites them"),
        phrase("You get this because you are invited as a coach or facilitator from outside."),
        _outside_invited,
        INVITED,
    ),
    Kind.OUTSIDE_TO_SIGN: Wording(
        phrase("The circle agrees: please sign"),
        phrase("The person from outside"),
        phrase("When everybody in the circle has agreed, and again when its people have changed"),
        phrase("You get this because you are invited as a coach or facilitator from outside."),
        _outside_to_sign,
        {"organisation": INVITED["organisation"]},
    ),
}
