from __future__ import annotations

from pathlib import Path

import pytest

from checks import landed

FIRST, SECOND = "people/migrations/0001_initial.py", "people/migrations/0002_hours.py"


def write(root: Path, name: str) -> None:
    (root / "src/edgewise" / name).write_text("operations = []\n")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A package with one migration that has landed."""
    (tmp_path / "checks").mkdir()
    (tmp_path / "src/edgewise" / FIRST).parent.mkdir(parents=True)
    write(tmp_path, FIRST)
    assert landed.record(tmp_path) == [f"src/edgewise/{FIRST}"]
    return tmp_path


def test_a_migration_as_it_landed_passes(root: Path) -> None:
    assert landed.problems(root) == []


def test_a_landed_migration_that_is_edited_fails_and_is_not_recorded_anew(root: Path) -> None:
    (root / "src/edgewise" / FIRST).write_text("operations = [1]\n")
    assert landed.record(root) == []
    assert landed.problems(root) == [
        f"src/edgewise/{FIRST}: has landed and was changed; put it back and write a new migration"
    ]


def test_a_landed_migration_that_is_gone_fails(root: Path) -> None:
    (root / "src/edgewise" / FIRST).unlink()
    assert landed.problems(root) == [f"src/edgewise/{FIRST}: has landed and is gone; databases have it"]


def test_a_new_migration_is_recorded(root: Path) -> None:
    write(root, SECOND)
    assert landed.problems(root) == [f"src/edgewise/{SECOND}: is not recorded; run `python -m checks.landed`"]
    assert landed.record(root) == [f"src/edgewise/{SECOND}"]
    assert landed.problems(root) == []
