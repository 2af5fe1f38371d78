"""What people of a cohort tapped after their sessions: numbers of five people or more together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from edgewise.domain.anonymity.cells import FEWEST_ANSWERS
from edgewise.domain.anonymity.scores import Score, Told, score, told_of_ratings
from edgewise.domain.coaching.themes import THEMES, Theme
from edgewise.growth.models import Tapped, WeekCount
from edgewise.programmes.models.designs import Cohort


@dataclass(frozen=True, slots=True)
class Tapping:
    """Of some cohorts; each number is made of parts that five different people or more gave."""

    useful: dict[date, Counter[int]] = field(default_factory=dict)  # by Monday: how often each of 1 to 5
    themes: Counter[Theme] = field(default_factory=Counter)

    @property
    def told_weeks(self) -> list[tuple[date, Told]]:
        """By Monday, what is told of how useful it was: a week that too few answered counts with those after it. From
        the first week on: so stays what was told once, whatever comes."""
        found, waiting = [], list[int]()
        for week in sorted(self.useful):
            waiting += self.useful[week].elements()
            if len(waiting) >= FEWEST_ANSWERS:
                found.append((week, told_of_ratings(waiting)))
                waiting = []
        return found

    @property
    def usefulness(self) -> Score | None:
        """The mean of all answers told, 1 to 5; None before seven are."""
        weeks = self.told_weeks
        return score([told for _, told in weeks], 1) if weeks else None

    @property
    def shown(self) -> list[tuple[str, int]]:
        """Themes with how often they were tapped, the most frequent first."""
        return [(str(THEMES[theme]), times) for theme, times in sorted(self.themes.items(), key=_rank)]


def _rank(one: tuple[Theme, int]) -> tuple[int, Theme]:
    return -one[1], one[0]


def tapping_of(cohorts: Iterable[Cohort]) -> Tapping:
    """One query."""
    useful: dict[date, Counter[int]] = {}
    themes: Counter[Theme] = Counter()
    rows = WeekCount.objects.filter(cohort__in=cohorts).order_by("week", "answer")
    for tapped, week, answer, times in rows.values_list("tapped", "week", "answer", "times"):
        if tapped == Tapped.USEFUL:
            useful.setdefault(week, Counter())[int(answer)] += times
        else:
            themes[Theme(answer)] += times
    return Tapping(useful, themes)
