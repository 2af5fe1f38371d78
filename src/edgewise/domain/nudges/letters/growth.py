"""Letters about what follows a session."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, MissingFact, Wording, Words
from edgewise.domain.nudges.positive_norms import norm


def _hours_to_confirm(facts: Facts) -> Words:
    """Facts: person (who says so), minutes, on? (date)"""
    on = f" on {facts.day('on')}" if facts.has("on") else ""
    return Words(
        "Hours to confirm",
        (
            f"{facts.text('person')} has noted {facts.count('minutes')} minutes of coaching with you{on}.",
            "If that is right, one click confirms it. If not, you can correct it.",
        ),
        "Confirm or correct",
    )


def _reflection(facts: Facts) -> Words:
    """Facts: about? (`session`, the default, or `programme`), on? (date of the session)"""
    if facts.text("about", "session") == "programme":
        what = "The programme is over. What will you keep of it?"
    else:
        what = f"What do you take with you from the session{' on ' + facts.day('on') if facts.has('on') else ''}?"
    return Words(
        "Two minutes to look back",
        (what, "Two or three sentences are enough, while it is fresh."),
        "Write your reflection",
    )


def _commitment_due(facts: Facts) -> Words:
    """Facts: by (date)"""
    return Words(
        "How did it go?",
        (
            f"You promised something for {facts.day('by')}.",
            "Kept, partly, changed or not: each of them teaches something. What did you learn?",
        ),
        "Check in",
    )


def _weekly_task(facts: Facts) -> Words:
    """Facts: by? (date)"""
    by = f", by {facts.day('by')}" if facts.has("by") else ""
    return Words(
        "One thing for this week",
        (f"There is one small step towards what you promised, for this week{by}.",),
        "See your step",
    )


def _witness_asked(facts: Facts) -> Words:
    """Facts: witness (a name)"""
    return Words(
        "Your witness asks how it went",
        (f"{facts.text('witness')} is your witness, and would like to hear how it went.",),
        "Tell your witness",
    )


def _witness_prompt(facts: Facts) -> Words:
    """Facts: person (whose witness the reader is), by? (date)"""
    by = f" for {facts.day('by')}" if facts.has("by") else ""
    return Words(
        "Ask how it went",
        (
            f"{facts.text('person')} promised something{by}, and you are the witness.",
            "A witness asks and does not judge: what happened, and what comes next?",
        ),
        "Ask",
    )


def _behaviour_to_confirm(facts: Facts) -> Words:
    """Facts: person"""
    return Words(
        "Have you seen a change?",
        (
            f"{facts.text('person')} set out to do one thing differently and asks you whether you have seen it.",
            "Say what you saw. Not having seen it is an answer too.",
        ),
        "Say what you saw",
    )


def _behaviour_answered(facts: Facts) -> Words:
    """Facts: person (the peer)"""
    return Words(
        "Somebody tells you what they saw",
        (f"{facts.text('person')} has answered your question about the change you set out to make.",),
        "Read it",
    )


def _midway(facts: Facts) -> Words:
    """Facts: programme?, discreet?, starts_at? (of the check-in)"""
    when = f" The check-in is on {facts.moment('starts_at')}." if facts.has("starts_at") else ""
    return Words(
        "Halfway",
        (f"You are halfway through {facts.programme}.{when}", "What works, and what should be different from here?"),
        "Look back and ahead",
    )


def _well_kept(facts: Facts) -> Words:
    """Facts: kept, of (people); refused with MissingFact unless it may be said (norms.py)."""
    said = norm(facts.count("kept"), facts.count("of"), "in your cohort kept their promise.")
    if not said:
        raise MissingFact("kept")
    return Words("Promises kept", (said, "Thank you for being part of it."), "See your commitments")


WORDINGS = {
    Kind.HOURS_TO_CONFIRM: Wording(
        "Hours to confirm",
        "Whoever was on the other side",
        "When somebody notes hours outside a session",
        "somebody noted coaching hours with you",
        _hours_to_confirm,
        {"person": "Bruno Silva", "minutes": 45, "on": "2026-03-03"},
    ),
    Kind.REFLECTION: Wording(
        "A reflection",
        "Everybody who was there",
        "After a session, and at the end of the programme",
        "you took part",
        _reflection,
        {"about": "session", "on": "2026-03-12"},
    ),
    Kind.COMMITMENT_DUE: Wording(
        "A commitment is due",
        "Whoever promised",
        "On its day",
        "you made a commitment",
        _commitment_due,
        {"by": "2026-03-12"},
    ),
    Kind.WEEKLY_TASK: Wording(
        "A step for the week",
        "Whoever has a commitment with weekly steps",
        "At the beginning of the week",
        "you chose weekly steps for a commitment",
        _weekly_task,
        {"by": "2026-03-06"},
    ),
    Kind.WITNESS_ASKED: Wording(
        "Your witness asks",
        "Whoever promised",
        "When the witness asks",
        "your witness asked",
        _witness_asked,
        {"witness": "Bruno Silva"},
    ),
    Kind.WITNESS_PROMPT: Wording(
        "You are a witness",
        "The witness of a commitment",
        "On its day",
        "you are the witness of somebody's commitment",
        _witness_prompt,
        {"person": "Amara Okafor", "by": "2026-03-12"},
    ),
    Kind.BEHAVIOUR_TO_CONFIRM: Wording(
        "A change to confirm",
        "A peer who was asked",
        "When somebody asks",
        "somebody in your circle asked you",
        _behaviour_to_confirm,
        {"person": "Amara Okafor"},
    ),
    Kind.BEHAVIOUR_ANSWERED: Wording(
        "A peer has answered",
        "Whoever asked",
        "When the peer has said what they saw",
        "you asked somebody in your circle",
        _behaviour_answered,
        {"person": "Bruno Silva"},
    ),
    Kind.MIDWAY: Wording(
        "Halfway",
        "Everybody who takes part",
        "In the middle of the programme",
        "you take part in the programme",
        _midway,
        {"programme": "Leading Together", "discreet": False, "starts_at": "2026-04-27T13:00:00+00:00"},
    ),
    Kind.WELL_KEPT: Wording(
        "Promises kept",
        "Everybody who takes part",
        "When more than half kept theirs, among ten people or more",
        "you take part in the programme",
        _well_kept,
        {"kept": 43, "of": 48},
    ),
}
