"""Which files the checks look at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = Path("src/edgewise")
APPS = ("vault", "people", "notices", "programmes", "growth", "rooms", "leaders", "pulse", "desk", "api", "web")


def files(root: Path, folders: tuple[str, ...], *suffixes: str) -> Iterator[Path]:
    """Files with those suffixes, relative to `root`; generated and vendored ones left out."""
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            if path.suffix in suffixes and not {"migrations", "vendor", "__pycache__"} & set(path.parts):
                yield path.relative_to(root)


def lines(path: Path) -> int:
    return len(path.read_text().splitlines())


def parsed(path: Path) -> ast.Module:
    return _parsed(path.read_text())


@cache  # several checks read the same file
def _parsed(source: str) -> ast.Module:
    return ast.parse(source)
