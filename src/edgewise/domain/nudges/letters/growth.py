"""Letters about what follows a session."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, MissingFact, Wording, Words
from edgewise.domain.nudges.positive_norms import norm
from edgewise.domain.phrases import counted, phrase, sentences


def _hours_reached(facts: Facts) -> Words:
    """Facts: hours (text, as 4.8), circle?, discreet?"""
    hours, circle = facts.text("hours"), facts.circle
    reached = (
        phrase("You have given and received your {hours} hours of coaching in {circle}.", hours=hours, circle=circle)
        if circle
        else phrase("You have given and received your {hours} hours of coaching.", hours=hours)
    )
    return Words(
        phrase("You have given and received your hours"),
        (
            reached,
            phrase("That is what you were promised, and what you promised the others. Thank you."),
            phrase("If you would like more hours or fewer from now on, say so in your profile."),
        ),
        phrase("See your hours"),
    )


def _hours_to_confirm(facts: Facts) -> Words:
    """Facts: person (who says so), minutes, on? (date)"""
    person, minutes = facts.text("person"), facts.count("minutes")
    noted = (
        counted(
            "{name} has noted one minute of coaching with you on {day}.",
            "{name} has noted {count} minutes of coaching with you on {day}.",
            minutes, name=person, day=facts.day("on"),
        )
        if facts.has("on")
        else counted(
            "{name} has noted one minute of coaching with you.",
            "{name} has noted {count} minutes of coaching with you.",
            minutes, name=person,
        )
    )  # fmt: skip
    return Words(
        phrase("Hours to confirm"),
        (noted, phrase("If that is right, one click confirms it. If not, you can correct it.")),
        phrase("Confirm or correct"),
    )


def _reflection(facts: Facts) -> Words:
    """Facts: about? (`session`, the default, or `programme`), on? (date of the session)"""
    if facts.text("about", "session") == "programme":
        what = phrase("The programme is over. What will you keep of it?")
    elif facts.has("on"):
        what = phrase("What do you take with you from the session on {day}?", day=facts.day("on"))
    else:
        what = phrase("What do you take with you from the session?")
    return Words(
        phrase("Two minutes to look back"),
        (what, phrase("Two or three sentences are enough, while it is fresh.")),
        phrase("Write your reflection"),
    )


def _commitment_due(facts: Facts) -> Words:
    """Facts: by (date)"""
    return Words(
        phrase("How did it go?"),
        (
            phrase("You made a commitment for {day}.", day=facts.day("by")),
            phrase("Kept, partly, changed or not kept: each of them teaches something. What did you learn?"),
        ),
        phrase("Check in"),
    )


def _weekly_task(facts: Facts) -> Words:
    """Facts: by? (date)"""
    step = (
        phrase("This week there is one small step towards your commitment, by {day}.", day=facts.day("by"))
        if facts.has("by")
        else phrase("This week there is one small step towards your commitment.")
    )
    return Words(phrase("One thing for this week"), (step,), phrase("See your step"))


def _witness_asked(facts: Facts) -> Words:
    """Facts: witness (a name)"""
    return Words(
        phrase("Your witness asks how it went"),
        (phrase("{name} is your witness, and would like to hear how it went.", name=facts.text("witness")),),
        phrase("Tell your witness"),
    )


def _witness_prompt(facts: Facts) -> Words:
    """Facts: person (whose witness the reader is), by? (date)"""
    person = facts.text("person")
    promised = (
        phrase("{name} made a commitment for {day}, and you are the witness.", name=person, day=facts.day("by"))
        if facts.has("by")
        else phrase("{name} made a commitment, and you are the witness.", name=person)
    )
    return Words(
        phrase("Ask how it went"),
        (promised, phrase("A witness asks and does not judge: what happened, and what comes next?")),
        phrase("Ask"),
    )


def _goal_week(_facts: Facts) -> Words:
    """Facts: none"""
    return Words(
        phrase("How does your goal go?"),
        (
            phrase("You wanted to be asked every week. One tap is enough: it goes forward, or it slipped."),
            phrase("A slip is a result too: it tells you what to try next."),
        ),
        phrase("Tell how it goes"),
    )


def _goal_told(facts: Facts) -> Words:
    """Facts: person (whose witness the reader is)"""
    person = facts.text("person")
    return Words(
        phrase("News about a goal"),
        (phrase("{name} has told how a goal goes, and wants you to know.", name=person),),
        phrase("Read it"),
    )


def _goal_support(facts: Facts) -> Words:
    """Facts: person (whose witness the reader is)"""
    person = facts.text("person")
    return Words(
        phrase("A good moment to help"),
        (
            phrase("A goal of {name} slipped twice. For this moment you two agreed on some help.", name=person),
            phrase("Ask what they learnt, and what the next experiment is."),
        ),
        phrase("See what you agreed"),
    )


def _decision_due(facts: Facts) -> Words:
    """Facts: on (the date on which it was taken)"""
    return Words(
        phrase("A decision to look at again"),
        (
            phrase("The day of a decision that you took on {day} has come.", day=facts.day("on")),
            phrase("Two taps and a line: did it happen, and leaving luck aside, would you decide so again?"),
            phrase("Nobody else sees your answers."),
        ),
        phrase("Look at it"),
    )


def _behaviour_to_confirm(facts: Facts) -> Words:
    """Facts: person"""
    return Words(
        phrase("Have you seen a change?"),
        (
            phrase(
                "{name} wants to do one thing differently and asks whether you have seen it.",
                name=facts.text("person"),
            ),
            phrase("Say what you saw. If you saw nothing, that is an answer too."),
        ),
        phrase("Say what you saw"),
    )


def _behaviour_answered(facts: Facts) -> Words:
    """Facts: person (the peer)"""
    return Words(
        phrase("Somebody tells you what they saw"),
        (phrase("{name} has answered your question about the change you wanted to make.", name=facts.text("person")),),
        phrase("Read it"),
    )


def _midway(facts: Facts) -> Words:
    """Facts: programme?, discreet?, starts_at? (of the check-in)"""
    programme = facts.programme
    halfway = (
        phrase("You are halfway through {programme}.", programme=programme)
        if programme
        else phrase("You are halfway through your programme.")
    )
    when = phrase("The check-in is on {moment}.", moment=facts.moment("starts_at")) if facts.has("starts_at") else ""
    return Words(
        phrase("Halfway"),
        (sentences(halfway, when), phrase("What works, and what should be different from here?")),
        phrase("Look back and ahead"),
    )


def _well_kept(facts: Facts) -> Words:
    """Facts: kept, of (people); refused with MissingFact unless it may be said (norms.py)."""
    said = norm(facts.count("kept"), facts.count("of"))
    if not said:
        raise MissingFact("kept")
    return Words(
        phrase("Promises kept"), (said, phrase("Thank you for being part of it.")), phrase("See your commitments")
    )


WORDINGS = {
    Kind.HOURS_REACHED: Wording(
        phrase("You have given and received your hours"),
        phrase("Everybody who has given and received the hours that were promised"),
        phrase("Once, when the hours are reached"),
        phrase("You get this because you have a seat in a circle that counts its coaching hours."),
        _hours_reached,
        {"circle": "Harbour", "programme": "Leading Together", "discreet": False, "hours": "4.8"},
    ),
    Kind.HOURS_TO_CONFIRM: Wording(
        phrase("Hours to confirm"),
        phrase("The other person of the hours"),
        phrase("When somebody notes hours outside a session"),
        phrase("You get this because somebody noted coaching hours with you."),
        _hours_to_confirm,
        {"person": "Bruno Silva", "minutes": 45, "on": "2026-03-03"},
    ),
    Kind.REFLECTION: Wording(
        phrase("A reflection"),
        phrase("Everybody who was there"),
        phrase("After a session, and at the end of the programme"),
        phrase("You get this because you took part."),
        _reflection,
        {"about": "session", "on": "2026-03-12"},
    ),
    Kind.COMMITMENT_DUE: Wording(
        phrase("A commitment is due"),
        phrase("The person who made the commitment"),
        phrase("On its day"),
        phrase("You get this because you made a commitment."),
        _commitment_due,
        {"by": "2026-03-12"},
    ),
    Kind.WEEKLY_TASK: Wording(
        phrase("A step for the week"),
        phrase("Everybody who has a commitment with weekly steps"),
        phrase("At the beginning of the week"),
        phrase("You get this because you chose weekly steps for a commitment."),
        _weekly_task,
        {"by": "2026-03-06"},
    ),
    Kind.WITNESS_ASKED: Wording(
        phrase("Your witness asks"),
        phrase("The person who made the commitment"),
        phrase("When the witness asks"),
        phrase("You get this because your witness asked."),
        _witness_asked,
        {"witness": "Bruno Silva"},
    ),
    Kind.WITNESS_PROMPT: Wording(
        phrase("You are a witness"),
        phrase("The witness of a commitment"),
        phrase("On its day"),
        phrase("You get this because you are the witness of a commitment."),
        _witness_prompt,
        {"person": "Amara Okafor", "by": "2026-03-12"},
    ),
    Kind.GOAL_WEEK: Wording(
        phrase("Your goal, week by week"),
        phrase("Everybody who wants to be asked about a goal"),
        phrase("Every week, on the weekday on which the goal was set"),
        phrase("You get this because you wanted to be asked about your goal every week."),
        _goal_week,
        {},
    ),
    Kind.GOAL_TOLD: Wording(
        phrase("News about a goal"),
        phrase("The witness of a goal"),
        phrase("When its author tells how it goes"),
        phrase("You get this because you are the witness of a goal."),
        _goal_told,
        {"person": "Amara Okafor"},
    ),
    Kind.GOAL_SUPPORT: Wording(
        phrase("A goal that slipped"),
        phrase("The witness of a goal"),
        phrase("When it slipped twice in a row, and help was agreed"),
        phrase("You get this because you are the witness of a goal."),
        _goal_support,
        {"person": "Amara Okafor"},
    ),
    Kind.DECISION_DUE: Wording(
        phrase("A decision to look at again"),
        phrase("The person who took it"),
        phrase("On the day that its forecast names; without a forecast, four weeks after it was taken"),
        phrase("You get this because you took a decision whose day has come."),
        _decision_due,
        {"on": "2026-03-02"},
    ),
    Kind.BEHAVIOUR_TO_CONFIRM: Wording(
        phrase("A change to confirm"),
        phrase("A peer who was asked"),
        phrase("When somebody asks"),
        phrase("You get this because somebody in your circle asked you."),
        _behaviour_to_confirm,
        {"person": "Amara Okafor"},
    ),
    Kind.BEHAVIOUR_ANSWERED: Wording(
        phrase("A peer has answered"),
        phrase("The person who asked"),
        phrase("When the peer has said what they saw"),
        phrase("You get this because you asked somebody in your circle."),
        _behaviour_answered,
        {"person": "Bruno Silva"},
    ),
    Kind.MIDWAY: Wording(
        phrase("Halfway"),
        phrase("Everybody who takes part"),
        phrase("In the middle of the programme"),
        phrase("You get this because you take part in the programme."),
        _midway,
        {"programme": "Leading Together", "discreet": False, "starts_at": "2026-04-27T13:00:00+00:00"},
    ),
    Kind.WELL_KEPT: Wording(
        phrase("Promises kept"),
        phrase("Everybody who takes part"),
        phrase("When more than half kept theirs, among ten people or more"),
        phrase("You get this because you take part in the programme."),
        _well_kept,
        {"kept": 43, "of": 48},
    ),
}
