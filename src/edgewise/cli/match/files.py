"""The history file and the lock file of `edgewise match`: rows of addresses, whatever the columns are called."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import BinaryIO

from edgewise.cli.match.people import BadInput, name_of, read_table
from edgewise.domain.roster.columns import ADDRESS, normalised
from edgewise.domain.roster.fields.dates import day_comes_first, parse_date
from edgewise.domain.roster.fields.values import parse_email
from edgewise.domain.roster.model import Row, Unreadable

DATES = frozenset({"date", "day", "met", "met on", "last met", "on", "since", "start", "start date", "from", "datum"})
CIRCLES = frozenset({"circle", "circle id", "circle name", "group", "group id", "pair", "team", "id", "kreis"})
LARGEST_CIRCLE = 100
TOLD = 20  # mistakes, before the rest is counted
Meeting = tuple[int, int, date]


@dataclass(slots=True)
class _Sheet:
    """Rows with the positions of their columns, and the mistakes found so far."""

    file: str
    header: tuple[str, ...]
    rows: tuple[Row, ...]
    people: list[int]
    circle: int | None
    day: int | None
    mistakes: list[str] = field(default_factory=list)

    def cell(self, row: Row, column: int | None) -> str:
        return row.cells[column] if column is not None and column < len(row.cells) else ""

    def wrong(self, row: Row, column: int | None, what: str) -> None:
        known = column is not None and column < len(self.header) and self.header[column]
        place = known or f"column {(column or 0) + 1}"
        self.mistakes.append(f"{self.file}: row {row.number}, {place}: {what}")

    def email(self, row: Row, column: int) -> str:
        try:
            return parse_email(self.cell(row, column).removeprefix("'"))
        except Unreadable as problem:
            self.wrong(row, column, str(problem))
            return ""

    def refuse_mistakes(self) -> None:
        if self.mistakes:
            more = len(self.mistakes) - TOLD
            raise BadInput("\n".join([*self.mistakes[:TOLD], *([f"… and {more} more"] if more > 0 else [])]))


def read_history(file: BinaryIO, ids: Mapping[str, int]) -> tuple[list[Meeting], int]:
    """Who met whom on which day, and how many rows name somebody who is not among the people.

    A row is two people and a date; or a circle, a person and a date, and then all of one circle on one date met.
    Raises BadInput with the row and column of every mistake.
    """
    sheet = _sheet(file)
    if not sheet.rows:
        return [], 0
    if sheet.day is None:
        raise BadInput(f"{sheet.file}: row {sheet.rows[0].number}: No column holds a date such as 2026-03-31")
    if len(sheet.people) == 1 and sheet.circle is None:
        raise BadInput(f"{sheet.file}: row {sheet.rows[0].number}: A row needs a second address or a circle")
    seen = [(row, day, [sheet.email(row, c) for c in sheet.people]) for row, day in _dated(sheet)]
    sheet.refuse_mistakes()
    strangers = sum(any(email not in ids for email in emails) for _, _, emails in seen)
    gathered: dict[tuple[str, date], set[int]] = defaultdict(set)
    for row, day, emails in seen:
        group = sheet.cell(row, sheet.circle) if len(emails) == 1 else f"row {row.number}"
        gathered[group, day] |= {ids[email] for email in emails if email in ids}
    for (group, day), members in gathered.items():
        if len(members) > LARGEST_CIRCLE:
            raise BadInput(f"{sheet.file}: Circle “{group}” of {day} has {len(members)} people; that is no circle")
    return [
        (*pair, day) for (_, day), people in gathered.items() for pair in combinations(sorted(people), 2)
    ], strangers


def read_locks(file: BinaryIO, ids: Mapping[str, int], most: int) -> tuple[frozenset[int], ...]:
    """The people of each locked circle. Raises BadInput with the row and column of every mistake."""
    sheet = _sheet(file)
    seats: dict[str, set[int]] = defaultdict(set)
    taken: dict[int, str] = {}
    if sheet.rows and (len(sheet.people) != 1 or sheet.circle is None):
        raise BadInput(f"{sheet.file}: row {sheet.rows[0].number}: A row needs a circle and one e-mail address")
    for row in sheet.rows:
        circle, email = sheet.cell(row, sheet.circle), sheet.email(row, sheet.people[0])
        if not circle:
            sheet.wrong(row, sheet.circle, "There is no circle")
        elif email and email not in ids:
            sheet.wrong(row, sheet.people[0], f"“{email}” is nobody who can be matched here")
        elif email and taken.setdefault(ids[email], circle) != circle:
            sheet.wrong(row, sheet.people[0], f"“{email}” is locked into circle “{taken[ids[email]]}” already")
        elif email:
            seats[circle].add(ids[email])
            if len(seats[circle]) == most + 1:
                sheet.wrong(row, sheet.circle, f"Circle “{circle}” has more than {most} locked seats")
    sheet.refuse_mistakes()
    return tuple(sorted((frozenset(members) for members in seats.values()), key=sorted))


def _sheet(file: BinaryIO) -> _Sheet:
    """Columns are told by their cells, and by their names where there is a header."""
    table = read_table(file, has_header=False)
    headed = bool(table.rows) and not any(ADDRESS.search(cell) for cell in table.rows[0].cells)
    header = table.rows[0].cells if headed else ()
    rows = table.rows[1:] if headed else table.rows
    columns = range(max((len(row.cells) for row in rows), default=0))
    people = [c for c in columns if _share(rows, c, lambda cell: "@" in cell) > 0.5]
    if rows and not people:
        raise BadInput(f"{name_of(file)}: row {rows[0].number}: No column holds e-mail addresses")
    if len(people) > 2:
        raise BadInput(f"{name_of(file)}: row {rows[0].number}: More than two columns hold e-mail addresses")
    others = [c for c in columns if c not in people]
    names = dict(enumerate(map(normalised, header)))
    day = next((c for c in others if names.get(c) in DATES), None)
    if day is None:
        day = next((c for c in others if _share(rows, c, _is_date) > 0.5), None)
    circle = next((c for c in others if names.get(c) in CIRCLES), None)
    if circle is None:
        circle = next((c for c in others if c != day), None)
    return _Sheet(name_of(file), header, rows, people, circle, day)


def _share(rows: Sequence[Row], column: int, is_so: Callable[[str], bool]) -> float:
    cells = [row.cells[column] for row in rows if column < len(row.cells) and row.cells[column]]
    return sum(map(is_so, cells)) / max(len(cells), 1)


def _is_date(cell: str) -> bool:
    try:
        parse_date(cell)
    except Unreadable:
        return False
    return not cell.isdecimal()


def _dated(sheet: _Sheet) -> list[tuple[Row, date]]:
    """The rows whose day can be read; of the others the mistake is noted."""
    day_first = day_comes_first(sheet.cell(row, sheet.day) for row in sheet.rows) is not False
    found = []
    for row in sheet.rows:
        try:
            found.append((row, parse_date(sheet.cell(row, sheet.day), day_first)))
        except Unreadable as problem:
            sheet.wrong(row, sheet.day, str(problem))
    return found
