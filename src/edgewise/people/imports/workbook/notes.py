"""How a workbook was read, where a person might have expected something else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from edgewise.domain.phrases import counted, listed, phrase
from edgewise.domain.roster.model import Table
from edgewise.people.imports.workbook.parts import Details, Place, Range
from edgewise.people.imports.workbook.sheets import Chosen

NAMED_AT_MOST = 5  # rows, columns, cells or sheets in one note; the others are counted


def notes_of(
    chosen: Chosen, details: Details, merged: Sequence[Range], table: Table, *, is_blind: bool
) -> Iterator[str]:
    if len(chosen.among) > 1:
        yield phrase("We read the sheet “{sheet}” and no other sheet.", sheet=chosen.sheet.name)
    if chosen.hidden:
        yield phrase("We do not read hidden sheets: {sheets}.", sheets=some([f"“{name}”" for name in chosen.hidden]))
    numbers = {row.number for row in table.rows}
    if rows := sorted(row + 1 for row in details.hidden_rows if row + 1 in numbers):
        yield counted(
            "One row is hidden in the workbook and counts all the same: row {rows}.",
            "{count} rows are hidden in the workbook and count all the same: rows {rows}.",
            len(rows),
            rows=some(list(map(str, rows))),
        )
    if columns := [table.header[at] for at in sorted(details.hidden_columns) if at < len(table.header)]:
        named = some([f"“{name}”" for name in columns if name])
        if named:
            yield phrase("These columns are hidden in the workbook and count all the same: {columns}.", columns=named)
    yield from _of_cells(details, merged, table, numbers)
    if is_blind:
        yield phrase(
            "A workbook of this kind does not tell us about hidden rows, or leading zeros that only a number format "
            "shows. If it has any, save it as .xlsx and choose that file."
        )


def _of_cells(details: Details, merged: Sequence[Range], table: Table, numbers: set[int]) -> Iterator[str]:
    spread = [a_range(first, last) for first, last in sorted(merged) if numbers & set(_rows(first, last, table))]
    if spread:
        yield phrase("Merged cells count in each of their rows: {cells}.", cells=some(spread))
    missing = [a_cell(place) for place in details.uncomputed if place[0] + 1 >= table.header_row]
    if missing:
        yield counted(
            "One formula has no result in the file, so the cell counts as empty: {cells}. Open the workbook in Excel, "
            "save it and choose it again.",
            "{count} formulas have no result in the file, so their cells count as empty: {cells}. Open the workbook in "
            "Excel, save it and choose it again.",
            len(missing),
            cells=some(missing),
        )


def _rows(first: Place, last: Place, table: Table) -> range:
    """The numbers of the rows below the first that the range fills."""
    return range(first[0] + 2, min(last[0] + 2, table.rows[-1].number + 1 if table.rows else 0))


def some(words: Sequence[str]) -> str:
    """The first of them, and how many more there are."""
    if len(words) <= NAMED_AT_MOST:
        return listed(words)
    more = counted("one more", "{count} more", len(words) - NAMED_AT_MOST)
    return listed([*words[:NAMED_AT_MOST], more])


def a_cell(place: Place) -> str:
    """`(4, 2)` -> `C5`."""
    row, column = place
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"


def a_range(first: Place, last: Place) -> str:
    return f"{a_cell(first)}:{a_cell(last)}"
