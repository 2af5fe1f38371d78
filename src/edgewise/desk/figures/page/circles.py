"""The circles of a cohort as rows, each with its small bars, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from edgewise.desk.figures.queries import Meeting, Tally
from edgewise.domain.pictures.bars import mini
from edgewise.domain.pictures.marks import Drawing, Tone
from edgewise.people.page import Column
from edgewise.programmes.models.circles import Circle, Seat


@dataclass(frozen=True, slots=True)
class CircleLine:
    circle: Circle
    tally: Tally
    people: int
    last_met: datetime | None
    next_at: datetime | None

    @property
    def bars(self) -> Mapping[str, Drawing]:
        return small_bars(self.tally)


COLUMNS = (
    Column("name", _("Circle"), value=lambda line: line.circle.name.casefold()),
    Column("people", _("People"), value=lambda line: line.people, is_number=True),
    Column("sessions", _("Sessions held"), value=lambda line: line.tally.completion, is_number=True),
    Column("attendance", _("Attendance"), value=lambda line: line.tally.attendance, is_number=True),
    Column("last", _("Last met"), value=lambda line: line.last_met),
    Column("next", pgettext_lazy("session", "Next"), value=lambda line: line.next_at),
)


def small_bars(tally: Tally) -> Mapping[str, Drawing]:
    """Of a circle or a cohort, each beside the number that it draws."""
    return {
        "sessions": mini([(Tone.MAIN, tally.held), (Tone.MISSED, tally.due - tally.held)], tally.due),
        "attendance": mini([(Tone.MAIN, tally.came)], tally.expected),
    }


def circle_lines(
    circles: Sequence[Circle], tallies: Mapping[int, Tally], meetings: Iterable[Meeting]
) -> list[CircleLine]:
    """`meetings` in the order of time. One query."""
    taken = Seat.objects.filter(circle__in=circles, ended_at=None).values_list("circle_id")
    seats = dict(taken.annotate(number=Count("pk")).order_by())
    last: dict[int, datetime] = {}
    coming: dict[int, datetime] = {}
    for one in meetings:
        if one.is_held:
            last[one.circle] = one.starts_at
        else:
            coming.setdefault(one.circle, one.starts_at)
    return [
        CircleLine(one, tallies[one.pk], seats.get(one.pk, 0), last.get(one.pk), coming.get(one.pk)) for one in circles
    ]
