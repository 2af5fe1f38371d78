"""Counts of what people answered, kept or did, as a desk may know them: never exact, and never of one day.

Each count that a page, an export or a message gives of such facts goes through `counted` or `people_told`.

- Locked: a fact counts once the day is over on which five people or more have changed something since the last count.
  So two counts differ by five people at least, and "15 yesterday, 16 today" is never said. Which day that is follows
  from who changed something and when, and not from what.
- A share is a band of its scale, the finest of which everybody is left with two possibilities at least for what they do
  not know, at each end too ("18 of 18" is not said). Somebody knows what was answered in all circles where they
  answered, and two who compare notes know their own. Which bands there are follows from how many answers there are,
  whose and in which circles.
- A number of people is told as a multiple of five that it reaches, and never closer to all than by four.

Source: "Simulatable auditing" (Kenthapadi, Mishra, Nissim, 2005) for bands that do not follow from the answers.
What it cannot do: two people of different circles who tell each other all of both know more, and so does somebody who
sits silent in further circles. A circle is never counted by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct

from edgewise.domain.anonymity.cells import FEWEST_ANSWERS, FEWEST_LEFT, HELPERS, NEVER_TOLD_LAST
from edgewise.domain.phrases import Phrase, phrase

FEWEST_CIRCLES = 3
FINEST_FIRST = (10, 5, 4, 2)  # into how many bands of equal width a share may be parted
STEP_OF_PEOPLE = 5


class Share(Struct, frozen=True):
    """From `low` to `high`, both from 0 to 1."""

    low: float
    high: float

    @property
    def words(self) -> Phrase:
        if self.low <= 0:
            return phrase("less than {share} %", share=round(100 * self.high))
        if self.high >= 1:
            return phrase("{share} % or more", share=round(100 * self.low))
        return phrase("{least} to {most} %", least=round(100 * self.low), most=round(100 * self.high))


class Fact(Struct, frozen=True):
    """What became of one thing (`key`) of one person in one circle on one day: `value` 1 or 0; None: nothing yet."""

    key: int
    person: int
    circle: int
    day: date
    value: int | None


def counted(facts: Iterable[Fact], today: date) -> Share | None:
    """The share of ones among the things of which something has become; the last fact of each thing is the one.

    None for fewer than seven people or three circles, and where somebody knows so much that no band is left.
    """
    known = list(facts)
    until = locked(((one.day, one.person) for one in known), today)
    if until is None:
        return None
    last = {one.key: one for one in sorted(known, key=lambda one: one.day) if one.day <= until}
    given = [one for one in last.values() if one.value is not None]
    if len({one.person for one in given}) < FEWEST_ANSWERS or len({one.circle for one in given}) < FEWEST_CIRCLES:
        return None
    parts = finest(len(given), _known(given))
    return share_of(sum(one.value or 0 for one in given), len(given), parts) if parts else None


def share_of(value: int, most: int, parts: int) -> Share:
    """The one of so many bands in which the share lies."""
    part = min(parts * value // most, parts - 1)
    return Share(part / parts, (part + 1) / parts)


def joined(shares: Iterable[Share | None]) -> Share | None:
    """Of several counts together, what follows from their bands alone: from the lowest to the highest of them."""
    told = [one for one in shares if one is not None]
    return Share(min(one.low for one in told), max(one.high for one in told)) if told else None


def people_told(changes: Iterable[tuple[date, int]], asked: int, today: date) -> int | None:
    """How many people there are on these days, at least; None for fewer than five. `asked`: how many there could be."""
    known = list(changes)
    until = locked(known, today)
    people = len({person for day, person in known if until is not None and day <= until})
    told = min(people, asked - NEVER_TOLD_LAST) // STEP_OF_PEOPLE * STEP_OF_PEOPLE
    return told if told > 0 else None


def at_least(times: int) -> int:
    """A number that is locked by other means, told as a multiple of five."""
    return times // STEP_OF_PEOPLE * STEP_OF_PEOPLE


def locked(changes: Iterable[tuple[date, int]], today: date) -> date | None:
    """The last day that is counted, from the day and the person of each change: days before today on which five people
    or more had changed something since the day that was counted before. None: not even five have."""
    by_day: defaultdict[date, set[int]] = defaultdict(set)
    for day, person in changes:
        by_day[day].add(person)
    found, waiting = None, set[int]()
    for day in sorted(day for day in by_day if day < today):
        waiting |= by_day[day]
        if len(waiting) >= FEWEST_LEFT:
            found, waiting = day, set()
    return found


def finest(most: int, known: int) -> int | None:
    """Into how many bands a share of `most` may be parted, if somebody knows up to `known` of them.

    None: not even into two. Whoever takes out what they know is left with two possibilities at least.
    """
    return next((parts for parts in FINEST_FIRST if _hold(parts, most, known)), None)


def _known(given: Sequence[Fact]) -> int:
    """The most that somebody knows: all of the circles where they answered, or their own and that of another."""
    of_circles, own = Counter(one.circle for one in given), Counter(one.person for one in given)
    circles: defaultdict[int, set[int]] = defaultdict(set)
    for one in given:
        circles[one.person].add(one.circle)
    of_one = max(sum(of_circles[circle] for circle in some) for some in circles.values())
    return max(of_one, sum(count for _, count in own.most_common(HELPERS)))


def _hold(parts: int, most: int, known_most: int) -> bool:
    ends = [-(-part * most // parts) for part in range(parts)] + [most + 1]  # the first sum of each band
    return all(
        _left(first, after - 1, most, known, own) != 1 and first < after - 1
        for first, after in pairwise(ends)
        for known in range(known_most + 1)
        for own in range(known + 1)
    )


def _left(first: int, last: int, most: int, known: int, own: int) -> int:
    """How many sums of the others are possible for somebody who knows so many answers, of which so many were yes."""
    return min(most - known, last - own) - max(first - own, 0) + 1
