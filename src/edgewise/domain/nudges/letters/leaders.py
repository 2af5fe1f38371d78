"""Letters about a 360, none of which holds an answer or says who has answered; and about people from outside."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences

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


def _rater_asked(facts: Facts) -> Words:
    """Facts: person (the leader), closes (date), minutes"""
    minutes = facts.count("minutes")
    return Words(
        phrase("How do you see a colleague?"),
        (
            phrase("{name} asks how you see the way they lead.", name=facts.text("person")),
            sentences(
                counted("It takes about {count} minute.", "It takes about {count} minutes.", minutes),
                phrase("You can answer until {day}, and you need no account.", day=facts.day("closes")),
            ),
            phrase("The page says first who reads what. The link is for you alone: please do not pass it on."),
        ),
        phrase("Read the rules and answer"),
    )


def _rater_reminded(facts: Facts) -> Words:
    """Facts: person (the leader), closes (date)"""
    return Words(
        phrase("A few days are left to answer"),
        (
            phrase(
                "{name} asked how you see the way they lead. You can answer until {day}.",
                name=facts.text("person"), day=facts.day("closes"),
            ),
            phrase("This is the only reminder. {name} is not told who has answered.", name=facts.text("person")),
        ),
        phrase("Read the rules and answer"),
    )  # fmt: skip


def _three_sixty_ready(_facts: Facts) -> Words:
    """Facts: none"""
    return Words(
        phrase("Your 360 has closed"),
        (
            phrase("Nobody can answer any more. What can be shown of the answers is ready, for you alone."),
            phrase("Take half an hour for it, and choose one thing."),
        ),
        phrase("Read it"),
    )


def _report_shared(facts: Facts) -> Words:
    """Facts: person (the leader)"""
    return Words(
        phrase("Somebody shares something with you"),
        (
            phrase("{name} shows you parts of a 360 report.", name=facts.text("person")),
            phrase("Read them before you meet, and ask one question."),
        ),
        phrase("Read it"),
    )


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
    Kind.RATER_ASKED: Wording(
        phrase("A 360 asks for your view"),
        phrase("Everybody whom a leader asks"),
        phrase("When the leader starts the 360"),
        phrase("You get this because somebody asked how you see the way they lead."),
        _rater_asked,
        {"person": "Amara Okafor", "closes": "2026-03-15", "minutes": 7},
    ),
    Kind.RATER_REMINDED: Wording(
        phrase("A 360 waits for your view"),
        phrase("Everybody who was asked and has not answered"),
        phrase("Once, some days before the last day"),
        phrase("You get this because somebody asked how you see the way they lead."),
        _rater_reminded,
        {"person": "Amara Okafor", "closes": "2026-03-15"},
    ),
    Kind.THREE_SIXTY_READY: Wording(
        phrase("Your 360 has closed"),
        phrase("The leader"),
        phrase("On the day after the last day"),
        phrase("You get this because you started a 360."),
        _three_sixty_ready,
        {},
    ),
    Kind.REPORT_SHARED: Wording(
        phrase("A shared 360 report"),
        phrase("Somebody of the leader’s circles"),
        phrase("When the leader shares parts of the report"),
        phrase("You get this because somebody in your circle shares a report with you."),
        _report_shared,
        {"person": "Amara Okafor"},
    ),
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
