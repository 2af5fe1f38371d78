"""Reads: what somebody wrote for themselves; for others, how many have."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from edgewise.domain.coaching.reflections import ReflectionWords, may_change
from edgewise.growth.models import About, Reflection
from edgewise.growth.queries import Ciphers
from edgewise.people.models import Person
from edgewise.programmes.models.circles import Seat
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState

ASKED_FOR = timedelta(days=30)  # how long its author is shown a form that is not filled in


@dataclass(frozen=True, slots=True)
class LookBack:
    """A reflection, read by its author. `words` is None until it is written, and once the circle's key is destroyed."""

    row: Reflection
    words: ReflectionWords | None
    is_open: bool  # to be written, or still to be changed


def reflection_context(code: str) -> bytes:
    return f"reflection:{code}".encode()


def my_reflections(person: Person) -> QuerySet[Reflection]:
    """All that the person was asked for, in every circle, those they have left included; newest first."""
    mine = Reflection.objects.filter(author__person=person).select_related("circle__cohort__programme", "author")
    return mine.order_by("-on", "-pk")


def written(rows: QuerySet[Reflection]) -> QuerySet[Reflection]:
    return rows.exclude(written_at=None)


def waiting(rows: QuerySet[Reflection], now: datetime) -> QuerySet[Reflection]:
    """Those asked for lately that can still be written."""
    return rows.filter(written_at=None, asked_at__gt=now - ASKED_FOR, asked_at__lte=now, circle__purged_at=None)


def read_reflections(rows: Iterable[Reflection], now: datetime) -> list[LookBack]:
    """For their author alone."""
    ciphers = Ciphers()
    return [_read(row, ciphers, now) for row in rows]


def _read(row: Reflection, ciphers: Ciphers, now: datetime) -> LookBack:
    said = ciphers.open(row.circle, row.words, reflection_context(row.code))
    is_open = row.written_at is None or may_change(row.written_at, now)
    return LookBack(row, ReflectionWords(**json.loads(said)) if said else None, is_open and not row.circle.purged_at)


def programmes_to_look_back_on(since: datetime) -> QuerySet[Enrolment]:
    """Completed lately, by its end or by finishing early, after at least one seat, and not asked of yet."""
    asked = Reflection.objects.filter(about=About.PROGRAMME, of=OuterRef("cohort__code"), author=OuterRef("membership"))
    seated = Seat.objects.filter(circle__cohort=OuterRef("cohort"), membership=OuterRef("membership"))
    lately = Q(cohort__ends_on__gte=since.date()) | Q(changes__state=EnrolmentState.COMPLETED, changes__at__gte=since)
    entries = Enrolment.objects.filter(~Exists(asked), Exists(seated), lately, state=EnrolmentState.COMPLETED)
    return entries.select_related("cohort__programme", "membership__person").distinct().order_by("pk")
