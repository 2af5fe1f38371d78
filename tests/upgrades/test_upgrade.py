"""A database of each version that people may have, with rows in it, becomes one of this version and loses none."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests import template
from tests.upgrades.dump import DATA

pytestmark = pytest.mark.slow
VERSIONS = sorted(path.stem for path in DATA.glob("*.sql"))
OWN = ("django_migrations", "django_content_type", "auth_permission", "sqlite_sequence")  # Django's own books
UPGRADE = "from edgewise.cli.home import make_tables; make_tables()"


def rows(database: sqlite3.Connection) -> dict[str, int]:
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608  its own table's name
        for name in names
        if name not in OWN
    }


def columns(database: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    """By table: name, type, whether it may be null, and whether it is the key. Their order is the history's."""
    names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted((one[1:4] + one[5:]) for one in database.execute(f'PRAGMA table_info("{name}")')) for name in names
    }


@pytest.mark.parametrize("version", VERSIONS)
def test_a_database_of_an_earlier_version_is_brought_up_to_date(version: str, tmp_path: Path) -> None:
    file, fresh = tmp_path / "edgewise.sqlite3", tmp_path / "fresh.sqlite3"
    with sqlite3.connect(file) as database:
        database.executescript((DATA / f"{version}.sql").read_text())
        before = rows(database)
    shutil.copy(DATA / f"{version}.key", tmp_path / "installation.key")

    inherited = {key: value for key, value in os.environ.items() if not key.startswith("EDGEWISE_")}
    own = {"EDGEWISE_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "edgewise.config.settings"}
    done = subprocess.run(
        [sys.executable, "-c", UPGRADE], env=inherited | own, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    template.copy_file(fresh)
    with sqlite3.connect(file) as upgraded, sqlite3.connect(fresh) as made_now:
        after = rows(upgraded)
        assert {name: after.get(name) for name, count in before.items() if count} == {
            name: count for name, count in before.items() if count
        }
        assert columns(upgraded) == columns(made_now)
        assert list(upgraded.execute("PRAGMA foreign_key_check")) == []


def test_there_is_a_database_of_an_earlier_version() -> None:
    assert "2026-11-30" in VERSIONS
