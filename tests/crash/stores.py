"""A database of its own for a server under test: a file, or one made on the PostgreSQL that this run is on."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

from tests import machine, template


@contextmanager
def own_store() -> Iterator[dict[str, str]]:
    """The settings to start a server with; SQLite needs none."""
    if not os.environ.get("EDGEWISE_DATABASE_URL", "").startswith("postgres"):
        yield {}
        return
    url = machine.postgres_url()
    assert url is not None
    name = f"edgewise_crash_{secrets.token_hex(4)}"
    own = template.copy_database(url, name)
    try:
        redis = os.environ.get("EDGEWISE_REDIS_URL", "")
        yield {"DATABASE_URL": own, **({"REDIS_URL": redis} if redis else {})}
    finally:
        template.drop_database(url, name)
