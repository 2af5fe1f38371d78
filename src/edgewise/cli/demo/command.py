"""`edgewise demo`: a believable organisation, four people to be, and the server."""

from __future__ import annotations

import os

os.environ["EDGEWISE_DEMO"] = "1"  # before the settings are read: shows the demonstration's first page

import click
from django.utils import timezone

import edgewise.config.ready  # noqa: F401
from edgewise.cli.demo.story import tell
from edgewise.cli.home import open_home, prepare
from edgewise.cli.serve import announce, require_alone, require_free, run
from edgewise.people.models import Organisation
from edgewise.people.sign_in.queries import link_for
from edgewise.rooms.demonstration.actions import VISITORS
from edgewise.web.queries import personas


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, help="The port to listen on.")
@click.option("--seed-only", is_flag=True, help="Make the organisation and stop.")
def demo(host: str, port: int, *, seed_only: bool) -> None:
    """Serve an invented organisation with six weeks of history. What is there from an earlier run is kept."""
    if not seed_only:
        require_free(host, port)
        open_home()
        require_alone()
    prepare()
    if not Organisation.objects.exclude(slug=VISITORS).exists():
        click.echo("Inventing 108 people and six weeks of sessions …", err=True)
        tell(timezone.now())
    _introduce(announce(host, port))
    if not seed_only:
        run(host, port)


def _introduce(address: str) -> None:
    click.echo(f"\nEdgewise is at {address}\nOpen it and take a seat in a live session: the other seats are bots.\n")
    click.echo("Or sign in as one of four people (each link works once, for fifteen minutes):")
    for persona in personas():
        click.echo(f"  {persona.person.name:<18} {persona.role}\n    {link_for(persona.person)}")
    click.echo("\nStop it with Ctrl-C; what you did is kept. `make demo` goes on from there.")
