"""Each row's facts and what is wrong with them, cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import time

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.fields.languages import parse_languages
from edgewise.domain.roster.fields.levels import parse_level
from edgewise.domain.roster.fields.values import (
    check_hours,
    day_comes_first,
    parse_date,
    parse_email,
    parse_hours,
    parse_list,
    parse_load_cap,
    parse_time,
)
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Facts, Finding, Meaning, Reading, Row, Table, Unreadable, Value

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
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
NO_MANAGER = re.compile(r"no[_ ]?manager|none|n/?a|-+|–", re.IGNORECASE)
WEEKLY_HOURS = re.compile(r"\d{1,2}([.,]\d+)?( ?(h|hours|hrs))?")


@dataclass(frozen=True, slots=True)
class Reader:
    """How to read this file: what its columns mean, the zones known, which way round its dates are."""

    table: Table
    columns: Columns
    zones: Zones
    day_first: bool

    def read(self, row: Row) -> Reading:
        reading = Reading(row.number)
        cells = {meaning: row.cells[c] for c, meaning in self.columns.meanings.items() if c < len(row.cells)}
        if len(row.cells) < len(self.table.header):
            reading.findings.append(self._short(row))
        for meaning, text in cells.items():
            self._take(reading, meaning, text, cells)
        _name(reading, cells)
        _order_hours(reading)
        if "email" not in reading.facts and not reading.is_wrong:
            reading.findings.append(
                Finding(self._column(Meaning.EMAIL), phrase("There is no e-mail address"), phrase("Add it"))
            )
        return reading

    def _short(self, row: Row) -> Finding:
        what = phrase(
            "The row ends after {cells} of {columns} cells; the others are left as they are",
            cells=len(row.cells), columns=len(self.table.header),
        )  # fmt: skip
        return Finding("", what, phrase("Look for a lost quotation mark or delimiter"), is_error=False)

    def _column(self, meaning: Meaning) -> str:
        """The column as the file names it."""
        for column, found in self.columns.meanings.items():
            if found is meaning:
                return self.table.header[column] or unnamed(column)
        return meaning.label

    def _take(self, reading: Reading, meaning: Meaning, text: str, cells: Mapping[Meaning, str]) -> None:
        column = self._column(meaning)
        try:
            _check_cell(meaning, text)
            if text and not (meaning is Meaning.MANAGER and NO_MANAGER.fullmatch(text)):
                reading.facts.update(self._facts(meaning, text, cells))
            elif meaning is Meaning.MANAGER:
                reading.facts["manager"] = None
        except Unreadable as problem:
            is_error = meaning is not Meaning.ROLE_LEVEL and not _weekly(meaning, text)
            reading.findings.append(Finding(column, problem.what, problem.remedy, is_error))
        if FORMULA.match(text) and meaning is not Meaning.IDENTITY:
            what = phrase("It looks like a formula and is kept as text")
            reading.findings.append(Finding(column, what, is_error=False))

    def _facts(self, meaning: Meaning, text: str, cells: Mapping[Meaning, str]) -> Facts:
        match meaning:
            case Meaning.HOURS:
                start, end = parse_hours(text)
                return {"works_from": start, "works_until": end}
            case Meaning.TIME_ZONE:
                return {"time_zone": self.zones.parse(text, cells.get(Meaning.LOCATION, ""))}
            case Meaning.PREFERS:
                return self._preference(parse_languages(text))
            case Meaning.START_DATE:
                return {"start_date": parse_date(text, self.day_first)}
            case Meaning.NAME | Meaning.FIRST_NAME | Meaning.LAST_NAME:
                return {}  # put together once all three are read
            case _:
                parse = PARSERS.get(meaning)
                return {meaning.value: parse(text) if parse else " ".join(text.split())}

    def _preference(self, languages: tuple[str, ...]) -> Facts:
        """The first counts; in a file that says nothing else of languages, all of them are spoken."""
        if not languages:
            return {}
        preferred: Facts = {Meaning.PREFERS.value: languages[0]}
        only = Meaning.LANGUAGES not in self.columns.meanings.values()
        return preferred | ({Meaning.LANGUAGES.value: languages} if only else {})


PARSERS: dict[Meaning, Callable[[str], Value]] = {
    Meaning.EMAIL: parse_email,
    Meaning.ROLE_LEVEL: parse_level,
    Meaning.LANGUAGES: parse_languages,
    Meaning.GOALS: parse_list,
    Meaning.STRENGTHS: parse_list,
    Meaning.IDENTITY: parse_list,
    Meaning.WORKS_FROM: parse_time,
    Meaning.WORKS_UNTIL: parse_time,
    Meaning.LOAD_CAP: parse_load_cap,
}


def unnamed(column: int) -> str:
    """What a column without a name is called."""
    return phrase("column {number}", number=column + 1)


def _weekly(meaning: Meaning, text: str) -> bool:
    """Some systems export 40 under `Standard hours`: no fault, and no times either."""
    return meaning is Meaning.HOURS and WEEKLY_HOURS.fullmatch(text.strip()) is not None


def _check_cell(meaning: Meaning, text: str) -> None:
    longest = LONGEST_CELLS.get(meaning, LONGEST_CELL)
    if len(text) > longest:
        what = phrase(
            "The cell has {count} characters; {most} is the most", count=f"{len(text):,}", most=f"{longest:,}"
        )
        raise Unreadable(what, phrase("Shorten it"))
    if CONTROL.search(text):
        raise Unreadable(phrase("The cell holds characters that cannot be shown"), phrase("Type it again"))


def _name(reading: Reading, cells: Mapping[Meaning, str]) -> None:
    whole = " ".join(cells.get(Meaning.NAME, "").split())
    if whole.count(",") == 1:  # Okafor, Amara
        whole = " ".join(part.strip() for part in reversed(whole.split(",")))
    parts = f"{cells.get(Meaning.FIRST_NAME, '')} {cells.get(Meaning.LAST_NAME, '')}"
    name = " ".join(parts.split()) or whole
    if name:
        reading.facts["name"] = name


def _order_hours(reading: Reading) -> None:
    start, end = reading.facts.get("works_from"), reading.facts.get("works_until")
    if isinstance(start, time) and isinstance(end, time):
        try:
            check_hours(start, end)
        except Unreadable as problem:
            reading.findings.append(Finding(Meaning.HOURS.label, problem.what, problem.remedy))


def read_rows(table: Table, columns: Columns, zones: Zones) -> tuple[list[Reading], list[str]]:
    """Every row as a Reading, and notes on how the file as a whole was read."""
    dates = [c for c, meaning in columns.meanings.items() if meaning is Meaning.START_DATE]
    texts = [row.cells[c] for c in dates for row in table.rows if c < len(row.cells)]
    told = day_comes_first(texts)
    unclear = told is None and any(re.match(r"\d{1,2}/\d{1,2}/\d{2,4}", text) for text in texts)
    notes: list[str] = (
        [phrase("Dates are read as day/month/year; nothing in the file says otherwise.")] if unclear else []
    )
    reader = Reader(table, columns, zones, day_first=told is not False)
    return [reader.read(row) for row in table.rows], notes
