"""Plays a script of commands in virtual time; what is due happens by itself in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from edgewise.domain.formats.model import Format
from edgewise.domain.session.events.happened import SessionOpened
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.names import Millis
from edgewise.domain.session.refusal import Refused
from edgewise.domain.simulation.script import Line
from edgewise.domain.simulation.table import Table, laid

MOMENTS = ("at", "deadline", "until", "booked_until")  # fields of events that are told in seconds from the beginning

Told = dict[str, object]


def perform(
    fmt: Format, names: Sequence[str], lines: Iterable[Line], start_ms: Millis, until_ms: Millis | None = None
) -> Iterator[Told]:
    """Events and refusals as they happen. Ends after the last line or, where given, `until_ms` after the beginning."""
    table = laid(fmt, [(name, name) for name in names], start_ms)
    yield from _told(table.events, 1, start_ms)
    for line in lines:
        if until_ms is not None and line.at > until_ms:
            break
        yield from _strike(table, start_ms + line.at, start_ms)
        yield from _play(table, line, start_ms)
    if until_ms is not None:
        yield from _strike(table, start_ms + until_ms, start_ms)


def _play(table: Table, line: Line, start_ms: Millis) -> Iterator[Told]:
    by, recorder = (line.speaks_for, line.by) if line.speaks_for else (line.by, "")
    version = table.state.version
    answer = table.send(line.command, by, start_ms + line.at, recorder)
    if isinstance(answer, Refused):
        yield {"at": _seconds(line.at), **_refusal(answer), "by": line.by, "line": line.number}
    else:
        yield from _told(answer, version + 1, start_ms)


def _strike(table: Table, now: Millis, start_ms: Millis) -> Iterator[Told]:
    """Everything that falls due up to `now`, each at its own moment."""
    while (moment := table.next_due()) and moment <= now:
        version = table.state.version
        table.strike(moment)
        yield from _told(table.events[version:], version + 1, start_ms)
        if table.state.version == version:
            return


def _refusal(refused: Refused) -> Told:
    told: Told = {"refused": refused.code, "reason": refused.reason}
    return {**told, "suggestion": refused.suggestion} if refused.suggestion else told


def _told(events: Iterable[AnyEvent], version: int, start_ms: Millis) -> Iterator[Told]:
    for number, event in enumerate(events, version):
        data: Told = msgspec.to_builtins(event)
        if isinstance(event, SessionOpened):
            data["format"] = event.format.key
        moments = {key: _seconds(getattr(event, key) - start_ms) for key in MOMENTS if key in data}
        yield {"at": moments["at"], "version": number, **data, **moments}


def _seconds(ms: Millis) -> float | int:
    return ms // 1000 if ms % 1000 == 0 else ms / 1000
