"""`edgewise programme`: what the templates of programmes give, by their own calendars and formats."""

from __future__ import annotations

import click

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.formats.designs import DESIGNS, Design
from edgewise.domain.hours.promise import SHORTFALL, in_hours, issue_seconds, promise

HEADINGS = ("template", "size", "sessions", "issues x min", "pair hours", "received", "given", "promised", "")
WIDTHS = (24, 5, 9, 13, 11, 9, 7, 9, 6)


@click.group(name="programme")
def programme_group() -> None:
    """What programmes give."""


@programme_group.command()
def templates() -> None:
    """Each template: sessions, issues, pair hours, and the hours that each person receives and gives.

    The last column says how far the hours are from what the template promises. Exit status 1: one of them is further
    than ten per cent.
    """
    click.echo(_line(HEADINGS))
    for design in DESIGNS.values():
        click.echo(_line(_row(design)))
    if any(abs(_off(design)) > SHORTFALL for design in DESIGNS.values()):
        raise click.exceptions.Exit(1)


def _row(design: Design) -> tuple[str, ...]:
    hours, fmt = promise(design), builtin_format(design.format_key)
    issues, minutes = fmt.issue_count(design.size_target), issue_seconds(fmt, design.size_target) / 60
    return (
        str(design.title),
        str(design.size_target),
        str(hours.sessions),
        f"{issues} x {minutes:g}",
        f"{design.pair_hours} x {design.pair_minutes}" if design.pair_hours else "-",
        f"{in_hours(hours.received)} h",
        f"{in_hours(hours.given)} h",
        f"{design.hours_target} h",
        f"{_off(design):+.0%}",
    )


def _off(design: Design) -> float:
    """How far the hours are from those promised, as a share of these."""
    wanted = design.hours_target * 3600
    hours = promise(design)
    return max((hours.received - wanted) / wanted, (hours.given - wanted) / wanted, key=abs)


def _line(cells: tuple[str, ...]) -> str:
    first, *rest = zip(cells, WIDTHS, strict=True)
    return (f"{first[0]:{first[1]}}" + "".join(f"{cell:>{width}}" for cell, width in rest)).rstrip()
