"""A script of commands, one JSON object a line, read with every mistake named by its line and field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

import msgspec

from edgewise.domain.session import commands as c
from edgewise.domain.session.names import SYSTEM, Millis, SeatId

LONGEST_LINE = 64 * 1024  # characters
MOST_LINES = 100_000
MOST_SECONDS = 7 * 24 * 3600
MOST_NAME = 24  # characters: in a script a name is the seat's id too
PATH = re.compile(r"^(?P<words>.*?) - at `\$\.?(?P<path>[^`]*)`$", re.DOTALL)
NAMED = re.compile(r"Object (?:missing required|contains unknown) field `(?P<field>[^`]*)`")


class BadLine(ValueError):
    """A line that cannot be read; nothing of the script has been played."""

    def __init__(self, line: int, field: str, message: str) -> None:
        super().__init__(f"{line}: {field}: {message}" if field else f"{line}: {message}")
        self.line, self.field, self.message = line, field, message


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    at: Millis  # from the beginning of the script
    by: SeatId
    speaks_for: SeatId  # one-laptop mode: whose words the chair records; usually empty
    command: c.AnyCommand


def read(text: str) -> tuple[Line, ...]:
    """Every line of the script in order; blank lines are left out. Raises BadLine at the first mistake."""
    lines = tuple(_lines(text.removeprefix("\ufeff").split("\n")))
    for before, line in pairwise(lines):
        if line.at < before.at:
            raise BadLine(line.number, "at", f"is earlier than the line before it ({before.at / 1000:g} s)")
    return lines


def people(lines: Iterable[Line]) -> tuple[SeatId, ...]:
    """Everybody who acts, in the order in which they first do; guests come in by the door instead."""
    lines = tuple(lines)
    unseated = known(lines)
    named = dict.fromkeys(name for line in lines for name in (line.by, line.speaks_for) if name)
    return tuple(name for name in named if name not in unseated)


def known(lines: Iterable[Line]) -> frozenset[str]:
    """Who acts without a place laid for them: the system, and guests whom it admits."""
    return frozenset({SYSTEM} | {line.command.seat for line in lines if isinstance(line.command, c.AdmitGuest)})


def _lines(raw: list[str]) -> Iterator[Line]:
    if len(raw) > MOST_LINES:
        raise BadLine(MOST_LINES + 1, "", f"a script has {MOST_LINES} lines at the most")
    for number, text in enumerate(raw, 1):
        if len(text) > LONGEST_LINE:
            raise BadLine(number, "", f"is longer than {LONGEST_LINE} characters")
        if text.strip():
            yield _line(number, text)


def _line(number: int, text: str) -> Line:
    try:
        data = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError) as error:
        raise BadLine(number, "", f"not JSON: {error}") from None
    if not isinstance(data, dict):
        raise BadLine(number, "", 'not an object such as {"at": 0, "by": "Amara", "do": "join"}')
    at = _seconds(number, data.pop("at", None))
    by = _name(number, "by", data.pop("by", None))
    speaks_for = _name(number, "for", data.pop("for")) if "for" in data else ""
    if data.get("do") == "drop" and "seat" not in data:
        data["seat"], speaks_for, by = by, "", SYSTEM  # a person drops; it is the server that notices
    return Line(number, at, by, speaks_for, _command(number, data))


def _seconds(number: int, at: object) -> Millis:
    if at is None:
        raise BadLine(number, "at", "is missing: seconds from the beginning")
    if isinstance(at, bool) or not isinstance(at, int | float):
        raise BadLine(number, "at", "is not a number of seconds")
    if not 0 <= at <= MOST_SECONDS:
        raise BadLine(number, "at", f"is not from 0 to {MOST_SECONDS} seconds")
    return round(at * 1000)


def _name(number: int, field: str, name: object) -> SeatId:
    if name is None:
        raise BadLine(number, field, "is missing: the name of a person")
    if not isinstance(name, str) or not name.strip():
        raise BadLine(number, field, "is not a name")
    if len(name) > MOST_NAME:
        raise BadLine(number, field, f"is longer than {MOST_NAME} characters")
    return name


def _command(number: int, data: dict[str, object]) -> c.AnyCommand:
    if "do" not in data:
        raise BadLine(number, "do", "is missing: the command")
    if data["do"] == "open_session":
        raise BadLine(number, "do", "the session is opened by the rehearsal itself")
    try:
        command: c.AnyCommand = msgspec.convert(data, c.AnyCommand)
    except msgspec.ValidationError as error:
        raise BadLine(number, *_field(str(error))) from None
    return command


def _field(message: str) -> tuple[str, str]:
    """Field and words of a message such as "Expected `int`, got `str` - at `$.seconds`"."""
    place = PATH.match(message)
    words = place["words"] if place else message
    path = place["path"] if place else ""
    named = NAMED.match(words)
    if not named:
        return path, words
    field = ".".join(filter(None, [path, named["field"]]))
    return field, "is missing" if "missing" in words else "is not a field of this command"
