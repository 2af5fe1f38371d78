"""Pictures of what people tapped after their sessions: how useful it was, and what it was about."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from edgewise.desk.figures.page.pictures import NONE
from edgewise.domain.coaching.themes import MOST_USEFUL
from edgewise.domain.pictures.bars import Bar, bars
from edgewise.domain.pictures.lines import Point, trend
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.growth.tallies.queries import Tapping, mean


def tapped_pictures(tapping: Tapping, target: Decimal | None = None) -> dict[str, Picture | None]:
    """Each is None before enough people have answered for it."""
    aim = None if target is None else float(target)
    return {
        "usefulness": usefulness_picture("usefulness", tapping, aim),
        "themes": themes_picture("themes", tapping),
    }


def usefulness_picture(key: str, tapping: Tapping, target: float | None = None) -> Picture | None:
    """The mean of each week's answers, 1 to 5, beside the target that the programme has set."""
    whole = tapping.usefulness
    if whole is None:
        return None
    weeks = [(date_format(week, "j M"), mean(counts), counts.total()) for week, counts in tapping.useful.items()]
    words = ngettext(
        "%(mean)s of 5 on average, from %(n)d answer.", "%(mean)s of 5 on average, from %(n)d answers.", tapping.answers
    ) % {"mean": one_digit(whole), "n": tapping.answers}
    if target is not None:
        words += " " + _("The target is %(target)s.") % {"target": one_digit(target)}
    legend = [Key(Tone.TARGET, _("Target"), one_digit(target), is_line=True)] if target is not None else []
    return Picture(
        key,
        _("How useful people found it"),
        words,
        trend([Point(label, value and round(value, 1)) for label, value, _n in weeks], MOST_USEFUL, target),
        Table(
            (_("Week from"), _("Average, 1 to 5"), _("Answers")),
            tuple((label, one_digit(value), str(answers)) for label, value, answers in weeks),
        ),
        tuple(legend),
    )


def themes_picture(key: str, tapping: Tapping) -> Picture | None:
    """The skills that sessions were about; what fewer than five people tapped has no bar."""
    shown = tapping.shown
    if not shown:
        return None
    label, times = shown[0]
    words = ngettext(
        "Most often: %(theme)s, tapped %(n)d time. A skill is shown once five people have tapped it.",
        "Most often: %(theme)s, tapped %(n)d times. A skill is shown once five people have tapped it.",
        times,
    )
    return Picture(
        key,
        _("What sessions were about"),
        words % {"theme": label, "n": times},
        bars([Bar(theme, number, str(number)) for theme, number in shown]),
        Table((_("Skill"), _("Times tapped")), tuple((theme, str(number)) for theme, number in shown)),
    )


def one_digit(value: float | None) -> str:
    return NONE if value is None else f"{value:.1f}"
