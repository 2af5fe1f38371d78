"""The people of a file as matching sees them, by address."""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import time
from typing import BinaryIO
from unicodedata import category
from zoneinfo import available_timezones

import click

from edgewise.cli.columns import said, to_be_said
from edgewise.cli.values import to_be_mapped, values_said
from edgewise.domain.matching.model import Candidate
from edgewise.domain.roster.columns import Columns, meanings_of
from edgewise.domain.roster.content import settled
from edgewise.domain.roster.fields.text import Shape
from edgewise.domain.roster.fields.values import topics
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Finding, Meaning, Table, Unreadable, Value
from edgewise.domain.roster.pool import HOURS, LeftOut, Pool, Somebody, pool_of
from edgewise.domain.roster.unread import unread_values
from edgewise.people.imports.workbook.table import table_of_file

MOST_ROWS = 200_000
MOST_BYTES = 200 * 1024 * 1024
MOST_UNPACKED = 1024 * 1024 * 1024  # of a workbook
NINE, FIVE = time(9), time(17)  # for a person whose working hours the file does not give
NAMED = 8  # rows, before the rest is counted


class BadInput(click.ClickException):
    """A file that cannot be used: which one, where in it, and why."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(shown(message))


def shown(text: str) -> str:
    """Fit for a terminal: what a file holds cannot steer it."""
    return "".join("?" if category(char) == "Cc" and char != "\n" else char for char in text)


@dataclass(frozen=True, slots=True)
class Roll:
    """Everybody in the file. Ids run from 1 in the order of the addresses, whatever the order of the rows."""

    file: str
    candidates: tuple[Candidate, ...]
    emails: Mapping[int, str]
    rows: Mapping[int, int]
    left_out: tuple[LeftOut, ...]
    meanings: frozenset[Meaning]
    warnings: tuple[str, ...]

    @property
    def ids(self) -> dict[str, int]:
        return {email: number for number, email in self.emails.items()}

    @property
    def size(self) -> int:
        return len(self.candidates) + len(self.left_out)


def name_of(file: BinaryIO) -> str:
    return str(getattr(file, "name", "<stdin>"))


def read_table(file: BinaryIO, *, has_header: bool) -> Table:
    data = file.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise BadInput(f"{name_of(file)}: The file is larger than {MOST_BYTES // 1024**2} MB")
    try:
        return table_of_file(data, Shape(MOST_ROWS + 1, has_header), MOST_UNPACKED)
    except Unreadable as problem:
        raise BadInput(f"{name_of(file)}: {problem}") from None


def read_people(
    file: BinaryIO, pairs: Iterable[str], value_pairs: Iterable[str] = (), value_file: BinaryIO | None = None
) -> Roll:
    """Raises BadInput where the file as a whole cannot be used; a bad row costs that row."""
    zones = Zones(available_timezones())
    values = values_said(value_pairs, value_file, zones)
    table = read_table(file, has_header=True)
    columns, notes = settled(table, meanings_of(table, said(table, pairs)), zones, values)
    columns = _asked(name_of(file), table, columns)
    _require(name_of(file), table, columns)
    pool = pool_of(table, columns, zones, values)
    asked = to_be_mapped(unread_values(table, columns, zones, values))
    warnings = (*pool.notes, *notes, *_missing(columns), *_told(table, columns, pool), *asked)
    return _roll(name_of(file), pool, frozenset(columns.meanings.values()), warnings)


def _asked(name: str, table: Table, columns: Columns) -> Columns:
    """At a terminal a person says whether a doubtful column means what it seems to; elsewhere nobody can."""
    if not columns.unsure:
        return columns
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        words = to_be_said(table, columns)
        where = f"{name}: row {table.header_row}"
        raise BadInput(f"{where}: Not sure what these columns mean; if this is right, add: {words}")
    meanings = dict(columns.meanings)
    for column in sorted(columns.unsure):
        example = next((row.cells[column] for row in table.rows if column < len(row.cells) and row.cells[column]), "")
        question = f"Is “{table.header[column]}” (such as “{example[:40]}”): {meanings[column].label}?"
        if not click.confirm(question, default=True, err=True):
            del meanings[column]
    return replace(columns, meanings=meanings, unsure=frozenset())


def _require(name: str, table: Table, columns: Columns) -> None:
    found = set(columns.meanings.values())
    lacking = {
        "an e-mail address": Meaning.EMAIL in found,
        "a time zone or a place": bool(found & {Meaning.TIME_ZONE, Meaning.LOCATION}),
        "languages": bool(found & {Meaning.LANGUAGES, Meaning.PREFERS}),
    }
    words = " and no column holds ".join(what for what, there in lacking.items() if not there)
    if words:
        where = f"{name}: row {table.header_row}"
        raise BadInput(f"{where}: No column holds {words}; say which with --map COLUMN=FIELD")


def _missing(columns: Columns) -> Iterator[str]:
    """What cannot be kept or counted because no column says it."""
    found = set(columns.meanings.values())
    if Meaning.MANAGER not in found:
        yield "No column holds managers: no reporting line is known, so none is kept apart."
    if Meaning.ROLE_LEVEL not in found:
        yield "No column holds role levels: the level band is not asked for."
    if not found & HOURS:
        yield "No column holds working hours: 09:00 to 17:00 is taken for everybody."


def _told(table: Table, columns: Columns, pool: Pool) -> Iterator[str]:
    """What was found, the same of many rows once: `row 7, time_zone: “GMT+25” is not a time zone.`"""
    headers = {meaning.label: table.header[c] for c, meaning in columns.meanings.items() if table.header[c]}
    everyone: list[Somebody | LeftOut] = [*pool.people, *pool.left_out]
    rows: dict[Finding, list[int]] = defaultdict(list)
    for one in sorted(everyone, key=lambda one: one.row):
        for finding in one.findings:
            rows[finding].append(one.row)
    for one in pool.people:
        if one.merged:
            yield f"{_rows(one.merged)}: The same person as in row {one.row}, and counted once."
    for finding, numbers in sorted(rows.items(), key=lambda found: found[1]):
        column = headers.get(finding.column, finding.column)
        yield f"{_rows(numbers)}{f', {column}' if column else ''}: {finding.what}." + (
            f" {finding.remedy}." if finding.remedy else ""
        )


def _rows(numbers: list[int]) -> str:
    shown = ", ".join(map(str, numbers[:NAMED]))
    more = f" and {len(numbers) - NAMED} more" if len(numbers) > NAMED else ""
    return f"row {shown}" if len(numbers) == 1 else f"rows {shown}{more}"


def _roll(name: str, pool: Pool, meanings: frozenset[Meaning], warnings: tuple[str, ...]) -> Roll:
    ids = {one.email: number for number, one in enumerate(pool.people, 1)}
    return Roll(
        file=name,
        candidates=tuple(_candidate(one, ids) for one in pool.people),
        emails={number: email for email, number in ids.items()},
        rows={ids[one.email]: one.row for one in pool.people},
        left_out=_each_once(pool.left_out),
        meanings=meanings,
        warnings=warnings,
    )


def _each_once(left_out: Iterable[LeftOut]) -> tuple[LeftOut, ...]:
    """Rows that contradict each other are one person, with what is wrong with each of them."""
    found: dict[str, LeftOut] = {}
    for out in left_out:
        key = out.written.lower() or f"row {out.row}"
        first = found.setdefault(key, LeftOut(out.row, out.written, []))
        first.findings += [finding for finding in out.findings if finding not in first.findings]
    return tuple(found.values())


def _candidate(one: Somebody, ids: Mapping[str, int]) -> Candidate:
    facts = one.facts
    languages = () if Meaning.LANGUAGES in one.needed else _words(facts.get("languages"))
    preferred = str(facts.get("preferred_language") or "")
    level, cap = facts.get("role_level"), facts.get("load_cap")
    declared = topics(_words(facts.get("identity")))
    knows_hours = not one.needed & (HOURS | {Meaning.TIME_ZONE})
    return Candidate(
        id=ids[one.email],
        name=one.name,
        languages=frozenset(languages),
        zone=str(facts.get("time_zone") or "") if knows_hours else "",
        works_from=_minutes(facts.get("works_from"), NINE),
        works_until=_minutes(facts.get("works_until"), FIVE),
        level=level if isinstance(level, int) else None,
        function=str(facts.get("function") or ""),
        unit=str(facts.get("unit") or ""),
        location=str(facts.get("location") or ""),
        prefers=preferred if preferred in languages else next(iter(languages), ""),
        goals=topics(_words(facts.get("development_goals"))),
        offers=topics(_words(facts.get("strengths"))),
        line_up=frozenset(ids[email] for email in one.above if email in ids),
        free_load=0 if Meaning.LOAD_CAP in one.needed else cap if isinstance(cap, int) else 1,
        declared=declared,
    )


def _words(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()


def _minutes(value: Value, otherwise: time) -> int:
    at = value if isinstance(value, time) else otherwise
    return at.hour * 60 + at.minute
