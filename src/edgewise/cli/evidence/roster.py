"""The people of an export, as far as a comparison needs them: number, level, function, site and first day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import BinaryIO
from zoneinfo import available_timezones

from edgewise.cli.columns import said, to_be_said
from edgewise.cli.match.people import BadInput, name_of, read_table
from edgewise.domain.roster.columns import meanings_of
from edgewise.domain.roster.content import settled
from edgewise.domain.roster.duplicates import merge_duplicates
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.model import Reading
from edgewise.domain.roster.reading import parser_of, read_rows
from edgewise.domain.simulation.organisation import Worker


def workers_of(file: BinaryIO, pairs: Iterable[str]) -> tuple[Worker, ...]:
    """Everybody with an address or a number, each once, in the order of the file. BadInput: the file cannot be used."""
    zones, table = Zones(available_timezones()), read_table(file, has_header=True)
    columns, _ = settled(table, meanings_of(table, said(table, pairs)), zones)
    if columns.unsure:
        raise BadInput(
            f"{name_of(file)}: Not sure what columns mean; if this is right, add: {to_be_said(table, columns)}"
        )
    parser, _ = parser_of(table, columns, zones)
    readings = [one for one in merge_duplicates(read_rows(table, columns, parser)) if _number(one)]
    if not readings:
        raise BadInput(f"{name_of(file)}: Nobody in it has an e-mail address or a number")
    return tuple(_worker(key, one) for key, one in enumerate(readings))


def _number(reading: Reading) -> str:
    return str(reading.facts.get("employee_id") or reading.email)


def _worker(key: int, reading: Reading) -> Worker:
    level, since = reading.facts.get("role_level"), reading.facts.get("start_date")
    return Worker(
        key=key,
        employee_id=_number(reading),
        level=level if isinstance(level, int) else None,
        function=str(reading.facts.get("function") or ""),
        site=str(reading.facts.get("location") or ""),
        since=since if isinstance(since, date) else None,
    )
