"""`edgewise format`: what a session format says, and whether it can be run."""

from __future__ import annotations

import sys
from typing import BinaryIO

import click

from edgewise.domain.formats.builtin import KEYS, builtin_format, builtin_formats, builtin_text
from edgewise.domain.formats.loader import LARGEST_FORMAT, FormatErrors, load_bytes
from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE, Duration, Format, People, Stage
from edgewise.domain.formats.tables import did_you_mean
from edgewise.domain.formats.timetable import Slot, Timetable, timetable

USUAL = 6  # people, where nobody says how many
UNFIT = 1  # a valid format that does not fit the people or the time; 2 is bad input


@click.group(name="format")
def format_group() -> None:
    """List, show and check session formats."""


@format_group.command(name="list")
def list_command() -> None:
    """The built-in formats."""
    for key, fmt in builtin_formats().items():
        click.echo(f"{key:20} {fmt.name:24} {fmt.kind:10} {_people(fmt.people):12} {fmt.minutes:3} minutes")


@format_group.command()
@click.argument("key")
@click.option("--toml", is_flag=True, help="Print the TOML, to be copied and changed.")
def show(key: str, toml: bool) -> None:
    """A built-in format in words, stage by stage."""
    if key not in KEYS:
        raise click.BadParameter(f"there is no built-in format {key!r}{did_you_mean(key, KEYS)}", param_hint="KEY")
    click.echo(builtin_text(key).rstrip() if toml else _script(builtin_format(key)))


@format_group.command()
@click.argument("file", type=click.File("rb"))
@click.option(
    "--people", type=click.IntRange(FEWEST_PEOPLE, MOST_PEOPLE), help="How many people; 6 where the format allows it."
)
def check(file: BinaryIO, people: int | None) -> None:
    """The timetable of FILE (- is standard input), minute by minute, or every mistake in it with its line."""
    name = getattr(file, "name", "<stdin>")
    try:
        fmt = load_bytes(file.read(LARGEST_FORMAT + 1), name)
    except FormatErrors as errors:
        click.echo(str(errors), err=True)
        sys.exit(2)
    table = timetable(fmt, people or max(fmt.people.least, min(USUAL, fmt.people.most)))
    click.echo("\n".join(_timetable_lines(fmt, table)))
    for problem in table.problems:
        click.echo(f"{name}: {fmt.name} {problem}", err=True)
    sys.exit(UNFIT if table.problems else 0)


def _people(people: People) -> str:
    return f"{people.least} people" if people.least == people.most else f"{people.least}-{people.most} people"


def clock(seconds: int) -> str:
    """Minutes and seconds: `83:05`."""
    sign = "-" if seconds < 0 else ""
    return f"{sign}{abs(seconds) // 60}:{abs(seconds) % 60:02}"


def _timetable_lines(fmt: Format, table: Timetable) -> list[str]:
    issues = fmt.issue_count(table.people)
    head = f"{fmt.name}, version {fmt.version}: {table.people} people, {fmt.minutes} minutes, "
    rows = [_slot_line(fmt, slot) for slot in table.slots]
    end = f"{clock(table.total):>7}         end; " + _slack(table.slack)
    return [head + f"{issues} issue{'' if issues == 1 else 's'}", "", " starts   lasts", *rows, end]


def _slot_line(fmt: Format, slot: Slot) -> str:
    outside = "opening" if slot.stage in fmt.opening else "closing"
    part = outside if slot.issue is None else f"issue {slot.issue}"
    squeezed = f"  squeezed from {clock(slot.wished)}" if slot.planned < slot.wished else ""
    line = f"{clock(slot.start):>7} {clock(slot.planned):>7}  {part:8} {slot.stage.title:30} {_rules(slot.stage)}"
    return (line + squeezed).rstrip()


def _slack(seconds: int) -> str:
    return f"{clock(seconds)} to spare" if seconds >= 0 else f"{clock(-seconds)} too long"


def _rules(stage: Stage) -> str:
    turned = ", back turned" if stage.back_turned else ""
    required = ", ".join(map(str, stage.requires))
    return f"{stage.floor}{turned}" + (f"  -> {required}" if required else "")


def _script(fmt: Format) -> str:
    head = f"{fmt.name} ({fmt.kind}, {_people(fmt.people)}, {fmt.minutes} minutes)\n\n{fmt.summary}\n"
    issues = "each person's issue" if fmt.everyone_owns else f"each of {fmt.issues} issues"
    parts = [("Opening", fmt.opening), (f"For {issues}", fmt.issue), ("Closing", fmt.closing)]
    blocks = [f"\n{title}\n\n" + "\n\n".join(map(_stage, stages)) + "\n" for title, stages in parts if stages]
    return head + "".join(blocks) + f"\nSource: {fmt.source}"


def _stage(stage: Stage) -> str:
    words = [
        ("", stage.purpose),
        ("Everyone: ", stage.prompt.others),
        ("Owner: ", stage.prompt.owner),
        ("Facilitator: ", stage.prompt.facilitator),
        ("Job aid: ", stage.job_aid),
    ]
    lines = [f"      {label}{text}" for label, text in words if text]
    return "\n".join([f"  {stage.title} [{_duration(stage.duration)}, {_rules(stage)}]", *lines])


def _duration(duration: Duration) -> str:
    if duration.per_person:
        return f"{duration.per_person} s each"
    return clock(duration.fixed) if duration.fixed else f"{clock(duration.least)} to {clock(duration.most)}"
