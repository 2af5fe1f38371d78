"""Letters about a circle and its agreement."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, MissingFact, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences

CIRCLE = {"circle": "Harbour", "programme": "Leading Together", "discreet": False}
SEATED = phrase("You get this because you have a seat in this circle.")


def _circle_ready(facts: Facts) -> Words:
    """Facts: people (names of the others), circle?, discreet?"""
    others, circle = facts.names("people"), facts.circle
    ready = phrase("Your circle, {circle}, is ready.", circle=circle) if circle else phrase("Your circle is ready.")
    company = phrase("You are together with {names}.", names=others) if others else phrase("You can see who is in it.")
    return Words(
        phrase("Your circle is ready"),
        (sentences(ready, company), phrase("The first thing to do together is to agree how you will work.")),
        phrase("Meet your circle"),
    )


def _circle_changed(facts: Facts) -> Words:
    """Facts: joined? (names), left? (names), one of them at least; circle?, discreet?"""
    joined, left = _joined(facts), _left(facts)
    if not joined and not left:
        raise MissingFact("joined")
    return Words(
        phrase("Your circle has changed"),
        (
            sentences(joined, left),
            phrase("What was said before stays with the people who were there."),
        ),
        phrase("See your circle"),
    )


def _joined(facts: Facts) -> str:
    names, circle = facts.names("joined"), facts.circle
    if not names:
        return ""
    people = facts.how_many("joined")
    if circle:
        return counted(
            "{names} has joined {circle}.", "{names} have joined {circle}.", people, names=names, circle=circle
        )
    return counted("{names} has joined your circle.", "{names} have joined your circle.", people, names=names)


def _left(facts: Facts) -> str:
    names, circle = facts.names("left"), facts.circle
    if not names:
        return ""
    people = facts.how_many("left")
    if circle:
        return counted("{names} has left {circle}.", "{names} have left {circle}.", people, names=names, circle=circle)
    return counted("{names} has left your circle.", "{names} have left your circle.", people, names=names)


def _round_proposed(facts: Facts) -> Words:
    """Facts: people (names of the others; nobody: the reader sits out), on (date), programme?, discreet?"""
    day, others = facts.day("on"), facts.names("people")
    if others:
        who = phrase("The next round begins on {day}. You would meet {names}.", day=day, names=others)
    else:
        who = phrase("The next round begins on {day}. Nobody is left for you to meet in it: you sit out once.", day=day)
    return Words(
        phrase("Your next round"),
        (
            who,
            phrase(
                "You need to do nothing. If it does not suit you, one tap before that day is enough, without a reason."
            ),
        ),
        phrase("See the next round"),
    )


def _round_to_look_at(facts: Facts) -> Words:
    """Facts: on (date), circles (how many), cohort?, discreet?"""
    day = facts.day("on")
    meet = counted(
        "{count} circle of the next round begins by itself on {day}.",
        "{count} circles of the next round begin by themselves on {day}.",
        facts.count("circles"),
        day=day,
    )
    return Words(
        phrase("The next round begins by itself"),
        (
            sentences(meet, phrase("The people in them have been told whom they would meet.")),
            phrase("You can look at it and stop it until then. If somebody objects, it waits, and your desk says so."),
        ),
        phrase("Look at the next round"),
    )


def _agreement_ready(facts: Facts) -> Words:
    """Facts: circle?, discreet?"""
    circle = facts.circle
    ready = (
        phrase(
            "The coaching agreement of {circle} is ready: your objectives, your dates, and what stays inside.",
            circle=circle,
        )
        if circle
        else phrase(
            "The coaching agreement of your circle is ready: your objectives, your dates, and what stays inside."
        )
    )
    return Words(
        phrase("An agreement to read and sign"),
        (ready, phrase("Everybody signs it before the next session. It takes two minutes to read.")),
        phrase("Read and sign"),
    )


def _agreement_reminder(facts: Facts) -> Words:
    """Facts: circle?, discreet?, starts_at? (of the next session)"""
    circle = facts.circle
    waits = (
        phrase("The agreement of {circle} waits for your signature.", circle=circle)
        if circle
        else phrase("The agreement of your circle waits for your signature.")
    )
    before = (
        phrase("Please sign it before the session on {day}.", day=facts.day_of("starts_at"))
        if facts.has("starts_at")
        else ""
    )
    return Words(
        phrase("Your signature is missing"),
        (sentences(waits, before), phrase("It takes two minutes to read.")),
        phrase("Read and sign"),
    )


WORDINGS = {
    Kind.CIRCLE_READY: Wording(
        phrase("You have a seat in a circle"),
        phrase("Everybody in a new circle"),
        phrase("When the circles are published"),
        SEATED,
        _circle_ready,
        {**CIRCLE, "people": ["Bruno Silva", "Chidi Eze", "Dana Levi"]},
    ),
    Kind.CIRCLE_CHANGED: Wording(
        phrase("Somebody joined or left your circle"),
        phrase("Everybody in the circle"),
        phrase("When a seat changes"),
        SEATED,
        _circle_changed,
        {**CIRCLE, "joined": ["Elif Kaya"], "left": ["Ines Costa"]},
    ),
    Kind.ROUND_PROPOSED: Wording(
        phrase("Your next round"),
        phrase("Everybody in a sprint"),
        phrase("The working day before the next round begins"),
        phrase("You get this because you take part in a programme in which people meet in rounds."),
        _round_proposed,
        {**CIRCLE, "people": ["Bruno Silva"], "on": "2026-03-16"},
    ),
    Kind.ROUND_TO_LOOK_AT: Wording(
        phrase("The next round begins by itself"),
        phrase("The coordinators of a sprint"),
        phrase("The working day before the next round begins"),
        phrase("You get this because you coordinate this cohort."),
        _round_to_look_at,
        {**CIRCLE, "circles": 12, "on": "2026-03-16"},
    ),
    Kind.AGREEMENT_READY: Wording(
        phrase("There is an agreement to sign"),
        phrase("Everybody in the circle"),
        phrase("When the agreement is ready, and again when it changes"),
        SEATED,
        _agreement_ready,
        CIRCLE,
    ),
    Kind.AGREEMENT_REMINDER: Wording(
        phrase("Your signature is missing"),
        phrase("Everybody who has not signed yet"),
        phrase("Some days after the agreement, and before the first session"),
        phrase("You get this because the agreement of your circle waits for your signature."),
        _agreement_reminder,
        {**CIRCLE, "starts_at": "2026-03-12T13:00:00+00:00"},
    ),
}
