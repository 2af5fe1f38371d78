"""Ties between groups as a matrix, of which no number is told that stands for fewer than five pairs.

- A group is named if enough people of it have met somebody. The smaller ones stand together, as *others*; if these
  would be too few, the smallest named group stands with them. Of many small groups, so many stand together that most of
  the matrix can be told.
- A cell of fewer than five pairs is hidden, one of none at all too.
- How many ties there are, and how many cross, stands beside the matrix. So the hidden cells within groups, and those
  between groups, have a sum that a reader can work out. Further cells are hidden, the smallest first, until each
  hidden cell of fewer than five pairs could still be two different numbers at least. Where that cannot be had, there
  is no matrix.

It holds for a reader who knows nothing else. A coordinator knows by name who came to what, and learns nothing here.

Source: Cox, "Suppression methodology and statistical disclosure control", JASA 75 (1980). With two sums alone, and
cells hidden in the order of their size, the bounds of a cell are two subtractions and need no linear programme.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from edgewise.domain.evidence.ties.ties import Pair, people_of

FEWEST_PAIRS = 5  # of a cell that is told
FEWEST_TIES = 10  # in all, before anything is told of them
FEWEST_PEOPLE = 5  # of a group that is named
FEWEST_PEOPLE_OF_ERG = 10  # the same in a resource group: that somebody belongs to it is nobody's business
MOST_GROUPS = 8  # rows of a matrix that can be read
FEWEST_TOLD = 3  # cells; fewer say no more than the sums do
MOSTLY = 0.5  # share of the cells that are told, from which on no further groups stand together
OTHERS = ""

Place = tuple[int, int]  # of a cell: its row and its column


class Told(Struct, frozen=True):
    """A number, or from `low` to `high` of it: exact where both it and what is left of the whole are five or more."""

    low: int
    high: int

    @property
    def is_exact(self) -> bool:
        return self.low == self.high


class Matrix(Struct, frozen=True):
    """`cells[i][j]` for j up to i: the ties between the groups i and j; None where they are not told."""

    groups: tuple[str, ...]  # OTHERS is the last, if it is there
    people: tuple[int, ...]
    cells: tuple[tuple[int | None, ...], ...]

    @property
    def told(self) -> int:
        """How many cells are."""
        return sum(cell is not None for row in self.cells for cell in row)

    @property
    def size(self) -> int:
        return sum(map(len, self.cells))


def told_of(part: int, whole: int) -> Told | None:
    """How many of the ties cross; None for fewer than FEWEST_TIES. What is left of them is told by it, too."""
    if whole < FEWEST_TIES:
        return None
    if part < FEWEST_PAIRS:
        return Told(0, FEWEST_PAIRS - 1)
    if whole - part < FEWEST_PAIRS:
        return Told(whole - FEWEST_PAIRS + 1, whole)
    return Told(part, part)


def matrix_of(
    pairs: Collection[Pair],
    facts: Mapping[int, str],
    people: Iterable[int],
    order: Sequence[str] = (),
    fewest_people: int = FEWEST_PEOPLE,
) -> Matrix | None:
    """The ties between the groups of one fact; see `ties.crossing` for the arguments.

    Named groups stand in this `order`, where it has them; otherwise the largest first. None for fewer than FEWEST_TIES,
    for fewer than two groups, and where hardly a cell can be told.
    """
    known = [pair for pair in pairs if facts.get(pair[0]) and facts.get(pair[1])]
    if len(known) < FEWEST_TIES:
        return None
    sizes = Counter(facts[one] for one in set(people) | people_of(known) if facts.get(one))
    large = [name for name, count in _by_size(sizes) if count >= fewest_people][:MOST_GROUPS]
    best = None
    for many in range(len(large), 0, -1):
        found = _grouped(known, facts, sizes, _named(large[:many], sizes, fewest_people), order)
        if found and found.told >= FEWEST_TOLD and (best is None or found.told * best.size > best.told * found.size):
            best = found
        if best and best.told >= MOSTLY * best.size:
            break
    return best


def _by_size(sizes: Counter[str]) -> list[tuple[str, int]]:
    return sorted(sizes.items(), key=lambda one: (-one[1], one[0]))


def _named(names: Sequence[str], sizes: Counter[str], fewest_people: int) -> list[str]:
    """Those of them that are named so that the others are enough people, or nobody."""
    named = list(names)
    while named and 0 < sizes.total() - sum(sizes[name] for name in named) < fewest_people:
        named.pop()
    return named


def _grouped(
    pairs: Sequence[Pair], facts: Mapping[int, str], sizes: Counter[str], named: Sequence[str], order: Sequence[str]
) -> Matrix | None:
    rank = {name: at for at, name in enumerate(order)}
    groups = sorted(named, key=lambda name: (rank.get(name, len(rank)), -sizes[name], name))
    others = sizes.total() - sum(sizes[name] for name in groups)
    groups += [OTHERS] if others else []
    if len(groups) < 2:
        return None
    place = {name: at for at, name in enumerate(groups)}
    last = len(groups) - 1
    counts: Counter[Place] = Counter()
    for one, other in pairs:
        column, row = sorted(place.get(facts[who], last) for who in (one, other))
        counts[row, column] += 1
    shown = _shown(counts, len(groups), _sums(pairs, facts, frozenset(named)))
    if shown is None:
        return None
    people = tuple(sizes[name] if name else others for name in groups)
    cells = tuple(
        tuple(counts[row, column] if (row, column) in shown else None for column in range(row + 1))
        for row in range(len(groups))
    )
    return Matrix(tuple(groups), people, cells)


def _sums(pairs: Sequence[Pair], facts: Mapping[int, str], named: frozenset[str]) -> tuple[Told, Told]:
    """What a reader can know of the sum of the cells between groups, and of those within them.

    A tie between two groups that stand together as others crosses, and lies within the cell of the others.
    """
    whole = len(pairs)
    differ = [(facts[one], facts[other]) for one, other in pairs if facts[one] != facts[other]]
    inside = sum(one not in named and other not in named for one, other in differ)
    told = told_of(len(differ), whole)
    assert told is not None  # there are FEWEST_TIES
    return Told(told.low - inside, told.high - inside), Told(whole - told.high + inside, whole - told.low + inside)


def _shown(counts: Counter[Place], size: int, sums: tuple[Told, Told]) -> set[Place] | None:
    """The cells that are told; None where no choice keeps the hidden ones hidden."""
    cells = [(row, column) for row in range(size) for column in range(row + 1)]
    between = _Kind({cell: counts[cell] for cell in cells if cell[0] != cell[1]}, sums[0])
    within = _Kind({cell: counts[cell] for cell in cells if cell[0] == cell[1]}, sums[1])
    while True:
        hidden = counts.total() - between.told_sum - within.told_sum
        known = [
            (one, other) for one, other in ((between, within), (within, between)) if not one.is_open(other, hidden)
        ]
        if not known:
            return {*between.told, *within.told}
        kind = next((kind for kind in known[0] if kind.told), None)
        if kind is None:
            return None
        kind.hide()


class _Kind:
    """The cells between groups, or those within them: which are told, and what follows of the hidden ones."""

    def __init__(self, counts: Mapping[Place, int], sum_known: Told) -> None:
        self.counts, self.sum_known = counts, sum_known
        order = sorted(counts, key=lambda cell: (counts[cell], cell))
        self.few = sum(count < FEWEST_PAIRS for count in counts.values())
        self.told = order[self.few :]  # the smallest first

    def hide(self) -> None:
        del self.told[0]

    @property
    def told_sum(self) -> int:
        return sum(self.counts[cell] for cell in self.told)

    @property
    def more(self) -> int:
        """Hidden cells of five pairs or more."""
        return len(self.counts) - self.few - len(self.told)

    @property
    def most(self) -> float:
        """That a hidden cell can be: the smallest are hidden first."""
        return self.counts[self.told[0]] if self.told else float("inf")

    @property
    def hidden(self) -> tuple[float, float]:
        """From what to what the hidden cells come to, by their own numbers and by the sum that is known."""
        greatest = self.few * (FEWEST_PAIRS - 1) + (self.more * self.most if self.more else 0)
        low, high = self.sum_known.low - self.told_sum, self.sum_known.high - self.told_sum
        return max(low, self.more * FEWEST_PAIRS), min(high, greatest)

    def is_open(self, other: _Kind, hidden: int) -> bool:
        """Could each hidden cell below five pairs be two numbers or more? Those of both kinds come to `hidden`."""
        if not self.few:
            return True
        low, high = max(self.hidden[0], hidden - other.hidden[1]), min(self.hidden[1], hidden - other.hidden[0])
        rest = (self.few - 1) * (FEWEST_PAIRS - 1) + (self.more * self.most if self.more else 0)
        least, greatest = max(0, low - rest), min(FEWEST_PAIRS - 1, high - self.more * FEWEST_PAIRS)
        return greatest - least >= 1
