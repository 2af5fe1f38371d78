"""The only writes to goals and to what is told of them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Collection
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.urls import reverse

from edgewise.domain.coaching.goals import MOST_OPEN, GoalWords, Told
from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.message import Message
from edgewise.growth.goals.queries import (
    GoalLearnt,
    GoalPlan,
    goals_with_people,
    learnt_context,
    points_by_day,
    read_goals,
    told_context,
    words_context,
)
from edgewise.growth.models import Commitment, Goal, GoalEnd, GoalPoint, Method, Sight, Status, Support
from edgewise.growth.queries import sits_in, today_of
from edgewise.notices.outbox.actions import call_off, tell
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Seat
from edgewise.vault.actions import open_cipher


@transaction.atomic
def set_goal(seat: Seat, words: GoalWords, plan: GoalPlan, at: datetime, key: str = "") -> Goal | None:
    """A second one with the same `key` is the first, in its words of now: somebody went back and changed one.

    None where the person has as many open as there may be.
    """
    key = key or secrets.token_hex(12)
    author = _held(seat.membership)
    if (same := author.goals.filter(key=key).first()) is not None:
        change_goal(same, words, plan)
        return same
    if _open_goals_of(author) >= MOST_OPEN:
        return None
    goal = Goal(author=author, circle=seat.circle, code=secrets.token_hex(6), opened_at=at, key=key)
    _lay_down(goal, words, plan)
    goal.save()
    return goal


@transaction.atomic
def change_goal(goal: Goal, words: GoalWords, plan: GoalPlan) -> bool:
    """Other words, another day, other readers; False once it is closed."""
    rows = Goal.objects.select_for_update(of=("self",)).select_related("circle", "author")
    current = rows.get(pk=goal.pk)
    if current.ended:
        return False
    _lay_down(current, words, plan)
    current.save(update_fields=["words", "witness", "by_date", "sight", "method", "support"])
    return True


def _lay_down(goal: Goal, words: GoalWords, plan: GoalPlan) -> None:
    goal.words = _sealed(goal, asdict(words), words_context(goal.code))
    goal.witness = None if plan.witness == goal.author else plan.witness
    goal.by_date, goal.sight, goal.method, goal.support = plan.by_date, plan.sight, plan.method, plan.support


@transaction.atomic
def tell_of_goal(goal: Goal, told: Told, at: datetime, key: str = "") -> GoalPoint | None:
    """How it goes today. A second one with the same `key` is the first; None once the goal is closed.

    The witness is told, without a word of it, where that is the author's way, and where support that was agreed is
    wanted now.
    """
    key = key or secrets.token_hex(12)
    current = goals_with_people().select_for_update(of=("self",)).get(pk=goal.pk)
    if (same := current.points.filter(key=key).first()) is not None:
        return same
    if current.ended:
        return None
    code = secrets.token_hex(6)
    sealed = _sealed(current, asdict(told), told_context(code))
    point = current.points.create(code=code, on=today_of(current.author, at), told=sealed, at=at, key=key)
    call_off(f"goal:{current.code}:asked:")
    _say_to_witness(current, point, at)
    return point


def _say_to_witness(goal: Goal, point: GoalPoint, at: datetime) -> None:
    witness = goal.witness
    if witness is None or goal.sight == Sight.ME or not sits_in(goal.circle, witness):
        return
    prefetch_related_objects([goal], points_by_day())
    (read,) = read_goals([goal])
    facts, link = {"person": goal.author.person.name}, reverse("growth:goal", args=[goal.code])
    if read.wants_support and goal.support != Support.RESOURCE:
        key = f"goal:{goal.code}:support:{point.code}"
        tell(witness, Message(Kind.GOAL_SUPPORT, key, facts, link=link, by=goal.author_id), at)
    elif goal.method == Method.TELL:
        key = f"goal:{goal.code}:told:{point.code}"
        tell(witness, Message(Kind.GOAL_TOLD, key, facts, link=link, by=goal.author_id), at)


@transaction.atomic
def take_back_point(point: GoalPoint) -> bool:
    """The author removes what they told; False where that was done already, or the goal is closed."""
    if not GoalPoint.objects.filter(pk=point.pk, goal__ended="").delete()[0]:
        return False
    call_off(f"goal:{point.goal.code}:told:{point.code}")
    call_off(f"goal:{point.goal.code}:support:{point.code}")
    return True


@transaction.atomic
def close_goal(goal: Goal, ended: GoalEnd, learnt: GoalLearnt, at: datetime) -> bool:
    """With its three answers; False where it is closed already. Commitments under it go on."""
    sealed = _sealed(goal, asdict(learnt), learnt_context(goal.code))
    rows = Goal.objects.filter(pk=goal.pk, ended="")
    if rows.update(ended=ended, ended_at=at, learnt=sealed) != 1:
        return False
    call_off(f"goal:{goal.code}:asked:")
    return True


@transaction.atomic
def open_again(goal: Goal) -> bool:
    """False where it is open, or where the person has as many open as there may be. What was learnt is kept."""
    author = _held(goal.author)
    if _open_goals_of(author) >= MOST_OPEN:
        return False
    return Goal.objects.filter(pk=goal.pk).exclude(ended="").update(ended="", ended_at=None) == 1


@transaction.atomic
def remove_goal(goal: Goal) -> bool:
    """With all that was told of it. Commitments that stood under it stay, without it."""
    if not Goal.objects.filter(pk=goal.pk).delete()[0]:
        return False
    call_off(f"goal:{goal.code}:")
    return True


@transaction.atomic
def put_under(goal: Goal, codes: Collection[str]) -> int:
    """The author's open commitments with those codes stand under the goal, and no others of theirs; how many do."""
    mine = Commitment.objects.filter(author__person=goal.author.person_id, status=Status.OPEN)
    mine.filter(goal=goal).exclude(code__in=codes).update(goal=None)
    return mine.filter(code__in=codes, circle=goal.circle_id).update(goal=goal)


@transaction.atomic
def ask_about_goal(goal: Goal, week: int, at: datetime) -> None:
    """The author, once in that week of the goal."""
    key = f"goal:{goal.code}:asked:{week}"
    tell(goal.author, Message(Kind.GOAL_WEEK, key, {}, link=reverse("growth:goal", args=[goal.code])), at)


def _open_goals_of(author: Membership) -> int:
    """Those aside whose circle is purged: nobody can read or close them."""
    return author.goals.filter(ended="", circle__purged_at=None).count()


def _held(member: Membership) -> Membership:
    """The row of the person, so that of two goals at once one comes first."""
    return Membership.objects.select_for_update(of=("self",)).select_related("person").get(pk=member.pk)


def _sealed(goal: Goal, said: dict[str, str], context: bytes) -> bytes:
    return open_cipher(goal.circle.scope).encrypt(json.dumps(said).encode(), context)
