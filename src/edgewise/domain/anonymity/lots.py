"""Answers that are left out by lot, so that nobody can subtract one wave from the next.

If one person has left, and a reader supposes that all others answer as they did before, the two sums differ by the
answer of that one. So every difference between two waves must be one of five people or more, or of nobody (the rule of
differences in official statistics: Hundepool and others, "Statistical Disclosure Control", 2012). Joiners and leavers
come as they come. Where they are one to four in an atom, so many other answers of that atom are left out, drawn by lot,
that five people differ. Nobody knows whose.

What it costs: at most four answers of an atom, and cells that become too small for it.
What it cannot do: people who stay may change their answers, and the lot does not hide that.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from edgewise.domain.anonymity.cells import FEWEST_LEFT, Kind, Roster, kind_of

Moves = Mapping[tuple[Kind | None, Kind | None], int]  # people, by their kind before and now; None: not on the roster


def moves(before: Roster, now: Roster, cells: Kind) -> Moves:
    """Between two rosters, told apart by all of these cells."""
    kinds = [{person: kind_of(facts, cells) for person, facts in roster.items()} for roster in (before, now)]
    return Counter((kinds[0].get(person), kinds[1].get(person)) for person in before.keys() | now.keys())


def left_out(since: Iterable[Moves], shown: Kind) -> Counter[Kind]:
    """How many answers of each atom, if these cells are shown.

    `since`: from each earlier wave of which something was shown. An atom may be one whose people have all left: then
    there is nobody to draw from, and these cells cannot be shown.
    """
    found: Counter[Kind] = Counter()
    for one in since:
        for kind, people in _moved(one, shown).items():
            found[kind] = max(found[kind], FEWEST_LEFT - people)
    return +found


def _moved(people: Moves, shown: Kind) -> Counter[Kind]:
    """How many are in an atom before and not now, or now and not before."""
    found: Counter[Kind] = Counter()
    for kinds, count in people.items():
        atoms = [kind & shown for kind in kinds if kind is not None]
        if len(set(atoms)) > 1 or len(atoms) == 1:
            found.update(dict.fromkeys(atoms, count))
    return found
