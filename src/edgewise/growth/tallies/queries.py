"""What people of a cohort tapped after their sessions: numbers of five people or more together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from edgewise.domain.coaching.themes import THEMES, Theme
from edgewise.growth.models import Tapped, WeekCount
from edgewise.programmes.models.designs import Cohort


@dataclass(frozen=True, slots=True)
class Tapping:
    """Of some cohorts; each number is made of parts that five different people or more gave."""

    useful: dict[date, Counter[int]] = field(default_factory=dict)  # by Monday: how often each of 1 to 5
    themes: Counter[Theme] = field(default_factory=Counter)

    @property
    def answers(self) -> int:
        return sum(week.total() for week in self.useful.values())

    @property
    def usefulness(self) -> float | None:
        """The mean of all answers, 1 to 5; None before the first are counted."""
        return mean(sum(self.useful.values(), Counter()))

    @property
    def shown(self) -> list[tuple[str, int]]:
        """Themes with how often they were tapped, the most frequent first."""
        return [(str(THEMES[theme]), times) for theme, times in sorted(self.themes.items(), key=_rank)]


def _rank(one: tuple[Theme, int]) -> tuple[int, Theme]:
    return -one[1], one[0]


def mean(counts: Counter[int]) -> float | None:
    return sum(value * times for value, times in counts.items()) / counts.total() if counts else None


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
