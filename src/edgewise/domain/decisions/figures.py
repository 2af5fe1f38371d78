"""What a programme may know of its decisions: shares and one median, never a word and never a person.

Nothing is said of fewer than five people or three circles. A share is said as a band of its scale. Which bands there
are follows from how many decisions there are and in which circles, never from what was answered. They are the finest of
which nobody can work out what people of other circles answered, though everybody knows all that was decided in theirs.

What this cannot do: figures that are made anew with every review tell of the last one, when a band changes. They are to
be made for everybody at once, once in a while. And it takes people for members of the circles in which they decided
something; somebody who also sat silent in others knows more.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from statistics import median

from msgspec import Struct, structs

from edgewise.domain.anonymity.bands import FEWEST_IN_ALL
from edgewise.domain.anonymity.counts import FEWEST_CIRCLES, Share, finest, share_of
from edgewise.domain.anonymity.rosters import shown
from edgewise.domain.decisions.model import Again
from edgewise.domain.phrases import Phrase, phrase

FEWEST_PEOPLE = FEWEST_IN_ALL
CHANGE_STEP, MOST_CHANGE_SAID = 10, 30  # points of confidence


class Counted(Struct, frozen=True):
    """One decision as it is counted. None: it was not asked or not answered, and is not counted there."""

    person: str
    circle: str
    is_reviewed: bool | None = None  # None: its review is not due
    is_restated: bool | None = None  # whether the owner put the question in other words
    change: int | None = None  # of the confidence, in points
    again: Again | None = None
    assumptions: int = 0
    tested: int = 0  # of them, before the large step


class Change(Struct, frozen=True):
    """The median change in confidence, to the next ten points; beyond thirty it is not told further."""

    points: int
    people: int | None = None

    @property
    def words(self) -> Phrase:
        far = abs(self.points)
        if not far:
            return phrase("about as sure as before")
        if self.points < 0:
            return phrase("about {points} points less sure: after a good round that is a good sign", points=far)
        return phrase("about {points} points surer", points=far)


class Figures(Struct, frozen=True):
    """None: too few to be told."""

    reviewed: Share | None
    restated: Share | None
    change: Change | None
    again: Share | None
    tested: Share | None


class _Answer(Struct, frozen=True):
    """What one decision adds to one figure: `value` of at most `most`, or a change."""

    person: str
    circle: str
    value: int
    most: int = 1


def figures(decisions: Iterable[Counted]) -> Figures:
    """The number of people is said only beside figures whose people cannot be told apart by subtraction."""
    rows = list(decisions)
    reviewed = _answers(rows, lambda one: one.is_reviewed)
    restated = _answers(rows, lambda one: one.is_restated)
    change = _answers(rows, lambda one: one.change)
    again = _answers(rows, lambda one: None if one.again in (None, Again.TOO_EARLY) else one.again is Again.YES)
    tested = [_Answer(one.person, one.circle, one.tested, one.assumptions) for one in rows if one.assumptions]
    enough = [one for one in (reviewed, restated, change, again, tested) if _are_enough(one)]
    told = shown([_people(one) for one in enough], FEWEST_PEOPLE)
    return Figures(
        _share(reviewed, told),
        _share(restated, told),
        _change(change, told),
        _share(again, told),
        _share(tested, told),
    )


def _answers(rows: Sequence[Counted], asked: Callable[[Counted], int | None]) -> list[_Answer]:
    return [_Answer(one.person, one.circle, value) for one in rows if (value := asked(one)) is not None]


def _people(answers: Sequence[_Answer]) -> frozenset[str]:
    return frozenset(one.person for one in answers)


def _are_enough(answers: Sequence[_Answer]) -> bool:
    circles = {one.circle for one in answers}
    return len(_people(answers)) >= FEWEST_PEOPLE and len(circles) >= FEWEST_CIRCLES


def _told(answers: Sequence[_Answer], told: Collection[frozenset[str]]) -> int | None:
    people = _people(answers)
    return len(people) if people in told else None


def _known_to_one(answers: Sequence[_Answer]) -> int:
    """The most that one person may know: whatever was decided in all circles where they decided something."""
    counts: Counter[str] = Counter()
    circles: defaultdict[str, set[str]] = defaultdict(set)
    for one in answers:
        counts[one.circle] += one.most
        circles[one.person].add(one.circle)
    return max(sum(counts[circle] for circle in known) for known in circles.values())


def _share(answers: Sequence[_Answer], told: Collection[frozenset[str]]) -> Share | None:
    if not _are_enough(answers):
        return None
    value, most = sum(one.value for one in answers), sum(one.most for one in answers)
    parts = finest(most, _known_to_one(answers))
    if parts is None:
        return None
    return structs.replace(share_of(value, most, parts), people=_told(answers, told))


def _change(answers: Sequence[_Answer], told: Collection[frozenset[str]]) -> Change | None:
    """Withheld where one person may know half of the answers: the median would be one of them."""
    if not _are_enough(answers) or 2 * _known_to_one(answers) >= len(answers):
        return None
    middle = median(one.value for one in answers)
    points = min(int((abs(middle) + CHANGE_STEP / 2) // CHANGE_STEP) * CHANGE_STEP, MOST_CHANGE_SAID)
    return Change(-points if middle < 0 else points, _told(answers, told))
