"""Letters about taking part."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences

NAMES = {"programme": "Leading Together", "cohort": "Spring", "discreet": False}


def _invitation(facts: Facts) -> Words:
    """Facts: programme?, discreet?, by? (a name), words? (their own), starts_on? (date), weeks?, minutes? (of a
    session), answer_by?, test? (only its writer gets it)
    """
    is_test = facts.has("test")
    begins = phrase("It begins on {day}.", day=facts.day("starts_on")) if facts.has("starts_on") else ""
    runs = ""
    if facts.has("weeks") and facts.has("minutes"):
        weeks, minutes = facts.count("weeks"), facts.count("minutes")
        runs = phrase(
            "It runs for {weeks}, in sessions of {minutes}.",
            weeks=counted("one week", "{count} weeks", weeks),
            minutes=counted("one minute", "{count} minutes", minutes),
        )
    about = sentences(begins, runs)
    answer = (
        phrase("An answer by {day} helps us to plan.", day=facts.day("answer_by")) if facts.has("answer_by") else ""
    )
    last = phrase("Nothing happens until you say yes. No is a good answer too, and needs no reason.")
    return Words(
        phrase("Test: an invitation to take part") if is_test else phrase("An invitation to take part"),
        (
            *([phrase("This is a test. Only you get this letter.")] if is_test else []),
            _invited(facts),
            *(facts.passage("words") if facts.has("words") else ()),
            *([about] if about else []),
            sentences(last, answer),
        ),
        phrase("Answer the invitation"),
    )


def _invited(facts: Facts) -> str:
    who, programme = facts.text("by", ""), facts.programme
    if who and programme:
        return phrase("{name} invites you to take part in {programme}.", name=who, programme=programme)
    if who:
        return phrase("{name} invites you to take part in a peer-coaching programme.", name=who)
    if programme:
        return phrase("You are invited to take part in {programme}.", programme=programme)
    return phrase("You are invited to take part in a peer-coaching programme.")


def _invitation_reminder(facts: Facts) -> Words:
    """Facts: programme?, discreet?, answer_by?"""
    programme = facts.programme
    waits = (
        phrase("Your invitation to {programme} waits for an answer.", programme=programme)
        if programme
        else phrase("Your invitation to a peer-coaching programme waits for an answer.")
    )
    by = phrase("Please answer by {day}.", day=facts.day("answer_by")) if facts.has("answer_by") else ""
    return Words(
        phrase("Your invitation is still open"),
        (sentences(waits, by), phrase("Yes or no: one click is enough, and no reason is needed.")),
        phrase("Answer the invitation"),
    )


def _profile_reminder(facts: Facts) -> Words:
    """Facts: programme?, discreet?"""
    programme = facts.programme
    needed = (
        phrase(
            "To find you good company in {programme}, we need your goals, languages and working hours.",
            programme=programme,
        )
        if programme
        else phrase("To find you good company in your programme, we need your goals, languages and working hours.")
    )
    return Words(
        phrase("A few lines about you"),
        (needed, phrase("It takes about three minutes.")),
        phrase("Complete your profile"),
    )


def _pause_ending(facts: Facts) -> Words:
    """Facts: until (date), programme?, discreet?"""
    programme, until = facts.programme, facts.day("until")
    ends = (
        phrase("Your pause from {programme} ends on {day}.", programme=programme, day=until)
        if programme
        else phrase("Your pause from your programme ends on {day}.", day=until)
    )
    return Words(
        phrase("Your pause is ending"),
        (
            sentences(ends, phrase("After that you take part again. You need to do nothing.")),
            phrase("If you would rather pause longer or finish here, one click is enough."),
        ),
        phrase("See your choices"),
    )


WORDINGS = {
    Kind.INVITATION: Wording(
        phrase("You are invited"),
        phrase("Everybody who is invited to the cohort"),
        phrase("When the invitations are sent"),
        phrase("You get this because somebody who runs a programme in your organisation invited you."),
        _invitation,
        {
            **NAMES,
            "by": "Hana Sato",
            "words": "I look forward to this, and I hope you will join.",
            "starts_on": "2026-03-16",
            "weeks": 12,
            "minutes": 90,
            "answer_by": "2026-03-09",
        },
    ),
    Kind.INVITATION_REMINDER: Wording(
        phrase("Your invitation waits for an answer"),
        phrase("Everybody who has not answered yet"),
        phrase("Some days after the invitation"),
        phrase("You get this because you were invited and have not answered yet."),
        _invitation_reminder,
        {**NAMES, "answer_by": "2026-03-09"},
    ),
    Kind.PROFILE_REMINDER: Wording(
        phrase("Your profile is not complete"),
        phrase("Everybody who said yes and has no profile yet"),
        phrase("Some days after the yes"),
        phrase("You get this because you said yes to taking part."),
        _profile_reminder,
        NAMES,
    ),
    Kind.PAUSE_ENDING: Wording(
        phrase("Your pause is ending"),
        phrase("Everybody who has paused"),
        phrase("Some days before the pause ends"),
        phrase("You get this because you paused until a date."),
        _pause_ending,
        {**NAMES, "until": "2026-04-20"},
    ),
}
