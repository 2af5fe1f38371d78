"""Size stops, and the medians they are meant to keep low."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from checks.tree import files, lines

FILE, FILE_ELSEWHERE, FUNCTION, VIEW, TEMPLATE = 350, 500, 50, 20, 150  # lines
FOLDERS = ("src", "tests", "checks", "benchmarks")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def problems(root: Path) -> list[str]:
    """One line for each file, function, view or template that is too long."""
    return [*_long_files(root), *_long_functions(root)]


def medians(root: Path) -> str:
    """The median file and function of the package, in lines; empty files do not count."""
    sources = list(files(root, ("src",), ".py"))
    file_lengths = [length for path in sources if (length := lines(root / path))]
    lengths = [_length(function) for path in sources for function in _functions(root / path)]
    if not lengths:
        return "no functions"
    return f"median file {median(file_lengths):g} lines, median function {median(lengths):g}"


def _long_files(root: Path) -> Iterator[str]:
    for path in files(root, FOLDERS, ".py", ".js", ".css", ".html"):
        most = TEMPLATE if path.suffix == ".html" else FILE if path.parts[0] == "src" else FILE_ELSEWHERE
        if (length := lines(root / path)) > most:
            yield f"{path}: {length} lines, at most {most}"


def _long_functions(root: Path) -> Iterator[str]:
    for path in files(root, FOLDERS, ".py"):
        for function in _functions(root / path):
            kind, most = ("view", VIEW) if _is_view(path, function) else ("function", FUNCTION)
            if (length := _length(function)) > most:
                yield f"{path}:{function.lineno}: {kind} {function.name} has {length} lines, at most {most}"


def _functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _is_view(path: Path, function: Function) -> bool:
    in_views = path.stem == "views" or path.parent.name == "views"
    return in_views and [argument.arg for argument in function.args.args][:1] == ["request"]
