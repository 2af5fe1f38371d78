"""An attacker who has read what was published and works out who answered what.

They know the rules, who was asked and in which group, who answered, and perhaps the answers of one rater who helps
them. They see a publication only from outside, as a function from sheets to what stands on the page. An answer is safe
when the very same page could have come from sheets in which it is another one; it is recovered when no such sheets are
found. Nothing here knows how the page is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement, product
from random import Random

Answer = int | None
SCALE: tuple[int, ...] = (1, 2, 3, 4, 5)
Groups = tuple[tuple[Answer, ...], ...]  # the answers to one item, by group; nobody knows whose is whose


# Small cases: every sheet that there can be


@dataclass(frozen=True, slots=True)
class Found:
    """What follows with certainty, in words that a failing test prints."""

    what: str
    page: Hashable
    known: Answer | str  # what the helper answered, or "nobody helps"


def every_sheet(sizes: tuple[int, ...], answers: tuple[Answer, ...]) -> Iterator[Groups]:
    """All answers of groups of these sizes to one item, those aside that differ only in who is who."""
    kinds = range(len(answers))
    for chosen in product(*(combinations_with_replacement(kinds, size) for size in sizes)):
        yield tuple(tuple(answers[kind] for kind in group) for group in chosen)


def recovered_from_one_item(
    publish: Callable[[Groups], Hashable], sizes: tuple[int, ...], answers: tuple[Answer, ...] = (*SCALE, None)
) -> list[Found]:
    """Everything that follows from any page there can be, with no helper and with each possible one."""
    pages: dict[Hashable, list[Groups]] = defaultdict(list)
    for sheet in every_sheet(sizes, answers):
        pages[publish(sheet)].append(sheet)
    found = []
    for page, sheets in pages.items():
        found += [Found(what, page, "nobody helps") for what in _certain(sheets)]
        for group in range(len(sizes)):
            for known in answers:
                left = [rest for sheet in sheets if (rest := _without(sheet, group, known))]
                found += [Found(what, page, known) for what in _certain(left)]
    return found


def _without(sheet: Groups, group: int, known: Answer) -> Groups | None:
    if known not in sheet[group]:
        return None
    rest = list(sheet[group])
    rest.remove(known)
    return (*sheet[:group], tuple(rest), *sheet[group + 1 :])


def _certain(sheets: list[Groups]) -> Iterator[str]:
    """What all of these sheets have in common."""
    for group in range(len(sheets[0])) if sheets else ():
        seen = {answer for sheet in sheets for answer in sheet[group]}
        if len(seen) == 1 and seen != {None}:
            yield f"everybody in group {group} answered {seen.pop()}"
        elif len(totals := {_total(sheet[group]) for sheet in sheets}) == 1 and totals != {(0, 0)}:
            yield f"the {len(sheets[0][group])} in group {group} come to {totals.pop()}"
    together = {_total(tuple(answer for group in sheet for answer in group)) for sheet in sheets}
    if len(together) == 1 and together != {(0, 0)}:
        yield f"all together come to {together.pop()}"


def _total(answers: tuple[Answer, ...]) -> tuple[int, int]:
    told = [answer for answer in answers if answer is not None]
    return len(told), sum(told)


# Whole 360s: another set of sheets with the same page


Sheet = Mapping[str, Answer]  # by item
Wave = Mapping[str, Sheet]  # by rater
Place = tuple[int, str, str]  # wave, rater, item
Move = Mapping[Place, int]  # answers instead of those that were given; empty: none


@dataclass(frozen=True, slots=True)
class Case:
    """What was sent, in one wave or two, and what everybody knows of who sent it."""

    group: Mapping[str, str]
    waves: tuple[Wave, ...]

    def answer(self, place: Place) -> Answer:
        wave, rater, item = place
        return self.waves[wave][rater][item]

    def raters(self) -> list[str]:
        return sorted({rater for wave in self.waves for rater in wave})

    def changed(self, answers: Move) -> Case:
        waves = list(self.waves)
        for (wave, rater, item), answer in answers.items():
            waves[wave] = {**waves[wave], rater: {**waves[wave][rater], item: answer}}
        return Case(self.group, tuple(waves))


class Attack:
    """One case against one publication. `tries`: guesses at one answer, of each sort, before it counts as recovered."""

    def __init__(self, case: Case, publish: Callable[[Case], Hashable], dice: Random, tries: int = 400) -> None:
        self.case, self.publish, self.dice, self.tries = case, publish, dice, tries
        self.page = publish(case)
        self.pages = 1  # made so far
        self.twins: dict[Place, list[Move]] = defaultdict(list)  # what can be changed so that the page stays, by place
        self.mates = self._mates()
        self._shift_rows()

    def recovered(self, helper: str = "") -> list[str]:
        """What follows for somebody who also knows the helper's answers; "" for a reader whom nobody helps."""
        alone = [place for place in self._places() if place[1] != helper and not self._can_differ(place, helper)]
        return [*(f"{place} is {self.case.answer(place)}" for place in alone), *self._totals(helper)]

    def _places(self) -> Iterator[Place]:
        for wave, sheets in enumerate(self.case.waves):
            for rater, sheet in sheets.items():
                yield from ((wave, rater, item) for item, answer in sheet.items() if answer is not None)

    def _can_differ(self, place: Place, helper: str) -> bool:
        wave, rater, item = place
        answer = self.case.answer(place)
        others = (self.case.answer((wave, mate, item)) for mate in self.mates[rater] if mate != helper)
        return any(other != answer for other in others) or self._any_moves([place], helper)

    def _totals(self, helper: str) -> Iterator[str]:
        """Of each group and of all together, without the helper."""
        for wave, sheets in enumerate(self.case.waves):
            for name in ["", *sorted(set(self.case.group.values()))]:
                members = [who for who in sheets if who != helper and name in ("", self.case.group[who])]
                for item in next(iter(sheets.values())):
                    places = [(wave, who, item) for who in members if sheets[who][item] is not None]
                    if places and not self._any_moves(places, helper, frozenset(places)):
                        yield f"the total of {members} on {item} in wave {wave}"

    # Looking for other sheets with the same page

    def _mates(self) -> dict[str, list[str]]:
        """With whom somebody can change places without a trace: tried, not assumed."""
        mates: dict[str, list[str]] = {rater: [] for rater in self.case.raters()}
        for one, other in combinations(mates, 2):
            if all((one in wave) == (other in wave) for wave in self.case.waves) and self._is_same(
                self._swapped(one, other)
            ):
                mates[one].append(other)
                mates[other].append(one)
        return mates

    def _swapped(self, one: str, other: str) -> Case:
        names = {one: other, other: one}
        waves = tuple({who: wave[names.get(who, who)] for who in wave} for wave in self.case.waves)
        return Case(self.case.group, waves)

    def _shift_rows(self) -> None:
        """Each rater's answers up or down together, all of them, half or a quarter; in one wave or in both."""
        waves = range(len(self.case.waves))
        for rater in self.case.raters():
            for chosen in ([0], [1], [0, 1]) if len(waves) > 1 else ([0],):
                places = [place for place in self._places() if place[1] == rater and place[0] in chosen]
                for step, share in product((1, -1), (1, 2, 4)):
                    items = {place[2] for place in places if self.dice.random() * share < 1}
                    move = self._move(self._on_scale({place: step for place in places if place[2] in items}))
                    if move:
                        self._try(move)

    def _try(self, move: Move) -> bool:
        if not self._is_same(self.case.changed(move)):
            return False
        for place in move:
            self.twins[place].append(move)
        return True

    def _is_same(self, case: Case) -> bool:
        self.pages += 1
        return self.publish(case) == self.page

    def _any_moves(self, places: list[Place], helper: str, total: frozenset[Place] = frozenset()) -> bool:
        """Whether one of these can be another with the helper's left alone, and the sum over `total` with it, if any.

        What is known first, then a step of one answer, then all other guesses.
        """
        if any(self._serves(move, helper, total) for place in places for move in self.twins[place]):
            return True
        return any(
            self._serves(move, helper, total) and self._try(move)
            for guesses in (self._steps, self._guesses)
            for place in places
            for move in guesses(place, helper)
        )

    def _serves(self, move: Move, helper: str, total: frozenset[Place]) -> bool:
        if not move or any(rater == helper for _, rater, _ in move):
            return False
        return not total or sum(move[place] - self._known(place) for place in total & move.keys()) != 0

    def _known(self, place: Place) -> int:
        answer = self.case.answer(place)
        assert answer is not None
        return answer

    def _steps(self, place: Place, _: str) -> Iterator[Move]:
        return (self._move({place: step}) for step in self._sizes(place))

    def _sizes(self, place: Place) -> list[int]:
        return sorted((value - self._known(place) for value in SCALE if value != self._known(place)), key=abs)

    def _guesses(self, place: Place, helper: str) -> Iterator[Move]:
        """This answer with others that may make up for it: of the same rater, of others, of both."""
        steps = self._sizes(place)
        for step in steps[:2]:
            for partner, by in self._partners(place, step, helper):
                yield self._move({place: step, partner: by})
        for step in steps[:2]:
            yield from self._crossings(place, step, helper)
            yield from self._leanings(place, step, helper)
            yield from self._spreadings(place, step, helper)
        for number in range(self.tries):
            others = self._any_of(helper, 1 + number * 6 // self.tries)
            yield self._move({**others, place: self.dice.choice(steps[:2])})

    def _move(self, steps: Mapping[Place, int]) -> Move:
        """These answers after their steps; nothing if one would leave the scale."""
        moved = {}
        for place, step in steps.items():
            answer = self.case.answer(place)
            if answer is None or answer + step not in SCALE:
                return {}
            moved[place] = answer + step
        return moved

    def _partners(self, place: Place, step: int, helper: str) -> list[tuple[Place, int]]:
        """Other answers of this rater by which their own change, and of this item by which its sum, stays as it was."""
        wave, rater, item = place
        found = [
            ((other, rater, one), step if other != wave else -step)
            for other, sheets in enumerate(self.case.waves)
            for one in sheets.get(rater, {})
            if (other, one) != (wave, item)
        ]
        found += [((wave, one, item), -step) for one in self.case.waves[wave] if one not in {rater, helper}]
        self.dice.shuffle(found)
        return found

    def _crossings(self, place: Place, step: int, helper: str) -> Iterator[Move]:
        """Two raters who exchange a step on two items, or two answers of a rater and one of another."""
        wave, rater, item = place
        own = [(one, by) for one, by in self._partners(place, step, helper) if one[1] == rater]
        others = [one for one in self.case.waves[wave] if one not in {rater, helper}]
        for _ in range(self.tries if own and others else 0):
            (partner, by), other = self.dice.choice(own), self.dice.choice(others)
            crossed = {place: step, partner: by, (wave, other, item): -step}
            if other in self.case.waves[partner[0]]:
                yield self._move({(partner[0], other, partner[2]): -by, **crossed})
            yield self._move(crossed)

    def _leanings(self, place: Place, step: int, helper: str) -> Iterator[Move]:
        """Some answers of another rater up or down together, as a mean or a spread may need it."""
        for wave, sheets in enumerate(self.case.waves):
            for rater in sorted(sheets.keys() - {helper, place[1]}):
                items = [item for item, answer in sheets[rater].items() if answer is not None]
                for by, count in product((1, -1), range(1, len(items) + 1)):
                    chosen = {(wave, rater, item): by for item in self.dice.sample(items, count)}
                    yield self._move({place: step} | self._on_scale(chosen))

    def _spreadings(self, place: Place, step: int, helper: str) -> Iterator[Move]:
        """Two other raters who move away from each other: the sums stay, and the spread does not."""
        for wave, sheets in enumerate(self.case.waves):
            others = sorted(sheets.keys() - {helper, place[1]})
            for _ in range(self.tries if len(others) > 1 else 0):
                up, down = self.dice.sample(others, 2)
                items = [item for item in sheets[up] if sheets[up][item] is not None and sheets[down][item] is not None]
                chosen = self.dice.sample(items, self.dice.randint(1, len(items))) if items else []
                apart = {(wave, up, item): 1 for item in chosen} | {(wave, down, item): -1 for item in chosen}
                yield self._move({place: step} | self._on_scale(apart))

    def _on_scale(self, steps: Mapping[Place, int]) -> dict[Place, int]:
        """Those of these steps that stay on the scale."""
        return {place: step for place, step in steps.items() if self._known(place) + step in SCALE}

    def _any_of(self, helper: str, count: int) -> dict[Place, int]:
        """Any answers, a step up or down, but the helper's."""
        places = [place for place in self._places() if place[1] != helper]
        return {place: self.dice.choice((-1, 1)) for place in self.dice.choices(places, k=count)}
