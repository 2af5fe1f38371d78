"""What a column holds, where its name alone does not say what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import ADDRESS, Columns
from edgewise.domain.roster.fields.languages import parse_languages
from edgewise.domain.roster.fields.levels import parse_level
from edgewise.domain.roster.fields.values import parse_hours, parse_load_cap, parse_time
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Meaning, Table, Unreadable
from edgewise.domain.roster.pool import READ, SOFT
from edgewise.domain.roster.reading import NO_MANAGER

SHARE_BELIEVED = 0.8  # of the cells, for a meaning to be believed
PARSERS: Mapping[Meaning, Callable[[str], object]] = {
    Meaning.LANGUAGES: parse_languages,
    Meaning.ROLE_LEVEL: parse_level,
    Meaning.HOURS: parse_hours,
    Meaning.WORKS_FROM: parse_time,
    Meaning.WORKS_UNTIL: parse_time,
    Meaning.LOAD_CAP: parse_load_cap,
}
# A wrong guess at these can break no hard rule: it costs points, or keeps people apart who need not be.
HARMLESS = SOFT - {Meaning.ROLE_LEVEL} | {Meaning.IDENTITY}


def settled(table: Table, columns: Columns, zones: Zones) -> tuple[Columns, tuple[str, ...]]:
    """The columns with fewer doubts, and what was taken for granted.

    A doubtful column is believed where its cells bear it out, or where a mistake could break no hard rule; one
    that matching does not read is no doubt at all. Time zones and managers are also found by their cells alone.
    """
    content = _Content(table, columns, zones)
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
    def __init__(self, table: Table, columns: Columns, zones: Zones) -> None:
        self.table, self.meanings, self.zones = table, columns.meanings, zones

    def bears_out(self, column: int, meaning: Meaning) -> bool:
        cells = self._cells(column)
        if meaning in HARMLESS or meaning not in READ or not cells:
            return True
        match meaning:
            case Meaning.EMAIL:
                return _mostly(ADDRESS.fullmatch, cells) and len(set(cells)) >= SHARE_BELIEVED * len(cells)
            case Meaning.MANAGER:
                return self._points_at_people(cells)
            case Meaning.TIME_ZONE:
                return _mostly(partial(_parses, self.zones.parse), cells)
            case Meaning.EMPLOYEE_ID:
                return len(set(cells)) >= SHARE_BELIEVED * len(cells)
            case _:
                return _mostly(partial(_parses, PARSERS[meaning]), cells)

    def found(self) -> dict[int, Meaning]:
        """Columns without a meaning that hold IANA zones, or the addresses or numbers of people of this file."""
        missing = {Meaning.TIME_ZONE, Meaning.MANAGER} - set(self.meanings.values())
        found: dict[int, Meaning] = {}
        for column in range(len(self.table.header)):
            cells = self._cells(column)
            if column in self.meanings or not cells:
                continue
            if Meaning.TIME_ZONE in missing and _mostly(self.zones.names.__contains__, cells):
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


def _parses(parse: Callable[[str], object], cell: str) -> bool:
    try:
        parse(cell)
    except Unreadable:
        return False
    return True
