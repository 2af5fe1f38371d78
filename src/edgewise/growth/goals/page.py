"""What the page of a goal shows: its course, drawn and as a table."""

from __future__ import annotations

from datetime import date

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from edgewise.domain.pictures.lines import Moment, course
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.growth.goals.queries import GoalRead
from edgewise.growth.queries import today_of


def course_of(goal: GoalRead) -> Picture | None:
    """None without a number, and once its words are destroyed."""
    words = goal.words
    if words is None or words.ends is None:
        return None
    opened = today_of(goal.row.author, goal.row.opened_at)
    start, end = (float(number) for number in words.ends)
    told = [(point.row.on, point.told) for point in goal.points if point.told and point.told.value]
    moments = [Moment(on, float(one.value), _number(one.value)) for on, one in told]
    drawing = course(
        Moment(opened, start, _number(words.baseline)),
        Moment(goal.row.by_date, end, _number(words.target)),
        moments,
        goal.today,
    )
    rows = [
        (_day(opened), _number(words.baseline), _("Set")),
        *((_day(on), _number(one.value), one.note) for on, one in told),
        (_day(goal.row.by_date), _number(words.target), _("Target")),
    ]
    headings = (_("Day"), words.unit or _("Number"), _("Note"))
    legend = (
        Key(Tone.MAIN, _("What you told"), is_line=True),
        Key(Tone.TARGET, _("The way to the target"), is_line=True),
        Key(Tone.NOW, _("Today")),
    )
    return Picture("course", _("The way so far"), _summary(goal), drawing, Table(headings, tuple(rows)), legend)


def _summary(goal: GoalRead) -> str:
    words = goal.words
    assert words is not None
    facts = {
        "now": _number(goal.value),
        "from": _number(words.baseline),
        "to": _number(words.target),
        "unit": words.unit,
        "percent": goal.percent,
    }
    if not words.unit:
        return _("%(now)s now, from %(from)s to %(to)s: %(percent)s %% of the way.") % facts
    return _("%(now)s %(unit)s now, from %(from)s to %(to)s: %(percent)s %% of the way.") % facts


def _number(value: str) -> str:
    return number_format(value)


def _day(day: date) -> str:
    return date_format(day, "j M Y")
