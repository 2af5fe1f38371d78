"""Cohorts as a stranger meets them: who was asked, what they answered, and the words of their pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from edgewise.domain.anonymity.publication import Plan, Publication, Sheet, plan, unaudited
from tests.anonymity.stranger import Answers, Counts, Helper, Read

SCALES = {"one": ("q1",), "three": ("q2", "q3", "q4"), "four": ("q5", "q6", "q7", "q8")}
SHARES = (0.8, 0.95, 1)
Facts = Mapping[str, str]
Answered = dict[str, dict[str, int]]  # by person, by question
Style = Callable[[Random, int, Facts], int]


def anything(dice: Random, number: int, facts: Facts) -> int:
    return dice.randint(1, 5)


def all_alike(dice: Random, number: int, facts: Facts) -> int:
    return 5


def one_against_all(dice: Random, number: int, facts: Facts) -> int:
    return 5 if number else 1


def by_function(dice: Random, number: int, facts: Facts) -> int:
    return 1 if facts["function"] == "Sales" else 5


def near_the_end(dice: Random, number: int, facts: Facts) -> int:
    return dice.choice((1, 1, 1, 1, 2, 3))


STYLES: tuple[Style, ...] = (anything, all_alike, one_against_all, by_function, near_the_end)


@dataclass(frozen=True)
class Wave:
    """One wave: who was asked, what was answered, and what is published of it."""

    plan: Plan
    answered: Answered
    page: Publication

    @property
    def kinds(self) -> list[frozenset[object]]:
        """The classes of people whom no shown cell tells apart, in some fixed order."""
        return sorted({self.kind(person) for person in self.plan.roster}, key=lambda kind: sorted(map(str, kind)))

    def kind(self, person: str) -> frozenset[object]:
        facts = self.plan.roster[person]
        return frozenset(one.cell for one in self.page.cells if one.cell.cut and one.cell.holds(facts))

    def read(self, scale: str) -> Read:
        kinds = self.kinds
        cells = tuple(
            (
                tuple(place for place, kind in enumerate(kinds) if not one.cell.cut or one.cell in kind),
                str(one.figures[scale].score.words) if scale in one.figures else "cannot be shown",
            )
            for one in self.page.cells
        )
        return Read(len(SCALES[scale]), self._counts(self.plan.roster), cells, self._left_out)

    def counted(self, scale: str) -> Counts:
        """How many answers of each atom count in the scale."""
        given = self._counts({who: sheet for who, sheet in self.answered.items() if counts(answers(sheet, scale))})
        return tuple(people - lot for people, lot in zip(given, self._left_out or (0,) * len(given), strict=True))

    @property
    def _left_out(self) -> Counts:
        """Nobody knows in which of several atoms the lot fell, nor whether it fell on one who left out a question."""
        return (self.page.left_out,) if len(self.kinds) == 1 else ()

    def helpers(self, scale: str, who: list[str]) -> list[Helper]:
        given = [(person, answers(self.answered.get(person, {}), scale)) for person in who]
        return [Helper(self.kinds.index(self.kind(person)), said) for person, said in given if counts(said)]

    def away(self, who: list[str]) -> Counts:
        return self._counts({person: {} for person in who if person not in self.answered})

    def _counts(self, people: Mapping[str, object]) -> Counts:
        return tuple(sum(self.kind(person) == kind for person in people) for kind in self.kinds)


def answers(sheet: Mapping[str, int], scale: str) -> Answers:
    return tuple(sheet.get(question) for question in SCALES[scale])


def counts(given: Answers) -> bool:
    return 3 * sum(answer is not None for answer in given) >= 2 * len(given)


def roster(dice: Random, people: int) -> dict[str, Facts]:
    lines: dict[str, Facts] = {}
    for number in range(people):
        function = "Sales" if number < people // 2 or dice.random() < 0.1 else "Research"
        lines[f"person {number}"] = {"function": function, "site": dice.choice(("Oslo", "Pune"))}
    return lines


def wave(dice: Random, people: Mapping[str, Facts], style: Style, share: float, before: Sequence[Wave] = ()) -> Wave:
    """So large a share of them answers. In a first wave some leave out a question."""
    asked, answered = plan(people, SCALES), {}
    for number, (person, facts) in enumerate(people.items()):
        if dice.random() < share:
            given = {question: style(dice, number, facts) for scale in SCALES.values() for question in scale}
            answered[person] = {key: answer for key, answer in given.items() if before or dice.random() < 0.97}
    sheets = [Sheet(sheet, asked.cells_of(person), "") for person, sheet in answered.items()]
    dice.shuffle(sheets)
    return Wave(asked, answered, unaudited(asked, sheets, [one.page for one in before], dice))


def first_waves(dice: Random, many: int, fewest: int, most: int) -> Iterator[Wave]:
    """Those of which something is shown."""
    for number in range(many):
        people = roster(dice, dice.randint(fewest, most))
        made = wave(dice, people, STYLES[number % len(STYLES)], dice.choice(SHARES))
        if made.page.cells:
            yield made


def later_waves(dice: Random, many: int) -> Iterator[Wave]:
    """Second and third ones, before which a few have left and joined, of which something is shown; without parts."""
    for number in range(many):
        style, people = STYLES[number % len(STYLES)], roster(dice, dice.randint(12, 20))
        before = [wave(dice, people, style, 1)]
        for _ in range(2):
            people = dict(list(people.items())[dice.randint(0, 2) :]) | _joiners(dice, f"{number}.{len(before)}")
            before.append(wave(dice, people, style, dice.choice(SHARES), before))
        yield from (one for one in before[1:] if one.page.cells and len(one.kinds) == 1)


def _joiners(dice: Random, name: str) -> dict[str, Facts]:
    facts = {"function": "Research", "site": "Oslo"}
    return {f"joiner {name}.{number}": facts for number in range(dice.randint(0, 2))}
