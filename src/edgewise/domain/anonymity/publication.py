"""What a wave of anonymous answers shows: planned before anybody answers, made once, when the wave has closed.

Before: `plan(...)` at launch, from the frozen roster. `plan.cells` is printed on the form. Each sheet takes along the
cells of its person that are planned (`plan.cells_of(person)`), and nothing else that tells people apart.
After: `publish(plan, sheets, earlier, dice)` once. At closing, cells are only withdrawn, never added.

The rules, each kept where it is named: atoms of seven people or more, ten where cuts are shown (`cells`); scores that
hold against any two people who know their own answers (`scores`); participation as bands, and margins that follow from
them alone (`rates`); changes that follow from the two pages alone (`trends`); lots against the subtraction of two waves
(`lots`). Everything on the page follows from what these tell of the atoms; `audit` asks an integer programme again.

What it cannot do: it keeps out certainty, not guessing; a comment can be known by its style.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from msgspec import Struct

from edgewise.domain.anonymity.audit import Seen, disclosed
from edgewise.domain.anonymity.bands import HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.anonymity.cells import (
    EVERYBODY,
    FEWEST_ANSWERS,
    FEWEST_COMMENTS,
    Cell,
    Kind,
    Roster,
    could_be_shown,
    joined,
    kind_of,
    may_stand,
)
from edgewise.domain.anonymity.lots import left_out, moves
from edgewise.domain.anonymity.rates import Asked, Rate, margin, most_told, rate
from edgewise.domain.anonymity.scores import Score, Told, score, told, worth
from edgewise.domain.anonymity.trends import Trend, trend

Scales = Mapping[str, tuple[str, ...]]  # the keys of its questions, by the key of a scale


class Plan(Struct, frozen=True):
    """Of one wave, fixed at launch. `cells`: all that could be shown, everybody first; () if too few were asked."""

    scales: Scales
    roster: Roster
    cells: tuple[Cell, ...]

    @property
    def cuts(self) -> Kind:
        """The cells that are not everybody."""
        return frozenset(cell for cell in self.cells if cell.cut)

    def cells_of(self, person: str) -> tuple[Cell, ...]:
        """What the sheet of this person takes along. Raises KeyError for somebody who is not asked."""
        return tuple(sorted(kind_of(self.roster[person], self.cuts)))

    def asked(self, cell: Cell) -> int:
        return sum(cell.holds(facts) for facts in self.roster.values())


class Sheet(Struct, frozen=True):
    """One person's answers, 1 to 5 by question; a question that is missing was not answered."""

    answers: Mapping[str, int]
    cells: tuple[Cell, ...] = ()  # of the plan, without everybody
    comment: str = ""


class Figure(Struct, frozen=True):
    """One scale in one cell. `margin`: points each way, at 95 per cent."""

    score: Score
    margin: float
    trend: Trend | None = None  # since the last wave; None: there is none to compare with


class Shown(Struct, frozen=True):
    """One cell. A scale that is missing in `figures` had too few answers, or parts at both ends."""

    cell: Cell
    asked: int
    rate: Rate
    figures: Mapping[str, Figure]


class Publication(Struct, frozen=True):
    """All that anybody ever sees of a wave. `cells` is empty where too few have answered."""

    plan: Plan
    cells: tuple[Shown, ...]
    left_out: int = 0  # answers not counted, by lot
    comments: tuple[str, ...] = ()  # in an order that tells nothing

    @property
    def withdrawn(self) -> tuple[Cell, ...]:
        """Planned, and not shown."""
        shown = {one.cell for one in self.cells}
        return tuple(cell for cell in self.plan.cells if cell not in shown)

    def of(self, cell: Cell) -> Shown | None:
        return next((one for one in self.cells if one.cell == cell), None)


def plan(roster: Roster, scales: Scales) -> Plan:
    """What could be shown if three in four of every part answer. `roster`: by a key that is the same in every wave."""
    return Plan(scales, roster, could_be_shown(roster))


