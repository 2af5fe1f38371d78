"""What a cohort's results show of its decisions: bands, the day on which they were made, and what they count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edgewise.desk.models import DecisionMonth
from edgewise.domain.anonymity.counts import FEWEST_CIRCLES, Share
from edgewise.domain.decisions.figures import FEWEST_PEOPLE, Looked, Taken
from edgewise.domain.decisions.months import next_day
from edgewise.domain.pictures.marks import Picture, Table
from edgewise.domain.pictures.stretches import Row, Stretch, stretches
from edgewise.programmes.models.designs import Cohort

SCALE = ((0.0, "0"), (0.5, "50\u00a0%"), (1.0, "100\u00a0%"))
Named = tuple[str, Share | None]


@dataclass(frozen=True, slots=True)
class Earlier:
    """Of one sort, all that was said: each figure beside its heading."""

    title: str
    rows: list[list[tuple[str, str]]]

    @property
    def headings(self) -> list[str]:
        return [heading for heading, _words in self.rows[0]]


@dataclass(frozen=True, slots=True)
class DecisionShares:
    """The pictures are of the months that were told last; `too_few` is the last day, if nothing was said on it."""

    taken: Picture | None
    change: str
    looked: Picture | None
    earlier: list[Earlier]
    too_few: date | None
    next_on: date | None
    fewest_people: int = FEWEST_PEOPLE
    fewest_circles: int = FEWEST_CIRCLES


def shares_of(cohort: Cohort, today: date) -> DecisionShares:
    months = list(cohort.decision_months.order_by("-until"))
    takens = [(one, one.taken) for one in months if one.taken]
    lookeds = [(one, one.looked) for one in months if one.looked]
    last = [one for one in months if one.until == months[0].until]
    taken, looked = _taken_picture(*takens[0]) if takens else None, _looked_picture(*lookeds[0]) if lookeds else None
    return DecisionShares(
        taken,
        _change(takens[0][1]) if takens else "",
        looked,
        _earlier(takens, lookeds),
        months[0].until if months and not any(one.said for one in last) else None,
        next_day(cohort.starts_on, cohort.ends_on, today),
    )


def _of_taken(found: Taken) -> list[Named]:
    return [(_("Question put in other words"), found.restated)]


def _of_looked(found: Looked) -> list[Named]:
    return [
        (_("Looked at again"), found.reviewed),
        (_("Would decide so again"), found.again),
        (_("Assumption tested in time"), found.tested),
    ]


def _taken_picture(month: DecisionMonth, found: Taken) -> Picture:
    return _picture("decisions-taken", _("When decisions were taken"), month, _of_taken(found), found.people)


def _looked_picture(month: DecisionMonth, found: Looked) -> Picture:
    return _picture("decisions-looked", _("When their day had come"), month, _of_looked(found), found.people)


def _picture(key: str, title: str, month: DecisionMonth, shares: Sequence[Named], people: int) -> Picture:
    words = _("Made on %(day)s, of %(n)d people’s decisions. Each share lies somewhere on its green stretch.")
    return Picture(
        key,
        title,
        words % {"day": date_format(month.until, "j F Y"), "n": people},
        stretches([_row(*one) for one in shares], 0, 1, SCALE),
        Table((_("Of the decisions"), _("Share")), tuple((label, _words(share)) for label, share in shares)),
    )


def _row(label: str, share: Share | None) -> Row:
    return Row(label, (Stretch(share.low, share.high) if share else None,), None, _words(share))


def _words(share: Share | None) -> str:
    return str(share.words) if share else _("too few to say")


def _change(found: Taken) -> str:
    return str(found.change.words) if found.change else ""


def _earlier(
    takens: Sequence[tuple[DecisionMonth, Taken]], lookeds: Sequence[tuple[DecisionMonth, Looked]]
) -> list[Earlier]:
    """Where there is more than the last month."""
    told = [
        [*_said(month, _of_taken(found)), (_("Confidence"), _change(found) or _words(None))] for month, found in takens
    ]
    looked = [_said(month, _of_looked(found)) for month, found in lookeds]
    sorts = ((_("When decisions were taken"), told), (_("When their day had come"), looked))
    return [Earlier(title, rows) for title, rows in sorts if len(rows) > 1]


def _said(month: DecisionMonth, shares: Sequence[Named]) -> list[tuple[str, str]]:
    return [(_("Made on"), date_format(month.until, "j F Y")), *((label, _words(share)) for label, share in shares)]
