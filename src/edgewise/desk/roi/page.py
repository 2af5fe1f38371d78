"""What the page of the return shows: what it takes to pay, what it brought, and the sheet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.desk.roi.models import RoiSheet
from edgewise.desk.roi.queries import hours_spent
from edgewise.domain.evidence.outcomes import Nature, Plan
from edgewise.domain.evidence.pays import answer, money, pays_if, range_of, times
from edgewise.domain.evidence.report import Report, effects
from edgewise.domain.evidence.roi import Account, Effect, Item, Sort, Spread, account
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.domain.pictures.stretches import WORDS, Row, Stretch, stretches
from edgewise.programmes.models.designs import Cohort


@dataclass(frozen=True, slots=True)
class Line:
    """One way to pay."""

    outcome: str
    words: str
    spread: str


@dataclass(frozen=True, slots=True)
class Return:
    answer: str
    ways: list[Line]
    picture: Picture
    ratio: str
    seed: int


def account_of(sheet: RoiSheet, plans: Mapping[str, Plan], newest: Report | None) -> Account | None:
    """By what the newest report found, and with its dice: of the same lines both say the same. An outcome of which
    nothing is found yet has what it takes to pay, and no more; the line of an outcome that was removed does not count.
    """
    known = {one.outcome: one for one in effects(newest.answers)} if newest else {}
    found = [known.get(key, Effect(key, 0, plan.is_yes_no, False, None)) for key, plan in plans.items()]
    items = [item for item in sheet.items if not item.outcome or item.outcome in plans]
    return account(items, found, newest.seed if newest else sheet.cohort_id)


def return_of(found: Account | None, plans: Mapping[str, Plan], currency: str) -> Return | None:
    """None without a cost."""
    if found is None:
        return None
    ways = [Line(plans[one.outcome].name, pays_if(plans[one.outcome], one), range_of(one)) for one in found.break_even]
    return Return(answer(found, currency), ways, _picture(found, currency), _times(found.ratio), found.seed)


def _times(ratio: Spread | None) -> str:
    if ratio is None:
        return ""
    return _("%(low)s to %(high)s times its cost") % {"low": times(ratio.low), "high": times(ratio.high)}


def _picture(found: Account, currency: str) -> Picture:
    """Cost, value and what is left on one scale, with zero marked."""
    parts = [(_("Cost"), found.cost), (_("Value"), found.value), (_("Left after the cost"), found.net)]
    told = [(label, spread) for label, spread in parts if spread]
    least = min(0.0, *(spread.low for _label, spread in told))
    most = max(spread.high for _label, spread in told) or 1.0
    rows = [
        Row(label, (Stretch(spread.low, spread.high),), spread.middle, money(spread.middle, currency))
        for label, spread in told
    ]
    return Picture(
        "return",
        _("Cost, value and what is left"),
        _("Each bar holds eight of ten draws; the mark is the middle one."),
        stretches(rows, least, most, roi_scale(least, most, currency)),
        Table(
            ("", _("One in ten below"), _("Half below"), _("One in ten above")),
            tuple(
                (label, *(str(money(one, currency)) for one in (spread.low, spread.middle, spread.high)))
                for label, spread in told
            ),
        ),
        (Key(Tone.MAIN, _("Eight of ten draws")), Key(Tone.TARGET, _("The middle"), is_dot=True)),
    )


def roi_scale(least: float, most: float, currency: str) -> list[tuple[float, str]]:
    """Zero, and an end of the scale that leaves it room."""
    room = (most - least) * WORDS / 100  # per cent
    ends = [(end, str(money(end, currency))) for end in (least, most) if least < 0 and abs(end) > room]
    return sorted([(0.0, "0"), *ends])


WORTH = {
    Nature.LEFT: gettext_lazy("One person who stays"),
    Nature.PROMOTED: gettext_lazy("One person promoted"),
    Nature.ON_TIME: gettext_lazy("One project on time"),
    Nature.SCORE: gettext_lazy("One point more for one person"),
}


def cost_lines(cohort: Cohort, sheet: RoiSheet | None) -> list[dict[str, Any]]:
    """Those saved; before the first time, what a programme usually costs, still without prices."""
    if sheet:
        return [_filled(item) for item in sheet.items if item.sort == Sort.COST]
    usual = ((_("Hours that people spent in sessions"), hours_spent(cohort)), (_("Hours of coordinators"), None),
             (_("People from outside"), None), (_("Software and hosting"), 1))  # fmt: skip
    return [{"name": name, "quantity": many} for name, many in usual]


def value_lines(plans: Mapping[str, Plan], sheet: RoiSheet | None) -> list[dict[str, Any]]:
    """One line for each outcome."""
    saved = {item.outcome: _filled(item) for item in sheet.items if item.sort == Sort.VALUE} if sheet else {}
    return [saved.get(key, {"name": str(WORTH[plan.nature]), "outcome": key}) for key, plan in plans.items()]


def _filled(item: Item) -> dict[str, Any]:
    price = item.price
    prices = {"least": _plain(price.least), "likely": _plain(price.likely), "most": _plain(price.most)}
    more = {"quantity": _plain(item.quantity)} if item.sort == Sort.COST else {"outcome": item.outcome}
    return {"name": item.name, "source": item.source, **prices, **more}


def _plain(number: float) -> float | int:
    """230 rather than 230.0."""
    return int(number) if number.is_integer() else number
