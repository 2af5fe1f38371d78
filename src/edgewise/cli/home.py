"""The home that a command works in: made, brought up to date, or missed in a sentence that says what to run."""

from __future__ import annotations

import shutil
import ssl
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from redis import Redis
from redis.exceptions import ConnectionError as RedisAway
from redis.exceptions import TimeoutError as RedisSlow

import edgewise.config.ready  # noqa: F401
from edgewise.cli.failures import redis_place
from edgewise.config.environment import make_home
from edgewise.config.static.files import collect
from edgewise.config.stores import REDIS_SECONDS
from edgewise.vault.actions import ensure_installation_key

LEAST_FREE_BYTES = 200_000_000  # below which an operator is told


def prepare() -> None:
    """Make this home ready to serve: tables up to date, keys in place, static files collected."""
    make_tables()
    connection.close()
    if collect():
        click.echo("Collected the static files.", err=True)


def make_tables() -> None:
    """Make the home and its keys if they are not there, and bring the tables up to date."""
    open_home()
    if waiting := migrations_to_come():
        click.echo(f"Bringing the database up to date: {waiting} migrations.", err=True)
        call_command("migrate", interactive=False, verbosity=0)
    ensure_installation_key()


def open_home() -> None:
    """Make the folder and its secret if they are not there; from here on what is written is its owner's alone."""
    settings.SECRET_KEY = make_home(settings.HOME, str(settings.SECRET_KEY), settings.DATABASE_FILE)


def require_tables() -> None:
    """For a command that works on what is there. A click exception says what to run where nothing is."""
    if is_embedded() and not Path(settings.DATABASES["default"]["NAME"]).exists():
        _refuse_new_home()
    open_home()
    loader = MigrationExecutor(connection).loader
    if not loader.applied_migrations:
        _refuse_new_home()
    if migrations_to_come():
        raise click.ClickException(
            "the database is of an earlier version. Start `edgewise serve`, which brings it up to date, then try again."
        )


def _refuse_new_home() -> None:
    place = settings.HOME if is_embedded() else "the database of EDGEWISE_DATABASE_URL"
    raise click.ClickException(
        f"nothing is in {place} yet. Run `edgewise add-organisation NAME --owner EMAIL` first, "
        "or set EDGEWISE_HOME to the folder of your installation."
    )


def is_embedded() -> bool:
    return connection.vendor == "sqlite"


def migrations_to_come() -> int:
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def say_what_is_missing() -> None:
    """At the start of a server or a worker: what does not stop it and will be missed."""
    for line in _missing():
        click.echo(f"Note: {line}", err=True)


def _missing() -> list[str]:
    found = []
    if not settings.EMAIL_IS_SET_UP:
        found.append(
            "no mail is set up (EDGEWISE_EMAIL_URL). Letters wait, and sign-in codes are written here, into the log. "
            "`edgewise login-link EMAIL` also lets a person in."
        )
    if settings.REDIS_URL and not redis_answers():
        found.append(
            f"Redis at {redis_place(settings.REDIS_URL)} does not answer (EDGEWISE_REDIS_URL). Screens "
            "follow a second later until it does, and each process counts sign-ins by itself."
        )
    if shutil.disk_usage(settings.HOME).free < LEAST_FREE_BYTES:
        found.append(f"less than {LEAST_FREE_BYTES // 1_000_000} MB are free in {settings.HOME}.")
    if settings.MAIL.host and settings.DEFAULT_FROM_EMAIL.endswith("@localhost>"):
        found.append("letters are sent as edgewise@localhost, which most mail servers refuse (EDGEWISE_FROM_EMAIL).")
    if not has_authorities():
        found.append(
            "this machine knows no certificate authority (package ca-certificates), so mail with TLS, chats and "
            "calendars cannot be reached."
        )
    return found


def redis_answers() -> bool:
    try:
        with Redis.from_url(
            settings.REDIS_URL, socket_connect_timeout=REDIS_SECONDS, socket_timeout=REDIS_SECONDS
        ) as one:
            return bool(one.ping())
    except (RedisAway, RedisSlow):
        return False


def has_authorities() -> bool:
    """Whether OpenSSL finds any certificate where it looks."""
    paths = ssl.get_default_verify_paths()  # None for what is not there, which the types do not say
    folder, file = (Path(str(found)) for found in (paths.capath, paths.cafile))
    return (folder.is_dir() and any(folder.iterdir())) or (file.is_file() and file.stat().st_size > 0)
