"""What a programme may know of its decisions: shares and one median, never a word and never a person.

Nothing is said of fewer than five people or three circles. A share is said as a band of its scale. Which bands there
are follows from how many decisions there are and in which circles, never from what was answered. They are the finest of
which nobody can work out what people of other circles answered, though everybody knows all that was decided in theirs.

Figures are of two sorts: of what was taken, and of what was looked at again. Each of a sort is made of the same
decisions, whatever was answered. Who has not looked again has not said that they would
decide so again: they are not left out of that share. If they were, the bands of one share would tell of the other, and
five people who all looked again would be found (tests/domain/decisions/test_attackers.py).

Every decision is counted once. Of figures that are made anew with each answer, two that follow each other tell of the
last one; so months.py says which decisions are counted when. What this cannot do: it holds against one person who knows
all of their own circles, not against several who compare notes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from statistics import median

from msgspec import Struct

from edgewise.domain.anonymity.bands import FEWEST_IN_ALL
from edgewise.domain.anonymity.counts import FEWEST_CIRCLES, Share, finest, share_of
from edgewise.domain.decisions.model import Again
from edgewise.domain.phrases import Phrase, phrase

FEWEST_PEOPLE = FEWEST_IN_ALL
CHANGE_STEP, MOST_CHANGE_SAID = 10, 30  # points of confidence


class Counted(Struct, frozen=True):
    """One decision as it is counted. None: its session did not ask."""

    person: str
    circle: str
    is_reviewed: bool = False
    again: Again | None = None  # only of one that is reviewed
    is_tested: bool = False  # an assumption of it, before the large step
    is_restated: bool | None = None  # whether the owner put the question in other words
    change: int | None = None  # of the confidence, in points; 0 where it was asked and not told


class Change(Struct, frozen=True):
    """The median change in confidence, to the next ten points; beyond thirty it is not told further."""

    points: int

    @property
    def words(self) -> Phrase:
        far = abs(self.points)
        if not far:
            return phrase("about as sure as before")
        if self.points < 0:
            return phrase("about {points} points less sure: after a good round that is a good sign", points=far)
        return phrase("about {points} points surer", points=far)


class Taken(Struct, frozen=True):
    """Of decisions that were taken. None: too few were asked."""

    people: int  # who took them
    restated: Share | None
    change: Change | None


class Looked(Struct, frozen=True):
    """Of decisions whose day has come."""

    people: int
    reviewed: Share
    again: Share  # would decide so again
    tested: Share  # an assumption was tested before the large step


def taken(decisions: Iterable[Counted], sat: Collection[Collection[str]] = ()) -> Taken | None:
    """None: too few to be told, or one person knows too much of them.

    `sat`: of each person who may know of these decisions, the circles in which they sat, also as guests.
    """
    rows = list(decisions)
    restated = _restated([one for one in rows if one.is_restated is not None], sat)
    change = _change([one for one in rows if one.change is not None], sat)
    return Taken(_people(rows), restated, change) if restated or change else None


def looked(decisions: Iterable[Counted], sat: Collection[Collection[str]] = ()) -> Looked | None:
    """The same of decisions whose day has come."""
    rows = list(decisions)
    parts = _parts(rows, sat)
    if parts is None:
        return None
    return Looked(
        _people(rows),
        _share([one.is_reviewed for one in rows], parts),
        _share([one.again is Again.YES for one in rows], parts),
        _share([one.is_tested for one in rows], parts),
    )


def _people(rows: Sequence[Counted]) -> int:
    return len({one.person for one in rows})


def _restated(rows: Sequence[Counted], sat: Collection[Collection[str]]) -> Share | None:
    parts = _parts(rows, sat)
    return None if parts is None else _share([bool(one.is_restated) for one in rows], parts)


def _change(rows: Sequence[Counted], sat: Collection[Collection[str]]) -> Change | None:
    """Withheld where one person may know so many that the others' median could hang on each of them."""
    if not _are_enough(rows) or 2 * (_known_to_one(rows, sat) + 1) >= len(rows):
        return None
    middle = median(one.change or 0 for one in rows)
    points = min(int((abs(middle) + CHANGE_STEP / 2) // CHANGE_STEP) * CHANGE_STEP, MOST_CHANGE_SAID)
    return Change(-points if middle < 0 else points)


def _parts(rows: Sequence[Counted], sat: Collection[Collection[str]]) -> int | None:
    """Into how many bands a share of these decisions is parted; None where nothing may be told of them."""
    return finest(len(rows), _known_to_one(rows, sat)) if _are_enough(rows) else None


def _are_enough(rows: Sequence[Counted]) -> bool:
    return _people(rows) >= FEWEST_PEOPLE and len({one.circle for one in rows}) >= FEWEST_CIRCLES


def _known_to_one(rows: Sequence[Counted], sat: Collection[Collection[str]]) -> int:
    """The most that one person may know: whatever was decided in all circles where they sat or decided something."""
    counts = Counter(one.circle for one in rows)
    decided: defaultdict[str, set[str]] = defaultdict(set)
    for one in rows:
        decided[one.person].add(one.circle)
    return max(sum(counts[circle] for circle in {*circles}) for circles in (*decided.values(), *sat))


def _share(values: Sequence[bool], parts: int) -> Share:
    return share_of(sum(values), len(values), parts)
