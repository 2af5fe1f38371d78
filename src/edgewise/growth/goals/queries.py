"""Reads: goals, for their author and for those with whom the author shares them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, Max, OuterRef, Prefetch, Q, QuerySet

from edgewise.domain.coaching.goals import GoalWords, Told, Went, share_done, wants_support
from edgewise.growth.models import Goal, GoalPoint, Method, Sight, Support
from edgewise.growth.queries import Ciphers, today_of
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Circle, Seat


@dataclass(frozen=True, slots=True)
class GoalPlan:
    """All that belongs to a goal beside its words."""

    by_date: date
    witness: Membership | None = None
    sight: Sight = Sight.ME
    method: Method = Method.ASK
    support: Support = Support.THINK


@dataclass(frozen=True, slots=True)
class PointRead:
    """What was told on a day. `told` is None once the circle's key is destroyed."""

    row: GoalPoint
    told: Told | None


@dataclass(frozen=True, slots=True)
class GoalLearnt:
    """The three answers that close a goal."""

    reached: str
    helped: str
    next: str


@dataclass(frozen=True, slots=True)
class GoalRead:
    """A goal, read. `words` is None once the circle's key is destroyed; so is `learnt`, and while it is open."""

    row: Goal
    words: GoalWords | None
    points: list[PointRead]  # by day
    learnt: GoalLearnt | None
    today: date  # where its author is

    @property
    def is_open(self) -> bool:
        """Never once its circle is purged: its words are gone."""
        return not self.row.ended and self.row.circle.purged_at is None

    @property
    def is_over(self) -> bool:
        """Its day has come, and it is open."""
        return self.is_open and self.row.by_date <= self.today

    @property
    def told(self) -> list[Told]:
        return [point.told for point in self.points if point.told]

    @property
    def value(self) -> str:
        """The last number that was told; the baseline before one was; empty without a number."""
        told = [one.value for one in self.told if one.value]
        return told[-1] if told else (self.words.baseline if self.words else "")

    @property
    def share(self) -> float | None:
        """How much of the way lies behind, from 0 to 1; None without a number."""
        return share_done(self.words, self.value) if self.words else None

    @property
    def percent(self) -> int | None:
        return None if self.share is None else round(100 * self.share)

    @property
    def wants_support(self) -> bool:
        return self.is_open and wants_support(self.told)


def words_context(code: str) -> bytes:
    return f"goal:{code}".encode()


def told_context(code: str) -> bytes:
    return f"goal-point:{code}".encode()


def learnt_context(code: str) -> bytes:
    return f"goal-learnt:{code}".encode()


def goals() -> QuerySet[Goal]:
    """With all that a page of them shows, in two queries; the open ones first, by day."""
    rows = goals_with_people().prefetch_related(points_by_day())
    return rows.order_by(F("ended_at").desc(nulls_first=True), "by_date", "pk")


def goals_with_people() -> QuerySet[Goal]:
    """With author, witness and circle, and without what was told."""
    return Goal.objects.select_related("circle__cohort__programme", "author__person", "witness__person")


def points_by_day() -> Prefetch[str]:
    return Prefetch("points", GoalPoint.objects.order_by("on", "at", "pk"))


def goal_to_serve(code: str, author: Membership, circle: Circle) -> Goal | None:
    """The author's open goal with that code in the circle; None without one, and without a code."""
    mine = Goal.objects.filter(author__person=author.person_id, circle=circle, ended="")
    return mine.filter(code=code).first() if code else None


def my_goals(person: Person) -> QuerySet[Goal]:
    """All that the person ever set, in every circle."""
    return goals().filter(author__person=person)


def my_open_goals(person: Person) -> QuerySet[Goal]:
    return my_goals(person).filter(ended="", circle__purged_at=None)


def goals_shared_with(person: Person) -> QuerySet[Goal]:
    """Goals of others that the person may read.

    As its witness, while they sit in its circle; or as somebody who has sat in the circle since it was set.
    """
    here = Seat.objects.filter(circle=OuterRef("circle"), membership__person=person, ended_at=None)
    since = here.filter(since__lte=OuterRef("opened_at"))
    as_witness = Q(witness__person=person, sight__in=(Sight.WITNESS, Sight.CIRCLE)) & Q(Exists(here))
    in_circle = Q(sight=Sight.CIRCLE) & Q(Exists(since))
    return goals().filter(as_witness | in_circle).exclude(author__person=person)


def goals_shared_in(circle: Circle, person: Person) -> QuerySet[Goal]:
    """The open goals of others in one circle that the person may read."""
    return goals_shared_with(person).filter(circle=circle, ended="")


def goals_read_by_all(circle: Circle, two: Sequence[Membership] = ()) -> QuerySet[Goal]:
    """The open goals that everybody may read who sits in the circle now; or, of `two`, each of them."""
    seats = circle.seats.filter(ended_at=None)
    newest = (seats.filter(membership__in=two) if two else seats).aggregate(newest=Max("since"))["newest"]
    read = Q(sight=Sight.CIRCLE, opened_at__gte=newest) if newest else Q(pk__in=[])
    if two:
        read |= Q(sight=Sight.WITNESS, witness__in=two)
    return goals().filter(read, circle=circle, ended="")


def read_goals(rows: Iterable[Goal], ciphers: Ciphers | None = None) -> list[GoalRead]:
    """For somebody who may read them (access.py)."""
    ciphers = ciphers or Ciphers()
    return [_read(row, ciphers) for row in rows]


def _read(row: Goal, ciphers: Ciphers) -> GoalRead:
    said = ciphers.open(row.circle, row.words, words_context(row.code))
    learnt = ciphers.open(row.circle, row.learnt, learnt_context(row.code))
    return GoalRead(
        row,
        GoalWords(**json.loads(said)) if said else None,
        [PointRead(point, _told(point, row, ciphers)) for point in row.points.all()],
        GoalLearnt(**json.loads(learnt)) if learnt else None,
        today_of(row.author),
    )


def _told(point: GoalPoint, goal: Goal, ciphers: Ciphers) -> Told | None:
    said = ciphers.open(goal.circle, point.told, told_context(point.code))
    if not said:
        return None
    told = json.loads(said)
    return Told(Went(told.pop("went")), **told)


def goals_to_ask_about() -> QuerySet[Goal]:
    """Open ones whose author wants to be asked every week, while they sit in its circle."""
    here = Seat.objects.filter(circle=OuterRef("circle"), membership=OuterRef("author"), ended_at=None)
    asked = Goal.objects.filter(Exists(here), ended="", method=Method.ASK, circle__purged_at=None)
    return asked.select_related("author__person").prefetch_related("points").order_by("pk")
