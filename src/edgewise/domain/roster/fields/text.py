"""From the bytes of an export to rows of cells: encodings, delimiters, where the header is."""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import recognised
from edgewise.domain.roster.fields.invisible import clean
from edgewise.domain.roster.model import Row, Table, Unreadable

MOST_ROWS = 20_000
MOST_COLUMNS = 200
HEADER_WITHIN = 15  # rows; exports of some systems begin with a title
DELIMITERS = (",", ";", "\t", "|")
BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
FOREIGN = {
    b"%PDF": phrase("The file is a PDF, not a table of text"),
    b"\xd0\xcf\x11\xe0": phrase("The file is an old Excel workbook (.xls), not a table of text"),
    b"PK\x03\x04": phrase("The file is a zip archive, not a table of text"),
}
SAVE_AS = phrase("Save it as CSV (UTF-8) or as an Excel workbook (.xlsx) and try again")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a table may be."""

    most_rows: int = MOST_ROWS
    has_header: bool = True  # without one every row is data, and there may be none


USUAL = Shape()


def _encoding(data: bytes) -> str:
    for mark, name in BOMS:
        if data.startswith(mark):
            return name
    sample = data[:2000]
    if sample and sample[1::2].count(0) > len(sample) // 4:
        return "utf-16-le"
    if sample and sample[::2].count(0) > len(sample) // 4:
        return "utf-16-be"
    return "utf-8"


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text of a file and how it was read, where that was a judgement. Raises Unreadable."""
    for start, what in FOREIGN.items():
        if data.startswith(start):
            raise Unreadable(what, SAVE_AS)
    try:
        return data.decode(_encoding(data)), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("windows-1252")
    except UnicodeDecodeError:
        raise Unreadable(phrase("The file is in an encoding that we cannot read"), SAVE_AS) from None
    return text, [phrase("The file was read as Windows-1252: look at names with accents before you confirm.")]


def _records(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _head(text: str, delimiter: str) -> list[list[str]]:
    """The first records, as far as they can be split so."""
    head: list[list[str]] = []
    with contextlib.suppress(csv.Error):
        for record in _records(text, delimiter):
            head.append(record)
            if len(head) == HEADER_WITHIN:
                break
    return head


def _delimiter(text: str) -> str:
    """The delimiter under which the file's first records name the most columns, then split into the most."""

    def merit(delimiter: str) -> tuple[int, int]:
        head = _head(text[:200_000], delimiter)
        return max((recognised(record) for record in head), default=0), max(map(len, head), default=0)

    return max(DELIMITERS, key=merit)


def table_of_text(data: bytes, shape: Shape = USUAL) -> Table:
    """The table of a CSV file in any of the usual encodings and delimiters. Raises Unreadable."""
    text, notes = decoded(data)
    if text[:4].lower() == "sep=" and len(text) > 4:  # Excel's own way to say the delimiter
        delimiter, text = text[4], "\n" + text.partition("\n")[2]
    else:
        delimiter = _delimiter(text)
    if delimiter not in DELIMITERS:
        raise Unreadable(
            phrase("The delimiter {delimiter} is not one of , ; | or tab", delimiter=repr(delimiter)), SAVE_AS
        )
    number = 0
    records: list[tuple[str, ...]] = []
    try:
        for number, record in enumerate(_records(text, delimiter), 1):
            records.append(tuple(record))
            _check_size(number, record, shape.most_rows)
    except csv.Error as error:
        raise Unreadable(
            phrase("Row {row} cannot be read ({problem})", row=number + 1, problem=str(error)),
            phrase("Look for a quotation mark that is opened and not closed"),
        ) from None
    _refuse_open_quotation(text, delimiter)
    return table_of(records, notes, shape)


def _refuse_open_quotation(text: str, delimiter: str) -> None:
    """A quotation mark that is never closed swallows every row below it."""
    number = 0
    try:
        for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            number += 1
    except csv.Error as error:
        if "end of data" in str(error):
            what = phrase("Row {row} opens a quotation mark that is not closed", row=number + 1)
            raise Unreadable(what, phrase("Close it, or remove it")) from None


def _check_size(number: int, record: list[str], most_rows: int) -> None:
    if number > most_rows:
        what = phrase("The file has more than {most} rows", most=f"{most_rows:,}")
        raise Unreadable(what, phrase("Import it in parts"))
    if len(record) > MOST_COLUMNS:
        what = phrase("Row {row} has more than {most} cells", row=number, most=MOST_COLUMNS)
        raise Unreadable(what, phrase("Remove the columns that are not needed"))


def table_of(records: Iterable[tuple[str, ...]], notes: Iterable[str] = (), shape: Shape = USUAL) -> Table:
    """Find the header among the first rows, and what lies under it, without blank rows. Raises Unreadable."""
    rows = [
        Row(number, cells)
        for number, cells in enumerate((tuple(map(clean, record)) for record in records), 1)
        if any(cells)
    ]
    if not shape.has_header:
        return Table((), 0, tuple(rows), tuple(notes))
    if not rows:
        what = phrase("The file is empty")
        raise Unreadable(what, phrase("Export it again with its header and one row for each person"))
    header = max(rows[:HEADER_WITHIN], key=lambda row: (recognised(row.cells), -row.number))
    under = tuple(row for row in rows if row.number > header.number)
    if not under:
        what = phrase("The file has a header and nobody under it")
        raise Unreadable(what, phrase("Export it again with one row for each person"))
    return Table(header.cells, header.number, under, tuple(notes))
