"""The lock files: every line pinned with hashes, no address of an index, and in step with pyproject.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ADDRESS = re.compile(r"https?://|file:|git\+|--(extra-)?index-url|--find-links|^-[if] | @ ", re.MULTILINE)
PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)(\[[^]]*\])?==(?P<version>[^\s;\\]+)(?P<rest>.*)$")


def problems(root: Path) -> list[str]:
    """One line for each unpinned, unhashed, missing or outdated requirement."""
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
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
