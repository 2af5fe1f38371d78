"""From the bytes of a CSV file or a workbook to a table."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from python_calamine import PasswordError

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.fields.text import SAVE_AS, USUAL, Shape, table_of, table_of_text
from edgewise.domain.roster.model import Table, Unreadable
from edgewise.people.imports.workbook.formats import shown, shown_duration_of
from edgewise.people.imports.workbook.notes import notes_of
from edgewise.people.imports.workbook.parts import Details, Place, Range, details_of
from edgewise.people.imports.workbook.sheets import Chosen, chosen_sheet, records_of

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 50 * 1024 * 1024  # of a workbook that is a zip archive
OLD = b"\xd0\xcf\x11\xe0"  # a compound file: an .xls workbook, or a protected workbook of any kind
PROTECTED = "EncryptedPackage".encode("utf-16-le")
PARTS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}
BLIND = {"xls", "xlsb"}  # formats of which only the values are read


@dataclass(frozen=True, slots=True)
class Found:
    """A table and where it stood. `hidden` are numbers of rows; `sheets` the visible ones, if several hold anything."""

    table: Table
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    hidden: tuple[int, ...] = ()


def table_of_upload(data: bytes, sheet: str = "") -> Table:
    """The table of an uploaded CSV file or workbook. Raises Unreadable."""
    return found_in_upload(data, sheet).table


def found_in_upload(data: bytes, sheet: str = "") -> Found:
    """As table_of_upload, and where it stood."""
    if len(data) > MOST_BYTES:
        raise Unreadable(
            phrase("The file is larger than {most} MB", most=MOST_BYTES // 1024**2),
            phrase("Leave out the columns that are not needed, or import it in parts"),
        )
    return found_in_file(data, sheet=sheet)


def table_of_file(data: bytes, shape: Shape = USUAL, most_unpacked: int = MOST_UNPACKED) -> Table:
    """The table of a CSV file or workbook of any size. Raises Unreadable."""
    return found_in_file(data, shape, most_unpacked).table


def found_in_file(data: bytes, shape: Shape = USUAL, most_unpacked: int = MOST_UNPACKED, sheet: str = "") -> Found:
    kind = _kind(data, most_unpacked)
    if not kind:
        return Found(table_of_text(data, shape))
    try:
        chosen = chosen_sheet(data, sheet)
        details = details_of(data, chosen.sheet.name)
        return _found(chosen, details, kind, shape)
    except Unreadable:
        raise
    except PasswordError:
        raise Unreadable(*_protected()) from None
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException:  # noqa: BLE001  a broken workbook can fail anywhere in the library; a panic is no Exception
        raise Unreadable(phrase("The file is damaged, or it is no workbook"), SAVE_AS) from None


def _kind(data: bytes, most_unpacked: int) -> str:
    """The kind of workbook; empty for what is none."""
    if data.startswith(OLD):
        if PROTECTED in data:
            raise Unreadable(*_protected())
        return "xls"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return ""
    # zipfile never unpacks more of a member than it declares, so the declared sizes are a true bound.
    if sum(member.file_size for member in members) > most_unpacked:
        raise Unreadable(
            phrase("The workbook unpacks to more than {most} MB", most=most_unpacked // 1024**2),
            phrase("Save the sheet with the people as CSV"),
        )
    return next((kind for member in members if (kind := PARTS.get(member.filename))), "")


def _protected() -> tuple[str, str]:
    what = phrase("The workbook is protected by a password")
    return what, phrase("Remove the password in Excel, or save the sheet with the people as CSV, and try again")


def _found(chosen: Chosen, details: Details, kind: str, shape: Shape) -> Found:
    name = chosen.sheet.name
    merged = [*(chosen.sheet.merged_cell_ranges or ()), *details.merged]
    records = _without_blank_edge(_records(chosen, details, kind, merged, shape))
    table = table_of(records, (), shape)
    read = {row.number for row in table.rows}
    hidden = tuple(sorted(number for row in details.hidden_rows if (number := row + 1) in read))
    notes = notes_of(chosen, details, merged, table, is_blind=kind in BLIND)
    others = chosen.among if len(chosen.among) > 1 else ()
    return Found(replace(table, notes=(*table.notes, *notes)), name, others, hidden)


def _records(
    chosen: Chosen, details: Details, kind: str, merged: Sequence[Range], shape: Shape
) -> Iterator[tuple[str, ...]]:
    """The rows as they are shown; a merged cell stands in each of its rows that holds anything else."""
    lasts = {first: last[0] for first, last in merged if last[0] > first[0]}
    standing: dict[int, tuple[int, str]] = {}  # by column: down to which row, and what
    count = 0
    for row, record in enumerate(records_of(chosen.sheet)):
        cells = [cell if type(cell) is str else shown(cell) for cell in record]
        if kind == "ods":
            cells = [shown_duration_of(cell) for cell in cells]
        if details.texts:
            cells = [details.texts.get((row, column), cell) for column, cell in enumerate(cells)]
        if not any(cells):
            yield ()
            continue
        if lasts:
            _put_merged(row, cells, lasts, standing)
        count += 1
        if count > shape.most_rows + 1:
            what = phrase("The sheet has more than {most} rows", most=f"{shape.most_rows:,}")
            raise Unreadable(what, phrase("Import it in parts"))
        yield tuple(cells)


def _put_merged(row: int, cells: list[str], lasts: Mapping[Place, int], standing: dict[int, tuple[int, str]]) -> None:
    for column, cell in enumerate(cells):
        last, text = standing.get(column, (-1, ""))
        if row <= last and not cell:
            cells[column] = text
        if cell and (row, column) in lasts:
            standing[column] = (lasts[row, column], cell)


def _without_blank_edge(records: Iterator[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Without the columns at the right that hold nothing in any row."""
    kept = list(records)
    width = 0
    for row in kept:
        at = len(row)
        while at > width and not row[at - 1]:
            at -= 1
        width = max(width, at)
    return [row[:width] for row in kept]
