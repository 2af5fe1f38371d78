"""The circle's mirror as its page shows it: how evenly its people talked, and its decisions session by session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from edgewise.domain.decisions.picture import sure_line
from edgewise.domain.pictures.lines import Point, trend
from edgewise.domain.pictures.marks import Drawing, Picture, Table
from edgewise.domain.session.views.mirror import IssueMirror
from edgewise.growth.models import Status
from edgewise.people.page import page_asked
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.mirror.queries import Looked, Read, looked_at

MOST_SESSIONS, SESSIONS_A_PAGE = 60, 6
ALL = 100  # per cent


def mirror_page(circle: Circle, found: Sequence[Read], asked: QueryDict) -> dict[str, Any]:
    """`found`, the latest first; of the last sixty sessions."""
    looked = looked_at(circle, found[:MOST_SESSIONS])
    decided = [one for one in looked if one.issues]
    return {
        "met": bool(looked),
        "airtime": _airtime(looked[::-1]),
        "sessions": page_asked(asked, [_shown(one) for one in decided], SESSIONS_A_PAGE),
        "is_cut": len(found) > MOST_SESSIONS,
        "most": MOST_SESSIONS,
    }


@dataclass(frozen=True, slots=True)
class Decision:
    """An issue. `kept`: what became of its owner's commitment; None: not told. `sure`: their confidence on a line."""

    issue: IssueMirror
    kept: Status | None
    sure: Drawing | None


@dataclass(frozen=True, slots=True)
class Shown:
    looked: Looked
    decisions: list[Decision]


def _shown(one: Looked) -> Shown:
    return Shown(one, [Decision(issue, kept, _sure(issue)) for issue, kept in one.issues])


def _sure(issue: IssueMirror) -> Drawing | None:
    if issue.sure_before is None or issue.sure_after is None:
        return None
    return sure_line(issue.sure_before, issue.sure_after)


def _airtime(looked: Sequence[Looked]) -> Picture | None:
    """The oldest first. None for fewer than two sessions: one is no course."""
    told = [(one, one.mirror.evenness) for one in looked]
    spoken = [(one, round(ALL * even)) for one, even in told if even is not None]
    if len(spoken) < 2:
        return None
    points = [Point(date_format(_day(one), "j M"), even) for one, even in spoken]
    rows = tuple((date_format(_day(one), "j F Y"), f"{even}\u00a0%", str(one.people)) for one, even in spoken)
    return Picture(
        "airtime",
        _("How evenly you talked"),
        _(
            "At 100 %, everyone would have talked for the same time. At 80 %, a fifth of the time would have to pass "
            "from some to others. Who brings an issue talks more, so look at the direction, not at the number."
        ),
        trend(points, ALL, unit="\u00a0%"),
        Table((_("Session"), _("Evenness"), _("People")), rows),
    )


def _day(one: Looked) -> datetime:
    return timezone.localtime(one.session.starts_at)
