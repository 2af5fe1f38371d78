"""A circle as the draft board draws it: people around a table, their level, function and place, and common hours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from math import cos, pi, sin

from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.domain.calendar.working_week import DAY
from edgewise.domain.matching.explain.reasons import CommonHours, common_hours, common_languages
from edgewise.domain.matching.explain.wording import hours
from edgewise.domain.matching.model import Candidate, Rules
from edgewise.domain.pictures.gauge import gauge
from edgewise.domain.pictures.marks import Drawing, Picture, Table
from edgewise.domain.roster.fields.languages import language_name
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.programmes.board.queries import NOBODYS, Mark

MIDDLE, ORBIT = 32, 27  # of the drawing of a table, 64 by 64


@dataclass(frozen=True, slots=True)
class Shown:
    """A person on the board. Nothing self-declared and no never-again pair is in here."""

    id: int
    name: str
    function: str
    letters: str
    hue: str
    location: str
    level: int  # from 1; 0 where nobody has said
    level_name: str
    is_locked: bool
    is_gone: bool  # no longer waiting for a circle
    x: str = ""
    y: str = ""


@dataclass(frozen=True, slots=True)
class Strip:
    """The 24 hours of a typical day in the reader's time zone; spans are (from, minutes)."""

    spans: tuple[tuple[int, int], ...]
    words: str
    longest: str


def shown(one: Candidate, marks: Mapping[str, Mark], locked: frozenset[int], waiting: frozenset[int]) -> Shown:
    mark = marks.get(one.function, NOBODYS)
    return Shown(
        id=one.id,
        name=one.name,
        function=one.function,
        letters=mark.letters,
        hue=mark.hue,
        location=one.location,
        level=0 if one.level is None else one.level + 1,
        level_name="" if one.level is None else ROLE_LEVELS[one.level],
        is_locked=one.id in locked,
        is_gone=one.id not in waiting,
    )


def seat_points(count: int) -> list[tuple[str, str]]:
    """Where so many sit around the drawn table, from the top clockwise."""
    turns = [2 * pi * place / max(count, 1) for place in range(count)]
    return [(f"{MIDDLE + ORBIT * sin(turn):.1f}", f"{MIDDLE - ORBIT * cos(turn):.1f}") for turn in turns]


def strip_of(circle: Sequence[Candidate], rules: Rules, zone: tzinfo | None = None) -> Strip:
    return strip_drawn(common_hours(circle, rules), rules.first, zone or timezone.get_current_timezone())


def strip_drawn(common: CommonHours, on: date, zone: tzinfo) -> Strip:
    offset = datetime(on.year, on.month, on.day, 12, tzinfo=UTC).astimezone(zone).utcoffset() or timedelta()
    shift = int(offset.total_seconds()) // 60
    words = [f"{_clock(begins + shift)}–{_clock(ends + shift)}" for begins, ends in common.spans]
    spans = [piece for begins, ends in common.spans for piece in _within_a_day((begins + shift) % DAY, ends - begins)]
    return Strip(tuple(spans), ", ".join(words), hours(common.minutes) if common.minutes else "")


def _within_a_day(begins: int, minutes: int) -> list[tuple[int, int]]:
    """A span that runs over midnight is drawn in two pieces."""
    first = min(minutes, DAY - begins)
    return [(begins, first)] + [(0, minutes - first)] * (minutes > first)


def _clock(minute: int) -> str:
    return f"{minute % DAY // 60:02}:{minute % 60:02}"


def bound_picture(rows: Sequence[tuple[str, str]], score: int, bound: int, gap: str) -> Picture:
    """How near the score is to the best possible. `rows` are the figures behind it; `bound` 0: nothing is proven."""
    if not bound:
        words = _("We have no proof of the best possible score for these circles.")
    elif score >= bound:
        words = _("This is the best possible score.")
    else:
        words = _("At most %(gap)s below the best possible score.") % {"gap": gap}
    said = _("%(score)s points") % {"score": f"{score:,}"}
    best = _("best possible: %(bound)s") % {"bound": f"{bound:,}"}
    return Picture(
        "bound",
        _("Score"),
        words,
        gauge(score, bound, said, best) if bound else Drawing("0"),
        Table((_("Figure"), _("Value")), tuple(rows)),
    )


def languages_of(circle: Sequence[Candidate]) -> str:
    return ", ".join(str(language_name(code)) for code in common_languages(circle))
