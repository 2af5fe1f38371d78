"""`edgewise serve`: one process with the pages, the live rooms and the static files."""

from __future__ import annotations

import errno
import socket

import click
import uvicorn
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

import edgewise.config.ready  # noqa: F401
from edgewise.cli.worker import worker_beside
from edgewise.config.logs import LOGGING
from edgewise.config.static import collect
from edgewise.rooms.live.routes.app import end_streams
from edgewise.vault.actions import ensure_installation_key


class Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await end_streams()  # an open screen would otherwise hold the process until the timeout
        await super().shutdown(sockets)


def prepare() -> None:
    """Make this home ready to serve: tables up to date, keys in place, static files collected."""
    _migrate()
    ensure_installation_key()
    if collect():
        click.echo("Collected the static files.", err=True)


def _migrate() -> None:
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        click.echo(f"Bringing the database up to date: {len(waiting)} migrations.", err=True)
        call_command("migrate", interactive=False, verbosity=0)
    connection.close()


def require_free(host: str, port: int) -> None:
    """Say at once, and plainly, that another program listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as problem:
            if problem.errno != errno.EADDRINUSE:
                raise click.ClickException(f"Cannot listen on {host}, port {port}: {problem.strerror}.") from None
            raise click.ClickException(f"Port {port} is taken. Choose another with --port, such as 8765.") from None


def run(host: str, port: int) -> None:
    """Serve until told to stop; streams that are open are let go first, slow answers get two seconds."""
    config = uvicorn.Config(
        "edgewise.config.asgi:application",
        host=host,
        port=port,
        loop="uvloop",
        log_config=LOGGING,
        server_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=20,
    )
    with worker_beside(settings.WORKER):
        Server(config).run()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def serve(host: str, port: int) -> None:
    """Serve the pages and the live rooms until stopped."""
    require_free(host, port)
    prepare()
    click.echo(f"Edgewise is at http://{host}:{port}. Stop it with Ctrl-C.", err=True)
    run(host, port)
