"""`edgewise import-people`: the same report as the page, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO

import click

import edgewise.config.ready  # noqa: F401
from edgewise.cli.columns import said, to_be_said
from edgewise.cli.home import require_tables
from edgewise.cli.values import to_be_mapped, values_said
from edgewise.domain.roster.columns import Columns, meanings_of
from edgewise.domain.roster.model import Table, Unreadable
from edgewise.domain.roster.plan import Kind, Outcome, Plan
from edgewise.people.access import organisation_named
from edgewise.people.imports.actions import writes
from edgewise.people.imports.queries import asked_of, plan_of, remembered_columns, remembered_values
from edgewise.people.imports.workbook.sheets import SeveralSheets
from edgewise.people.imports.workbook.table import MOST_BYTES, found_in_upload
from edgewise.people.models import Organisation
from edgewise.people.profiles.queries import known_zones


@dataclass(frozen=True, slots=True)
class Options:
    """What was said of the file."""

    dry_run: bool
    sheet: str
    without_hidden: bool
    pairs: tuple[str, ...]
    values: tuple[str, ...]
    value_file: BinaryIO | None


@click.command("import-people")
@click.argument("file", type=click.File("rb"))
@click.option("--organisation", "slug", required=True, metavar="SLUG", help="Whose people they are.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--sheet", default="", metavar="NAME", help="The sheet of a workbook that holds the people.")
@click.option("--without-hidden", is_flag=True, help="Leave out the rows that a workbook hides.")
@click.option("--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help="What a column means; FIELD may be empty.")
@click.option("--value", "values", multiple=True, metavar="FIELD:VALUE=MEANS", help="What a value stands for.")
@click.option("--values", "value_file", type=click.File("rb"), help="What values stand for, as TOML.")
def import_people(file: BinaryIO, slug: str, **options: Any) -> None:
    """Bring people in from FILE (CSV or a workbook). Rows with an error are left out; the others are written together.

    What you say of columns and values counts for this import; what was said on the page is remembered.
    """
    require_tables()
    organisation = organisation_named(slug)
    if organisation is None:
        raise click.ClickException(f"there is no organisation {slug}")
    options_said = Options(**options)
    _import(organisation, _table(file, options_said), options_said, Path(file.name).name)


def _import(organisation: Organisation, table: Table, options: Options, filename: str) -> None:
    columns = _columns(organisation, table, options.pairs)
    values = remembered_values(organisation) | values_said(options.values, options.value_file, known_zones())
    if options.dry_run:
        plan = plan_of(organisation, table, columns, values)
    else:
        plan = writes.import_people(organisation, table, columns, values=values, filename=filename)
    for line in to_be_mapped(asked_of(table, columns, values, plan)):
        click.echo(line, err=True)
    for line in report(plan, dry_run=options.dry_run):
        click.echo(line)


def _table(file: BinaryIO, options: Options) -> Table:
    try:
        found = found_in_upload(file.read(MOST_BYTES + 1), options.sheet)
    except SeveralSheets as several:
        raise click.ClickException(f"{several.what}; say which with --sheet '{several.names[-1]}'") from None
    except Unreadable as problem:
        raise click.ClickException(str(problem)) from None
    if not options.without_hidden:
        return found.table
    return replace(found.table, rows=tuple(row for row in found.table.rows if row.number not in found.hidden))


def _columns(organisation: Organisation, table: Table, pairs: tuple[str, ...]) -> Columns:
    columns = meanings_of(table, {**remembered_columns(organisation), **said(table, pairs)})
    if not columns.is_settled:
        for note in table.notes:
            click.echo(note, err=True)
    if columns.missing:
        raise click.ClickException(
            f"no column holds {' and '.join(columns.missing)}; say which with --map COLUMN=FIELD"
        )
    if columns.unsure:
        words = to_be_said(table, columns)
        raise click.ClickException(f"not sure what these columns mean; if this is right, add: {words}")
    return columns


def report(plan: Plan, *, dry_run: bool) -> Iterable[str]:
    yield from plan.notes
    for outcome in plan.outcomes:
        yield from _lines(outcome)
    counts = ", ".join(f"{len(plan.of(kind))} {kind.value}" for kind in Kind)
    yield f"{'Would be' if dry_run else 'Done'}: {counts}; {len(plan.warned)} with a warning."


def _lines(outcome: Outcome) -> Iterable[str]:
    who = f"row {outcome.row} {outcome.kind.value} {outcome.email or outcome.name}"
    if outcome.kind is Kind.UPDATE:
        yield f"{who}: {'; '.join(map(str, outcome.changes))}"
    elif outcome.kind is Kind.ERROR or outcome.findings or outcome.merged:
        yield who
    for row in outcome.merged:
        yield f"  row {row} says the same and is merged"
    for finding in outcome.findings:
        yield f"  {'error' if finding.is_error else 'warning'}: {finding}"
