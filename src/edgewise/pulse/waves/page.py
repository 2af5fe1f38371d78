"""The waves of a person, and those of a cohort as its coordinators see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from edgewise.domain.anonymity.cells import could_be_shown, shown_in_words
from edgewise.domain.anonymity.rates import Rate
from edgewise.programmes.models.designs import Cohort
from edgewise.pulse.ballots.queries import announced_of
from edgewise.pulse.briefs.queries import acknowledged_rate
from edgewise.pulse.models import Asked, Wave
from edgewise.pulse.page import CUTS, CellLine, cell_lines
from edgewise.pulse.waves.queries import days_ahead, facts_of, people_to_ask, waves_of


@dataclass(frozen=True, slots=True)
class MyWave:
    """`is_open`: it can be answered now."""

    wave: Wave
    is_open: bool
    has_answered: bool


@dataclass(frozen=True, slots=True)
class WaveLine:
    """One wave on the calendar of a cohort; `wave` None: it is still to come, or was left out."""

    moment: str
    opens_on: date
    closes_on: date
    wave: Wave | None
    is_open: bool
    cells: Sequence[CellLine]


@dataclass(frozen=True, slots=True)
class CohortPage:
    lines: list[WaveLine]
    could_show: str  # of those who take part now
    briefs_sent: bool
    acknowledged: Rate | None  # of the bosses


def my_waves(lines: Sequence[Asked], now: datetime) -> list[MyWave]:
    return [MyWave(line.wave, line.wave.is_open(now), line.has_answered) for line in lines]


def cohort_page(cohort: Cohort, now: datetime) -> CohortPage:
    waves = waves_of(cohort)
    lines = [_launched(wave, now) for wave in waves]
    lines += [
        WaveLine(days.moment.words, days.opens_on, days.closes_on, None, is_open=False, cells=())
        for days in days_ahead(cohort, waves)
    ]
    roster = {str(who.pk): facts_of(who, cohort) for who in people_to_ask(cohort, now.date())}
    return CohortPage(
        sorted(lines, key=lambda line: line.opens_on),
        shown_in_words(roster, CUTS, could_be_shown(roster)),
        cohort.briefs.exists(),
        acknowledged_rate(cohort),
    )


def _launched(wave: Wave, now: datetime) -> WaveLine:
    return WaveLine(
        wave.when, wave.opens_on, wave.closes_on, wave, is_open=wave.is_open(now), cells=cell_lines(announced_of(wave))
    )
