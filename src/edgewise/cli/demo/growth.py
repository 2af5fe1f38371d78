"""Feedback between the people of the demonstration, some read and some that waits; and a goal that is half-way."""

from __future__ import annotations

from datetime import datetime, timedelta

from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.domain.coaching.goals import GoalWords, Told, Went
from edgewise.growth.feedback.actions import ask_for_feedback, give_feedback, mark_read, say_how_it_landed, thank
from edgewise.growth.feedback.models import Feedback, Landed
from edgewise.growth.feedback.queries import Peer
from edgewise.growth.goals.actions import put_under, set_goal, tell_of_goal
from edgewise.growth.goals.queries import GoalPlan
from edgewise.growth.models import Commitment, Method, Sight, Status, Support
from edgewise.people.models import Membership
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat

HELPED = FeedbackWords(
    strength_situation="In our last session, when we came to the second issue",
    strength_behaviour="You asked two short questions and then waited, although it was quiet for a while.",
    strength_impact="I said what it was really about, which I had not planned.",
)
TO_CHANGE = FeedbackWords(
    strength_situation="In our last session",
    strength_behaviour="You wrote down what each of us promised and read it back.",
    strength_impact="I did what I had said, because I had heard it twice.",
    change_situation="At the beginning of the same session",
    change_behaviour="You came ten minutes after we had begun.",
    change_impact="We began a second time, and I lost my thread.",
    alternative="Write us one line when you are on your way.",
)
WAITS = FeedbackWords(
    strength_situation="On the day after our session",
    strength_behaviour="You sent me the name of the person who could help.",
    strength_impact="I wrote to her the same afternoon.",
)
QUESTION = "Where did I speak when a question would have been better?"


def speak_up(circle: Circle, first: Membership, now: datetime) -> None:
    """One of its people has two pieces, one of them unread, has given one, and is asked a question."""
    second, third, *_ = [seat.membership for seat in open_seats(circle).exclude(membership=first)]
    _given(Peer(second, first, circle), HELPED, Landed.HELPED, "I had not noticed that I waited.", now)
    _given(Peer(first, third, circle), TO_CHANGE, Landed.THINK, "I will look at how I leave the meeting before.", now)
    give_feedback(Peer(third, first, circle), WAITS, now - timedelta(hours=3))
    ask_for_feedback([Peer(second, first, circle)], QUESTION, now - timedelta(hours=2))


def _given(to: Peer, words: FeedbackWords, landed: Landed, sentence: str, now: datetime) -> None:
    row = give_feedback(to, words, now - timedelta(days=6))
    assert isinstance(row, Feedback)
    mark_read(row, now - timedelta(days=5))
    row.refresh_from_db()
    thank(row, now - timedelta(days=5))
    say_how_it_landed(row, landed, sentence, now - timedelta(days=4))


GOAL = GoalWords(
    what="Give each of my six people half an hour with their own question every fortnight.",
    why="They bring me decisions that they could take themselves.",
    unit="people",
    baseline="0",
    target="6",
)
# days ago, how it went, the figure, what was written beside it
WEEKS = (
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
    goal = set_goal(seat, GOAL, plan, now - timedelta(days=37))
    assert goal is not None
    for days, went, value, note in WEEKS:
        tell_of_goal(goal, Told(went, value, note), now - timedelta(days=days))
    mine = Commitment.objects.filter(author=seat.membership, circle=seat.circle, status=Status.OPEN)
    put_under(goal, list(mine.order_by("by_date").values_list("code", flat=True)[:1]))
