"""Skills that a session was about, as its people tap them; and how taps become numbers without names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from edgewise.domain.phrases import phrase

MOST_THEMES = 3  # that one person taps after one session
LEAST_COUNTED = 5  # people whose answers are added up together; and who have tapped a theme when it is counted
LOCKED_AFTER = timedelta(days=1)  # after the end of a week: until then its last answers may be changed
WAITS_FOR_OTHERS = timedelta(days=28)  # after it was written; then an answer is deleted and never counted
MOST_USEFUL = 5  # of 1 to 5


class Theme(StrEnum):
    """The value is kept in the database."""

    LISTENING = "listening"
    QUESTIONS = "questions"
    FEEDBACK = "feedback"
    NEGOTIATION = "negotiation"
    PRESENTATIONS = "presentations"
    DELEGATION = "delegation"
    BOUNDARIES = "boundaries"
    TIME = "time"
    DECISIONS = "decisions"
    CONFLICT = "conflict"
    INCLUSION = "inclusion"
    CAREER = "career"
    CONFIDENCE = "confidence"
    INFLUENCE = "influence"
    STRATEGY = "strategy"
    CHANGE = "change"
    MOTIVATION = "motivation"
    ACCOUNTABILITY = "accountability"
    TRUST = "trust"
    TEAMWORK = "teamwork"
    HIRING = "hiring"
    STRESS = "stress"
    LEARNING = "learning"
    NETWORKS = "networks"
    CLIENTS = "clients"


THEMES: Mapping[Theme, str] = {
    Theme.LISTENING: phrase("Active listening"),
    Theme.QUESTIONS: phrase("Powerful questions"),
    Theme.FEEDBACK: phrase("Giving feedback"),
    Theme.NEGOTIATION: phrase("Negotiation"),
    Theme.PRESENTATIONS: phrase("Presentations"),
    Theme.DELEGATION: phrase("Delegation"),
    Theme.BOUNDARIES: phrase("Boundaries"),
    Theme.TIME: phrase("Time and priorities"),
    Theme.DECISIONS: phrase("Decisions"),
    Theme.CONFLICT: phrase("Conflict"),
    Theme.INCLUSION: phrase("Inclusion"),
    Theme.CAREER: phrase("Career"),
    Theme.CONFIDENCE: phrase("Confidence"),
    Theme.INFLUENCE: phrase("Influence"),
    Theme.STRATEGY: phrase("Strategy"),
    Theme.CHANGE: phrase("Leading change"),
    Theme.MOTIVATION: phrase("Motivation"),
    Theme.ACCOUNTABILITY: phrase("Accountability"),
    Theme.TRUST: phrase("Trust"),
    Theme.TEAMWORK: phrase("Teamwork"),
    Theme.HIRING: phrase("Hiring"),
    Theme.STRESS: phrase("Stress and energy"),
    Theme.LEARNING: phrase("Learning"),
    Theme.NETWORKS: phrase("Networks"),
    Theme.CLIENTS: phrase("Clients"),
}


def locked_until(now: datetime) -> datetime:
    """The end of the last week that is locked: what was written before it is not changed any more. `now` is in UTC."""
    at = now - LOCKED_AFTER
    monday = at.date() - timedelta(days=at.weekday())
    return datetime.combine(monday, datetime.min.time(), now.tzinfo)


def week_of(written_at: datetime) -> date:
    """Its Monday, in UTC."""
    return written_at.date() - timedelta(days=written_at.weekday())


def counted_up(answers: Iterable[tuple[int, Collection[str]]]) -> Counter[str] | None:
    """How often each thing was tapped, from (person, taps) of locked weeks; None: fewer than five people, so they wait.

    All are counted together and at once. So between two publications there are always five people or more.
    """
    given = [(who, taps) for who, taps in answers if taps]
    if len({who for who, _ in given}) < LEAST_COUNTED:
        return None
    return Counter(tap for _, taps in given for tap in taps)


def counted_each(answers: Iterable[tuple[int, Collection[str]]]) -> Counter[str]:
    """How often each thing was tapped that five different people or more tapped, from (person, taps) of locked weeks.

    What fewer tapped is not in it, and waits. Each thing is counted with all its taps at once, so that a total is made
    of parts of five people or more: two totals of different days tell nothing of fewer.
    """
    given = list(answers)
    people: dict[str, set[int]] = {}
    for who, taps in given:
        for tap in taps:
            people.setdefault(tap, set()).add(who)
    return Counter(tap for _, taps in given for tap in taps if len(people[tap]) >= LEAST_COUNTED)
