"""Random waves, and what is printed of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import prod
from random import Random

from edgewise.domain.anonymity.cells import EVERYBODY, Cell, Roster, kind_of
from edgewise.domain.anonymity.publication import Publication, Sheet, plan, unaudited
from tests.anonymity.attacker import SCALE, Fits, Line, Page, every_pair, findings, reached

SCALES = {"safety": ("s1", "s2", "s3"), "respect": ("r1", "r2"), "load": ("l1",)}
MOST_COMBINATIONS = 4_000_000  # of the sums of all parts, that are gone through
TEMPERS = [(1, 2), (4, 5), (5,), (1,), (2, 3, 4), (1, 5), (1, 2, 3, 4, 5), (3,), (2, 2, 2, 5), (4, 4, 4, 1)]


@dataclass(frozen=True, slots=True)
class Wave:
    """Who answered what, and the page that was made of it."""

    given: dict[str, Sheet]  # by person
    page: Publication


def random_waves(dice: Random, count: int) -> list[Wave]:
    """Some waves of one cohort: a few people come and go between them, and most answer as they did before."""
    cuts = dice.choice([{}, {"site": "xy"}, {"site": "xy"}, {"function": "abc"}, {"site": "xy", "function": "ab"}])
    roster: Roster = {f"p{n}": _facts(dice, cuts) for n in range(dice.choice([10, 12, 16, 24, 32, 40, 60, 80]))}
    temper, waves = dice.choice(TEMPERS), list[Wave]()
    answers = {person: _answers(dice, temper) for person in roster}
    for _ in range(count):
        planned = plan(roster, SCALES)
        share = dice.choice([0.6, 0.75, 0.9, 1, 1])
        given = {who: Sheet(answers[who], planned.cells_of(who)) for who in roster if dice.random() < share}
        waves.append(Wave(given, unaudited(planned, list(given.values()), [one.page for one in waves], dice)))
        roster, answers = _later(dice, roster, answers, cuts, temper)
    return waves


def _facts(dice: Random, cuts: dict[str, str]) -> dict[str, str]:
    return {cut: dice.choice(values) for cut, values in cuts.items()}


def _answers(dice: Random, temper: Sequence[int]) -> dict[str, int]:
    declines = dice.random() < 0.1
    return {
        one: dice.choice(temper) for scale, some in SCALES.items() for one in some if scale != "load" or not declines
    }


def _later(
    dice: Random, roster: Roster, answers: dict[str, dict[str, int]], cuts: dict[str, str], temper: Sequence[int]
) -> tuple[Roster, dict[str, dict[str, int]]]:
    leavers = dice.sample(sorted(roster), min(dice.choice([0, 0, 1, 1, 2, 6]), len(roster)))
    joiners = {f"n{dice.random()}": _facts(dice, cuts) for _ in range(dice.choice([0, 0, 1, 2, 7]))}
    stay = {person: facts for person, facts in roster.items() if person not in leavers} | joiners
    moved = {who: _answers(dice, temper) if who in joiners or dice.random() < 0.2 else answers[who] for who in stay}
    return stay, moved


def printed(wave: Wave, scale: str) -> tuple[Page, list[list[int]]] | None:
    """The scale as the page has it, and what the answers of each part come to, for friends; None: no figure of it.

    How many answers of a part count is told to the attacker. After a lot, nobody knows whose these are; friends are
    people whose answers count, which is the worst. After a lot among several parts only its sum is printed: no case.
    """
    shown = [one.cell for one in wave.page.cells if scale in one.figures]
    cells = [one.cell for one in wave.page.cells] if len(shown) > 1 else shown
    if not shown or (wave.page.left_out and len(wave.page.cells) > 1):
        return None
    questions, totals = SCALES[scale], dict[frozenset[Cell], list[int]]()
    for sheet in wave.given.values():
        if all(one in sheet.answers for one in questions):
            total = sum(sheet.answers[one] for one in questions)
            totals.setdefault(frozenset(sheet.cells) & frozenset(cells), []).append(total)
    kinds = sorted(totals, key=sorted)
    lines = [Line(_parts(cell, kinds), _words(wave.page, cell, scale)) for cell in cells]
    counted = tuple(len(totals[kind]) - wave.page.left_out for kind in kinds)
    if prod(5 * len(questions) * people + 1 for people in counted) > MOST_COMBINATIONS:
        return None
    if wave.page.left_out and len(wave.given) > sum(map(len, totals.values())):
        return None  # somebody declined, and nobody knows whether the lot fell on them
    asked = [sum(kind_of(facts, cells) == kind for facts in wave.page.plan.roster.values()) for kind in kinds]
    told = tuple(max(people - wave.page.left_out - 4, 7) for people in asked)
    return Page(len(questions), counted, tuple(lines), most_told=told), [totals[kind] for kind in kinds]


def _parts(cell: Cell, kinds: Sequence[frozenset[Cell]]) -> tuple[int, ...]:
    return tuple(number for number, kind in enumerate(kinds) if cell == EVERYBODY or cell in kind)


def _words(page: Publication, cell: Cell, scale: str) -> str:
    shown = page.of(cell)
    return str(shown.figures[scale].score.words) if shown and scale in shown.figures else ""


@dataclass(slots=True)
class Attacked:
    """Some waves, all their scales, and what was found."""

    waves: int = 0
    scales: int = 0
    cut: int = 0  # scales of which cells of cuts are shown
    at_an_end: int = 0
    lots: int = 0
    asked: int = 0  # times that a page was read, with nobody's help or with that of two people
    findings: list[str] = field(default_factory=list)

    def __add__(self, other: Attacked) -> Attacked:
        return Attacked(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def attacked(dice: Random, most_pairs: int) -> Attacked:
    """One random cohort through one to three waves, each page read with nobody's help and with that of some pairs."""
    found = Attacked()
    for wave in random_waves(dice, dice.choice((1, 2, 3))):
        found.waves += 1
        found.lots += wave.page.left_out > 0
        for scale in SCALES:
            if (given := printed(wave, scale)) is not None:
                found += _read(*given, wave.page.left_out > 0, dice, most_pairs)
    return found


