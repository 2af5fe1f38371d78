"""What was drawn: for those who look after the cohort, as a check, and as a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from edgewise.domain.roster.cells import harmless
from edgewise.people.page import Column, Order
from edgewise.programmes.lotteries import queries
from edgewise.programmes.lotteries.page.plan import problem_here, stratum_name
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Entrant, Group, Lottery, OfferAnswer

HEADINGS = (
    _("Key"), _("Name"), _("E-mail"), _("Stratum"), _("Name of the stratum"), _("Shares a lot"), _("Lot"), _("In line"),
    _("Offered"), _("Answer"), _("Answered"),
)  # fmt: skip
COUNTED = {
    Group.PROMISED: _("Places as promised"),
    Group.PLACE: _("Places by lot"),
    Group.RESERVE: _("Reserves"),
    Group.COMPARISON: _("Wait and are compared"),
}
LOTS = [group.value for group in COUNTED]
NAME = Column("name", _("Name"), value=lambda one: one.membership.person.name.casefold())
KEY = Column("key", _("Key"), value=lambda one: one.membership_id, is_number=True)
STRATUM = Column("stratum", _("Stratum"), value=lambda one: one.stratum)
TOGETHER = Column("together", _("Shares a lot"), value=lambda one: one.together or None)
LOT = Column("lot", _("Lot"), value=lambda one: (LOTS.index(one.group), one.line or 0))


@dataclass(frozen=True)
class Drawn:
    """A draw that was made, with what makes it again."""

    lottery: Lottery
    entrants: list[Entrant]

    @cached_property
    def is_right(self) -> bool:
        """Does the same list give the same lots, by the same sizes and seed?"""
        try:
            again = queries.drawn_again(self.lottery, self.entrants)
        except ValueError:
            return False
        return again == queries.draw_as_kept(self.entrants)

    @property
    def reserves(self) -> list[Entrant]:
        return sorted((one for one in self.entrants if one.line is not None), key=lambda one: one.line or 0)

    @property
    def counts(self) -> list[tuple[str, int]]:
        groups = [one.group for one in self.entrants]
        return [(str(words), groups.count(group)) for group, words in COUNTED.items() if group in groups]

    @property
    def has_units(self) -> bool:
        return any(one.together for one in self.entrants)

    def stratum_of(self, one: Entrant) -> str:
        return stratum_name(self.lottery.strata, one.stratum) if self.lottery.strata else ""

    @property
    def columns(self) -> list[Column]:
        """Of the list; what says nothing here is left out."""
        return [NAME, *([STRATUM] if self.lottery.strata else []), *([TOGETHER] if self.has_units else []), LOT, KEY]

    def lines(self, order: Order) -> list[tuple[Entrant, str]]:
        """Each with the name of its stratum."""
        return [(one, self.stratum_of(one)) for one in order.in_order(self.entrants)]


def drawn_of(found: Lottery) -> Drawn:
    return Drawn(found, list(queries.entrants_of(found)))


@dataclass(frozen=True)
class Places:
    """What the page of a cohort says of its places."""

    drawn: Lottery | None
    said_yes: int
    total: int = 0
    free: int = 0
    offers: tuple[Entrant, ...] = ()  # that wait for an answer
    next: Entrant | None = None
    until_start: bool = False  # a place can still be offered

    @property
    def may_offer(self) -> bool:
        return self.until_start and self.free > 0 and self.next is not None


def places_of(cohort: Cohort, said_yes: int, today: date) -> Places | None:
    """None where places are not drawn and never will be."""
    drawn = queries.lottery_of(cohort)
    if drawn is None:
        return None if problem_here(cohort) or not said_yes else Places(None, said_yes)
    drawn.cohort = cohort
    return Places(
        drawn,
        said_yes,
        queries.places_in(drawn),
        queries.places_free(drawn, today),
        tuple(queries.open_offers(drawn, today)),
        queries.next_in_line(drawn),
        queries.may_move_up(cohort, today),
    )


def said_yes_in(states: Iterable[str]) -> int:
    """And sit in no circle."""
    return sum(state == EnrolmentState.ENROLLED for state in states)


def file_rows(drawn: Drawn) -> list[list[str]]:
    """What makes the draw again, and the list, in which no cell can act as a formula."""
    found = drawn.lottery
    facts = (
        (_("Seed"), str(found.seed)),
        (_("Places by lot"), str(found.places)),
        (_("Reserves"), str(found.reserves)),
        (_("Shared out by"), found.get_strata_display()),
        (_("Drawn"), _moment(found.drawn_at)),
    )
    rows = [[harmless(cell) for cell in _cells(drawn, one)] for one in drawn.entrants]
    return [*([str(name), said] for name, said in facts), [], list(map(str, HEADINGS)), *rows]


def _cells(drawn: Drawn, one: Entrant) -> list[str]:
    answer = str(OfferAnswer(one.answer).label) if one.answer else ""
    return [
        str(one.membership_id),
        one.membership.person.name,
        one.membership.person.email,
        one.stratum,
        drawn.stratum_of(one),
        one.together,
        str(Group(one.group).label),
        str(one.line or ""),
        _moment(one.offered_at),
        answer,
        _moment(one.answered_at),
    ]


def _moment(at: datetime | None) -> str:
    return timezone.localtime(at).isoformat(timespec="seconds") if at else ""
