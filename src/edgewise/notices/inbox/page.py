"""A person's messages as they read them in Edgewise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from edgewise.domain.nudges.kinds import Kind
from edgewise.domain.nudges.letters.letter import WORDINGS, letter
from edgewise.domain.nudges.letters.model import Letter
from edgewise.notices.delivery.page import reader_of
from edgewise.notices.models import Notice
from edgewise.people.models import Person


@dataclass(frozen=True, slots=True)
class Line:
    notice: Notice
    letter: Letter
    title: str  # of its kind


def letter_of(notice: Notice) -> Letter:
    return letter(Kind(notice.kind), notice.facts, reader_of(notice.to))


def inbox_of(person: Person, now: datetime) -> QuerySet[Notice]:
    """Everything that has been said to the person by now, the newest first."""
    by_now = Q(not_before=None) | Q(not_before__lte=now)
    said = Notice.objects.filter(by_now, to__person=person, mail_only=False)
    return said.select_related("to__person").order_by("-made_at", "-pk")


def lines(notices: list[Notice]) -> list[Line]:
    return [Line(one, letter_of(one), WORDINGS[Kind(one.kind)].title) for one in notices]


def unread(person: Person, now: datetime) -> int:
    return inbox_of(person, now).filter(read_at=None).count()
