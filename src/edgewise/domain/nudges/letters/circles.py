"""Letters about a circle and its agreement."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, MissingFact, Wording, Words

CIRCLE = {"circle": "Harbour", "programme": "Leading Together", "discreet": False}
SEATED = "you have a seat in this circle"


def _circle_ready(facts: Facts) -> Words:
    """Facts: people (names of the others), circle?, discreet?"""
    others = facts.names("people")
    company = f"You are together with {others}." if others else "You can see who is in it."
    named = "your circle" if facts.is_discreet else f"your circle, {facts.text('circle', 'as yet without a name')},"
    return Words(
        "Your circle is ready",
        (f"From now on {named} is there. {company}", "The first thing to do together is to agree how you will work."),
        "Meet your circle",
    )


def _circle_changed(facts: Facts) -> Words:
    """Facts: joined? (names), left? (names), one of them at least; circle?, discreet?"""
    joined, left = facts.names("joined"), facts.names("left")
    if not joined and not left:
        raise MissingFact("joined")
    several = {True: "have", False: "has"}
    said = [f"{joined} {several[' and ' in joined]} joined {facts.circle}."] if joined else []
    said += [f"{left} {several[' and ' in left]} left {facts.circle}."] if left else []
    return Words(
        "Your circle has changed",
        (" ".join(said), "What was said before stays with those who were there when it was said."),
        "See your circle",
    )


def _agreement_ready(facts: Facts) -> Words:
    """Facts: circle?, discreet?"""
    return Words(
        "An agreement to read and sign",
        (
            f"The coaching agreement of {facts.circle} is ready: your objectives, your dates, and what stays inside.",
            "Everybody signs it before the next session. It takes two minutes to read.",
        ),
        "Read and sign",
    )


def _agreement_reminder(facts: Facts) -> Words:
    """Facts: circle?, discreet?, starts_at? (of the next session)"""
    before = f" before the session on {facts.day_of('starts_at')}" if facts.has("starts_at") else ""
    return Words(
        "Your signature is wanted",
        (f"The agreement of {facts.circle} waits for your signature{before}.", "It takes two minutes to read."),
        "Read and sign",
    )


WORDINGS = {
    Kind.CIRCLE_READY: Wording(
        "You have a seat in a circle",
        "Everybody in a new circle",
        "When the circles are published",
        SEATED,
        _circle_ready,
        {**CIRCLE, "people": ["Bruno Silva", "Chidi Eze", "Dana Levi"]},
    ),
    Kind.CIRCLE_CHANGED: Wording(
        "Somebody joined or left your circle",
        "Everybody in the circle",
        "When a seat changes",
        SEATED,
        _circle_changed,
        {**CIRCLE, "joined": ["Elif Kaya"], "left": ["Ines Costa"]},
    ),
    Kind.AGREEMENT_READY: Wording(
        "There is an agreement to sign",
        "Everybody in the circle",
        "When the agreement is ready, and again when it changes",
        SEATED,
        _agreement_ready,
        CIRCLE,
    ),
    Kind.AGREEMENT_REMINDER: Wording(
        "Your signature is wanted",
        "Whoever has not signed yet",
        "Some days after the agreement, and before the first session",
        "the agreement of your circle waits for your signature",
        _agreement_reminder,
        {**CIRCLE, "starts_at": "2026-03-12T13:00:00+00:00"},
    ),
}
