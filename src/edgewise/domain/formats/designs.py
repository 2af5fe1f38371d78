"""How programmes of each kind usually run, to begin a design with. Every number is changeable.

Sources: pairs meet for 45 to 60 minutes every two to four weeks; groups of 4 to 8 for 60 to 90 minutes, weekly or every
two weeks; circles of 4 to 6 until everybody has given and received five hours, in about three months; executive circles
of one level for 90 minutes once a month; a pilot takes three to six months.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edgewise.domain.phrases import Phrase, counted, phrase

PEOPLE_A_COORDINATOR = (30, 50)  # whom one coordinator can look after in half an hour a week


@dataclass(frozen=True, slots=True)
class Design:
    """Sizes in people, lengths in minutes, days and weeks; `level_spread` None is any level."""

    title: Phrase
    summary: Phrase
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
        phrase("One to one"),
        phrase("Two colleagues coach each other in turn. The lightest way to begin; everything depends on the pair."),
        "pair", "coaching_pair", 2, 2, 2, 60, 21, 16, 4, nobody_alone=False,
    ),
    "circle": Design(
        phrase("Circle"),
        phrase("Four to six people meet until each has given and received five hours, in about three months."),
        "circle", "decision_round", 4, 5, 6, 90, 14, 13, 5,
    ),
    "group": Design(
        phrase("Rotating group"),
        phrase("Four to eight people meet every two weeks. Two of them bring an issue each time, in turn."),
        "group", "rotating_spotlight", 4, 6, 8, 75, 14, 18, 5,
    ),
    "executive": Design(
        phrase("Executive circle"),
        phrase("One level, ninety minutes a month, half a year: decisions that cannot be discussed elsewhere."),
        "executive", "executive_circle", 5, 6, 8, 90, 28, 26, 5, level_spread=0,
    ),
    "sprint": Design(
        phrase("Network sprint"),
        phrase("Short meetings of two people, each time with a new partner, to connect an organisation."),
        "sprint", "grow_pair", 2, 2, 2, 60, 14, 8, 2, common_minutes=60, level_spread=3, nobody_alone=False,
    ),
    "erg": Design(
        phrase("Resource group cohort"),
        phrase("Circles of an employee resource group. No calendar title, file or message shows who takes part."),
        "erg", "decision_round", 4, 5, 6, 90, 14, 13, 5, level_spread=3, is_erg=True,
    ),
}  # fmt: skip


def load_warning(people: int, coordinators: int) -> str:
    """Said where each coordinator would have more to look after than can be done well; empty otherwise."""
    most = PEOPLE_A_COORDINATOR[1]
    if coordinators < 1:
        return phrase("Nobody coordinates this cohort yet.")
    each = -(-people // coordinators)
    if each <= most:
        return ""
    return counted(
        "Each coordinator has {each} people; beyond {most} some are overlooked. {count} coordinator is enough.",
        "Each coordinator has {each} people; beyond {most} some are overlooked. {count} coordinators are enough.",
        -(-people // most),
        each=each,
        most=most,
    )