def publish(plan: Plan, sheets: Sequence[Sheet], earlier: Sequence[Publication], dice: Random) -> Publication:
    """The page. `earlier`: those of all earlier waves of the same people, the last one last.

    Raises ValueError for an answer off the scale, a cell that is not planned, or more sheets than people; RuntimeError
    if the audit finds anything, which no answers can bring about. With the same sheets, in whatever order, and the same
    dice the page is the same.
    """
    found, page = _made(plan, sheets, earlier, dice)
    if page is not None:
        page.audit()
    return found


def unaudited(plan: Plan, sheets: Sequence[Sheet], earlier: Sequence[Publication], dice: Random) -> Publication:
    """The same page without the third of a second that the audit takes: for thousands of invented waves."""
    return _made(plan, sheets, earlier, dice)[0]


def _made(
    plan: Plan, sheets: Sequence[Sheet], earlier: Sequence[Publication], dice: Random
) -> tuple[Publication, _Page | None]:
    _check(plan, sheets)
    box = _Box(plan, sheets, [one.plan.roster for one in earlier if one.cells])
    cells = may_stand(plan.cells, box.counts)
    if not cells:
        return Publication(plan, ()), None
    shown = frozenset(cell for cell in cells if cell.cut)
    out = left_out(box.since, shown)
    counted = {kind: dice.sample(given, len(given) - out[kind]) for kind, given in box.atoms(shown).items()}
    page = _Page(plan, box.asked(shown), counted, earlier[-1] if earlier else None)
    found = tuple(page.shown(cell) for cell in cells)
    return Publication(plan, found, out.total(), _comments(sheets, dice)), page


def _check(plan: Plan, sheets: Sequence[Sheet]) -> None:
    if len(sheets) > len(plan.roster):
        raise ValueError(f"{len(sheets)} sheets of {len(plan.roster)} people")
    kinds = {kind_of(facts, plan.cuts) for facts in plan.roster.values()}
    for sheet in sheets:
        if frozenset(sheet.cells) not in kinds:
            raise ValueError(f"a sheet of {sheet.cells}: nobody who was asked is in just these cells")
        for question, answer in sheet.answers.items():
            if not LOWEST_ANSWER <= answer <= HIGHEST_ANSWER:
                raise ValueError(f"{question}: an answer is from {LOWEST_ANSWER} to {HIGHEST_ANSWER}, not {answer}")


def _comments(sheets: Sequence[Sheet], dice: Random) -> tuple[str, ...]:
    """Sorted before they are shuffled: their order must come from nothing but the dice."""
    written = sorted(words for sheet in sheets if (words := sheet.comment.strip()))
    dice.shuffle(written)
    return tuple(written) if len(written) >= FEWEST_COMMENTS else ()


def _content(sheet: Sheet) -> tuple[list[tuple[str, int]], str]:
    return sorted(sheet.answers.items()), sheet.comment


class _Box:
    """The sheets by kind, and how many of them count if some cells are shown."""

    def __init__(self, plan: Plan, sheets: Sequence[Sheet], earlier: Sequence[Roster]) -> None:
        self.people = Counter(kind_of(facts, plan.cuts) for facts in plan.roster.values())
        self.since = [moves(before, plan.roster, plan.cuts) for before in earlier]
        self.sheets: dict[Kind, list[Sheet]] = {kind: [] for kind in sorted(self.people, key=sorted)}
        for sheet in sorted(sheets, key=_content):  # so that a lot falls by the dice alone
            self.sheets[frozenset(sheet.cells)].append(sheet)

    def atoms(self, shown: Kind) -> dict[Kind, list[Sheet]]:
        found: dict[Kind, list[Sheet]] = {}
        for kind, given in self.sheets.items():
            found.setdefault(kind & shown, []).extend(given)
        return found

    def asked(self, shown: Kind) -> dict[Kind, Asked]:
        people, answered = joined(self.people, shown), self.atoms(shown)
        return {kind: Asked(int(people[kind]), len(given)) for kind, given in answered.items()}

    def counts(self, shown: Kind) -> dict[Kind, float]:
        """How many answers of each atom count, when the lot has been drawn; below zero where nobody is left to draw."""
        out, asked = left_out(self.since, shown), self.asked(shown)
        return {kind: (asked[kind].answered if kind in asked else 0) - out[kind] for kind in asked.keys() | out.keys()}


