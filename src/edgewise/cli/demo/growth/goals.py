"""A goal in the demonstration that is half-way, with one week that went backwards."""

from __future__ import annotations

from datetime import datetime, timedelta

from edgewise.domain.coaching.goals import GoalWords, Told, Went
from edgewise.growth.goals.actions import put_under, set_goal, tell_of_goal
from edgewise.growth.goals.queries import GoalPlan
from edgewise.growth.models import Commitment, Method, Sight, Status, Support
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Seat

WORDS = GoalWords(
    what="Give each of my six people half an hour with their own question every fortnight.",
    why="They bring me decisions that they could take themselves.",
    unit="people",
    baseline="0",
    target="6",
)
# days ago, how it went, the figure, what was written beside it
POINTS = (
    (33, Went.FORWARD, "1", "I asked Ines first. She had three questions ready."),
    (26, Went.FORWARD, "3", "It is in the calendar now, before the team meeting."),
    (19, Went.SLIPPED, "2", "The audit took two of the hours. I told both the day before, not the day after."),
    (10, Went.FORWARD, "3", "Half an hour is enough if I do not answer."),
)


def set_and_follow(seat: Seat, now: datetime) -> None:
    """Read by the circle, with a witness, an open commitment under it, and half of the way behind."""
    others = open_seats(seat.circle).exclude(pk=seat.pk)
    witness = others.order_by("membership__person__name")[0].membership
    plan = GoalPlan((now + timedelta(days=30)).date(), witness, Sight.CIRCLE, Method.FIGURE, Support.THINK)
    goal = set_goal(seat, WORDS, plan, now - timedelta(days=37))
    assert goal is not None
    for days, went, value, note in POINTS:
        tell_of_goal(goal, Told(went, value, note), now - timedelta(days=days))
    mine = Commitment.objects.filter(author=seat.membership, circle=seat.circle, status=Status.OPEN)
    put_under(goal, list(mine.order_by("by_date").values_list("code", flat=True)[:1]))
