"""What comes due for commitments, their weekly steps, and at the end of a programme."""

from __future__ import annotations

from datetime import datetime, timedelta

from edgewise.domain.coaching.goals import week_to_ask
from edgewise.domain.coaching.steps import week_to_tell
from edgewise.domain.nudges.positive_norms import norm
from edgewise.growth.commitments.actions import ask_on_its_day, say_how_many_kept
from edgewise.growth.commitments.queries import commitments_to_ask_about, latest_statuses
from edgewise.growth.decisions.actions import ask_on_its_day as ask_to_look_again
from edgewise.growth.decisions.queries import decisions_to_ask_about
from edgewise.growth.feedback.actions import settle_feedback, settle_question
from edgewise.growth.feedback.models import Feedback, FeedbackAsked
from edgewise.growth.goals.actions import ask_about_goal
from edgewise.growth.goals.queries import goals_to_ask_about
from edgewise.growth.models import Status
from edgewise.growth.queries import today_of
from edgewise.growth.reflections.actions import look_back_on_programme
from edgewise.growth.reflections.queries import programmes_to_look_back_on
from edgewise.growth.steps.actions import say_step_of_the_week
from edgewise.growth.steps.queries import steps_to_tell
from edgewise.growth.tallies.actions import count_locked_weeks

LOOK_BACK = timedelta(days=7)  # a promise that has been over for longer is a matter of the next session
FORTNIGHT = 2
DAY = timedelta(days=1)
SETTLED_AT_ONCE = 500  # pieces of feedback, in one minute


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`."""
    ask_how_it_went(now)
    say_the_step_of_the_week(now)
    ask_how_goals_go(now)
    ask_to_look_at_decisions(now)
    ask_to_look_back(now)
    tell_of_feedback(now)
    say_what_most_kept(now)
    count_locked_weeks(now)


def ask_how_it_went(now: datetime) -> None:
    """A commitment is due on its day, in the time zone of its author."""
    tomorrow = (now + DAY).date()
    for row in commitments_to_ask_about(tomorrow - LOOK_BACK, tomorrow):
        if today_of(row.author, now) >= row.by_date:
            ask_on_its_day(row, now)


def say_the_step_of_the_week(now: datetime) -> None:
    """A step is due on the Monday of its week, in the time zone of its author, or on the first day after it."""
    for step in steps_to_tell((now - DAY).date(), (now + 7 * DAY).date()):
        week = week_to_tell(step.by_date, step.since, today_of(step.commitment.author, now))
        if week is not None:
            say_step_of_the_week(step, week, now)


def ask_how_goals_go(now: datetime) -> None:
    """Every week, counted from the day on which the goal was set, where its author is."""
    for goal in goals_to_ask_about():
        last = max((point.on for point in goal.points.all()), default=None)
        week = week_to_ask(today_of(goal.author, goal.opened_at), last, today_of(goal.author, now))
        if week is not None:
            ask_about_goal(goal, week, now)


def ask_to_look_at_decisions(now: datetime) -> None:
    """A decision is due on its day, in the time zone of whoever took it."""
    tomorrow = (now + DAY).date()
    for row in decisions_to_ask_about(tomorrow - LOOK_BACK, tomorrow):
        if row.due_on is not None and today_of(row.author, now) >= row.due_on:
            ask_to_look_again(row, now)


def tell_of_feedback(now: datetime) -> None:
    """Whoever was given or asked something in the last minute; what was taken back meanwhile is called off."""
    for pk in Feedback.objects.filter(waits=True).order_by("pk").values_list("pk", flat=True)[:SETTLED_AT_ONCE]:
        settle_feedback(pk, now)
    for pk in FeedbackAsked.objects.filter(waits=True).order_by("pk").values_list("pk", flat=True)[:SETTLED_AT_ONCE]:
        settle_question(pk, now)


def ask_to_look_back(now: datetime) -> None:
    """A person who has completed a programme is asked once, at its end or before."""
    for entry in programmes_to_look_back_on(now - LOOK_BACK):
        look_back_on_programme(entry, now)


def say_what_most_kept(now: datetime) -> None:
    """Every second Monday: how many kept their promise, in cohorts where most of ten or more did."""
    _, week, day = now.isocalendar()
    if day != 1 or week % FORTNIGHT:
        return
    for cohort, people in latest_statuses(now).items():
        kept = sum(status in (Status.KEPT, Status.PARTLY) for status in people.values())
        if norm(kept, len(people)):
            say_how_many_kept(cohort, kept, len(people), now)
