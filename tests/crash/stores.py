"""A database of its own for a server under test: a file, or one made on the PostgreSQL that this run is on."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from psycopg import sql

from tests import machine


@contextmanager
def own_store() -> Iterator[dict[str, str]]:
    """The settings to start a server with; SQLite needs none."""
    if not os.environ.get("EDGEWISE_DATABASE_URL", "").startswith("postgres"):
        yield {}
        return
    url = machine.postgres_url()
    assert url is not None
    name = f"edgewise_crash_{secrets.token_hex(4)}"
    _admin(url, "CREATE DATABASE {}", name)
    try:
        base = url.rpartition("/")[0]
        redis = os.environ.get("EDGEWISE_REDIS_URL", "")
        yield {"DATABASE_URL": f"{base}/{name}", **({"REDIS_URL": redis} if redis else {})}
    finally:
        _admin(url, "DROP DATABASE {} WITH (FORCE)", name)


def _admin(url: str, statement: str, name: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(sql.Identifier(name)))
