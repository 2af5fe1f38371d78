"""Python: the strings that people read."""

from __future__ import annotations

import ast
import builtins
import re
from collections.abc import Iterable, Iterator
from enum import IntEnum

from checks.texts import HOLE, WORD, Unmarked, has_words, is_title, reads_as_text
from checks.texts.python_marks import Names, branches

# What stands here is read, be it one word in lower case: arguments and attributes, keys of a dict, and arguments of a
# call from this one on.
READ_NAMES = {"label", "help_text", "empty_label", "verbose_name", "verbose_name_plural", "error_messages"}
READ_KEYS = {"placeholder", "aria-label", "title", "alt"}
READ_CALLS = {
    **dict.fromkeys(("ValidationError", "Wording", "Words", "Finding"), 0),
    **dict.fromkeys(("Refused", "add_error", "success", "error", "warning", "info"), 1),
}
CHOICES = {"TextChoices", "IntegerChoices", "StrEnum"}

# What stands here is for developers and machines.
UNREAD_NAMES = {"dispatch_uid", "content_type", "pattern", "__all__"}
UNREAD_KEYS = {"weight", "size", "User-Agent", "Accept", "Host"}
UNREAD_CALLS = {
    *("compile", "TypeVar", "NewType", "cast", "execute", "Meta", "getattr", "setattr", "hasattr", "import_string"),
    *("strptime", "strftime", "encode", "removeprefix", "removesuffix", "startswith", "endswith", "split", "replace"),
    *("build_request", "field", "reverse", "redirect", "date_format", "ForeignKey", "OneToOneField"),
}
LOGS = {"log", "logger", "logging"}
EXAMPLES = {"Wording"}  # whose dicts are examples of what is said
DEVELOPERS = {
    "ImproperlyConfigured",
    "InstallationKeyLost",
    "KeyDestroyed",
    "NoSuchKey",
    "Undecipherable",
    "VaultError",
}
FOR_MACHINES = re.compile(
    rf"https?://|/[\w/-]*$|[a-z]+/[a-z]+;|attachment;|(?:SELECT|INSERT|UPDATE|DELETE) |PRAGMA |(?:card|format) {HOLE}$"
)


WORDLESS = (ast.Name, ast.Pass, ast.expr_context, ast.operator, ast.boolop, ast.unaryop, ast.cmpop)  # no strings inside


class Spot(IntEnum):
    """Where a string stands."""

    ANYWHERE = 0  # it must read as a text
    LISTED = 1  # among others of its kind: one word with a capital is a text too
    READ = 2  # nothing but texts stand here


def unmarked(tree: ast.Module, unread: Iterable[str] = ()) -> Iterator[Unmarked]:
    """Strings that people read, outside of a marking call. What is assigned to a name in `unread` is left out."""
    return Reading(Names(tree), UNREAD_NAMES.union(unread)).of(tree)


