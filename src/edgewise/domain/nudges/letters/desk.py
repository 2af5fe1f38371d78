"""Letters from and to those who coordinate."""

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


WORDINGS = {
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
