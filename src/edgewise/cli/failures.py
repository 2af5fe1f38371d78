"""What stops a command and is no fault of its code: one sentence each, without a traceback."""

from __future__ import annotations

from urllib.parse import urlsplit

import click
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from edgewise.config.environment import BadSetting
from edgewise.config.stores import Fault, fault_of
from edgewise.vault.cipher import VaultError


class BadEnvironment(click.ClickException):
    exit_code = 2


def failure(problem: Exception) -> click.ClickException | None:
    """The sentence for this problem; None where it is a fault of the code and its traceback is needed."""
    if isinstance(problem, BadSetting):
        return BadEnvironment(str(problem))
    if isinstance(problem, ImproperlyConfigured):
        return None
    said = _sentence(problem)
    return None if said is None else click.ClickException(said)


def _sentence(problem: Exception) -> str | None:
    if isinstance(problem, VaultError):
        return str(problem)
    match fault_of(problem):
        case Fault.DATABASE:
            return f"the database does not answer ({_place()}): {_first_line(problem)}"
        case Fault.BUSY:
            return f"the database stays locked ({_place()}). Another process is writing; try again."
        case Fault.FULL:
            return f"the disk is full: nothing can be written ({_place()})."
        case Fault.REDIS:
            return f"Redis at {redis_place(settings.REDIS_URL)} does not answer (EDGEWISE_REDIS_URL)."
        case None:
            pass
    if isinstance(problem, OSError) and problem.filename is not None:
        return f"{problem.filename}: {problem.strerror}."
    return None


def _place() -> str:
    found = settings.DATABASES["default"]
    if found["ENGINE"].endswith("sqlite3"):
        return str(found["NAME"])
    return f"EDGEWISE_DATABASE_URL, {found['HOST']}:{found['PORT'] or 5432}"


def _first_line(problem: Exception) -> str:
    return str(problem).strip().partition("\n")[0]


def redis_place(url: str) -> str:
    """Host and port, and never the password."""
    parts = urlsplit(url)
    return parts.path if parts.scheme == "unix" else f"{parts.hostname}:{parts.port or 6379}"