class Reading:
    """Goes through a module and comes out with the strings that people read."""

    def __init__(self, marks: Names, unread: set[str]) -> None:
        self.marks, self.unread = marks, unread

    def of(self, node: ast.AST, spot: Spot = Spot.ANYWHERE) -> Iterator[Unmarked]:
        match node:
            case ast.Constant(value=str() as text):
                if _is_read(text, spot):
                    yield Unmarked(node.lineno, text)
            case ast.JoinedStr():
                yield from self._joined(node, spot)
            case ast.Call():
                yield from self._call(node)
            case ast.Tuple() | ast.List():
                yield from self._all(node.elts, max(spot, Spot.LISTED))
            case ast.Dict():
                yield from self._dict(node, max(spot, Spot.LISTED))
            case ast.IfExp():
                yield from self.of(node.test)
                yield from self._all([node.body, node.orelse], max(spot, Spot.LISTED))
            case ast.BoolOp() | ast.BinOp() | ast.Starred() | ast.expr():
                yield from self._all(_parts(node), spot)
            case _:
                yield from self._statement(node)

    def _all(self, nodes: Iterable[ast.AST], spot: Spot = Spot.ANYWHERE) -> Iterator[Unmarked]:
        for node in nodes:
            if not isinstance(node, WORDLESS):
                yield from self.of(node, spot)

    def _statement(self, node: ast.AST) -> Iterator[Unmarked]:
        match node:
            case ast.Expr(value=ast.Constant()) | ast.Assert() | ast.Import() | ast.ImportFrom():
                pass  # docstrings; what an assertion says
            case ast.Raise(exc=ast.Call(func=ast.Name(id=name))) if _is_for_developers(name):
                pass
            case ast.ClassDef(bases=bases) if {_last(base) for base in bases} & CHOICES:
                for member in node.body:
                    match member:
                        case ast.Assign(value=ast.Tuple(elts=[*_, label])):
                            yield from self.of(label, Spot.READ)
                        case ast.Assign(value=ast.Constant()):
                            pass  # a value that is stored
                        case _:
                            yield from self.of(member)
            case ast.ClassDef(bases=[base]) if _last(base) == "AppConfig":
                yield from Reading(self.marks, self.unread | {"label"})._all(node.body)
            case ast.Assign(targets=targets, value=value):
                yield from self._assigned({name for target in targets for name in _names(target)}, value)
            case ast.AnnAssign(target=target, value=value):
                yield from self._assigned(set(_names(target)), value)
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                defaults = [default for default in (*node.args.defaults, *node.args.kw_defaults) if default]
                yield from self._all([*node.decorator_list, *defaults, *node.body])
            case _:
                yield from self._all(ast.iter_child_nodes(node))

    def _assigned(self, names: set[str], value: ast.expr | None) -> Iterator[Unmarked]:
        if value is not None and not names & self.unread:
            yield from self.of(value, Spot.READ if names & READ_NAMES else Spot.ANYWHERE)

    def _joined(self, node: ast.JoinedStr, spot: Spot) -> Iterator[Unmarked]:
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else HOLE for part in node.values)
        if _is_read(text, spot):
            yield Unmarked(node.lineno, text)
        yield from self._all(part.value for part in node.values if isinstance(part, ast.FormattedValue))

    def _dict(self, node: ast.Dict, spot: Spot) -> Iterator[Unmarked]:
        for key, value in zip(node.keys, node.values, strict=True):
            named = key.value if isinstance(key, ast.Constant) else None
            if named not in UNREAD_KEYS:
                yield from self.of(value, Spot.READ if named in READ_KEYS else spot)

    def _call(self, call: ast.Call) -> Iterator[Unmarked]:
        name = _last(call.func)
        yield from self.of(call.func)
        if name in UNREAD_CALLS or _is_log(call.func):
            yield from self._all(_no_constants(call.args))
        else:
            yield from self._arguments(call, name)
        for keyword in call.keywords:
            yield from self._assigned({keyword.arg or ""}, keyword.value)

    def _arguments(self, call: ast.Call, name: str) -> Iterator[Unmarked]:
        mark, first_read = self.marks.mark(call), READ_CALLS.get(name, len(call.args))
        for position, argument in enumerate(call.args):
            if mark and position in {mark.text, mark.plural, mark.context}:
                yield from self._all(_no_constants(branches(argument)))
            elif not isinstance(argument, ast.Dict):
                yield from self.of(argument, Spot.READ if position >= first_read else Spot.LISTED)
            elif name not in EXAMPLES:
                yield from self.of(argument)


def _parts(node: ast.AST) -> Iterator[ast.AST]:
    """What a larger expression is made of, without what it is compared with and looked up by."""
    match node:
        case ast.Compare():
            return _no_constants([node.left, *node.comparators])
        case ast.Subscript():
            return iter([node.value, *_no_constants([node.slice])])
        case _:
            return ast.iter_child_nodes(node)


def _no_constants(nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    return (node for node in nodes if not isinstance(node, ast.Constant | ast.Tuple | ast.Set | ast.JoinedStr))


def _is_read(text: str, spot: Spot) -> bool:
    if FOR_MACHINES.match(text):
        return False
    if spot is Spot.READ:
        return has_words(text)
    if reads_as_text(text) or (spot is Spot.LISTED and is_title(text)):
        return True
    return HOLE in text and any(WORD.search(part) and " " in part for part in text.split(HOLE))


def _is_log(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in LOGS


def _is_for_developers(exception: str) -> bool:
    known = getattr(builtins, exception, None)
    return exception in DEVELOPERS or (isinstance(known, type) and issubclass(known, BaseException))


def _names(target: ast.expr) -> Iterator[str]:
    for part in target.elts if isinstance(target, ast.Tuple) else [target]:
        yield _last(part)


def _last(node: ast.AST) -> str:
    """`ValidationError` of `forms.ValidationError`."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""
