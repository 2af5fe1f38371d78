"""The values of a file that could not be read, so that somebody can say once what each stands for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.fields.blanks import says_nothing
from edgewise.domain.roster.fields.languages import language_words
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Meaning, Row, Table, Unreadable
from edgewise.domain.roster.parsing import Parser
from edgewise.domain.roster.reading import parser_of
from edgewise.domain.roster.value_map import MAPPED, NO_VALUES, SAME, Key, ValueMap, key_of


@dataclass(frozen=True, slots=True)
class Unread:
    """A value that could not be read, or that was judged; `what` and `remedy` are sentences without a full stop."""

    meaning: Meaning
    column: str  # as the file names it
    value: str  # as the file has it first
    rows: int  # how many have it
    first_row: int
    what: str
    remedy: str = ""
    is_judged: bool = False  # it was read after all, and `what` says how


def unread_values(table: Table, columns: Columns, zones: Zones, values: ValueMap = NO_VALUES) -> tuple[Unread, ...]:
    """Each such value once, in the order of MAPPED, the most frequent first; of a list of languages the one word."""
    parser, _ = parser_of(table, columns, zones, values)
    found: dict[Key, Unread] = {}
    for row in table.rows:
        for one in _of_row(table, columns, parser, row):
            key = key_of(one.meaning, one.value)
            found[key] = replace(found[key], rows=found[key].rows + 1) if key in found else one
    return tuple(sorted(found.values(), key=lambda one: (MAPPED.index(one.meaning), -one.rows, one.value)))


def _of_row(table: Table, columns: Columns, parser: Parser, row: Row) -> Iterator[Unread]:
    cells = {meaning: row.cells[c] for c, meaning in columns.meanings.items() if c < len(row.cells)}
    titles = {meaning: table.header[c] for c, meaning in columns.meanings.items()}
    others = (row.cells[c] for c in columns.spare.get(Meaning.LOCATION, ()) if c < len(row.cells))
    place = ", ".join(text for text in (cells.get(Meaning.LOCATION, ""), *others) if not says_nothing(text))
    for meaning, text in cells.items():
        if not text or SAME.get(meaning, meaning) not in MAPPED:
            continue
        for value in language_words(text) if SAME.get(meaning, meaning) is Meaning.LANGUAGES else (text,):
            if problem := _problem(parser, meaning, value, place, cells):
                said, is_judged = problem
                yield Unread(
                    SAME.get(meaning, meaning), titles[meaning], value, 1, row.number, said.what, said.remedy, is_judged
                )


def _problem(
    parser: Parser, meaning: Meaning, value: str, place: str, cells: dict[Meaning, str]
) -> tuple[Unreadable, bool] | None:
    if meaning is Meaning.LOCATION:
        if not says_nothing(cells.get(Meaning.TIME_ZONE, "")):
            return None
        said = parser.zone_of(value, place)
    else:
        said = parser.parse(meaning, value, place)
    if said.problem:
        return said.problem, False
    return (said.notes[0], True) if said.notes and parser.values.of_value(meaning, value) is None else None


def wrong_values(values: ValueMap, zones: Zones) -> Iterator[tuple[Key, Unreadable]]:
    """What values are said to stand for and cannot: each by its key, with the problem."""
    parser = Parser(zones)
    for (meaning, value), means in values.written.items():
        said = parser.parse(Meaning.TIME_ZONE if meaning is Meaning.LOCATION else meaning, means)
        if said.problem:
            yield (meaning, value), said.problem
