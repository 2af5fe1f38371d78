"""What follows the sessions of the demonstration: weekly steps, reflections, and changes that peers confirm."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from edgewise.domain.coaching.changes import Example
from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.growth.changes.actions import answer_sighting, ask_peers, name_change
from edgewise.growth.models import Commitment, Seen, Sighting, Status
from edgewise.growth.reflections.actions import write_reflection
from edgewise.growth.steps.actions import mark_done, set_step
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle

CHANGES = (
    "I let others finish before I answer.",
    "I say what I have decided, and by when, at the end of each meeting.",
    "I ask one question before I give advice.",
    "I name a disagreement in the meeting, not after it.",
    "I hand over work with what good looks like, and then leave it there.",
)
SEEN = (
    (
        Seen.CLEARLY,
        Example("Steering meeting on Tuesday", "You waited until Dana had finished, twice, and then asked."),
    ),
    (Seen.LITTLE, Example("Our last session", "You began to answer, stopped, and asked a question instead.")),
    (Seen.NOT_YET, Example()),
)
LOOKED_BACK = (
    ReflectionWords(
        "The question behind my question was whether I may decide this alone.",
        "Ask Bruno before the steering meeting, not in it.",
    ),
    ReflectionWords("It is easier to hear five questions than one piece of advice."),
    ReflectionWords("I was quicker to agree than I wanted to be.", "Take a minute before I say yes."),
)
STEPS = ("List the three decisions that wait for me", "Ask Dana which of them is hers", "Hand that one over")


def go_on_after(circle: Circle, now: datetime) -> None:
    """As of now: reflections on what was held, steps of what is open, and who sees whom change."""
    rows = circle.reflections.select_related("circle").order_by("author", "on")
    for place, row in enumerate(rows):
        if place % 4 != 2:  # nobody writes each time
            at = row.asked_at + timedelta(hours=9)
            write_reflection(row, LOOKED_BACK[place % len(LOOKED_BACK)], 3 + place % 3, at)
    for commitment in circle.commitments.filter(status=Status.OPEN).select_related("author"):
        _steps(commitment, now)
    _changes(circle, now)


def _steps(commitment: Commitment, now: datetime) -> None:
    """One of the week before last that is done, and one of last week that is not."""
    zone = ZoneInfo(commitment.author.time_zone)
    for back, what in zip((12, 5), STEPS, strict=False):
        day = (now - timedelta(days=back)).date()
        made = set_step(commitment, what, day + timedelta(days=2), datetime.combine(day, time(10), zone))
        if made is not None and back > 7:
            mark_done(made, datetime.combine(day + timedelta(days=1), time(16), zone))


def _changes(circle: Circle, now: datetime) -> None:
    """Each names one three weeks ago and asks the next two; half of them have their answers."""
    seats = list(open_seats(circle).select_related("circle"))
    for place, (seat, words) in enumerate(zip(seats, CHANGES, strict=False)):
        named = name_change(seat, words, now - timedelta(days=21))
        others = [seats[(place + step) % len(seats)].membership for step in (1, 2)]
        ask_peers(named, [other.pk for other in others], now - timedelta(days=4))
        if place % 3 < 2:
            _answer(named.sightings.get(peer=others[place % 2]), place, now)


def _answer(row: Sighting, place: int, now: datetime) -> None:
    seen, example = SEEN[place % len(SEEN)]
    answer_sighting(row, seen, example, row.change.version, now - timedelta(days=2))
