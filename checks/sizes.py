"""Size stops, and the medians they are meant to keep low."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from statistics import median
from typing import NamedTuple

from checks.tree import files, lines

FILE, FILE_ELSEWHERE, FUNCTION, VIEW, TEMPLATE, LINE = 350, 500, 50, 20, 150, 120  # lines; letters of a line
FOLDERS = ("src", "tests", "checks", "benchmarks")
STATEMENTS = (ast.stmt, ast.excepthandler, ast.match_case)


class Function(NamedTuple):
    name: str
    line: int
    length: int
    takes_request: bool


def problems(root: Path) -> list[str]:
    """One line for each file, function, view, template or line of a template that is too long."""
    return [*_long_files(root), *_long_functions(root), *_long_lines(root)]


def medians(root: Path) -> str:
    """The median file and function of the package, in lines; empty files do not count."""
    sources = list(files(root, ("src",), ".py"))
    file_lengths = [length for path in sources if (length := lines(root / path))]
    lengths = [function.length for path in sources for function in _functions(root / path)]
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
            if function.length > most:
                yield f"{path}:{function.line}: {kind} {function.name} has {function.length} lines, at most {most}"


@cache
def _functions(path: Path) -> list[Function]:
    """Looked for in statements alone: most of a tree are expressions, and in those there is none."""
    nodes: list[ast.AST] = [ast.parse(path.read_text())]
    for node in nodes:
        nodes += [child for child in ast.iter_child_nodes(node) if isinstance(child, STATEMENTS)]
    return [_measured(node) for node in nodes if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


def _measured(node: ast.FunctionDef | ast.AsyncFunctionDef) -> Function:
    length = (node.end_lineno or node.lineno) - node.lineno + 1
    return Function(node.name, node.lineno, length, [one.arg for one in node.args.args][:1] == ["request"])


def _is_view(path: Path, function: Function) -> bool:
    in_views = path.stem == "views" or path.parent.name == "views"
    return in_views and function.takes_request
