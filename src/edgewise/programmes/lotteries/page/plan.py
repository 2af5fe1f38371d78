"""What a draw will do, before it is made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from edgewise.domain.evidence import lottery
from edgewise.domain.evidence.gathered import FEWEST_KNOWN
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.programmes.lotteries import queries
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.models.lotteries import Strata

NOT_HERE = gettext_lazy(
    "In a resource group no places are drawn by lot. A comparison needs files that say who belongs to the group, and "
    "nobody outside it may learn that."
)
DRAWN_ALREADY = gettext_lazy("The places are drawn already. A draw is made once.")
CIRCLES_FIRST = gettext_lazy("Circles have been published here. Places are drawn before the first circle.")


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a draw is asked for. `places` are all there are, those that were promised included."""

    places: int
    reserves: int = 0
    strata: str = Strata.NONE


@dataclass(frozen=True, slots=True)
class StratumLine:
    name: str
    people: int
    places: int


@dataclass(frozen=True)
class Plan:
    """A draw as it would be now."""

    cohort: Cohort
    sizes: Sizes
    listed: list[lottery.Entrant]  # from which is drawn
    promised: list[int]  # memberships that get a place without lot
    today: date  # on which it would be

    @property
    def said_yes(self) -> int:
        return len(self.listed) + len(self.promised)

    @property
    def by_lot(self) -> int:
        """Places that are drawn."""
        return self.sizes.places - len(self.promised)

    @property
    def compared(self) -> int:
        return len(self.listed) - self.by_lot - self.sizes.reserves

    @property
    def words(self) -> str:
        """The whole draw in a sentence for each number."""
        yes, places, reserves = self.said_yes, self.sizes.places, self.sizes.reserves
        kept, compared = len(self.promised), self.compared
        said = [
            ngettext("%(n)d person has said yes.", "%(n)d people have said yes.", yes) % {"n": yes},
            ngettext("There is %(n)d place.", "There are %(n)d places.", places) % {"n": places},
            ngettext("%(n)d of them was promised.", "%(n)d of them were promised.", kept) % {"n": kept} if kept else "",
            ngettext("%(n)d person is a reserve.", "%(n)d people are reserves.", reserves) % {"n": reserves},
            ngettext("%(n)d waits and is compared.", "%(n)d wait and are compared.", compared) % {"n": compared},
        ]
        return " ".join(filter(None, said))

    @property
    def is_small(self) -> bool:
        """No comparison will be shown."""
        return min(self.by_lot, self.compared) < FEWEST_KNOWN

    @property
    def fewest(self) -> int:
        """On each side of a comparison."""
        return FEWEST_KNOWN

    @property
    def stratum(self) -> str:
        """What a stratum is."""
        return str(Strata(self.sizes.strata).label)

    @cached_property
    def problem(self) -> str:
        """What stands in the way, and what helps; empty if nothing does."""
        return problem_here(self.cohort) or self._problem_of_promises() or self._problem_of_sizes()

    def _problem_of_promises(self) -> str:
        many = len(self.promised)
        if not many or self.by_lot > 0:
            return ""
        said = ngettext(
            "%(n)d person was promised a place, so none is left to draw. Set more places.",
            "%(n)d people were promised a place, so none is left to draw. Set more than %(n)d places, or begin a "
            "second cohort beside this one for some of them.",
            many,
        )
        return said % {"n": many}

    def _problem_of_sizes(self) -> str:
        if self.sizes.places >= self.said_yes:
            return _("There is room for everybody who has said yes. No lot is needed.")
        if self.sizes.reserves and self.today > self.cohort.starts_on:
            return _("The first day has passed, so nobody can be asked any more. Set no reserves.")
        if self.compared < 1:
            return _("Nobody would be left to wait and be compared. Set fewer reserves.")
        try:
            lottery.draw(self.listed, self.by_lot, self.sizes.reserves, seed=0)
        except ValueError:
            return _(
                "People who share a lot are more than the places they can get. Set more places, or draw in one list."
            )
        return ""

    @property
    def strata(self) -> list[StratumLine]:
        """Each with its places. Where two have the same right to the last one, the lot decides."""
        if not self.sizes.strata or self.problem:
            return []
        people = lottery.urn_of(self.listed).people
        places = lottery.shares(people[None, :], self.by_lot, np.zeros((1, len(people))))[0]
        names = [stratum_name(self.sizes.strata, name) for name in _strata(self.listed)]
        rows = zip(names, people.tolist(), places.tolist(), strict=True)
        return [StratumLine(name, many, seats) for name, many, seats in rows]


@dataclass(frozen=True, slots=True)
class Standing:
    """Who has said what, at this moment."""

    said_yes: int
    promised: int  # of these
    paused: int
    unanswered: int


def standing_of(cohort: Cohort) -> Standing:
    states = Counter(cohort.enrolments.values_list("state", flat=True))
    pool, promised = {who.pk for who in queries.pool_of(cohort)}, queries.promised_at_draw(cohort)
    paused = states[EnrolmentState.PAUSED] - len(promised - pool)  # a promise outlasts a pause
    return Standing(len(pool | promised), len(promised), paused, states[EnrolmentState.INVITED])


def plan_of(cohort: Cohort, sizes: Sizes, today: date) -> Plan:
    pool = list(queries.pool_of(cohort))
    promised = queries.promised_at_draw(cohort)
    rest = [who for who in pool if who.pk not in promised]
    shared = queries.shared_among(cohort, [who.pk for who in rest])
    return Plan(cohort, sizes, queries.listed(rest, sizes.strata, shared), sorted(promised), today)


def problem_here(cohort: Cohort) -> str:
    """Why no places are drawn in this cohort, whatever their number."""
    if cohort.is_erg:
        return str(NOT_HERE)
    if queries.lottery_of(cohort) is not None:
        return str(DRAWN_ALREADY)
    return str(CIRCLES_FIRST) if cohort.circles.exists() else ""


def stratum_name(strata: str, stratum: str) -> str:
    if strata == Strata.LEVEL and stratum:
        return ROLE_LEVELS[int(stratum)]
    return stratum or _("Not known")


def _strata(listed: Sequence[lottery.Entrant]) -> list[str]:
    """In the order of an urn. A unit is in the stratum of its smallest key."""
    units: dict[str | int, str] = {}
    for one in sorted(listed, key=lambda one: one.key):
        units.setdefault(one.together or one.key, one.stratum)
    return sorted(set(units.values()))
