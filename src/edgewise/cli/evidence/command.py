"""`edgewise evidence`: what a programme may claim, tried where the truth is known. No database, no Django."""

from __future__ import annotations

from datetime import datetime
from math import isnan
from pathlib import Path
from random import Random
from typing import Any, BinaryIO

import click
import numpy as np

from edgewise.cli.evidence.outcomes import write_outcomes
from edgewise.cli.evidence.report import report
from edgewise.cli.evidence.roster import workers_of
from edgewise.domain.evidence.comparison import Asked, by_lottery, by_match
from edgewise.domain.simulation.organisation import Truth, invented_workers, year

MOST_INVENTED = 200_000  # people
FIRST_DAY = datetime(2026, 1, 12)  # noqa: DTZ001  a day, not a moment
EARLIEST, LATEST = datetime(1990, 1, 1), datetime(2990, 1, 1)  # noqa: DTZ001


class Within(click.FloatRange):
    """NaN compares with nothing, and so lies in every range of click's."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        number = super().convert(value, param, ctx)
        if isnan(number):
            self.fail(f"{value!r} is no number.", param, ctx)
        return number


SHARE = Within(0, 1)


@click.group("evidence")
def evidence_group() -> None:
    """Try what a programme may claim, where the truth is known."""


@evidence_group.command()
@click.option(
    "--people", type=click.IntRange(4, MOST_INVENTED), default=300, show_default=True, help="In the organisation."
)
@click.option("--effect", type=Within(-0.5, 0.5), default=0.04, show_default=True, help="0.04: four points fewer.")
@click.option("--icc", type=SHARE, default=0.05, show_default=True, help="How alike people in one circle are.")
@click.option("--base", type=SHARE, default=0.12, show_default=True, help="The share who leave without the programme.")
@click.option(
    "--by", type=click.Choice(["lottery", "match"]), default="lottery", show_default=True, help="How they are compared."
)
@click.option(
    "--self-selection", "hidden", is_flag=True, help="People who would stay anyway want to take part more often."
)
@click.option("--smallest", type=Within(0.1, 100), default=4.0, show_default=True, help="Points worth having.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="The same seed, the same year.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), default=FIRST_DAY, show_default="2026-01-12", help="Of the draw."
)
@click.option(
    "--roster", type=click.File("rb"), metavar="FILE", help="Take the people of an export (CSV or XLSX) instead."
)
@click.option("--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help="What a column of the export means.")
@click.option(
    "--outcomes", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE.csv", help="Write who left and when."
)
def simulate(
    *,
    people: int,
    seed: int,
    day: datetime,
    roster: BinaryIO | None,
    pairs: tuple[str, ...],
    outcomes: Path | None,
    **told: Any,
) -> None:
    """A year of a programme in an invented organisation: what the report would say, and the truth.

    Nine in ten want a place, half of them draw one, and the others are compared; with --by match one in two comes of
    their own choice. Each has a chance of leaving, lower for who has a place. What happens in a circle is shared, as
    far as --icc says. The report knows nothing of that.
    """
    if not EARLIEST <= day <= LATEST:
        raise click.BadParameter(f"It lies between {EARLIEST:%Y} and {LATEST:%Y}.", param_hint="--day")
    first = day.date()
    dice = np.random.Generator(np.random.PCG64(seed))
    workers = workers_of(roster, pairs) if roster else invented_workers(people, first, dice)
    truth = Truth(told["effect"], told["icc"], told["base"], lottery=told["by"] == "lottery", hidden=told["hidden"])
    if not truth.can_be:
        raise click.ClickException(f"From a share of {truth.base:g}, nobody's chance can change by {truth.effect:g}.")
    try:
        happened = year(workers, truth, first, seed)
    except ValueError as problem:
        raise click.ClickException(str(problem)) from None
    asked = Asked(yes_no=True, smallest=told["smallest"])
    if truth.lottery:
        found = by_lottery(happened.subjects, asked, seed=seed, facts=happened.facts)
    else:
        found = by_match(happened.subjects, happened.facts, asked, seed=seed)
    if outcomes:
        with outcomes.open("w", encoding="utf-8", newline="") as file:
            write_outcomes(file, workers, happened.left_on, first, Random(seed))
    for line in report(found, truth):
        click.echo(line)
