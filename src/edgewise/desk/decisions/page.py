"""What a cohort's results show of its decisions: bands, the day on which they were made, and what they count."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edgewise.desk.models import DecisionMonth
from edgewise.domain.decisions.figures import FEWEST_CIRCLES, FEWEST_PEOPLE, Figures, Share
from edgewise.domain.decisions.months import next_day
from edgewise.domain.pictures.marks import Picture, Table
from edgewise.domain.pictures.stretches import Row, Stretch, stretches
from edgewise.programmes.models.designs import Cohort

SCALE = ((0.0, "0"), (0.5, "50\u00a0%"), (1.0, "100\u00a0%"))


@dataclass(frozen=True, slots=True)
class DecisionShares:
    """`picture` is of the month that was told last; `too_few` is a later day on which nothing could be said."""

    picture: Picture | None
    people: int
    change: str
    headings: list[str]
    earlier: list[list[tuple[str, str]]]  # each figure beside its heading; empty for fewer than two months
    too_few: date | None
    next_on: date | None
    fewest_people: int = FEWEST_PEOPLE
    fewest_circles: int = FEWEST_CIRCLES


def shares_of(cohort: Cohort, today: date) -> DecisionShares:
    months = list(cohort.decision_months.order_by("-until"))
    told = [(one, found) for one in months if (found := one.figures)]
    last = told[0] if told else None
    later = months[0].until if months and not months[0].said else None
    return DecisionShares(
        _picture(*last) if last else None,
        last[1].people if last else 0,
        _change(last[1]) if last else "",
        _headings(),
        [_figures(month, found) for month, found in told] if len(told) > 1 else [],
        later,
        next_day(cohort.starts_on, cohort.ends_on, today),
    )


def _labels() -> list[str]:
    return [
        _("Looked at again"),
        _("Would decide so again"),
        _("Assumption tested in time"),
        _("Question put in other words"),
    ]


def _shares(found: Figures) -> list[Share | None]:
    return [found.reviewed, found.again, found.tested, found.restated]


def _picture(month: DecisionMonth, found: Figures) -> Picture:
    rows = [(label, share, _words(share)) for label, share in zip(_labels(), _shares(found), strict=True)]
    return Picture(
        "decisions",
        _("What became of decisions"),
        _("Made on %(day)s. Each share lies somewhere on its green stretch.")
        % {"day": date_format(month.until, "j F Y")},
        stretches([_row(*row) for row in rows], 0, 1, SCALE),
        Table((_("Of the decisions"), _("Share")), tuple((label, words) for label, _share, words in rows)),
    )


def _row(label: str, share: Share | None, words: str) -> Row:
    return Row(label, (Stretch(share.low, share.high) if share else None,), None, words)


def _words(share: Share | None) -> str:
    return str(share.words) if share else _("too few to say")


def _change(found: Figures) -> str:
    return str(found.change.words) if found.change else _("too few to say")


def _headings() -> list[str]:
    return [_("Made on"), *_labels(), _("Confidence")]


def _figures(month: DecisionMonth, found: Figures) -> list[tuple[str, str]]:
    words = [date_format(month.until, "j F Y"), *map(_words, _shares(found)), _change(found)]
    return list(zip(_headings(), words, strict=True))
