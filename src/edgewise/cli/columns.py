"""`--map COLUMN=FIELD`: what a person says of a file's columns."""

from __future__ import annotations

from collections.abc import Iterable

import click

from edgewise.domain.roster.columns import Columns, normalised
from edgewise.domain.roster.model import Meaning, Table


def said(table: Table, pairs: Iterable[str]) -> dict[str, str]:
    """Meanings by normalised name, empty for a column to leave out."""
    return dict(_pair(table, pair) for pair in pairs)


def _pair(table: Table, pair: str) -> tuple[str, str]:
    name, _, field = pair.rpartition("=")
    if normalised(name) not in map(normalised, table.header):
        raise click.BadParameter(f"the file has no column “{name}”", param_hint="--map")
    if field and field not in set(Meaning):
        raise click.BadParameter(f"“{field}” is none of {', '.join(Meaning)}", param_hint="--map")
    return normalised(name), field


def to_be_said(table: Table, columns: Columns) -> str:
    """The options that settle the columns in doubt as they are guessed now."""
    return " ".join(f"--map '{table.header[c]}={columns.meanings[c].value}'" for c in sorted(columns.unsure))
