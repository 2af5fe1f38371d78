"""How programmes of each kind usually run, to begin a design with. Every number is changeable.

Sources: pairs meet for 45 to 60 minutes every two to four weeks; groups of 4 to 8 for 60 to 90 minutes, weekly or every
two weeks; circles of 4 to 6 until everybody has given and received five hours, in about three months; executive circles
of one level for 90 minutes once a month; a pilot takes three to six months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

PEOPLE_A_COORDINATOR = (30, 50)  # whom one coordinator can look after in half an hour a week


@dataclass(frozen=True, slots=True)
class Design:
    """Sizes in people, lengths in minutes, days and weeks; `level_spread` None is any level."""

    title: str
    summary: str
    kind: str
    format_key: str
    size_least: int
    size_target: int
    size_most: int
    session_minutes: int
    cadence_days: int
    weeks: int
    hours_target: int
    common_minutes: int = 60
    level_spread: int | None = 2
    nobody_alone: bool = True
    is_erg: bool = False


DESIGNS: Mapping[str, Design] = {
    "one_to_one": Design(
        "One to one",
        "Two colleagues coach each other in turn. The lightest way to begin; it stands and falls with the pair.",
        "pair", "coaching_pair", 2, 2, 2, 60, 21, 16, 4, nobody_alone=False,
    ),
    "circle": Design(
        "Circle",
        "Four to six meet until everybody has given and received five hours, in about three months.",
        "circle", "decision_round", 4, 5, 6, 90, 14, 13, 5,
    ),
    "group": Design(
        "Rotating group",
        "Four to eight meet every two weeks; the spotlight goes round, and two issues are heard each time.",
        "group", "rotating_spotlight", 4, 6, 8, 75, 14, 18, 5,
    ),
    "executive": Design(
        "Executive circle",
        "One level, ninety minutes a month, half a year: decisions that cannot be discussed elsewhere.",
        "executive", "executive_circle", 5, 6, 8, 90, 28, 26, 5, level_spread=0,
    ),
    "sprint": Design(
        "Network sprint",
        "Short meetings of two, each time with somebody new, to tie an organisation together.",
        "sprint", "grow_pair", 2, 2, 2, 60, 14, 8, 2, common_minutes=60, level_spread=3, nobody_alone=False,
    ),
    "erg": Design(
        "Resource group cohort",
        "Circles of an employee resource group. Who takes part is in no calendar title, no file and no message.",
        "erg", "decision_round", 4, 5, 6, 90, 14, 13, 5, level_spread=3, is_erg=True,
    ),
}  # fmt: skip


def load_warning(people: int, coordinators: int) -> str:
    """Said where each coordinator would have more to look after than can be done well; empty otherwise."""
    most = PEOPLE_A_COORDINATOR[1]
    if coordinators < 1:
        return "Nobody coordinates this cohort yet."
    each = -(-people // coordinators)
    if each <= most:
        return ""
    wanted = -(-people // most)
    return f"{each} people for each coordinator; beyond {most} some are overlooked. {wanted} coordinators would do."
