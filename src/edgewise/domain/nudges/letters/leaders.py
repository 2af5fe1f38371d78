"""Letters about a 360. None holds an answer, and none says who has answered."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences


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
}
