"""Each row's facts and what is wrong with them, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import time

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.fields.blanks import is_error, says_nothing
from edgewise.domain.roster.fields.dates import day_comes_first, is_unclear_date
from edgewise.domain.roster.fields.hours import check_hours, in_order
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Facts, Finding, Meaning, Reading, Row, Table, Unreadable
from edgewise.domain.roster.parsing import Parser, Said
from edgewise.domain.roster.value_map import NO_VALUES, ValueMap

LONGEST_CELLS = {
    Meaning.EMPLOYEE_ID: 60,
    Meaning.FIRST_NAME: 100,
    Meaning.LAST_NAME: 99,
    Meaning.NAME: 200,
    Meaning.JOB_TITLE: 200,
    Meaning.FUNCTION: 120,
    Meaning.LOCATION: 120,
    Meaning.EMAIL: 300,
    Meaning.MANAGER: 300,
    Meaning.LANGUAGES: 300,
    Meaning.PREFERS: 300,
    Meaning.ROLE_LEVEL: 120,
    Meaning.TIME_ZONE: 120,
    Meaning.START_DATE: 60,
    Meaning.HOURS: 60,
    Meaning.WORKS_FROM: 60,
    Meaning.WORKS_UNTIL: 60,
    Meaning.LOAD_CAP: 60,
}
LONGEST_CELL = 2_000
FORMULA = re.compile(r"[=@]|[+-](?=[A-Za-z(=])")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
NO_MANAGER = re.compile(r"no[_ ]?manager|none|n/?a|-+|–|—", re.IGNORECASE)
NAMES = frozenset({Meaning.NAME, Meaning.FIRST_NAME, Meaning.LAST_NAME})


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell says, and what is wrong with it or was judged. `text` is empty for one that says nothing."""

    text: str
    facts: Facts = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


class Reader:
    """How to read this file: what its columns mean, how cells are parsed. Each text of a column is read once."""

    def __init__(self, table: Table, columns: Columns, parser: Parser) -> None:
        self.table, self.columns, self.parser = table, columns, parser
        self.titles = {meaning: table.header[c] or unnamed(c) for c, meaning in columns.meanings.items()}
        self._order = [(column, meaning, dict[str, _Cell]()) for column, meaning in columns.meanings.items()]
        self._location = next((c for c, meaning, _ in self._order if meaning is Meaning.LOCATION), -1)

    def read(self, row: Row) -> Reading:
        reading, cells = Reading(row.number), row.cells
        if len(cells) < len(self.table.header):
            reading.findings.append(self._short(row))
        reading.place = cells[self._location] if 0 <= self._location < len(cells) else ""
        filled = self._filled(reading, row) if self.columns.spare else {}
        names: dict[Meaning, str] = {}
        for column, meaning, known in self._order:
            if column >= len(cells):
                continue
            text = filled.get(meaning, cells[column])
            place = reading.place if meaning is Meaning.TIME_ZONE else ""
            cell = known.get(text + place)
            if cell is None:
                cell = known[text + place] = self._read(meaning, text, place)
            if meaning in NAMES:
                names[meaning] = cell.text
            reading.facts.update(cell.facts)
            if cell.findings:
                reading.findings += cell.findings
        _name(reading, names)
        _order_hours(reading)
        if "email" not in reading.facts and not reading.is_wrong:
            reading.findings.append(
                Finding(self._title(Meaning.EMAIL), phrase("There is no e-mail address"), phrase("Add it"))
            )
        return reading

    def _filled(self, reading: Reading, row: Row) -> dict[Meaning, str]:
        """What the `spare` columns say together: the first that is not empty; the others are kept beside it."""
        filled: dict[Meaning, str] = {}
        for column, meaning, _ in self._order:
            if columns := self.columns.spare.get(meaning):
                written = dict.fromkeys(row.cells[c] for c in (column, *columns) if c < len(row.cells))
                said = [text for text in written if not (says_nothing(text) or is_error(text))]
                if said:
                    filled[meaning] = said[0]
                if meaning is Meaning.LOCATION:
                    reading.place = ", ".join(said)
                elif meaning is Meaning.EMAIL:
                    emails = (self.parser.parse(meaning, text).facts.get("email") for text in said)
                    reading.aliases = tuple(str(email) for email in emails if email)
        return filled

    def _short(self, row: Row) -> Finding:
        what = phrase(
            "The row ends after {cells} of {columns} cells; the others are left as they are",
            cells=len(row.cells), columns=len(self.table.header),
        )  # fmt: skip
        return Finding("", what, phrase("Look for a lost quotation mark or delimiter"), is_error=False)

    def _title(self, meaning: Meaning) -> str:
        """The column as the file names it."""
        return self.titles.get(meaning, meaning.label)

    def _read(self, meaning: Meaning, text: str, place: str) -> _Cell:
        if is_error(text):
            what = phrase("“{text}” is an error of the spreadsheet and counts as an empty cell", text=text[:40])
            return _Cell("", {}, (Finding(self._title(meaning), what, is_error=False),))
        if meaning is Meaning.MANAGER and (not text or NO_MANAGER.fullmatch(text)):
            return _Cell("", {"manager": None})
        if says_nothing(text, is_name=meaning in NAMES):
            return _Cell("")
        said = Said(problem=_fault(meaning, text))
        if meaning not in NAMES and not said.problem:
            said = self.parser.fresh(meaning, text, place)
        return _Cell(text, self._facts(meaning, said), tuple(self._findings(meaning, text, said)))

    def _facts(self, meaning: Meaning, said: Said) -> Facts:
        """Of preferred languages the first counts; in a file that says nothing else of them, all are spoken."""
        languages = said.facts.get(Meaning.PREFERS.value)
        if meaning is not Meaning.PREFERS or not isinstance(languages, tuple):
            return said.facts
        preferred: Facts = {Meaning.PREFERS.value: languages[0]}
        only = Meaning.LANGUAGES not in self.titles
        return preferred | ({Meaning.LANGUAGES.value: languages} if only else {})

    def _findings(self, meaning: Meaning, text: str, said: Said) -> Iterable[Finding]:
        title = self._title(meaning)
        for note in said.notes:
            yield Finding(title, note.what, note.remedy, is_error=False)
        if said.problem:
            yield Finding(title, said.problem.what, said.problem.remedy, meaning is not Meaning.ROLE_LEVEL)
        elif meaning is not Meaning.IDENTITY and FORMULA.match(text):
            yield Finding(title, phrase("It looks like a formula and is kept as text"), is_error=False)


