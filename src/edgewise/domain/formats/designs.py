"""How programmes of each kind usually run, to begin a design with. Every number is changeable.

Sources: pairs meet for 45 to 60 minutes every two to four weeks; groups of 4 to 8 for 60 to 90 minutes, weekly or every
two weeks; circles of 4 to 6 until everybody has given and received five hours, in about three months; executive circles
of one level for 90 minutes once a month; a pilot takes three to six months. What the meetings of a circle cannot give,
its pair hours do: `domain/hours/promise` adds both up, and a test holds every design to the hours that it names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.matching.model import Kind
from edgewise.domain.phrases import Phrase, counted, phrase

PEOPLE_A_COORDINATOR = (30, 50)  # whom one coordinator can look after in half an hour a week


@dataclass(frozen=True, slots=True)
class Design:
    """Lengths in minutes, days and weeks. Sizes and the spread of levels are its kind's, as far as its format goes."""

    title: Phrase
    summary: Phrase
    kind: Kind
    format_key: str
    session_minutes: int
    cadence_days: int
    weeks: int
    hours_target: int  # each way
    pair_hours: int = 0  # for each to give, and as many to receive
    pair_minutes: int = 45
    common_minutes: int = 60
    nobody_alone: bool = True
    is_erg: bool = False

    @property
    def size_least(self) -> int:
        return self.kind.sizes[0]

    @property
    def size_target(self) -> int:
        return self.kind.sizes[1]

    @property
    def size_most(self) -> int:
        """A pair may be matched as a triad, for which the format of pairs has no seat."""
        return min(self.kind.sizes[2], builtin_format(self.format_key).people.most)

    @property
    def level_spread(self) -> int:
        return self.kind.level_spread


DESIGNS: Mapping[str, Design] = {
    "one_to_one": Design(
        phrase("One to one"),
        phrase("Two colleagues coach each other in turn. The lightest way to begin; everything depends on the pair."),
        Kind.PAIR, "grow_pair", 60, 14, 16, 3, nobody_alone=False,
    ),
    "circle": Design(
        phrase("Circle"),
        phrase("Four to six people meet every two weeks. Between meetings they coach one another in pairs."),
        Kind.CIRCLE, "decision_round", 90, 14, 13, 5, pair_hours=6,
    ),
    "group": Design(
        phrase("Rotating group"),
        phrase("Four to eight people meet every two weeks. Two of them bring an issue each time, in turn."),
        Kind.GROUP, "rotating_spotlight", 75, 14, 18, 5, pair_hours=6,
    ),
    "executive": Design(
        phrase("Executive circle"),
        phrase("One level, ninety minutes a month, half a year: decisions that cannot be discussed elsewhere."),
        Kind.EXECUTIVE, "executive_circle", 90, 28, 26, 5, pair_hours=6,
    ),
    "sprint": Design(
        phrase("Network sprint"),
        phrase("Short meetings of two people, each time with a new partner, to connect an organisation."),
        Kind.SPRINT, "grow_pair", 60, 14, 12, 2, nobody_alone=False,
    ),
    "erg": Design(
        phrase("Resource group cohort"),
        phrase("Circles of an employee resource group. No calendar title, file or message shows who takes part."),
        Kind.ERG, "decision_round", 90, 14, 13, 5, pair_hours=6, is_erg=True,
    ),
    "leadership": Design(
        phrase("Leadership team"),
        phrase("A team with its boss. Here people sit with their manager: everybody reads it before saying yes."),
        Kind.LEADERSHIP, "decision_round", 90, 14, 26, 2, nobody_alone=False,
    ),
}  # fmt: skip

PAIR_OF_COLLEAGUES = DESIGNS["one_to_one"]  # by which two meet who begin a pair by themselves, in any programme

# A name and a purpose to begin with. People read both before they say yes, so they promise no number.
SUGGESTED: Mapping[str, tuple[Phrase, Phrase]] = {
    "one_to_one": (
        phrase("Coaching in pairs"),
        phrase("Two colleagues coach each other in turn, on what matters in their work now."),
    ),
    "circle": (
        phrase("Coaching circles"),
        phrase("A small circle helps each of its members to decide, to act and to learn from it."),
    ),
    "group": (
        phrase("Coaching groups"),
        phrase("A group of colleagues looks at the issues of its members in turn and finds ways on."),
    ),
    "executive": (
        phrase("Executive circles"),
        phrase("Leaders of one level think decisions through that they cannot discuss elsewhere."),
    ),
    "sprint": (
        phrase("Network sprint"),
        phrase("Short meetings with new colleagues, to know more of the people one works with."),
    ),
    "leadership": (
        phrase("Leadership team"),
        phrase("A team of leaders and their manager take real decisions together, under one structure for all."),
    ),
    "erg": (
        phrase("Resource group circles"),
        phrase("Members of a resource group coach each other, among themselves."),
    ),
}


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
