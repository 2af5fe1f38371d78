"""How many connections this process may have open: a screen stays, so screens leave room for pages."""

from __future__ import annotations

import resource
from contextlib import suppress

WANTED = 65_536  # descriptors; more than one process serves well
RESERVED = 96  # for the database, its log, the static files and the mail
LEAST_CONNECTIONS = 16
SHARE_OF_SCREENS = 0.6  # of all connections; a page that is being made needs some descriptors of its own


def raise_limit() -> None:
    """Take as many descriptors as the system lets this process have without asking anybody."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    allowed = WANTED if hard == resource.RLIM_INFINITY else min(hard, WANTED)
    if soft != resource.RLIM_INFINITY and soft < allowed:
        with suppress(ValueError, OSError):  # macOS says unlimited and means less
            resource.setrlimit(resource.RLIMIT_NOFILE, (allowed, hard))


def most_connections() -> int:
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return max(LEAST_CONNECTIONS, (WANTED if soft == resource.RLIM_INFINITY else soft) - RESERVED)


def most_screens() -> int:
    return int(most_connections() * SHARE_OF_SCREENS)
