"""What the leader reads: each item, their own answer beside those of others, and what was written.

Everything said of raters is a band of one shown group (domain/anonymity), and everybody is in one group only.
Strengths, blind spots and hidden strengths are made of those bands and the leader's own answers alone, so they tell
nothing more. No figure for all groups together stands beside the groups: it would narrow them.
"""

from __future__ import annotations

from datetime import date
from random import Random

from msgspec import Struct

from edgewise.domain.anonymity.bands import Band, are_divided, band
from edgewise.domain.anonymity.groups import merged
from edgewise.domain.phrases import Phrase, listed, phrase
from edgewise.domain.three_sixty.model import GROUP_WORDS, Group, Launch, Rules, Sheet, Sheets

APART = 1.0  # points between oneself and others that make a blind spot or a hidden strength
STRENGTH_FROM = 3.5  # a band that begins here or above


class Cell(Struct, frozen=True):
    """Groups that are shown as one, and how many of them answered."""

    groups: tuple[Group, ...]
    people: int

    @property
    def words(self) -> str:
        return listed([GROUP_WORDS[group] for group in self.groups])


class Figure(Struct, frozen=True):
    """What one cell says to one item. `band` None: too few could say. `divided` None: too few to tell."""

    band: Band | None
    divided: bool | None


class Line(Struct, frozen=True):
    """One item: the leader, the manager by name (None: not asked or cannot say), and each cell, as in the report."""

    item: str
    own: int | None
    manager: int | None
    figures: tuple[Figure, ...]

    @property
    def low(self) -> float | None:
        """The lowest that the mean of any shown cell can be."""
        return min((figure.band.low for figure in self.figures if figure.band), default=None)

    @property
    def high(self) -> float | None:
        return max((figure.band.high for figure in self.figures if figure.band), default=None)

    @property
    def is_strength(self) -> bool:
        """Every shown cell is high, and so is the leader's own answer, if there is one."""
        return self.low is not None and self.low >= STRENGTH_FROM and (self.own is None or self.own >= STRENGTH_FROM)

    @property
    def is_blind_spot(self) -> bool:
        """The leader is above every shown cell by a point or more, wherever in its band it lies."""
        return self.own is not None and self.high is not None and self.own - self.high >= APART

    @property
    def is_hidden_strength(self) -> bool:
        """Every shown cell is above the leader by a point or more, wherever in its band it lies."""
        return self.own is not None and self.low is not None and self.low - self.own >= APART


class Comments(Struct, frozen=True):
    """To one question: those of all groups shuffled together, and the manager's by name."""

    question: str
    raters: tuple[str, ...]
    manager: str


class Report(Struct, frozen=True):
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]  # in the order of the survey
    comments: tuple[Comments, ...]

    @property
    def strengths(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_strength)

    @property
    def blind_spots(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_blind_spot)

    @property
    def hidden_strengths(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.is_hidden_strength)


def report(launch: Launch, sheets: Sheets, today: date, dice: Random) -> Report | Phrase:
    """The report, or why there is none yet (a sentence). It is made once, when the window has closed.

    Who answered without being asked is a fault of the caller: ValueError.
    """
    if strangers := sheets.raters.keys() - launch.asked.keys():
        raise ValueError(f"{len(strangers)} sheets of people who were not asked")
    if today <= launch.rules.closes:
        return phrase("The report is made when the window has closed.")
    cells = _cells(launch, sheets)
    if not cells:
        return phrase(
            "There is no report: fewer than {fewest} people answered, and each could be recognised.",
            fewest=launch.rules.fewest_in_all,
        )
    of_cells = [_sheets(launch, sheets, cell) for cell in cells]
    return Report(
        cells,
        tuple(_line(launch.rules, sheets, of_cells, item.key) for item in launch.survey.items),
        tuple(_comments(sheets, question.key, dice) for question in launch.survey.questions),
    )


def _cells(launch: Launch, sheets: Sheets) -> tuple[Cell, ...]:
    answered = [launch.asked[rater] for rater in sheets.raters]
    counts = {group: answered.count(group) for group in Group}
    together = merged(counts, launch.rules.fewest_in_group, launch.rules.fewest_in_all)
    return tuple(Cell(groups, sum(counts[group] for group in groups)) for groups in together)


def _sheets(launch: Launch, sheets: Sheets, cell: Cell) -> list[Sheet]:
    return [sheet for rater, sheet in sheets.raters.items() if launch.asked[rater] in cell.groups]


def _line(rules: Rules, sheets: Sheets, of_cells: list[list[Sheet]], item: str) -> Line:
    given = [_answers(cell, item) for cell in of_cells]
    shown = [answers if len(answers) >= rules.fewest_in_group else [] for answers in given]
    if sum(map(len, shown)) < rules.fewest_in_all:
        shown = [[] for _ in of_cells]
    return Line(
        item,
        sheets.own.answers.get(item),
        sheets.manager.answers.get(item) if sheets.manager else None,
        tuple(Figure(band(answers), are_divided(answers)) for answers in shown),
    )


def _answers(cell: list[Sheet], item: str) -> list[int]:
    return [answer for sheet in cell if (answer := sheet.answers.get(item)) is not None]


def _comments(sheets: Sheets, question: str, dice: Random) -> Comments:
    """Sorted before they are shuffled: their order must come from nothing but the dice."""
    written = sorted(words for sheet in sheets.raters.values() if (words := _written(sheet, question)))
    dice.shuffle(written)
    return Comments(question, tuple(written), _written(sheets.manager, question) if sheets.manager else "")


def _written(sheet: Sheet, question: str) -> str:
    return sheet.comments.get(question, "").strip()
