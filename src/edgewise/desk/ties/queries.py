"""Who came to which session of a cohort, and what is on record of them: what ties are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from edgewise.desk.figures.queries import MEETINGS_HELD
from edgewise.domain.evidence.ties.ties import Pair, people_of, tied, times_met
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.models.sessions import CAME, Attendance

FACTS = ("function", "unit", "location", "role_level")


@dataclass(frozen=True, slots=True)
class Met:
    """The pairs of a cohort who came to a session together, and how often."""

    times: Mapping[Pair, int]

    @property
    def people(self) -> set[int]:
        return people_of(self.times)

    @property
    def ties(self) -> list[Pair]:
        return tied(self.times)


def met_in(cohort: Cohort) -> Met:
    """In sessions that were held, of circles that matching made; two colleagues who began a pair chose each other."""
    rows = Attendance.objects.filter(
        MEETINGS_HELD, status__in=CAME, session__circle__cohort=cohort, session__circle__by_colleagues=False
    )
    came: defaultdict[int, set[int]] = defaultdict(set)
    for session, who in rows.values_list("session_id", "seat__membership_id"):
        came[session].add(who)
    return Met(times_met(came.values()))


def facts_of_people(cohort: Cohort) -> dict[str, dict[int, str]]:
    """By the name of the fact and by membership, as it is on record today; of everybody who ever had a seat there."""
    rows = Membership.every.filter(seats__circle__cohort=cohort).distinct().values_list("pk", *FACTS)
    found: dict[str, dict[int, str]] = {fact: {} for fact in FACTS}
    for pk, *values in rows:
        for fact, value in zip(FACTS, values, strict=True):
            found[fact][pk] = "" if value is None else str(value)
    return found
