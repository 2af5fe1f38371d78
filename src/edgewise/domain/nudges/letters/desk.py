"""Letters from and to those who coordinate."""

from __future__ import annotations

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.model import Facts, Wording, Words


def _from_coordinator(facts: Facts) -> Words:
    """Facts: sender (a name), words (what they wrote, paragraphs by line)"""
    return Words(f"A message from {facts.text('sender')}", facts.passage("words"), "Open Edgewise")


def _cases_waiting(facts: Facts) -> Words:
    """Facts: cases (how many), due? (of these, how many by today), discreet?, cohort?"""
    cases, due = facts.count("cases"), facts.count("due", 0)
    things = "One thing waits" if cases == 1 else f"{cases} things wait"
    cohort = "" if facts.is_discreet or not facts.has("cohort") else f" in {facts.text('cohort')}"
    today = f" {'One is' if due == 1 else f'{due} are'} due today." if due else ""
    return Words("Your desk for this week", (f"{things} for you{cohort}.{today}",), "Open the desk")


WORDINGS = {
    Kind.FROM_COORDINATOR: Wording(
        "A coordinator writes to you",
        "Whoever the coordinator writes to",
        "When the coordinator sends it",
        "the coordinator of your programme wrote to you",
        _from_coordinator,
        {
            "sender": "Grace Mensah",
            "words": "I noticed that your circle has not met yet.\nCan I help you to find a time?",
        },
    ),
    Kind.CASES_WAITING: Wording(
        "Your desk",
        "The coordinators of the cohort",
        "Once a week, if something waits",
        "you coordinate a cohort",
        _cases_waiting,
        {"cohort": "Spring", "discreet": False, "cases": 4, "due": 1},
    ),
}
