"""Polls to play with: Bruno asks his circle about a Tuesday, Wednesday and Thursday at two in the afternoon."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from edgewise.domain.calendar.polls import Answer
from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.nudges.kinds import Kind
from edgewise.notices.models import Notice
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.rooms.models.polls import TimeChoice, TimePoll
from edgewise.rooms.polls.actions import answer_times, ask_for_times
from tests import make

DAY = timedelta(days=1)
TIMES = [make.NOW.replace(hour=14) + days * DAY for days in (8, 9, 10)]
CLOSES = make.NOW + 7 * DAY
WORKS, IF_NEED_BE, CANNOT = Answer


def circle_of(*names: str) -> Circle:
    return make.circle(members=[make.membership(name) for name in names or make.CAST])


def seat_of(circle: Circle, name: str) -> Seat:
    return circle.seats.select_related("circle__cohort__programme", "membership__person").get(
        membership__person__name=name, ended_at=None
    )


def asked(circle: Circle, by: str = "Bruno", at: datetime = make.NOW, **more: object) -> TimePoll:
    weeks = -((make.NOW - at) // (7 * DAY))
    times = [one + weeks * 7 * DAY for one in TIMES]
    closes_at = more.get("closes_at", CLOSES + (at - make.NOW))
    assert isinstance(closes_at, datetime)
    poll = ask_for_times(seat_of(circle, by), builtin_format("decision_round"), times, closes_at, at)
    assert poll is not None
    return poll


def choices_of(poll: TimePoll) -> list[TimeChoice]:
    return list(poll.choices.order_by("starts_at"))


def say(poll: TimePoll, name: str, *said: Answer, at: datetime = make.NOW) -> tuple[str, ...]:
    """The person's answers to the times in their order; one answer is for all of them."""
    choices = choices_of(poll)
    every = said if len(said) > 1 else said * len(choices)
    given: Mapping[int, Answer] = {one.pk: answer for one, answer in zip(choices, every, strict=False)}
    return answer_times(poll, seat_of(poll.circle, name), given, at)


def told(what: str) -> list[str]:
    """Who has been told of a poll: asked, again or answered."""
    found = Notice.objects.filter(kind=Kind.TIMES_WANTED, key__endswith=f":{what}")
    return sorted(found.values_list("to__person__name", flat=True))
