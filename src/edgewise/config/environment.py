"""What the environment says, read once, typed; a wrong value stops the start and names the variable."""

from __future__ import annotations

import secrets
from pathlib import Path

from environs import Env

env = Env(prefix="EDGEWISE_")


def home() -> Path:
    """The folder for everything this installation keeps: database, keys, static files."""
    path: Path = env.path("HOME", default=Path("var"))
    path.mkdir(parents=True, exist_ok=True)
    return path.resolve()


def kept_secret(path: Path) -> str:
    """A secret made at the first start and kept in a file that only its owner reads."""
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(48))
    return path.read_text().strip()
