"""The next round as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.rounds import NextRound
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.rounds.queries import begins, partners_of, round_ahead


@dataclass(frozen=True, slots=True)
class RoundShown:
    """To a coordinator: when it begins by itself, and what keeps it from that."""

    ahead: NextRound
    begins_at: datetime
    objections: int
    is_mine: bool  # one of them is the reader's

    @property
    def is_changed(self) -> bool:
        """By hand, after people were told of it: it would not be what they read."""
        assert self.ahead.run is not None
        return self.ahead.run.version != self.ahead.told_version

    @property
    def is_given_up(self) -> bool:
        return self.ahead.given_up_at is not None

    @property
    def waits(self) -> bool:
        return bool(self.objections) or self.is_changed or self.is_given_up


@dataclass(frozen=True, slots=True)
class OwnRound:
    """To somebody who takes part: whom they would meet, and what they have said. Not who else objects."""

    ahead: NextRound
    begins_at: datetime
    partners: list[Membership]
    objects: bool
    waits: bool


def round_shown(run: MatchRun, reader: Membership | None) -> RoundShown | None:
    """None for a draft that nobody publishes by itself."""
    ahead = round_ahead(run.cohort)
    if ahead is None or ahead.run_id != run.pk:
        return None
    by = set(ahead.objections.values_list("by_id", flat=True))
    return RoundShown(ahead, begins(ahead), len(by), reader is not None and reader.pk in by)


def own_round_ahead(cohort: Cohort, who: Membership) -> OwnRound | None:
    """None where no round has been told that is about the person."""
    ahead = round_ahead(cohort)
    return own_round(ahead, who) if ahead and ahead.run and who.pk in ahead.run.people else None


def own_round(ahead: NextRound, who: Membership) -> OwnRound:
    by = set(ahead.objections.values_list("by_id", flat=True))
    waits = bool(by) or ahead.given_up_at is not None
    return OwnRound(ahead, begins(ahead), partners_of(ahead, who) or [], who.pk in by, waits)
