"""Size stops, and the medians they are meant to keep low."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from checks.tree import files, lines, parsed

FILE, FILE_ELSEWHERE, FUNCTION, VIEW, TEMPLATE, LINE = 350, 500, 50, 20, 150, 120  # lines; letters of a line
FOLDERS = ("src", "tests", "checks", "benchmarks")
Function = ast.FunctionDef | ast.AsyncFunctionDef


def problems(root: Path) -> list[str]:
    """One line for each file, function, view, template or line of a template that is too long."""
    return [*_long_files(root), *_long_functions(root), *_long_lines(root)]


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


def _long_lines(root: Path) -> Iterator[str]:
    for path in files(root, ("src",), ".html"):
        for number, line in enumerate((root / path).read_text().splitlines(), start=1):
            if len(line) > LINE:
                yield f"{path}:{number}: a line of {len(line)} characters, at most {LINE}"


def _functions(path: Path) -> Iterator[Function]:
    return _within(parsed(path))


def _within(node: ast.AST) -> Iterator[Function]:
    """Through statements only: no expression holds a function that counts."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            if isinstance(child, Function):
                yield child
            yield from _within(child)


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _is_view(path: Path, function: Function) -> bool:
    in_views = path.stem == "views" or path.parent.name == "views"
    return in_views and [argument.arg for argument in function.args.args][:1] == ["request"]
