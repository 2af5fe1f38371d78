"""Commands about people that need no page: sign-in links, organisations, the installation key."""

from __future__ import annotations

from collections.abc import Iterator

import click
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

import edgewise.config.ready  # noqa: F401
from edgewise.cli.home import make_tables, require_tables
from edgewise.people.models import Membership
from edgewise.people.organisations import actions as organisations_actions
from edgewise.people.sign_in.queries import link_for, person_with
from edgewise.vault.actions import rotate_installation_key
from edgewise.vault.cipher import VaultError


@click.command("login-link")
@click.argument("email")
def login_link(email: str) -> None:
    """Print a link that signs EMAIL in once, within fifteen minutes."""
    require_tables()
    person = person_with(email)
    if person is None:
        raise click.ClickException(f"nobody here has the address {email}")
    if not person.is_active:
        raise click.ClickException(f"the sign-in of {person.email} is closed")
    click.echo(link_for(person))


@click.command("add-organisation")
@click.argument("name")
@click.option("--owner", required=True, metavar="EMAIL", help="Who designs its programmes.")
@click.option("--owner-name", default="", metavar="NAME", help="If the address is new here.")
def add_organisation(name: str, owner: str, owner_name: str) -> None:
    """Add the organisation NAME with its programme owner; prints its short name."""
    try:
        validate_email(owner.strip())
    except ValidationError:
        raise click.BadParameter(f"{owner} is not an e-mail address", param_hint="--owner") from None
    make_tables()
    member = organisations_actions.add_organisation(name, owner, owner_name)
    click.echo(member.organisation.slug)
    for line in _next_steps(member):
        click.echo(line, err=True)


def _next_steps(owner: Membership) -> Iterator[str]:
    """What an operator does next, and what the owner does then. Beside the output, which is the short name alone."""
    yield f"{owner.organisation.name} is there. Its short name is {owner.organisation.slug}. Next:"
    yield "  1. Run `edgewise serve`, unless it runs already."
    yield f"  2. Give {owner.person.email} a sign-in link: `edgewise login-link {owner.person.email}`."
    yield "  3. The first page leads on: bring people in, choose a programme, invite."
    if not settings.EMAIL_IS_SET_UP:
        yield "Note: no mail is set up (EDGEWISE_EMAIL_URL). Invitations and other letters wait until it is."


@click.command("rotate-key")
def rotate_key() -> None:
    """Wrap every key under a new installation key; nothing is sealed anew."""
    require_tables()
    try:
        count = rotate_installation_key()
    except VaultError as refused:
        raise click.ClickException(str(refused)) from None
    click.echo(
        f"{count} keys are now wrapped by a new installation key. Keep a copy of the key file, apart from the backup."
    )
