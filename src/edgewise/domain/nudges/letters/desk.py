"""Letters from and to those who coordinate; and a question that comes long after a programme."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words
from edgewise.domain.phrases import counted, phrase, sentences


def _from_coordinator(facts: Facts) -> Words:
    """Facts: sender (a name), words (what they wrote, paragraphs by line)"""
    return Words(
        phrase("A message from {name}", name=facts.text("sender")), facts.passage("words"), phrase("Open Edgewise")
    )


def _cases_waiting(facts: Facts) -> Words:
    """Facts: cases (how many), due? (of these, how many by today), discreet?, cohort?"""
    cases, due = facts.count("cases"), facts.count("due", 0)
    cohort = "" if facts.is_discreet else facts.text("cohort", "")
    waiting = (
        counted("One case waits for you in {cohort}.", "{count} cases wait for you in {cohort}.", cases, cohort=cohort)
        if cohort
        else counted("One case waits for you.", "{count} cases wait for you.", cases)
    )
    today = counted("One is due today.", "{count} are due today.", due) if due else ""
    return Words(phrase("Your desk for this week"), (sentences(waiting, today),), phrase("Open the desk"))


def _spoken_since(facts: Facts) -> Words:
    """Facts: met (how many people), closes (date), programme?, discreet?"""
    met, programme = facts.count("met"), facts.programme
    ended = (
        phrase("{programme} ended three months ago.", programme=programme)
        if programme
        else phrase("Your programme ended three months ago.")
    )
    people = counted(
        "You met one person in its sessions. Have you spoken since?",
        "You met {count} people in its sessions. With how many of them have you spoken since?",
        met,
    )
    return Words(
        phrase("One question, three months later"),
        (
            sentences(ended, people),
            phrase(
                "A number is all we ask, until {day}. It is added to those of at least four others; then nobody can see"
                " what you answered.",
                day=facts.day("closes"),
            ),
        ),
        phrase("Answer with a number"),
    )


WORDINGS = {
    Kind.SPOKEN_SINCE: Wording(
        phrase("One question, three months later"),
        phrase("Everybody who met others in a session of the cohort"),
        phrase("Once, three months after its last day"),
        phrase("You get this because you took part in a programme."),
        _spoken_since,
        {"programme": "Leading Together", "discreet": False, "met": 4, "closes": "2026-06-30"},
    ),
    Kind.FROM_COORDINATOR: Wording(
        phrase("A coordinator writes to you"),
        phrase("The person the coordinator writes to"),
        phrase("When the coordinator sends it"),
        phrase("You get this because the coordinator of your programme wrote to you."),
        _from_coordinator,
        {
            "sender": "Grace Mensah",
            "words": "I noticed that your circle has not met yet.\nCan I help you to find a time?",
        },
    ),
    Kind.CASES_WAITING: Wording(
        phrase("Your desk"),
        phrase("The coordinators of the cohort"),
        phrase("Once a week, if something waits"),
        phrase("You get this because you coordinate a cohort."),
        _cases_waiting,
        {"cohort": "Spring", "discreet": False, "cases": 4, "due": 1},
    ),
}
