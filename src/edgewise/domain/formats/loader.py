"""TOML text to a Format, or every problem of it with its file, line and field."""

from __future__ import annotations

import re
import tomllib

from edgewise.domain.formats.locate import Refused, locate
from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE, CircleKind, Format, People, Stage
from edgewise.domain.formats.problems import PARTS, FormatErrors, Notes, Problem, kind_of
from edgewise.domain.formats.rules import format_breaches, stage_breaches
from edgewise.domain.formats.stages import read_stage
from edgewise.domain.formats.tables import Table
from edgewise.domain.formats.writer import to_toml
from edgewise.domain.phrases import phrase

__all__ = ["FormatErrors", "Problem", "load", "load_bytes", "to_toml"]

LARGEST_FORMAT = 256 * 1024  # bytes; the longest built-in format has 12 kB
MOST_STAGES = 40
WHERE = re.compile(r" \(at (?:line (\d+), column \d+|end of document)\)$")


def load_bytes(data: bytes, name: str) -> Format:
    """As `load`, from the bytes of a file in UTF-8 (a byte order mark is allowed)."""
    return load(text_of(data, name), name)


def text_of(data: bytes, name: str) -> str:
    """The text of a TOML file. Raises FormatErrors when it is too large or no UTF-8."""
    _refuse_large(len(data), name)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        byte = f"{data[error.start]:#04x}"
        raise _errors(name, line, phrase("byte {byte} is not UTF-8; save the file as UTF-8", byte=byte)) from None


def load(text: str, name: str) -> Format:
    """The format in `text`; `name` is the file's, for messages. Raises FormatErrors with every problem found."""
    notes = parsed(text, name)
    fmt = _read_format(Table(notes, (), dict(notes.document)))
    if notes.problems or fmt is None:
        raise FormatErrors(tuple(sorted(notes.problems)))
    return fmt


def _refuse_large(size: int, name: str) -> None:
    if size > LARGEST_FORMAT:
        raise _errors(name, 1, phrase("is larger than {size} kB; this is not a format", size=LARGEST_FORMAT // 1024))


def _errors(name: str, line: int, message: str) -> FormatErrors:
    return FormatErrors((Problem(name, line, "", message),))


def parsed(text: str, name: str) -> Notes:
    """The document in `text`, whose mistakes can be noted by line. Raises FormatErrors when it is not TOML."""
    _refuse_large(len(text), name)
    if (nul := text.find("\0")) >= 0:
        line = text.count("\n", 0, nul) + 1
        raise _errors(name, line, phrase("holds a NUL character; this is not a text file"))
    try:
        lines = locate(text)
        return Notes(name, tomllib.loads(text), lines)
    except Refused as refused:
        raise _errors(name, refused.line, refused.message) from None
    except ValueError as error:
        place = WHERE.search(str(error))
        last = text.rstrip().count("\n") + 1
        line = int(place[1]) if place and place[1] else last
        raise _errors(name, line, phrase("not TOML: {detail}", detail=WHERE.sub("", str(error)))) from None


def _read_format(table: Table) -> Format | None:
    """None where a part of it could not be read; rules for the whole are asked only of a whole."""
    parts = _read_parts(table)
    everyone_owns = table.flag("everyone_owns", False)
    fmt = Format(
        key=table.key("key"),
        name=table.title("name"),
        version=table.number("version", 1, 1_000_000, 1),
        kind=table.choice("kind", CircleKind),
        people=_people(table),
        minutes=table.number("minutes", 5, 240),
        summary=table.words("summary"),
        source=table.words("source"),
        issues=table.number("issues", 0, MOST_PEOPLE, int("issue" in table.data or everyone_owns)),
        everyone_owns=everyone_owns,
        **parts,
    )
    table.refuse_unknown()
    if table.notes.problems:
        return None
    for path, message in format_breaches(fmt):
        table.notes.add(path, message)
    return fmt


def _people(table: Table) -> People:
    value = table.get("people")
    if value is None:
        table.missing("people")
    elif isinstance(value, dict):
        return _people_range(table.table(value, "people"))
    else:
        count = table.whole(value, FEWEST_PEOPLE, MOST_PEOPLE, "people")
        return People(count, count)
    return People(FEWEST_PEOPLE, MOST_PEOPLE)


def _people_range(table: Table) -> People:
    least, most = (table.number(name, FEWEST_PEOPLE, MOST_PEOPLE) for name in ("least", "most"))
    table.refuse_unknown()
    if {"least", "most"} <= table.data.keys() and least > most:
        table.wrong(phrase("least ({least}) is more than most ({most})", least=least, most=most))
    return People(least, most)


def _read_parts(table: Table) -> dict[str, tuple[Stage, ...]]:
    seen: dict[str, str] = {}
    parts = {part: _read_part(table, part, seen) for part in PARTS}
    if sum(map(len, parts.values())) > MOST_STAGES:
        table.wrong(phrase("has more than {most} stages", most=MOST_STAGES))
    return parts


def _read_part(table: Table, part: str, seen: dict[str, str]) -> tuple[Stage, ...]:
    value = table.get(part)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        table.wrong(phrase("must be stages, each under [[{part}]], not {kind}", part=part, kind=kind_of(value)), part)
        return ()
    stages = []
    for index, data in enumerate(value):
        row = table.table(data, part, index)
        stages.append(_read_row(row, part))
        _note_twice(row, part, seen)
    return tuple(stage for stage in stages if stage is not None)


def _read_row(row: Table, part: str) -> Stage | None:
    stage = read_stage(row)
    if stage is not None:
        for name, message in stage_breaches(part, stage):
            row.wrong(message, *name)
    return stage


def _note_twice(row: Table, part: str, seen: dict[str, str]) -> None:
    key = row.data.get("key")
    if not isinstance(key, str):
        return
    if key in seen:
        message = phrase('"{key}" is already the key of a stage in {part}', key=key[:40], part=seen[key])
        row.wrong(message, "key")
    seen.setdefault(key, part)
