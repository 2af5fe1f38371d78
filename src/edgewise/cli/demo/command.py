"""`edgewise demo`: a believable organisation, four people to be, and the server."""

from __future__ import annotations

import os

os.environ["EDGEWISE_DEMO"] = "1"  # before the settings are read: shows the demonstration's first page

import click
from django.utils import timezone

import edgewise.config.ready  # noqa: F401
from edgewise.cli.demo.story import tell
from edgewise.cli.serve import prepare, require_free, run
from edgewise.people.models import Organisation
from edgewise.people.sign_in.queries import link_for
from edgewise.web.queries import personas


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--seed-only", is_flag=True, help="Make the organisation and stop.")
def demo(host: str, port: int, *, seed_only: bool) -> None:
    """Serve an invented organisation with six weeks of history. What is there from an earlier run is kept."""
    if not seed_only:
        require_free(host, port)
    prepare()
    if not Organisation.objects.exists():
        click.echo("Inventing 48 people and six weeks of sessions …", err=True)
        tell(timezone.now())
    _introduce(f"http://{host}:{port}" if host != "127.0.0.1" else f"http://localhost:{port}")
    if not seed_only:
        run(host, port)


def _introduce(address: str) -> None:
    click.echo(f"\nEdgewise is at {address}\nOpen it and take a seat in a live session: the other seats are bots.\n")
    click.echo("Or sign in as one of four people (each link works once, for fifteen minutes):")
    for persona in personas():
        path = link_for(persona.person).split("/", 3)[3]
        click.echo(f"  {persona.person.name:<18} {persona.role}\n    {address}/{path}")
    click.echo("\nStop it with Ctrl-C; what you did is kept. `make demo` goes on from there.")
