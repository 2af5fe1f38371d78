"""What calamine leaves out of an .xlsx or .ods sheet: what is hidden, how numbers look, errors, results never computed.

Read from the parts of the archive themselves, and only where they hold such a thing.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from xml.parsers import expat

from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # defusedxml has no types

from edgewise.domain.roster.fields.text import MOST_COLUMNS
from edgewise.people.imports.workbook.formats import PERCENT, changes_reading, shown_number

Place = tuple[int, int]  # row and column, from 0
Range = tuple[Place, Place]  # its first cell and its last
HIDDEN = (b'hidden="', b"hidden='")
ERRORS = (b't="e"', b"t='e'")
FORMULAS = (b"<f>", b"<f ", b":f>", b":f ")
LETTERS = re.compile(r"[A-Za-z]+")
DIFFERENT = re.compile(r"0\d.*|.*[^\W\d_].*|.*%|\d+-.*")  # an .ods cell's words, where they say more than its number


@dataclass(slots=True)
class Details:
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    texts: dict[Place, str] = field(default_factory=dict)  # what these cells show
    uncomputed: list[Place] = field(default_factory=list)  # formulas without a result
    merged: list[Range] = field(default_factory=list)  # .ods alone: calamine says it of the others


def details_of(data: bytes, sheet: str) -> Details:
    """Raises whatever a broken archive raises. Empty for .xls and .xlsb, which are no XML."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return Details()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            return _of_xlsx(archive, sheet)
        if "content.xml" in names:
            return _scanned(archive.read("content.xml"), _OpenDocument(sheet))
    return Details()


class _Scan:
    """Hears the elements of one part, by their names without a prefix."""

    def __init__(self) -> None:
        self.found = Details()

    def start(self, name: str, attributes: dict[str, str]) -> None:
        raise NotImplementedError

    def end(self, name: str) -> None:
        raise NotImplementedError

    def text(self, text: str) -> None:
        raise NotImplementedError


class Forbidden(ValueError):
    """A part with a document type: it could name entities that grow for ever."""


def _scanned(part: bytes, scan: _Scan) -> Details:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: scan.start(name.rpartition(":")[2], attributes)
    parser.EndElementHandler = lambda name: scan.end(name.rpartition(":")[2])
    parser.CharacterDataHandler = scan.text

    def forbid(*_: object) -> None:
        raise Forbidden

    parser.StartDoctypeDeclHandler = forbid
    parser.Parse(part, True)
    return scan.found


def _of_xlsx(archive: zipfile.ZipFile, sheet: str) -> Details:
    part = archive.read(_path_of(archive, sheet))
    formats = _formats(archive)
    styled = tuple(f"s={quote}{number}{quote}".encode() for number in formats for quote in "\"'")
    if any(mark in part for mark in (*HIDDEN, *ERRORS, *FORMULAS, *styled)):
        return _scanned(part, _Worksheet(formats))
    return Details()


def _path_of(archive: zipfile.ZipFile, sheet: str) -> str:
    book = fromstring(archive.read("xl/workbook.xml"))
    named = next(e for e in book.iter() if e.tag.endswith("}sheet") and e.get("name") == sheet)
    key = next(value for name, value in named.attrib.items() if name.endswith("}id"))
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(str(e.get("Target")) for e in links if e.get("Id") == key)
    return posixpath.normpath(posixpath.join("xl", target)) if not target.startswith("/") else target[1:]


def _formats(archive: zipfile.ZipFile) -> dict[int, str]:
    """The number formats, by the style that uses them, under which a number reads as something else."""
    if "xl/styles.xml" not in archive.namelist():
        return {}
    styles = fromstring(archive.read("xl/styles.xml"))
    codes = dict(PERCENT)
    codes |= {int(e.get("numFmtId", 0)): e.get("formatCode", "") for e in styles.iter() if e.tag.endswith("}numFmt")}
    cells = next((e for e in styles if e.tag.endswith("}cellXfs")), ())
    used = {number: codes.get(int(style.get("numFmtId", 0)), "") for number, style in enumerate(cells)}
    return {number: code for number, code in used.items() if changes_reading(code)}


