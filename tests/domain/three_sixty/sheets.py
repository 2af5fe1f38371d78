"""A leader, their manager Ines and eight raters: Amara to Dara are peers, Emil to Hana report to the leader."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.domain.three_sixty.model import Group, Launch, Rules, Sheet, Sheets

SURVEY = builtin_survey("leading_by_listening")
ITEMS = [item.key for item in SURVEY.items]
OPENS, CLOSES, AFTERWARDS = date(2026, 3, 2), date(2026, 3, 15), date(2026, 3, 16)
RULES = Rules(OPENS, CLOSES)
PEERS, REPORTS = ("amara", "bruno", "chidi", "dara"), ("emil", "farah", "goran", "hana")
ASKED = dict.fromkeys(PEERS, Group.PEERS) | dict.fromkeys(REPORTS, Group.REPORTS)
LAUNCH = Launch(SURVEY, RULES, ASKED, "ines")


def sheet(answer: int | None, comment: str = "", *, cannot_say: Sequence[str] = ()) -> Sheet:
    """The same answer to every item but those that are named."""
    given = {item: None if item in cannot_say else answer for item in ITEMS}
    return Sheet(given, {"keep": comment} if comment else {})


def sheets(own: int = 3, peers: int = 4, reports: int = 3, but: Mapping[str, Sheet] | None = None) -> Sheets:
    given = {**{who: sheet(peers) for who in PEERS}, **{who: sheet(reports) for who in REPORTS}, **(but or {})}
    return Sheets(sheet(own), given, sheet(2, "From Ines."))
