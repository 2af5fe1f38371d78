from __future__ import annotations

from pathlib import Path

import pytest

from checks import requirements

PROJECT = """[project]
dependencies = ["click", "django>=5.2,<5.3", "redis[hiredis]"]
[project.optional-dependencies]
dev = ["pytest"]
"""
RUN = """click==8.5.1 ; sys_platform == 'linux' \\
    --hash=sha256:aa \\
    --hash=sha256:bb
django==5.2.19 \\
    --hash=sha256:cc
redis[hiredis]==8.1.0 --hash=sha256:dd
"""
DEV = RUN + "pytest==9.2.0 --hash=sha256:ee\n"


USED = "import click\nimport pytest\nfrom django.http import Http404\nfrom redis import Redis\n"


def problems(root: Path, run: str = RUN, dev: str | None = DEV, source: str = USED) -> list[str]:
    (root / "pyproject.toml").write_text(PROJECT)
    (root / "src").mkdir()
    (root / "src/used.py").write_text(source)
    (root / "requirements").mkdir()
    (root / "requirements/run.txt").write_text(run)
    if dev is not None:
        (root / "requirements/dev.txt").write_text(dev)
    return requirements.problems(root)


def test_pinned_hashed_and_in_step_passes(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


def test_a_missing_lock_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, dev=None) == ["requirements/dev.txt: missing; `make lock` writes it"]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("attrs==1.0", "not pinned with a hash: attrs==1.0"),
        ("attrs>=1.0 --hash=sha256:aa", "not pinned with a hash: attrs>=1.0 --hash=sha256:aa"),
        ("--find-links wheels --hash=sha256:aa", "names an address: --find-links"),
        ("attrs @ wheels/attrs.whl --hash=sha256:aa", "names an address: @"),
    ],
)
def test_a_line_that_could_install_something_else_is_named(tmp_path: Path, line: str, problem: str) -> None:
    assert f"requirements/run.txt: {problem}" in problems(tmp_path, run=f"{RUN}{line}\n")


def test_a_dependency_that_the_lock_does_not_meet_is_named(tmp_path: Path) -> None:
    assert problems(tmp_path, run=RUN.replace("5.2.19", "5.1.0").replace("click", "clack")) == [
        "requirements/run.txt: has None where pyproject.toml asks for click; run `make lock`",
        "requirements/run.txt: has 5.1.0 where pyproject.toml asks for django<5.3,>=5.2; run `make lock`",
    ]


def test_a_dependency_that_nobody_imports_goes(tmp_path: Path) -> None:
    assert problems(tmp_path, source=USED.replace("import click\n", "")) == [
        "pyproject.toml: nobody imports click; a dependency nobody imports goes"
    ]