class _Worksheet(_Scan):
    """An .xlsx sheet. A row or cell without its place follows the one before (ECMA-376, 18.3.1)."""

    def __init__(self, formats: dict[int, str]) -> None:
        super().__init__()
        self.formats = formats
        self.row = self.column = -1
        self.style, self.kind, self.value = "", "", ""
        self.has_formula = self.in_value = self.has_value = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        match name:
            case "c":
                place = LETTERS.match(attributes.get("r", ""))
                self.column = _column(place[0]) if place else self.column + 1
                self.style, self.kind, self.value = attributes.get("s", ""), attributes.get("t", "n"), ""
                self.has_formula = self.has_value = False
            case "v":
                self.in_value = self.has_value = True
            case "f":
                self.has_formula = True
            case "is":
                self.has_value = True
            case "row":
                self.row, self.column = int(attributes.get("r", self.row + 2)) - 1, -1
                if attributes.get("hidden") in {"1", "true"}:
                    self.found.hidden_rows.add(self.row)
            case "col" if attributes.get("hidden") in {"1", "true"}:
                first, last = int(attributes["min"]) - 1, int(attributes["max"])
                self.found.hidden_columns.update(range(first, min(last, MOST_COLUMNS)))

    def text(self, text: str) -> None:
        if self.in_value:
            self.value += text

    def end(self, name: str) -> None:
        if name == "v":
            self.in_value = False
        elif name == "c" and self.column < MOST_COLUMNS:
            self._keep((self.row, self.column))

    def _keep(self, place: Place) -> None:
        if self.kind == "e":
            self.found.texts[place] = self.value
        elif self.has_formula and not (self.has_value and (self.value or self.kind in {"str", "inlineStr"})):
            self.found.uncomputed.append(place)
        elif self.kind == "n" and self.value and (code := self.formats.get(int(self.style or 0))):
            self.found.texts[place] = shown_number(float(self.value), code)


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


class _OpenDocument(_Scan):
    """One table of an .ods document, where a row or cell may stand for many that are alike."""

    def __init__(self, sheet: str) -> None:
        super().__init__()
        self.sheet, self.is_ours = sheet, False
        self.row = self.column = self.table_column = 0
        self.rows = self.columns = 1  # for how many this row and this cell stand
        self.is_hidden = False
        self.kind, self.words, self.spanned = "", "", 1
        self.in_words = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        if name == "table":
            self.is_ours = attributes.get("table:name") == self.sheet
        if not self.is_ours:
            return
        hidden = attributes.get("table:visibility", "visible") != "visible"
        match name:
            case "table-row":
                self.rows, self.column = int(attributes.get("table:number-rows-repeated", 1)), 0
                self.is_hidden = hidden
            case "table-cell" | "covered-table-cell":
                self.columns = int(attributes.get("table:number-columns-repeated", 1))
                self.kind, self.words = attributes.get("office:value-type", ""), ""
                self.spanned = int(attributes.get("table:number-rows-spanned", 1))
            case "table-column":
                count = int(attributes.get("table:number-columns-repeated", 1))
                if hidden:
                    last = min(self.table_column + count, MOST_COLUMNS)
                    self.found.hidden_columns.update(range(self.table_column, last))
                self.table_column += count
            case "p":
                self.in_words = True
            case _:
                pass

    def text(self, text: str) -> None:
        if self.in_words:
            self.words += text

    def end(self, name: str) -> None:
        if not self.is_ours:
            return
        match name:
            case "p":
                self.in_words = False
            case "table-cell" | "covered-table-cell":
                if self.kind and self.rows == 1 and self.column < MOST_COLUMNS:
                    self._keep((self.row, self.column))
                self.column += self.columns
            case "table-row":
                self.row += self.rows
            case _:
                pass

    def _keep(self, place: Place) -> None:
        if self.kind in {"float", "percentage", "currency"} and DIFFERENT.fullmatch(self.words):
            self.found.texts |= {(place[0], place[1] + more): self.words for more in range(min(self.columns, 9))}
        if self.spanned > 1:
            self.found.merged.append((place, (place[0] + self.spanned - 1, place[1])))
        if self.is_hidden:
            self.found.hidden_rows.add(self.row)
