"""Reads: the small steps of commitments."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from edgewise.domain.coaching.steps import carried_to
from edgewise.growth.models import Commitment, Status, Step
from edgewise.growth.queries import Ciphers, today_of
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Seat


@dataclass(frozen=True, slots=True)
class SmallStep:
    """A step, read. `words` is None once the circle's key is destroyed."""

    row: Step
    words: str | None
    today: date  # where its author is
    next_day: date | None  # to which it can be carried

    @property
    def is_done(self) -> bool:
        return self.row.done_at is not None

    @property
    def is_over(self) -> bool:
        """Its day has passed, and it is open."""
        return not self.is_done and self.row.by_date < self.today


def step_context(code: str) -> bytes:
    return f"step:{code}".encode()


def all_steps() -> QuerySet[Step]:
    return Step.objects.order_by("by_date", "pk")


def steps_for_witnesses() -> QuerySet[Step]:
    """Those written while the witness of their commitment sat in its circle."""
    there = Seat.objects.filter(
        Q(ended_at=None) | Q(ended_at__gt=OuterRef("written_at")),
        circle=OuterRef("commitment__circle"),
        membership=OuterRef("commitment__witness"),
        since__lte=OuterRef("written_at"),
    )
    return all_steps().filter(Exists(there))


def my_steps(person: Person) -> QuerySet[Step]:
    """The person's steps of open commitments. Steps of others do not change any more."""
    mine = all_steps().filter(commitment__author__person=person, commitment__status=Status.OPEN)
    return mine.select_related("commitment__circle", "commitment__author__person")


def taken_weeks(commitment: Commitment, but: Step | None = None) -> set[date]:
    """The Mondays of the weeks in which the commitment has an open step, other than that one."""
    steps = commitment.steps.filter(done_at=None)
    others = steps.exclude(pk=but.pk) if but else steps
    return set(others.values_list("week", flat=True))


def steps_by_commitment(
    rows: Iterable[Commitment], steps: QuerySet[Step], ciphers: Ciphers
) -> dict[int, list[SmallStep]]:
    """The given steps of those commitments, read, by the commitment's key; one query."""
    by_key = {row.pk: row for row in rows}
    found: dict[int, list[Step]] = defaultdict(list)
    for step in steps.filter(commitment__in=by_key):
        found[step.commitment_id].append(step)
    return {key: read_steps(by_key[key], kept, ciphers) for key, kept in found.items()}


def read_steps(commitment: Commitment, steps: Iterable[Step], ciphers: Ciphers) -> list[SmallStep]:
    """All steps of one commitment that its reader may read."""
    kept, today = list(steps), today_of(commitment.author)
    open_now = [step for step in kept if step.done_at is None]
    small = []
    for step in kept:
        others = {other.week for other in open_now if other.pk != step.pk}
        carried = None if step.done_at else carried_to(step.by_date, today, commitment.by_date, others)
        words = ciphers.open(commitment.circle, step.words, step_context(step.code), commitment.key_scope)
        small.append(SmallStep(step, words, today, carried))
    return small


def steps_to_tell(since: date, until: date) -> QuerySet[Step]:
    """Open steps of open commitments, with a day in between, if the author has not been told of it in that week."""
    waiting = Step.objects.filter(
        commitment__status=Status.OPEN,
        commitment__circle__purged_at=None,
        done_at=None,
        by_date__gte=since,
        by_date__lte=until,
    )
    untold = waiting.filter(Q(told_of=None) | ~Q(told_of=F("week")))
    return untold.select_related("commitment__author__person").order_by("pk")