class _Page:
    """The atoms of what is shown: how many were asked, and the sheets that count."""

    def __init__(
        self, plan: Plan, asked: Mapping[Kind, Asked], counted: Mapping[Kind, list[Sheet]], last: Publication | None
    ) -> None:
        self.plan, self.asked, self.counted, self.last = plan, asked, counted, last
        self.parts = {scale: self._parts(questions) for scale, questions in plan.scales.items()}

    def _parts(self, questions: Sequence[str]) -> dict[frozenset[Kind], Told]:
        """What is told of one scale: of each atom, or of all together where one has too few answers to it."""
        worths = {
            frozenset([kind]): [one for sheet in given if (one := worth(sheet.answers, questions)) is not None]
            for kind, given in self.counted.items()
        }
        if min(map(len, worths.values())) < FEWEST_ANSWERS:
            worths = {frozenset(self.counted): [one for given in worths.values() for one in given]}
        return {
            kinds: told(given, len(questions), self._most_told(kinds))
            for kinds, given in worths.items()
            if len(given) >= FEWEST_ANSWERS
        }

    def _most_told(self, kinds: frozenset[Kind]) -> int:
        """Of the answers that count. Those left out by lot have answered, too, and their number is printed."""
        left_out = sum(self.asked[kind].answered - len(self.counted[kind]) for kind in kinds)
        return most_told(sum(self.asked[kind].people for kind in kinds) - left_out)

    def audit(self) -> None:
        """Raises RuntimeError if anything follows from the page, which no answers can bring about.

        It withholds nothing, for that would tell. A page of several atoms takes seconds: those of two are asked in
        tests, and of more the proof for each atom by itself is all there is (`scores`).
        """
        for scale, parts in self.parts.items():
            questions = len(self.plan.scales[scale])
            seen = [
                Seen(questions, (one.people,), (((0,), score([one], questions)),), (self._most_told(kinds),))
                for kinds, one in parts.items()
            ]
            if len(seen) == 1 and disclosed(seen[0]):
                raise RuntimeError(f"{scale}: answers follow from the page, so none is published")

    def _kinds(self, cell: Cell) -> frozenset[Kind]:
        return frozenset(kind for kind in self.asked if cell == EVERYBODY or cell in kind)

    def shown(self, cell: Cell) -> Shown:
        kinds = self._kinds(cell)
        found = {scale: self._figure(cell, kinds, scale) for scale in self.plan.scales}
        return Shown(
            cell,
            sum(self.asked[kind].people for kind in kinds),
            rate(self.asked[kind] for kind in kinds),
            {scale: figure for scale, figure in found.items() if figure},
        )

    def _figure(self, cell: Cell, kinds: frozenset[Kind], scale: str) -> Figure | None:
        questions = len(self.plan.scales[scale])
        parts = {some: one for some, one in self.parts[scale].items() if some <= kinds}
        mean = score(parts.values(), questions) if kinds == frozenset().union(*parts) else None
        if mean is None:
            return None
        people = sum(one.people for one in parts.values())
        asked = sum(self.asked[kind].people for kind in kinds)
        each_way = margin(asked, rate([Asked(asked, people)]), questions)
        then = self.last.of(cell) if self.last else None
        before = then.figures.get(scale) if then else None
        return Figure(mean, each_way, trend(before.score, before.margin, mean, each_way) if before else None)
