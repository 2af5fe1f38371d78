"""Tables as an XLSX file, the same to the byte for the same tables."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import xlsxwriter

WIDEST, NARROWEST = 60, 8  # letters of a column
# What somebody named with a leading "=" stays what they wrote.
PLAIN = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

Cell = str | float | int | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """`title`: at most 31 letters. None is an empty cell."""

    title: str
    headings: tuple[str, ...]
    rows: Sequence[Sequence[Cell]]
    notes: tuple[str, ...] = ()  # above the table


def workbook_of(sheets: Sequence[Sheet], made_at: datetime) -> bytes:
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, PLAIN)
    book.set_properties({"created": made_at.replace(tzinfo=None)})
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for sheet in sheets:
        page = book.add_worksheet(sheet.title)
        for row, note in enumerate(sheet.notes):
            page.write_string(row, 0, note)
        top = len(sheet.notes) + bool(sheet.notes)
        for column, heading in enumerate(sheet.headings):
            page.write_string(top, column, heading, bold)
            page.set_column(column, column, _width([heading, *(row[column] for row in sheet.rows)]))
        for number, cells in enumerate(sheet.rows, top + 1):
            for column, cell in enumerate(cells):
                if cell is not None:
                    page.write(number, column, cell, wrapped)
        page.freeze_panes(top + 1, 1)
        page.set_landscape()
        page.fit_to_pages(1, 0)
    book.close()
    return buffer.getvalue()


def _width(cells: Sequence[Cell]) -> int:
    longest = max(len(str(cell)) for cell in cells if cell is not None)
    return min(max(longest + 1, NARROWEST), WIDEST)
