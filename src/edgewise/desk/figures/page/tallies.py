"""Pictures of what people tapped after their sessions: how useful it was, and what it was about."""

from __future__ import annotations

from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edgewise.desk.figures.page.pictures import NONE
from edgewise.domain.anonymity.counts import at_least
from edgewise.domain.anonymity.scores import score
from edgewise.domain.coaching.themes import MOST_USEFUL
from edgewise.domain.pictures.bars import Bar, bars
from edgewise.domain.pictures.lines import Point, trend
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.growth.tallies.queries import Tapping


def tapped_pictures(tapping: Tapping, target: Decimal | None = None) -> dict[str, Picture | None]:
    """Each is None before enough people have answered for it."""
    aim = None if target is None else float(target)
    return {
        "usefulness": usefulness_picture("usefulness", tapping, aim),
        "themes": themes_picture("themes", tapping),
    }


def usefulness_picture(key: str, tapping: Tapping, target: float | None = None) -> Picture | None:
    """The mean of the answers, 1 to 5, beside the target that the programme has set: of weeks that seven answered, and
    of fewer together with the weeks after them. At its ends it is "so much or more", and has no point in the line."""
    whole = tapping.usefulness
    if whole is None:
        return None
    weeks = [(date_format(week, "j M"), score([told], 1)) for week, told in tapping.told_weeks]
    points = [Point(label, found.low if found and found.is_exact else None) for label, found in weeks]
    words = _("%(mean)s of 5 on average.") % {"mean": whole.words}
    if target is not None:
        words += " " + _("The target is %(target)s.") % {"target": one_digit(target)}
    legend = [Key(Tone.TARGET, _("Target"), one_digit(target), is_line=True)] if target is not None else []
    return Picture(
        key,
        _("How useful people found it"),
        words,
        trend(points, MOST_USEFUL, target),
        Table(
            (_("Week from"), _("Average, 1 to 5")),
            tuple((label, str(found.words) if found else NONE) for label, found in weeks),
        ),
        tuple(legend),
    )


def themes_picture(key: str, tapping: Tapping) -> Picture | None:
    """The skills that sessions were about; what fewer than five people tapped has no bar."""
    shown = [(label, at_least(times)) for label, times in tapping.shown if at_least(times)]
    if not shown:
        return None
    label, times = shown[0]
    words = _("Most often: %(theme)s, tapped %(n)d times or more. A skill is shown once five people have tapped it.")
    rows = [(theme, number, _("%(n)d or more") % {"n": number}) for theme, number in shown]
    return Picture(
        key,
        _("What sessions were about"),
        words % {"theme": label, "n": times},
        bars([Bar(theme, number, said) for theme, number, said in rows]),
        Table((_("Skill"), _("Times tapped")), tuple((theme, said) for theme, _number, said in rows)),
    )


def one_digit(value: float | None) -> str:
    return NONE if value is None else f"{value:.1f}"
