"""A number's name says what it limits, and it stands in the file that bears its subject's name."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from checks.tree import files, parsed

# Each says how much or how long, and of nothing.
SAY_NOTHING = {
    "AGAIN", "AHEAD", "A_PAGE", "A_WEEK", "BATCH", "BLOCK_SIZE", "DELAY", "FEW", "FEWEST", "GRACE", "HALF", "KEPT",
    "LARGE", "LARGEST", "LATE", "LEAST", "LIMIT", "LONG", "LONGEST", "LOW", "MANY", "MAX", "MIN", "MOST", "NEVER",
    "OUT", "PAST", "PATIENCE", "PAUSE", "SECONDS", "SHORT", "SHORTEST", "SHOWN", "SILENCE", "SILENT", "SIZE", "SOME",
    "SOON", "SOONEST", "TIMEOUT", "TRIED", "TRIES", "UNANSWERED", "WAIT", "WHOLE",
}  # fmt: skip


def problems(root: Path) -> list[str]:
    """One line for each number whose name does not say of what it is."""
    return [problem for path in files(root, ("src",), ".py") for problem in _in(root, path)]


def _in(root: Path, path: Path) -> Iterator[str]:
    for node in parsed(root / path).body:
        if isinstance(node, ast.Assign) and _is_number(node.value):
            for name in (one for target in node.targets for one in ast.walk(target) if isinstance(one, ast.Name)):
                if name.id.lstrip("_") in SAY_NOTHING:
                    yield f"{path}:{node.lineno}: {name.id} does not say what it limits; name its subject too"


def _is_number(value: ast.expr) -> bool:
    """A number, some of them, or a timedelta."""
    match value:
        case ast.Constant(value=bool()):
            return False
        case ast.Constant(value=int() | float()):
            return True
        case ast.Tuple(elts=parts):
            return bool(parts) and all(map(_is_number, parts))
        case ast.UnaryOp(operand=inner):
            return _is_number(inner)
        case ast.BinOp(left=left, right=right):
            return _is_number(left) or _is_number(right)
        case ast.Call(func=ast.Name(id="timedelta")):
            return True
        case _:
            return False
