"""Letters about taking part."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words

NAMES = {"programme": "Leading Together", "cohort": "Spring", "discreet": False}


def _invitation(facts: Facts) -> Words:
    """Facts: programme?, discreet?, by? (a name), starts_on? (date), weeks?, minutes? (of a session), answer_by?"""
    named = "a peer-coaching programme" if facts.is_discreet else facts.text("programme", "a peer-coaching programme")
    who = facts.text("by", "")
    first = f"{who} invites you to take part in {named}." if who else f"You are invited to take part in {named}."
    begins = [f"It begins on {facts.day('starts_on')}."] if facts.has("starts_on") else []
    if facts.has("weeks") and facts.has("minutes"):
        weeks, minutes = facts.count("weeks"), facts.count("minutes")
        begins.append(f"It runs for {weeks} weeks, in sessions of {minutes} minutes.")
    answer = f" An answer by {facts.day('answer_by')} helps to plan." if facts.has("answer_by") else ""
    last = f"Nothing happens until you say yes, and no is a good answer too. No reason is needed.{answer}"
    return Words(
        "An invitation to take part", (first, *([" ".join(begins)] if begins else []), last), "Answer the invitation"
    )


def _invitation_reminder(facts: Facts) -> Words:
    """Facts: programme?, discreet?, answer_by?"""
    named = "a peer-coaching programme" if facts.is_discreet else facts.text("programme", "a peer-coaching programme")
    by = f" by {facts.day('answer_by')}" if facts.has("answer_by") else ""
    return Words(
        "Your invitation is still open",
        (
            f"Your invitation to {named} waits for an answer{by}.",
            "Yes or no, one click is enough; no reason is needed.",
        ),
        "Answer the invitation",
    )


def _profile_reminder(facts: Facts) -> Words:
    """Facts: programme?, discreet?"""
    return Words(
        "A few lines about you",
        (
            f"To find you good company in {facts.programme}, we need your goals, languages and working hours.",
            "It takes about three minutes.",
        ),
        "Complete your profile",
    )


def _pause_ending(facts: Facts) -> Words:
    """Facts: until (date), programme?, discreet?"""
    return Words(
        "Your pause is ending",
        (
            f"Your pause from {facts.programme} ends on {facts.day('until')}. After that you are back by itself.",
            "If you would rather pause longer or finish here, one click is enough.",
        ),
        "See your choices",
    )


WORDINGS = {
    Kind.INVITATION: Wording(
        "You are invited",
        "Everybody who is invited to the cohort",
        "When the invitations are sent",
        "somebody who runs a programme in your organisation invited you",
        _invitation,
        {
            **NAMES,
            "by": "Hana Sato",
            "starts_on": "2026-03-16",
            "weeks": 12,
            "minutes": 90,
            "answer_by": "2026-03-09",
        },
    ),
    Kind.INVITATION_REMINDER: Wording(
        "Your invitation waits for an answer",
        "Whoever has not answered yet",
        "Some days after the invitation",
        "you were invited and have not answered yet",
        _invitation_reminder,
        {**NAMES, "answer_by": "2026-03-09"},
    ),
    Kind.PROFILE_REMINDER: Wording(
        "Your profile is not complete",
        "Whoever said yes and has no profile yet",
        "Some days after the yes",
        "you said yes to taking part",
        _profile_reminder,
        NAMES,
    ),
    Kind.PAUSE_ENDING: Wording(
        "Your pause is ending",
        "Whoever has paused",
        "Some days before the pause ends",
        "you paused until a date",
        _pause_ending,
        {**NAMES, "until": "2026-04-20"},
    ),
}
