"""The rows of a file with outcomes: one value for each person and outcome, and what is left out and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from edgewise.domain.evidence.clock import Window
from edgewise.domain.evidence.files.cells import has_decimal_comma, number_of, yes_or_no
from edgewise.domain.evidence.files.columns import Answers, Meaning, Target, cells_of, is_name
from edgewise.domain.phrases import phrase
from edgewise.domain.roster.fields.dates import day_comes_first, parse_date
from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.model import Row, Table, Unreadable

Value = tuple[date, float]  # the day, and 1 or 0 for a yes or a no, or the score
Values = dict[int, Value]  # by membership


class Why(StrEnum):
    """Why a row is left out."""

    UNKNOWN = "unknown"
    SEVERAL = "several"
    NOBODY = "nobody"
    NO_DAY = "no_day"
    BAD_DAY = "bad_day"
    OUTSIDE = "outside"
    TO_COME = "to_come"
    BAD_VALUE = "bad_value"
    SAYS_NO = "says_no"
    DOUBLE = "double"
    OTHER = "other"

    @property
    def label(self) -> str:
        return LABELS[self][0]

    @property
    def explained(self) -> str:
        return LABELS[self][1]


LABELS = {
    Why.UNKNOWN: (
        phrase("Unknown people"),
        phrase("Nobody in your organisation here has this employee number or address."),
    ),
    Why.SEVERAL: (phrase("More than one person"), phrase("Two people here have this employee number.")),
    Why.NOBODY: (phrase("No person named"), phrase("The row says neither an employee number nor an address.")),
    Why.NO_DAY: (
        phrase("Without a date"),
        phrase("In a list of everybody this is usual: for these people it has not happened."),
    ),
    Why.BAD_DAY: (phrase("No date"), phrase("The cell of the day cannot be read.")),
    Why.OUTSIDE: (
        phrase("Outside the window"),
        phrase("The day is before the invitation, or after the last day that counts."),
    ),
    Why.TO_COME: (phrase("Still to come"), phrase("The day is in the future. Import it once it has happened.")),
    Why.BAD_VALUE: (phrase("No value"), phrase("The cell is empty, or it is neither a number nor a yes or a no.")),
    Why.SAYS_NO: (phrase("It did not happen"), phrase("The row says no. Without a row it is a no as well.")),
    Why.DOUBLE: (
        phrase("Twice"),
        phrase("Of the same person: the first day of an event counts, and the last day of a value."),
    ),
    Why.OTHER: (phrase("Other events"), phrase("You said that these stand for none of the outcomes.")),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row as it stands in the file: its number, who it says, and the cell that is the reason."""

    number: int
    why: Why
    who: str
    cell: str = ""


@dataclass(slots=True)
class Read:
    """Values by outcome and membership; and the rows left out, as they come."""

    values: dict[int, Values] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def people(self) -> int:
        """Different people with any value."""
        return len({key for values in self.values.values() for key in values})


class _Left(Exception):
    def __init__(self, why: Why, cell: str = "") -> None:
        super().__init__(why)
        self.why, self.cell = why, cell


class Reader:
    """Reads the rows of one file as its answers say. `people` are the memberships by their address."""

    def __init__(
        self,
        table: Table,
        answers: Answers,
        targets: Sequence[Target],
        directory: Directory,
        people: Mapping[str, int],
        *,
        clock: date,
        today: date,
    ) -> None:
        """`clock` is the day of the invitation, or of the draw: every window begins there."""
        self.table, self.answers, self.directory, self.people = table, answers, directory, people
        self.targets = {target.key: target for target in targets}
        self.clock, self.today = clock, today
        self.who, self.what = answers.at(Meaning.WHO), answers.column(Meaning.WHAT)
        self.when, self.value = answers.column(Meaning.WHEN), answers.column(Meaning.VALUE)
        self.names = [c for c, name in enumerate(table.header) if c not in answers.columns and is_name(name)]
        self.day_first = self._day_first()
        self.decimal_comma = self.value is not None and has_decimal_comma(cells_of(table, self.value))

    def read(self) -> Read:
        """Of two rows about one person and outcome, the first day of an event counts and the last of a value."""
        read, kept = Read(), dict[tuple[int, int], LeftOut]()
        for row in self.table.rows:
            line = LeftOut(row.number, Why.DOUBLE, self._who_it_says(row))
            try:
                target, person, value = self._row(row)
            except _Left as left:
                read.left_out.append(LeftOut(row.number, left.why, line.who, left.cell))
                continue
            values, place = read.values.setdefault(target.key, {}), (target.key, person)
            if person in values and not _goes_before(target, value, values[person]):
                read.left_out.append(line)
                continue
            if person in values:
                read.left_out.append(kept[place])
            values[person], kept[place] = value, line
        read.left_out.sort(key=lambda left: left.number)
        return read

    def _row(self, row: Row) -> tuple[Target, int, Value]:
        target = self._target(row)
        person = self._person(row)
        day = self._day(row, target)
        value = self._value(row, target)
        if day > self.today:
            raise _Left(Why.TO_COME, day.isoformat())
        if not Window(self.clock, target.window_days).holds(day):
            raise _Left(Why.OUTSIDE, day.isoformat())
        return target, person, (day, value)

    def _target(self, row: Row) -> Target:
        if self.what is None:
            return self.targets[self.answers.of_whole]
        event = _cell(row, self.what)
        target = self.targets.get(self.answers.of_events.get(event, 0))
        if target is None:
            raise _Left(Why.OTHER, event)
        return target

    def _person(self, row: Row) -> int:
        names = [name for column in self.who if (name := _cell(row, column))]
        if not names:
            raise _Left(Why.NOBODY)
        found: frozenset[str] = frozenset()
        for name in names:
            found = self.directory.those_of(name) or found
            if len(found) == 1:
                return self.people[next(iter(found))]
        raise _Left(Why.SEVERAL if found else Why.UNKNOWN)

    def _day(self, row: Row, target: Target) -> date:
        text = _cell(row, self.when)
        if not text:
            if self.when is None and self.answers.day and not target.nature.is_event:
                return self.answers.day
            raise _Left(Why.NO_DAY)
        try:
            return parse_date(text, self.day_first)
        except Unreadable:
            raise _Left(Why.BAD_DAY, text) from None

    def _value(self, row: Row, target: Target) -> float:
        text = _cell(row, self.value)
        says = yes_or_no(text) if text and target.nature.is_yes_no else None
        if target.nature.is_event:
            if says is False:
                raise _Left(Why.SAYS_NO, text)
            return 1.0
        number = number_of(text, self.decimal_comma) if not target.nature.is_yes_no else says
        if number is None:
            raise _Left(Why.BAD_VALUE, text)
        return float(number)

    def _day_first(self) -> bool:
        if self.when is None:
            return True
        told = day_comes_first(cells_of(self.table, self.when))
        return told if told is not None else not self.answers.month_first

    def _who_it_says(self, row: Row) -> str:
        return " · ".join(name for column in (*self.names, *self.who) if (name := _cell(row, column)))


def _cell(row: Row, column: int | None) -> str:
    return row.cells[column] if column is not None and column < len(row.cells) else ""


def _goes_before(target: Target, value: Value, other: Value) -> bool:
    return value[0] < other[0] if target.nature.is_event else value[0] >= other[0]


def counted_by(left_out: Sequence[LeftOut]) -> Iterator[tuple[Why, int]]:
    """How many rows are left out for each reason, in the order of the reasons."""
    for why in Why:
        if count := sum(left.why is why for left in left_out):
            yield why, count
