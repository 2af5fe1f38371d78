"""`edgewise serve`: one process with the pages, the live rooms and the static files."""

from __future__ import annotations

import errno
import fcntl
import socket
from pathlib import Path
from typing import TextIO

import click
import uvicorn
from django.conf import settings
from django.db import connection

import edgewise.config.ready  # noqa: F401
from edgewise.cli.home import open_home, prepare, say_what_is_missing
from edgewise.cli.worker import worker_beside
from edgewise.config.connections import Connection
from edgewise.config.environment import ADDRESS
from edgewise.config.logs import LOGGING
from edgewise.rooms.live.descriptors import raise_limit
from edgewise.rooms.live.routes.app import end_streams

OPEN = ("0.0.0.0", "::", "")  # noqa: S104  every address of this machine
EVERY_ADDRESS = (*OPEN, "127.0.0.1", "::1")
_held: list[TextIO] = []  # locks, until this process ends


class Server(uvicorn.Server):
    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await end_streams()  # an open screen would otherwise hold the process until the timeout
        await super().shutdown(sockets)


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


def announce(host: str, port: int) -> str:
    """The address that people type, kept in the home so that every command prints the same."""
    if not settings.BASE_URL_SAID:
        name = "localhost" if host in EVERY_ADDRESS else f"[{host}]" if ":" in host else host
        settings.BASE_URL = f"http://{name}:{port}"
        settings.CSRF_TRUSTED_ORIGINS = [settings.BASE_URL]
        settings.ALLOWED_HOSTS = [name, *settings.ALLOWED_HOSTS]
    (settings.HOME / ADDRESS).write_text(settings.BASE_URL + "\n")
    return str(settings.BASE_URL)


def require_alone() -> None:
    """Without Redis one process alone may serve an SQLite file: the screens of two would not hear of each other.

    The lock is the system's and ends with this process, however that ends. A worker takes none: it shows nothing.
    """
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    if settings.REDIS_URL or connection.vendor != "sqlite":
        return
    lock = database.with_name(f"{database.name}-serving").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise click.ClickException(
            f"Another server serves {database}. Stop it first, or set EDGEWISE_REDIS_URL for both."
        ) from None
    _held.append(lock)


def run(host: str, port: int) -> None:
    """Serve until told to stop; streams that are open are let go first, slow answers get two seconds."""
    raise_limit()
    config = uvicorn.Config(
        "edgewise.config.asgi:application",
        host=host,
        port=port,
        loop="uvloop",
        http=Connection,
        ws="none",
        log_config=LOGGING,
        server_header=False,
        timeout_graceful_shutdown=2,
        timeout_keep_alive=20,
        proxy_headers=bool(settings.TRUSTED_PROXIES),
        forwarded_allow_ips=settings.TRUSTED_PROXIES,
    )
    with worker_beside(settings.WORKER):
        Server(config).run()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
def serve(host: str, port: int) -> None:
    """Serve the pages and the live rooms until stopped."""
    require_free(host, port)
    open_home()
    require_alone()
    prepare()
    address = announce(host, port)
    listening = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    click.echo(f"Edgewise is at {address}. Stop it with Ctrl-C.", err=True)
    if settings.BASE_URL_SAID:
        click.echo(f"It listens on {listening}; a proxy is expected to lead {address} there.", err=True)
    elif host in OPEN:
        click.echo(
            "Note: set EDGEWISE_BASE_URL to the address that people type, or only this machine is answered.", err=True
        )
    say_what_is_missing()
    run(host, port)
