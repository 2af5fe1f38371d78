"""A store that all migrations have made, once: every worker, and every server under test, begins with a copy of it.

On SQLite it is a home with a database and the static files, kept in .pytest_cache until a migration, a model or a
package changes; `python -m tests` makes it anew. On PostgreSQL it is a database that lasts for one run.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / ".pytest_cache" / "edgewise"
FILE = "edgewise.sqlite3"
DECIDES = ("*/migrations/*.py", "*/models.py", "*/models/*.py", "*/apps.py", "config/settings.py")
PACKAGES = ("django", "django-allauth", "django-tasks-db")
PREPARE = "from edgewise.cli.home import prepare; prepare()"
RUN = "EDGEWISE_TEST_RUN"  # what the processes of one run call it


def forget() -> None:
    """The next to ask goes through all migrations."""
    shutil.rmtree(KEPT, ignore_errors=True)


def copy_home(to: Path) -> None:
    """Into an empty folder: an installation that nobody has used yet."""
    shutil.copytree(_home(), to, dirs_exist_ok=True)


def copy_file(to: Path) -> None:
    shutil.copyfile(_home() / FILE, to)


def copy_database(url: str, name: str) -> str:
    """A database of that name on that server; its address."""
    template = _database_of_run()
    with _locked(Path(tempfile.gettempdir(), f"{template}.lock")), _admin(url) as server:
        if server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [template]).fetchone() is None:
            server.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(template)))
            _make(EDGEWISE_DATABASE_URL=_beside(url, template))
        names = sql.Identifier(name), sql.Identifier(template)
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return _beside(url, name)


def drop_database(url: str, name: str) -> None:
    with _admin(url) as server:
        server.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def end_run(url: str) -> None:
    """By the process that started the others, after them."""
    drop_database(url, _database_of_run())
    Path(tempfile.gettempdir(), f"{_database_of_run()}.lock").unlink(missing_ok=True)


def _database_of_run() -> str:
    return f"edgewise_template_{os.environ[RUN]}"


def _home() -> Path:
    digest = hashlib.sha256(" ".join(version(name) for name in PACKAGES).encode())
    for path in sorted(path for pattern in DECIDES for path in (ROOT / "src/edgewise").glob(pattern)):
        digest.update(path.read_bytes())
    home = KEPT / digest.hexdigest()[:16]
    KEPT.mkdir(parents=True, exist_ok=True)
    with _locked(KEPT / "lock"):
        if not home.exists():
            for old in KEPT.glob("[0-9a-f]*"):
                shutil.rmtree(old)
            with tempfile.TemporaryDirectory(dir=KEPT) as made:
                _make(EDGEWISE_HOME=made)
                shutil.copytree(made, home, ignore=shutil.ignore_patterns("*.key", "*.lock"))
    return home


def _make(**settings: str) -> None:
    """In a process with the settings of production, whose home is not this one's."""
    inherited = {key: value for key, value in os.environ.items() if not key.startswith("EDGEWISE_")}
    with tempfile.TemporaryDirectory(prefix="edgewise-template-") as folder:
        environment = {"EDGEWISE_HOME": folder} | settings | {"DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=inherited | environment, check=True)


def _beside(url: str, name: str) -> str:
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _admin(url: str) -> Iterator[psycopg.Connection]:
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection
