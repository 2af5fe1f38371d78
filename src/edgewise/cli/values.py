"""`--value FIELD:VALUE=MEANING` and `--values FILE.toml`: what the values of a file stand for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

import click

from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Meaning, Unreadable
from edgewise.domain.roster.unread import Unread, wrong_values
from edgewise.domain.roster.value_map import ValueMap

LARGEST_VALUES = 1024 * 1024  # bytes
NAMED = 8  # values, before the rest is counted
SHORT = {
    "level": Meaning.ROLE_LEVEL,
    "zone": Meaning.TIME_ZONE,
    "place": Meaning.LOCATION,
    "language": Meaning.LANGUAGES,
}
EXAMPLES = {
    Meaning.ROLE_LEVEL: "Manager",
    Meaning.TIME_ZONE: "Europe/London",
    Meaning.LOCATION: "Europe/London",
    Meaning.LANGUAGES: "en",
    Meaning.LOAD_CAP: "1",
    Meaning.WORKS_FROM: "09:00",
    Meaning.WORKS_UNTIL: "17:00",
    Meaning.HOURS: "09:00-17:00",
}


def values_said(pairs: Iterable[str], file: BinaryIO | None, zones: Zones) -> ValueMap:
    """Raises click's error for what cannot be read, each value named."""
    values = _map(_of_file(file), "--values") if file else ValueMap()
    values |= _map(map(_pair, pairs), "--value")
    for (meaning, value), problem in wrong_values(values, zones):
        raise click.BadParameter(f"{meaning.value}: “{value}”: {problem}", param_hint="--value")
    return values


def _map(entries: Iterable[tuple[str, str, str]], option: str) -> ValueMap:
    try:
        return ValueMap.of((SHORT.get(name, name), value, means) for name, value, means in entries)
    except Unreadable as problem:
        raise click.BadParameter(str(problem), param_hint=option) from None


def _pair(pair: str) -> tuple[str, str, str]:
    """`role_level:L5=Manager`; a value may hold an equals sign, since what it stands for never does."""
    field, _, rest = pair.partition(":")
    value, equals, means = rest.rpartition("=")
    if not (value and equals):
        raise click.BadParameter(f"“{pair}” is not like role_level:L5=Manager", param_hint="--value")
    return field.strip(), value, means


def _of_file(file: BinaryIO) -> Iterator[tuple[str, str, str]]:
    """`[values.role_level]`, or `[role_level]`, with lines such as `"L5" = "Manager"`."""
    try:
        document = tomllib.loads(file.read(LARGEST_VALUES).decode("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{getattr(file, 'name', 'the file')}: {error}", param_hint="--values") from None
    tables = document.get("values", document)
    for field, table in tables.items() if isinstance(tables, dict) else ():
        if not isinstance(table, dict) or not all(isinstance(means, str) for means in table.values()):
            what = f'“{field}” must be a table of lines such as "L5" = "Manager"'
            raise click.BadParameter(what, param_hint="--values")
        yield from ((field, value, means) for value, means in table.items())


def to_be_mapped(unread: Sequence[Unread]) -> Iterator[str]:
    """For each column, the values that nobody has explained, and how to explain them."""
    for meaning in dict.fromkeys(one.meaning for one in unread if not one.is_judged):
        values = [one for one in unread if one.meaning is meaning and not one.is_judged]
        named = ", ".join(f"{one.value} ({_rows(one.rows)})" for one in values[:NAMED])
        more = f" and {len(values) - NAMED} more" if len(values) > NAMED else ""
        example = f"--value '{meaning.value}:{values[0].value}={EXAMPLES[meaning]}'"
        yield f"{values[0].column}: not understood: {named}{more}; say what each stands for, such as {example}."


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
