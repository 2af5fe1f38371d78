"""What a column holds, where its name alone does not say what it means."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import ADDRESS, Columns
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Meaning, Table
from edgewise.domain.roster.parsing import Parser
from edgewise.domain.roster.pool import READ, SOFT
from edgewise.domain.roster.reading import NO_MANAGER
from edgewise.domain.roster.value_map import NO_VALUES, ValueMap

SHARE_BELIEVED = 0.8  # of the cells, for a meaning to be believed
# A wrong guess at these can break no hard rule: it costs points, or keeps people apart who need not be.
HARMLESS = SOFT - {Meaning.ROLE_LEVEL} | {Meaning.IDENTITY}


def settled(
    table: Table, columns: Columns, zones: Zones, values: ValueMap = NO_VALUES
) -> tuple[Columns, tuple[str, ...]]:
    """The columns with fewer doubts, and what was taken for granted.

    A doubtful column is believed where its cells bear it out, or where a mistake could break no hard rule; one
    that matching does not read is no doubt at all. Time zones and managers are also found by their cells alone.
    """
    content = _Content(table, columns, Parser(zones, values))
    believed = {c for c in columns.unsure if content.bears_out(c, columns.meanings[c])}
    found = content.found()
    notes = [_note(table, c, columns.meanings[c]) for c in sorted(believed) if columns.meanings[c] in READ]
    notes += [_note(table, c, meaning) for c, meaning in sorted(found.items())]
    meanings = dict(sorted({**columns.meanings, **found}.items()))
    return replace(columns, meanings=meanings, unsure=columns.unsure - believed), tuple(notes)


def _note(table: Table, column: int, meaning: Meaning) -> str:
    return phrase(
        "Column “{column}” is read as: {meaning}.", column=table.header[column] or column + 1, meaning=meaning.label
    )


class _Content:
    def __init__(self, table: Table, columns: Columns, parser: Parser) -> None:
        self.table, self.meanings, self.parser = table, columns.meanings, parser

    def bears_out(self, column: int, meaning: Meaning) -> bool:
        cells = self._cells(column)
        if meaning in HARMLESS or meaning not in READ or not cells:
            return True
        match meaning:
            case Meaning.EMAIL:
                return _mostly(ADDRESS.fullmatch, cells) and len(set(cells)) >= SHARE_BELIEVED * len(cells)
            case Meaning.MANAGER:
                return self._points_at_people(cells)
            case Meaning.EMPLOYEE_ID:
                return len(set(cells)) >= SHARE_BELIEVED * len(cells)
            case _:
                return _mostly(partial(self._is_sure, meaning), cells)

    def _is_sure(self, meaning: Meaning, cell: str) -> bool:
        """Does the cell say such a thing, and nothing had to be judged?"""
        said = self.parser.parse(meaning, cell)
        return said.problem is None and not said.notes

    def found(self) -> dict[int, Meaning]:
        """Columns without a meaning that hold IANA zones, or the addresses or numbers of people of this file."""
        missing = {Meaning.TIME_ZONE, Meaning.MANAGER} - set(self.meanings.values())
        found: dict[int, Meaning] = {}
        for column in range(len(self.table.header)):
            cells = self._cells(column)
            if column in self.meanings or not cells:
                continue
            if Meaning.TIME_ZONE in missing and _mostly(self.parser.zones.names.__contains__, cells):
                found[column] = Meaning.TIME_ZONE
            elif Meaning.MANAGER in missing and self._points_at_people(cells) and len(set(cells)) < len(cells):
                found[column] = Meaning.MANAGER
            missing.discard(found.get(column, Meaning.EMAIL))
        return found

    def _points_at_people(self, cells: Sequence[str]) -> bool:
        """Most of them are addresses, or the number or name of somebody in the file."""
        named = (Meaning.EMPLOYEE_ID, Meaning.NAME)
        known = {cell for c, meaning in self.meanings.items() if meaning in named for cell in self._cells(c)}
        written = [cell for cell in cells if not NO_MANAGER.fullmatch(cell)]
        return bool(written) and _mostly(lambda cell: ADDRESS.fullmatch(cell) or cell in known, written)

    def _cells(self, column: int) -> list[str]:
        return [row.cells[column] for row in self.table.rows if column < len(row.cells) and row.cells[column]]


def _mostly(is_so: Callable[[str], object], cells: Sequence[str]) -> bool:
    return sum(bool(is_so(cell)) for cell in cells) >= SHARE_BELIEVED * len(cells)
