"""Random 360s, and what a reader sees of them."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from random import Random

from edgewise.domain.phrases import Phrase
from edgewise.domain.surveys.builtin import builtin_survey
from edgewise.domain.surveys.model import Item, Survey
from edgewise.domain.three_sixty.before_after import BeforeAfter, before_after
from edgewise.domain.three_sixty.model import Group, Launch, Rules, Sheet, Sheets
from edgewise.domain.three_sixty.report import Report, report
from tests.domain.anonymity.attacker import Answer, Case, Groups, Wave
from tests.domain.anonymity.programme import CANNOT_SAY, Follows, Helper, Seen, follows

RULES = Rules(date(2026, 3, 2), date(2026, 3, 15))
AFTERWARDS = date(2026, 3, 16)
SURVEY = builtin_survey("leading_by_listening")
ITEMS = tuple(item.key for item in SURVEY.items)
ONE_ITEM = Survey(
    key="one",
    name="One",
    answers=SURVEY.answers,
    cannot_say="-",
    items=(Item("it", "Does it.", "I do it."),),
    questions=(),
)


def published_item(groups: Groups, own: Answer = 4) -> Hashable:
    """The page of a 360 with one item."""
    raters = [
        (f"{group}{number}", group, answer)
        for group, of in zip(Group, groups, strict=False)
        for number, answer in enumerate(of)
    ]
    asked = {name: group for name, group, _ in raters}
    sheets = Sheets(Sheet({"it": own}), {name: Sheet({"it": answer}) for name, _, answer in raters})
    return report(Launch(ONE_ITEM, RULES, asked), sheets, AFTERWARDS, Random(1))


class Pages:
    """The pages of one wave, or of two with their comparison. The leader's own answers are known to the reader.

    What a report marks as a strength or a blind spot is made of the report alone: the same report, the same marks.
    The comparison is made with the same throws each time: this reader knows even the dice.
    """

    def __init__(self) -> None:
        self.reports: list[tuple[Wave, Report | Phrase]] = []  # the last ones made: most guesses change one wave

    def __call__(self, case: Case) -> tuple[Report | BeforeAfter | Phrase, ...]:
        launch = Launch(SURVEY, RULES, {rater: Group(name) for rater, name in case.group.items()})
        waves = [_sheets(wave, own=3 + number) for number, wave in enumerate(case.waves)]
        pages = tuple(self._report(wave, launch, sheets) for wave, sheets in zip(case.waves, waves, strict=True))
        return pages if len(waves) == 1 else (*pages, before_after(launch, waves[0], launch, waves[1], Random(1)))

    def _report(self, wave: Wave, launch: Launch, sheets: Sheets) -> Report | Phrase:
        for known, page in self.reports:
            if known is wave:
                return page
        page = report(launch, sheets, AFTERWARDS, Random(1))
        self.reports = [*self.reports[-3:], (wave, page)]
        return page


def _sheets(wave: Wave, own: int) -> Sheets:
    answers = {item: min(own + number % 2, 5) for number, item in enumerate(ITEMS)}
    return Sheets(Sheet(answers), {rater: Sheet(sheet) for rater, sheet in wave.items()})


def read_by_programme(wave: Wave, group: Mapping[str, str], page: Report) -> Iterator[tuple[str, Follows]]:
    """What the integer programme finds in each figure of a report: with nobody's help, and with that of each rater."""
    cells = {name.value: number for number, cell in enumerate(page.cells) for name in cell.groups}
    people = tuple(cell.people for cell in page.cells)
    for line in page.lines:
        seen = Seen(people, line.figures)
        helpers = {(cells[group[rater]], sheet[line.item] or CANNOT_SAY) for rater, sheet in wave.items()}
        yield line.item, follows(seen)
        yield from ((line.item, follows(seen, Helper(*helper))) for helper in sorted(helpers))


def random_case(dice: Random, waves: int) -> Case:
    """Three to twelve raters; answers that agree, differ or are extreme; now and then one comes and one leaves."""
    people = [f"r{number}" for number in range(dice.randint(3, 12))]
    group = {rater: dice.choice(list(Group)[: dice.randint(1, 3)]).value for rater in people}
    temper = dice.choice([(1, 2), (4, 5), (5,), (1,), (2, 3, 4), (1, 5), (1, 2, 3, 4, 5)])
    cannot_say = dice.choice([0, 0, 0.05, 0.3])
    first = {rater: {item: _answer(dice, temper, cannot_say) for item in ITEMS} for rater in people}
    if waves == 1:
        return Case(group, (first,))
    second = {rater: _later(dice, sheet, dice.choice([-1, 0, 0, 1, 1, 2])) for rater, sheet in first.items()}
    if dice.random() < 0.3:  # all move alike: the edge of what can be told
        second = {rater: _later(dice, sheet, 1, surely=True) for rater, sheet in first.items()}
    if dice.random() < 0.5:
        second.pop(dice.choice(people))
    if dice.random() < 0.5:
        group["new"] = dice.choice(list(Group)).value
        second["new"] = {item: _answer(dice, temper, cannot_say) for item in ITEMS}
    return Case(group, (first, second))


def _answer(dice: Random, temper: tuple[int, ...], cannot_say: float) -> Answer:
    return None if dice.random() < cannot_say else dice.choice(temper)


def _later(dice: Random, sheet: dict[str, Answer], by: int, *, surely: bool = False) -> dict[str, Answer]:
    moved = {item: surely or dice.random() < 0.5 for item in sheet}
    return {
        item: None if answer is None else min(max(answer + by * moved[item], 1), 5) for item, answer in sheet.items()
    }
