"""The lock files: every line pinned with hashes, no address of an index, and in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checks.tree import files

ADDRESS = re.compile(r"https?://|file:|git\+|--(extra-)?index-url|--find-links|^-[if] | @ ", re.MULTILINE)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>.*)$")


# What is imported has another name than what is required, or nothing imports it by name: why it is there all the same.
IMPORTED_AS = {
    "axe-playwright-python": "axe_playwright_python",
    "django-allauth": "allauth",
    "django-csp": "csp",
    "pillow": "PIL",
    "python-dateutil": "dateutil",
    "scipy-stubs": "scipy",
}
NOT_IMPORTED = {
    "django-htmx": "an app of the settings: its htmx is served",
    "django-stubs": "mypy's plugin",
    "django-tasks-db": "an app of the settings: the queue of tasks",
    "djade": "a command of make check",
    "httptools": "uvicorn's parser, asked for by its name",
    "import-linter": "a command of make check",
    "mypy": "a command of make check",
    "psycopg": "Django's driver for PostgreSQL",
    "pytest-django": "a plugin of pytest",
    "pytest-randomly": "a plugin of pytest",
    "pytest-xdist": "a plugin of pytest",
    "ruff": "a command of make check",
    "types-openpyxl": "types for mypy",
    "types-python-dateutil": "types for mypy",
    "tzdata": "time zones where the machine has none",
    "uv": "a command of make lock",
    "uvloop": "uvicorn's event loop, asked for by its name",
    "zensical": "a command of make docs",
}
IMPORT = re.compile(r"^\s*(?:from|import) ([a-z_0-9]+)", re.MULTILINE | re.IGNORECASE)


def problems(root: Path) -> list[str]:
    """One line for each unpinned, unhashed, missing, outdated or unused requirement."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    return [*_in_locks(root, project), *_unused(root, project)]


def _unused(root: Path, project: dict[str, Any]) -> Iterator[str]:
    """What the package needs is imported in src; what development needs, anywhere."""
    source = _imported(root, "src")
    anywhere = source | _imported(root, "tests", "checks", "benchmarks")
    asked = [(name, source) for name in project["dependencies"]]
    asked += [(name, anywhere) for name in project["optional-dependencies"]["dev"]]
    for requirement, seen in asked:
        name = Requirement(requirement).name
        if name not in NOT_IMPORTED and IMPORTED_AS.get(name, name.replace("-", "_")) not in seen:
            yield f"pyproject.toml: nobody imports {name}; a dependency nobody imports goes"


def _imported(root: Path, *folders: str) -> set[str]:
    return {name for path in files(root, folders, ".py") for name in IMPORT.findall((root / path).read_text())}


def _in_locks(root: Path, project: dict[str, Any]) -> list[str]:
    wanted = {"run.txt": project["dependencies"]}
    wanted["dev.txt"] = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    if "bench" in project["optional-dependencies"]:
        wanted["bench.txt"] = [*wanted["dev.txt"], *project["optional-dependencies"]["bench"]]
    return [
        f"requirements/{name}: {problem}"
        for name, dependencies in wanted.items()
        for problem in _in_lock(root / "requirements" / name, dependencies)
    ]


def _in_lock(lock: Path, dependencies: list[str]) -> Iterator[str]:
    if not lock.exists():
        yield "missing; `make lock` writes it"
        return
    text = lock.read_text()
    yield from (f"names an address: {found.group().strip()}" for found in ADDRESS.finditer(text))
    pins: dict[str, str] = {}
    for line in _statements(text):
        if found := PIN.match(line):
            pins[canonicalize_name(found["name"])] = found["version"]
        if not found or "--hash=sha256:" not in line:
            yield f"not pinned with a hash: {line[:60]}"
    yield from _out_of_step(pins, dependencies)


def _statements(text: str) -> Iterator[str]:
    joined = text.replace("\\\n", " ")
    return (line for line in joined.splitlines() if line.strip() and not line.startswith("#"))


def _out_of_step(pins: dict[str, str], dependencies: list[str]) -> Iterator[str]:
    for requirement in map(Requirement, dependencies):
        pinned = pins.get(canonicalize_name(requirement.name))
        if pinned is None or not requirement.specifier.contains(pinned, prereleases=True):
            yield f"has {pinned} where pyproject.toml asks for {requirement}; run `make lock`"
