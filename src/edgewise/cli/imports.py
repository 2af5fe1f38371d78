"""`edgewise import-people`: the same report as the page, in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

import click

import edgewise.config.ready  # noqa: F401
from edgewise.cli.columns import said, to_be_said
from edgewise.domain.roster.columns import Columns, meanings_of
from edgewise.domain.roster.model import Table, Unreadable
from edgewise.domain.roster.plan import Kind, Outcome, Plan
from edgewise.people.access import organisation_named
from edgewise.people.imports import actions as imports_actions
from edgewise.people.imports.queries import plan_of, remembered_columns
from edgewise.people.imports.workbook import MOST_BYTES, table_of_upload
from edgewise.people.models import Organisation


@click.command("import-people")
@click.argument("file", type=click.File("rb"))
@click.option("--organisation", "slug", required=True, metavar="SLUG", help="Whose people they are.")
@click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing.")
@click.option("--map", "pairs", multiple=True, metavar="COLUMN=FIELD", help="What a column means; FIELD may be empty.")
def import_people(file: BinaryIO, slug: str, dry_run: bool, pairs: tuple[str, ...]) -> None:
    """Bring people in from FILE (CSV or XLSX). Rows with an error are left out; the others are written together."""
    organisation = organisation_named(slug)
    if organisation is None:
        raise click.ClickException(f"there is no organisation {slug}")
    try:
        table = table_of_upload(file.read(MOST_BYTES + 1))
    except Unreadable as problem:
        raise click.ClickException(str(problem)) from None
    columns = _columns(organisation, table, pairs)
    if dry_run:
        plan = plan_of(organisation, table, columns)
    else:
        plan = imports_actions.import_people(organisation, table, columns)
    for line in report(plan, dry_run=dry_run):
        click.echo(line)


def _columns(organisation: Organisation, table: Table, pairs: tuple[str, ...]) -> Columns:
    columns = meanings_of(table, {**remembered_columns(organisation), **said(table, pairs)})
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
