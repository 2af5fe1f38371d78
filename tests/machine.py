"""What this machine has to test with: Chromium, PostgreSQL, Redis."""

from __future__ import annotations

import os
import shutil
import socket
from urllib.parse import urlsplit

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
POSTGRES_URL = "postgres://postgres@127.0.0.1:5432/postgres"
REDIS_URL = "redis://127.0.0.1:6379/15"


def chromium() -> str | None:
    """The path of a Chromium, or None; EDGEWISE_CHROMIUM names one that is elsewhere."""
    named = os.environ.get("EDGEWISE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def postgres_url() -> str | None:
    """The PostgreSQL to test on, if it answers; EDGEWISE_TEST_DATABASE_URL names another."""
    return _if_it_listens(os.environ.get("EDGEWISE_TEST_DATABASE_URL", POSTGRES_URL), 5432)


def redis_url() -> str | None:
    """The Redis to test on, if it answers; EDGEWISE_TEST_REDIS_URL names another."""
    return _if_it_listens(os.environ.get("EDGEWISE_TEST_REDIS_URL", REDIS_URL), 6379)


def left_out() -> list[str]:
    """The suites that this machine cannot run, each with what it lacks."""
    absent = {
        "the browser suite: no Chromium was found": chromium(),
        "the second pass on PostgreSQL: nothing answers there": postgres_url(),
        "the tests with Redis: nothing answers there": redis_url(),
    }
    return [suite for suite, found in absent.items() if found is None]


def _if_it_listens(url: str, port: int) -> str | None:
    parts = urlsplit(url)
    try:
        socket.create_connection((parts.hostname or "127.0.0.1", parts.port or port), timeout=1).close()
    except OSError:
        return None
    return url