def _read(page: Page, totals: list[list[int]], has_lot: bool, dice: Random, most_pairs: int) -> Attacked:
    fits, pairs = Fits(page), list(every_pair(totals))
    assert has_lot or fits.hold([sum(one) for one in totals])  # the attacker reads what is there
    chosen = [(), *dice.sample(pairs[1:], min(most_pairs, len(pairs) - 1))]
    lines = [f"{page} with {friends}: {what}" for friends in chosen for what in findings(fits, friends)]
    at_an_end = any(" " in line.words for line in page.lines)
    return Attacked(0, 1, int(len(page.lines) > 1), int(at_an_end), 0, len(chosen), lines)


def leaver(dice: Random, *, with_lot: bool) -> int:
    """How many answers to one question the only one who left may have given, for a reader who supposes that all who
    stayed answered as before. All answered both times."""
    temper, scale = dice.choice(TEMPERS), dice.choice(sorted(SCALES))
    answers = {
        f"p{n}": {one: dice.choice(temper) for one in SCALES[scale]} for n in range(dice.choice((12, 14, 20, 30)))
    }
    first = _page(answers, scale, [], dice)
    answers.popitem()
    second = _page(answers, scale, [first] if with_lot else [], dice)
    before, after = (_allowed(one, scale) for one in (first, second))
    out, questions = second.left_out, len(SCALES[scale])
    whole = {
        total
        for total in reached(1, questions)
        if any(one + lot + total in before for one in after for lot in reached(out, questions))
    }
    return sum(any(answer + rest in whole for rest in range(questions - 1, 5 * questions - 4)) for answer in SCALE)


def _page(answers: dict[str, dict[str, int]], scale: str, earlier: list[Publication], dice: Random) -> Publication:
    planned = plan({who: {} for who in answers}, {scale: SCALES[scale]})
    return unaudited(planned, [Sheet(one) for one in answers.values()], earlier, dice)


def _allowed(page: Publication, scale: str) -> set[int]:
    people = len(page.plan.roster) - page.left_out
    line = Line((0,), _words(page, EVERYBODY, scale))
    fits = Fits(Page(len(SCALES[scale]), (people,), (line,), most_told=(max(people - 4, 7),)))
    return {fits.first[0] + place for place, is_allowed in enumerate(fits.allowed) if is_allowed}
