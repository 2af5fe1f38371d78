"""Python: the calls that mark a text for translation.

Babel's extractor is not used: it knows functions by name only, joins the two texts of `_("one" if x else "two")`, and
leaves out a mark that stands two calls deep in another's arguments.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from checks.texts import Message, Unmarked

MODULES = ("django.utils.translation", "edgewise.domain.phrases")


class Mark(NamedTuple):
    """Which arguments of a call are its message, the same for many, and its context."""

    text: int = 0
    plural: int | None = None
    context: int | None = None


MARKS = {
    "gettext": Mark(),
    "gettext_lazy": Mark(),
    "gettext_noop": Mark(),
    "ngettext": Mark(0, 1),
    "ngettext_lazy": Mark(0, 1),
    "pgettext": Mark(1, None, 0),
    "pgettext_lazy": Mark(1, None, 0),
    "npgettext": Mark(1, 2, 0),
    "npgettext_lazy": Mark(1, 2, 0),
    "phrase": Mark(),
    "counted": Mark(0, 1),
    "phrase_in": Mark(1, None, 0),
}


class Names(dict[str, Mark]):
    """What a module calls the functions that mark: `_` may be any of them."""

    def __init__(self, tree: ast.Module) -> None:
        for node in tree.body:
            if isinstance(node, ast.ImportFrom) and node.module in MODULES:
                self.update({each.asname or each.name: MARKS[each.name] for each in node.names if each.name in MARKS})

    def mark(self, call: ast.Call) -> Mark | None:
        return self.get(call.func.id) if isinstance(call.func, ast.Name) else None


def marked(tree: ast.Module) -> Iterator[Message]:
    """Each message of a module. A call with a variable for its text marks nothing: its texts are marked elsewhere."""
    for call, mark in _calls(tree):
        plural = next(_literals(call, mark.plural), "")
        context = next(_literals(call, mark.context), "")
        if mark.context is None or context:
            yield from (Message(text, plural, context) for text in _literals(call, mark.text))


def glued(tree: ast.Module) -> Iterator[Unmarked]:
    """Texts in marking calls that are put together: no catalogue has them."""
    for call, mark in _calls(tree):
        for position in (mark.text, mark.plural):
            for node in _arguments(call, position):
                formatted = isinstance(node, ast.Call) and getattr(node.func, "attr", "") in {"format", "join"}
                if formatted or isinstance(node, ast.JoinedStr | ast.BinOp):
                    yield Unmarked(node.lineno, ast.unparse(node))


def branches(node: ast.expr) -> Iterator[ast.expr]:
    """`x` and `y` of `x if ... else y`: either may be what is said."""
    if isinstance(node, ast.IfExp):
        yield from branches(node.body)
        yield from branches(node.orelse)
    else:
        yield node


@cache  # both what is marked and what is glued are asked for
def _calls(tree: ast.Module) -> tuple[tuple[ast.Call, Mark], ...]:
    names = Names(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call)) if names else ()
    return tuple((call, mark) for call in calls if (mark := names.mark(call)))


def _arguments(call: ast.Call, position: int | None) -> Iterator[ast.expr]:
    if position is not None and position < len(call.args):
        yield from branches(call.args[position])


def _literals(call: ast.Call, position: int | None) -> Iterator[str]:
    for node in _arguments(call, position):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
