"""Cells of a wave: everybody who is asked, and cuts by one fact; which of them may stand beside each other.

A reader who sees several cells can add and subtract. Whatever comes of it is a sum over *atoms*: the classes of people
whom no shown cell tells apart. So no atom may have fewer than `FEWEST_LEFT` answers beside those of any two people who
compare notes: seven. Of five or six nothing at all can be said that holds against two (docs/adr/0035). That covers the
complement of a cell, the overlap of two, and every other difference at once.

Source: Cox, "Suppression methodology and statistical disclosure control", JASA 75 (1980); the choice that loses least
is a set of cells that hits no forbidden combination, found by HiGHS (Huangfu, Hall: "Parallelizing the dual revised
simplex method", 2018). HiGHS now and then writes on file descriptor 1: nothing that a machine reads may share it.
What it cannot do: it knows people and how many answered, and no answers. What they answered is kept by `scores`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import numpy as np
from msgspec import Struct
from scipy.optimize import Bounds, LinearConstraint, milp

from edgewise.domain.phrases import Phrase, listed, phrase
from edgewise.domain.phrases import counted as number_of

HELPERS = 2  # people of a cell who compare notes: each figure must hold against what they know together
NEVER_TOLD_LAST = 2 * HELPERS  # of those who are asked: that they, too, are among those counted
FEWEST_LEFT = 5  # answers, beside those of the helpers
FEWEST_ANSWERS = FEWEST_LEFT + HELPERS  # in each atom
FEWEST_IN_A_CUT = 10  # in each atom, where cuts are shown: smaller ones would blunt the figures of everybody too
FEWEST_COMMENTS = 10  # written, before any is shown
EXPECTED_SHARE = 0.75  # of those who are asked, before anybody has answered

Facts = Mapping[str, str]  # of a person, by the name of the cut: {"function": "sales", "site": "Lyon"}
Roster = Mapping[str, Facts]  # by a key that stays the same from wave to wave


class Cell(Struct, frozen=True, order=True):
    """People of one value of one cut; of no cut: everybody. A circle is never a cell."""

    cut: str = ""
    value: str = ""

    def holds(self, facts: Facts) -> bool:
        return not self.cut or facts.get(self.cut) == self.value


EVERYBODY = Cell()
Kind = frozenset[Cell]  # the cuts' cells that hold somebody: people of the same kind are told apart by nobody
Counts = Mapping[Kind, float]


def kind_of(facts: Facts, cells: Collection[Cell]) -> Kind:
    return frozenset(cell for cut, value in facts.items() if (cell := Cell(cut, value)) in cells and cut)


def cells_of(roster: Roster) -> tuple[Cell, ...]:
    """Everybody, and each value of each cut that some have and others have not, in the order of names."""
    people = Counter((cut, value) for facts in roster.values() for cut, value in facts.items())
    return EVERYBODY, *(Cell(*one) for one in sorted(people) if all(one) and people[one] < len(roster))


def joined(counts: Counts, shown: Kind) -> dict[Kind, float]:
    """How many are in each atom, if only these cells are shown."""
    found: dict[Kind, float] = {}
    for kind, count in counts.items():
        found[kind & shown] = found.get(kind & shown, 0) + count
    return found


def could_be_shown(roster: Roster, share: float = EXPECTED_SHARE) -> tuple[Cell, ...]:
    """The cells that could be shown if this share of every part of the roster answers; () if not even everybody."""
    cells = cells_of(roster)
    asked = Counter(kind_of(facts, frozenset(cells)) for facts in roster.values())
    expected = {kind: share * count for kind, count in asked.items()}
    return may_stand(cells, lambda shown: joined(expected, shown))


def shown_in_words(roster: Roster, cuts: Mapping[str, str], cells: Sequence[Cell]) -> Phrase:
    """What a cohort could ever show, for whoever plans it. `cuts`: what each cut is called; `cells`: what could be."""
    people = number_of("With one person", "With {count} people", len(roster))
    if not cells:
        return phrase("{people} and three in four answering, nothing can be shown.", people=people)
    names = [words for cut, words in cuts.items() if any(cell.cut == cut for cell in cells)]
    if not names:
        return phrase("{people} and three in four answering: the whole cohort only.", people=people)
    return phrase(
        "{people} and three in four answering: the whole cohort, and by {cuts}.", people=people, cuts=listed(names)
    )


def may_stand(cells: Sequence[Cell], atoms: Callable[[Kind], Mapping[Kind, float]]) -> tuple[Cell, ...]:
    """As many of the cells as may be shown beside each other, then those of the most people, in the given order.

    `atoms`: how many answers each atom has if these cells are shown. Everybody comes first and is given up last. It
    looks at how many there are and never at what they answered, so what it withholds tells nothing of any answer.
    """
    if not have_at_least(FEWEST_ANSWERS, atoms(frozenset())):
        return ()
    cuts = [cell for cell in cells if cell.cut]
    people = {cell: sum(count for kind, count in atoms(frozenset([cell])).items() if cell in kind) for cell in cuts}
    left = [cell for cell in cuts if people[cell] >= FEWEST_IN_A_CUT]
    forbidden: list[Kind] = []
    while (chosen := _best(left, people, forbidden)) and not have_at_least(FEWEST_IN_A_CUT, atoms(chosen)):
        forbidden.append(_smallest_within(chosen, atoms))
    return tuple(cell for cell in cells if not cell.cut or cell in chosen)


def have_at_least(fewest: int, atoms: Mapping[Kind, float]) -> bool:
    """Each atom, those of which nobody answered too; False where there is none."""
    return min(atoms.values(), default=0) >= fewest


def _smallest_within(chosen: Kind, atoms: Callable[[Kind], Mapping[Kind, float]]) -> Kind:
    """Cells of these that may not stand together, and of which none can be spared.

    More cells never mend what some break: they can only part an atom further.
    """
    for cell in sorted(chosen):
        if len(chosen) > 1 and not have_at_least(FEWEST_IN_A_CUT, atoms(chosen - {cell})):
            chosen -= {cell}
    return chosen


def _best(cells: Sequence[Cell], people: Mapping[Cell, float], forbidden: Sequence[Kind]) -> Kind:
    """The set of the greatest worth that holds no forbidden set. RuntimeError where HiGHS finds none."""
    if not forbidden:
        return frozenset(cells)
    everybody = sum(people.values())
    worth = np.array([1 + people[cell] / (2 * everybody) for cell in cells])
    rows = np.array([[cell in some for cell in cells] for some in forbidden], dtype=float)
    found = milp(
        -worth,
        integrality=np.ones(len(cells), dtype=np.int64),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(rows, ub=rows.sum(axis=1) - 1),
        options={"mip_rel_gap": 0},
    )
    if found.x is None:
        raise RuntimeError(found.message)
    return frozenset(cell for cell, is_chosen in zip(cells, found.x, strict=True) if is_chosen > 0.5)
