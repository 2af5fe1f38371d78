"""`edgewise serve`: one process with the pages, the live rooms and the static files."""

from __future__ import annotations

import os

import click


def prepare() -> None:
    """Make this home ready to serve: tables up to date, keys in place, static files collected."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")
    import django

    django.setup()
    from edgewise.config.static import collect
    from edgewise.vault.actions import ensure_installation_key

    _migrate()
    ensure_installation_key()
    if collect():
        click.echo("Collected the static files.", err=True)


def _migrate() -> None:
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        click.echo(f"Bringing the database up to date: {len(waiting)} migrations.", err=True)
        call_command("migrate", interactive=False, verbosity=0)


def run(host: str, port: int) -> None:
    """Serve until told to stop; streams that are open then end within two seconds."""
    import uvicorn

    from edgewise.config.logs import LOGGING

    uvicorn.run(
        "edgewise.config.asgi:application",
        host=host,
        port=port,
        loop="uvloop",
        log_config=LOGGING,
        server_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=20,
    )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on; 0 takes a free one.")
def serve(host: str, port: int) -> None:
    """Serve Edgewise."""
    prepare()
    click.echo(f"Edgewise is at http://{host}:{port}. Stop it with Ctrl-C.", err=True)
    run(host, port)
