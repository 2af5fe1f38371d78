"""How many ties cross each kind of silo, as the page of ties tells it."""

from __future__ import annotations

from collections.abc import Iterator

from edgewise.desk.ties.queries import FACTS, facts_of_people, met_in
from edgewise.domain.evidence.report import Crossed
from edgewise.domain.evidence.ties.matrix import told_of
from edgewise.domain.evidence.ties.ties import crossing
from edgewise.programmes.models.designs import Cohort


def crossings_of(cohort: Cohort) -> Iterator[Crossed]:
    """Nothing of a fact that too few ties are on record for."""
    met, facts = met_in(cohort), facts_of_people(cohort)
    for fact in FACTS:
        found = crossing(met.ties, facts[fact], met.people)
        told = told_of(found.across, found.pairs) if found else None
        if found and told:
            yield Crossed(
                fact, told.low, told.high, found.pairs, found.expected, found.low, found.high, found.draws, found.seed
            )