def unnamed(column: int) -> str:
    """What a column without a name is called."""
    return phrase("column {number}", number=column + 1)


def _fault(meaning: Meaning, text: str) -> Unreadable | None:
    longest = LONGEST_CELLS.get(meaning, LONGEST_CELL)
    if len(text) > longest:
        what = phrase(
            "The cell has {count} characters; {most} is the most", count=f"{len(text):,}", most=f"{longest:,}"
        )
        return Unreadable(what, phrase("Shorten it"))
    if CONTROL.search(text):
        return Unreadable(phrase("The cell holds characters that cannot be shown"), phrase("Type it again"))
    return None


def _name(reading: Reading, names: Mapping[Meaning, str]) -> None:
    parts = f"{names.get(Meaning.FIRST_NAME, '')} {names.get(Meaning.LAST_NAME, '')}"
    whole = names.get(Meaning.NAME, "")
    if whole.count(",") == 1:  # Okafor, Amara
        whole = " ".join(reversed(whole.split(",")))
    name = " ".join(parts.split()) or " ".join(whole.split())
    if name:
        reading.facts["name"] = name


def _order_hours(reading: Reading) -> None:
    start, end = reading.facts.get("works_from"), reading.facts.get("works_until")
    if isinstance(start, time) and isinstance(end, time):
        start, end = reading.facts["works_from"], reading.facts["works_until"] = in_order(start, end)
        try:
            check_hours(start, end)
        except Unreadable as problem:
            reading.findings.append(Finding(Meaning.HOURS.label, problem.what, problem.remedy))


def read_rows(table: Table, columns: Columns, parser: Parser) -> list[Reading]:
    reader = Reader(table, columns, parser)
    return [reader.read(row) for row in table.rows]


def parser_of(table: Table, columns: Columns, zones: Zones, values: ValueMap = NO_VALUES) -> tuple[Parser, list[str]]:
    """How the cells of this file are read, and a note where nothing in it says which way round its dates are."""
    dates = [c for c, meaning in columns.meanings.items() if meaning is Meaning.START_DATE]
    texts = [row.cells[c] for c in dates for row in table.rows if c < len(row.cells)]
    told = day_comes_first(texts)
    unclear = told is None and any(map(is_unclear_date, texts))
    notes: list[str] = (
        [phrase("Dates are read as day/month/year; nothing in the file says otherwise.")] if unclear else []
    )
    return Parser(zones, values, day_first=told is not False), notes
