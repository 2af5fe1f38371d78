"""Which kinds of file of an app may import which: rows below pages, pages below writes, writes below input.

import-linter holds the floors between the apps; these are the walls inside one.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.nouns import KINDS
from checks.tree import APPS, PACKAGE, files, parsed

# A kind imports only from kinds on its own floor and below.
FLOORS = (
    {"models", "signals"},
    {"queries"},
    {"access", "page", "messages"},
    {"tasks"},
    {"actions"},
    {"forms"},
    {"due", "views"},
    {"urls"},
    {"apps"},
)
ADVICE = {
    "queries": "it reads rows and nothing else; what a page shows of them belongs in page",
    "page": "it shows what queries read; what changes rows belongs in actions",
    "messages": "it says what is told; who tells it is an action or due",
    "access": "it fetches and refuses; what it decides belongs in the rules",
    "actions": "what forms and views hand over are plain values",
    "forms": "a form reads input; what is done with it belongs in actions",
}


def problems(root: Path) -> list[str]:
    """One line for each import inside an app that goes up a floor."""
    return [problem for path in files(root, (str(PACKAGE),), ".py") for problem in _in(root, path)]


def _in(root: Path, path: Path) -> Iterator[str]:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    kind = _kind(parts)
    if parts[0] not in APPS or kind is None:
        return
    for node in ast.walk(parsed(root / path)):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"edgewise.{parts[0]}"):
            for name in node.names:
                above = _kind(_module(root, (*(node.module or "").split(".")[1:], name.name)))
                if above and _floor(above) > _floor(kind):
                    why = ADVICE.get(kind, "what it needs of there belongs further down")
                    yield f"{path}:{node.lineno}: {kind} imports {above}: {why}"


def _module(root: Path, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Without the name that is taken from it, unless that is a module itself."""
    place = root / PACKAGE.joinpath(*parts)
    return parts if place.is_dir() or place.with_suffix(".py").exists() else parts[:-1]


def _kind(parts: tuple[str, ...]) -> str | None:
    """The last name that is a kind of file, as in programmes.board.page.cards."""
    return next((part for part in reversed(parts[1:]) if part in KINDS), None)


def _floor(kind: str) -> int:
    return next(number for number, floor in enumerate(FLOORS) if kind in floor)
