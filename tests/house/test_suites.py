"""The runs on the services and in a browser count in the closing line of the last run."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from checks.tree import ROOT
from tests.suites import ON_SERVICES, on_services

TESTS = """
import os, pytest
def test_one(): assert os.environ.get("STORE") != "broken"
def test_two(): pass
@pytest.mark.skipif(True, reason="not here")
def test_three(): pass
"""


def run(folder: Path, *arguments: str, store: str = "") -> tuple[int, str]:
    """pytest on a folder with two tests: its exit code and its closing line, without the seconds."""
    (folder / "test_both.py").write_text(TESTS)
    command = [sys.executable, "-m", "pytest", "-q", "-ra", "-c", "none.ini", "-p", "tests.suites", "-p", "no:django"]
    done = subprocess.run(
        [*command, "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(ROOT), "STORE": store, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, re.sub(r" in .*s", "", done.stdout.splitlines()[-1])


def test_both_runs_are_added_up(tmp_path: Path) -> None:
    (tmp_path / "none.ini").touch()

    assert run(tmp_path, "--record", "PostgreSQL") == (0, "2 passed, 1 skipped")
    assert run(tmp_path, "--add", "PostgreSQL") == (0, "4 passed, 2 skipped")


@pytest.mark.parametrize("workers", ["0", "2"])
def test_a_failure_on_the_services_fails_the_whole(tmp_path: Path, workers: str) -> None:
    (tmp_path / "none.ini").touch()

    failed = run(tmp_path, "-n", workers, "--record", "PostgreSQL", store="broken")
    assert failed == (1, "1 failed, 1 passed, 1 skipped")
    assert run(tmp_path, "-n", workers, "--add", "PostgreSQL") == (1, "1 failed, 3 passed, 2 skipped")


def test_who_is_marked_for_the_services_is_in_a_file_that_says_so(request: pytest.FixtureRequest) -> None:
    marked = {item.path for item in request.session.items if any(map(item.get_closest_marker, ON_SERVICES))}
    assert {str(path.relative_to(ROOT)) for path in marked} <= set(on_services(ROOT))
