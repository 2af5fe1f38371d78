"""`edgewise rehearse`: a session in the terminal, played by bots or from a script."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from random import Random
from typing import BinaryIO, NoReturn

import click

from edgewise.domain.formats.builtin import KEYS, builtin_format
from edgewise.domain.formats.loader import LARGEST_FORMAT, load_bytes
from edgewise.domain.formats.model import Format
from edgewise.domain.formats.problems import FormatErrors
from edgewise.domain.formats.tables import did_you_mean
from edgewise.domain.session.commands import Join
from edgewise.domain.simulation.bots.promises import last_promises
from edgewise.domain.simulation.bots.tempers import TEMPERS, Temper
from edgewise.domain.simulation.play import Played, play
from edgewise.domain.simulation.script import MOST_NAME, MOST_SECONDS, BadLine, Line, known, people, read
from edgewise.domain.simulation.scripted import perform
from edgewise.domain.simulation.table import NAMES
from edgewise.domain.simulation.transcript import airtime, transcript

USUAL = 6  # people, where nobody says how many
MOST_SCRIPT = 16 * 1024 * 1024  # bytes
START = datetime(2026, 3, 2, 9, tzinfo=UTC)  # always the same, so that a rehearsal can be repeated
START_MS = int(START.timestamp()) * 1000


@click.command()
@click.argument("format_name", metavar="FORMAT")
@click.option("--people", "seats", default="", help="How many people, or their names with commas between.")
@click.option("--seed", default=1, show_default=True, help="The dice of the bots.")
@click.option("--tempers", default="helpful", show_default=True, help=f"Seat by seat: {', '.join(TEMPERS)}.")
@click.option("--script", type=click.File("rb"), help="Play these commands, a JSON object a line (- is stdin).")
@click.option("--until", type=click.FloatRange(0, MOST_SECONDS), help="With --script: end after so many seconds.")
@click.option("--joined", is_flag=True, help="With --script: everyone has joined at 0.")
def rehearse(
    format_name: str, seats: str, seed: int, tempers: str, script: BinaryIO | None, until: float | None, joined: bool
) -> None:
    """Play a session of FORMAT, a built-in format's key or a TOML file, and print what happens."""
    fmt = _format(format_name)
    if script is None:
        _rehearse(fmt, _names(fmt, seats, ()), seed, _tempers(tempers))
    else:
        _perform(fmt, seats, script, until, joined=joined)


def _rehearse(fmt: Format, names: tuple[str, ...], seed: int, tempers: list[Temper]) -> None:
    promises = last_promises(names, Random(seed), START_MS)
    played = play(fmt, names, seed, tempers, START_MS, promises)
    end = played.events[-1].at
    lines = [*transcript(played.events), "", "Airtime", *airtime(played.state, end), "", _summary(played)]
    click.echo("\n".join(lines))


def _summary(played: Played) -> str:
    state = played.state
    here = [seat for seat in state.seats.values() if seat.came_at]
    return (
        f"{len(state.commitments)} commitments from {len(here)} people, {len(state.overrides)} overrides, "
        f"{len(played.events)} events, {len(played.refusals)} refusals."
    )


def _perform(fmt: Format, seats: str, script: BinaryIO, until: float | None, *, joined: bool) -> None:
    lines = _read(script)
    names = _names(fmt, seats, people(lines))
    seated = {*names, *known(lines), ""}
    if strangers := [line for line in lines if {line.by, line.speaks_for} - seated]:
        _fail(f"{_name_of(script)}:{strangers[0].number}: by: nobody of that name is at the table")
    coming = tuple(Line(0, 0, name, "", Join()) for name in names) if joined else ()
    until_ms = None if until is None else round(until * 1000)
    for told in perform(fmt, names, (*coming, *lines), START_MS, until_ms):
        click.echo(json.dumps(told, ensure_ascii=False))


def _read(script: BinaryIO) -> tuple[Line, ...]:
    data = script.read(MOST_SCRIPT + 1)
    name = _name_of(script)
    if len(data) > MOST_SCRIPT:
        _fail(f"{name}: is larger than {MOST_SCRIPT // 1024 // 1024} MB")
    try:
        return read(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        _fail(f"{name}:{data.count(bytes([10]), 0, error.start) + 1}: is not UTF-8")
    except BadLine as bad:
        _fail(f"{name}:{bad}")


def _name_of(script: BinaryIO) -> str:
    return str(getattr(script, "name", "<stdin>"))


def _names(fmt: Format, seats: str, acting: tuple[str, ...]) -> tuple[str, ...]:
    """Who sits at the table: those named; else those who act, filled up with others."""
    if seats and not seats.strip().isdecimal():
        return _named(fmt, tuple(name.strip() for name in seats.split(",")))
    usual = max(fmt.people.least, min(USUAL, fmt.people.most)) if not acting else fmt.people.least
    count = int(seats) if seats.strip() else max(usual, len(acting))
    if len(acting) > count:
        raise click.BadParameter(f"the script names {len(acting)} people", param_hint="--people")
    if count > len(NAMES):
        raise click.BadParameter(f"a session has {len(NAMES)} people at the most", param_hint="--people")
    others = (name for name in NAMES if name not in acting)
    return _named(fmt, (*acting, *islice(others, count - len(acting))))


def _named(fmt: Format, names: tuple[str, ...]) -> tuple[str, ...]:
    least, most = fmt.people.least, fmt.people.most
    if not least <= len(names) <= most:
        wanted = f"{least}" if least == most else f"{least} to {most}"
        raise click.BadParameter(f"{fmt.name} is for {wanted} people, not {len(names)}", param_hint="--people")
    if len(set(names)) < len(names) or not all(0 < len(name) <= MOST_NAME for name in names):
        raise click.BadParameter(f"names differ and have 1 to {MOST_NAME} characters", param_hint="--people")
    return names


def _tempers(words: str) -> list[Temper]:
    chosen = [word.strip() for word in words.split(",")]
    for word in chosen:
        if word not in TEMPERS:
            raise click.BadParameter(f"{word!r} is none of {', '.join(TEMPERS)}", param_hint="--tempers")
    return [TEMPERS[word] for word in chosen]


def _format(name: str) -> Format:
    if name in KEYS:
        return builtin_format(name)
    path = Path(name)
    if not path.is_file():
        hint = did_you_mean(name, KEYS)
        raise click.BadParameter(f"no built-in format and no file is called {name!r}{hint}", param_hint="FORMAT")
    try:
        with path.open("rb") as file:
            return load_bytes(file.read(LARGEST_FORMAT + 1), name)
    except FormatErrors as errors:
        _fail(str(errors))
    except OSError as error:
        _fail(f"{name}: {error.strerror}")


def _fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
