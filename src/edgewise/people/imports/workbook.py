"""From the bytes of a CSV file or an Excel workbook to a table."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time

import openpyxl

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.fields.text import MOST_COLUMNS, SAVE_AS, USUAL, Shape, table_of, table_of_text
from edgewise.domain.roster.model import Table, Unreadable

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024  # of a workbook, which is a zip archive


def table_of_upload(data: bytes) -> Table:
    """The table of an uploaded CSV file or Excel workbook. Raises Unreadable."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            phrase("The file is larger than {most} MB", most=MOST_BYTES // 1024**2),
            phrase("Leave out the columns that are not needed, or import it in parts"),
        )
    return table_of_file(data)


def table_of_file(data: bytes, shape: Shape = USUAL, most_unpacked: int = MOST_UNPACKED) -> Table:
    """The table of a CSV file or Excel workbook of any size. Raises Unreadable."""
    return _table_of_workbook(data, shape) if _is_workbook(data, most_unpacked) else table_of_text(data, shape)


def _is_workbook(data: bytes, most_unpacked: int) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return False
    # zipfile never unpacks more of a member than it declares, so the declared sizes are a true bound.
    if sum(member.file_size for member in members) > most_unpacked:
        raise Unreadable(
            phrase("The workbook unpacks to more than {most} MB", most=most_unpacked // 1024**2),
            phrase("Save the sheet with the people as CSV"),
        )
    return any(member.filename == "xl/workbook.xml" for member in members)


def _table_of_workbook(data: bytes, shape: Shape) -> Table:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of styles and extensions, which are not read
            values, formulas = (list(_records(data, shape.most_rows, data_only=shown)) for shown in (True, False))
    except Unreadable:
        raise
    except Exception:  # noqa: BLE001  a broken workbook can fail anywhere in the library, in any way
        raise Unreadable(phrase("The workbook is damaged or protected by a password"), SAVE_AS) from None
    shown = [tuple(map(_cell, *rows)) for rows in zip(values, formulas, strict=True)]
    width = max((at for row in shown for at, text in enumerate(row, 1) if text), default=0)
    return table_of((row[:width] for row in shown), shape=shape)


def _records(data: bytes, most_rows: int, *, data_only: bool) -> Iterator[tuple[object, ...]]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=data_only, keep_links=False)
    try:
        sheet = next((s for s in book.worksheets if s.sheet_state == "visible"), book.worksheets[0])
        sheet.reset_dimensions()  # a file may lie about its size
        for number, record in enumerate(
            sheet.iter_rows(max_row=most_rows + 1, max_col=MOST_COLUMNS, values_only=True), 1
        ):
            if number > most_rows and any(value is not None for value in record):
                what = phrase("The sheet has more than {most} rows", most=f"{most_rows:,}")
                raise Unreadable(what, phrase("Import it in parts"))
            yield record
    finally:
        book.close()


def _cell(value: object, formula: object) -> str:
    """What the cell shows; a formula that was never computed is its own text."""
    match value:
        case None:
            return "" if formula is None else str(formula)
        case datetime():
            return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
        case date():
            return value.isoformat()
        case time():
            return f"{value:%H:%M}"
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)
