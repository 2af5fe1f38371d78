"""Which sheet of a workbook holds the people, and what its cells show."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum, load_workbook

from edgewise.domain.phrases import listed, phrase
from edgewise.domain.roster.columns import RANKED, normalised
from edgewise.domain.roster.fields.text import HEADER_WITHIN, MOST_COLUMNS
from edgewise.domain.roster.model import Meaning, Unreadable
from edgewise.people.imports.workbook.formats import shown

NAMES = {Meaning.NAME, Meaning.FIRST_NAME, Meaning.LAST_NAME}


class SeveralSheets(Unreadable):
    """More than one sheet may hold the people, and nobody has said which."""

    def __init__(self, names: Sequence[str]) -> None:
        which = listed([phrase("“{sheet}”", sheet=name) for name in names])
        what = phrase("Several sheets may hold the people: {sheets}", sheets=which)
        super().__init__(what, phrase("Say which sheet we should read"))
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sheet, and the names of the visible sheets with rows it was chosen from; `hidden` hold people, and are not."""

    sheet: CalamineSheet
    among: tuple[str, ...]
    hidden: tuple[str, ...] = ()


def chosen_sheet(data: bytes, wanted: str = "") -> Chosen:
    """Raises Unreadable, and whatever calamine raises of a broken workbook."""
    book = load_workbook(io.BytesIO(data))
    visible = list(_filled(book, hidden=False))
    names = tuple(sheet.name for sheet in visible)
    if wanted:
        found = next((sheet for sheet in visible if sheet.name == wanted), None)
        if found is None:
            raise Unreadable(phrase("The workbook has no sheet “{sheet}”", sheet=wanted[:60]), _one_of(names))
        return Chosen(found, names)
    meanings = {sheet.name: _meanings(sheet) for sheet in visible}
    with_people = [sheet for sheet in visible if _is_people(meanings[sheet.name])]
    if len(with_people) > 1:
        raise SeveralSheets([sheet.name for sheet in with_people])
    if with_people:
        return Chosen(with_people[0], names)
    hidden = tuple(sheet.name for sheet in _filled(book, hidden=True) if _is_people(_meanings(sheet)))
    if hidden and not any(meanings.values()):
        what = phrase("The people are on a hidden sheet: {sheets}", sheets=_quoted(hidden))
        raise Unreadable(what, phrase("Show the sheet in the workbook, save it and try again"))
    if not visible:
        what = phrase("The file is empty")
        raise Unreadable(what, phrase("Export it again with its header and one row for each person"))
    most = max(len(found) for found in meanings.values())
    best = [sheet for sheet in visible if len(meanings[sheet.name]) == most]
    if len(best) > 1:
        raise SeveralSheets([sheet.name for sheet in best])
    return Chosen(best[0], names, hidden)


def _one_of(names: Sequence[str]) -> str:
    return phrase("It has: {sheets}", sheets=_quoted(names)) if names else ""


def _quoted(names: Sequence[str]) -> str:
    return listed([phrase("“{sheet}”", sheet=name) for name in names])


def _filled(book: CalamineWorkbook, *, hidden: bool) -> Iterator[CalamineSheet]:
    """The worksheets that hold anything."""
    for about in book.sheets_metadata:
        if about.typ == SheetTypeEnum.WorkSheet and (about.visible != SheetVisibleEnum.Visible) == hidden:
            sheet = book.get_sheet_by_name(about.name)
            if sheet.start is not None:
                yield sheet


def records_of(sheet: CalamineSheet) -> Iterator[tuple[object, ...]]:
    """Its rows from the first of the sheet on, as far as columns are read.

    calamine's own rows begin with the sheet's first row, but with the first column that holds anything.
    """
    left = ("",) * (sheet.start or (0, 0))[1]
    width = max(0, MOST_COLUMNS - len(left))
    return ((*left, *row[:width]) for row in sheet.iter_rows())


def _meanings(sheet: CalamineSheet) -> set[Meaning]:
    """What the best of its first rows names as a header."""
    filled = (cells for cells in records_of(sheet) if any(cell != "" for cell in cells))
    heads = (_named(map(shown, cells)) for cells in itertools.islice(filled, HEADER_WITHIN))
    return max(heads, key=len, default=set())


def _named(cells: Iterable[str]) -> set[Meaning]:
    return {RANKED[name][0] for cell in cells if (name := normalised(cell)) in RANKED}


def _is_people(meanings: set[Meaning]) -> bool:
    return Meaning.EMAIL in meanings and bool(meanings & NAMES)
