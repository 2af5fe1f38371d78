"""The Jinja2 templates of the live room: what they mark, and what is left of them beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jinja2 import Environment, nodes

from checks.texts import HOLE, Message, Unmarked, is_title, reads_as_text
from checks.texts.page import in_html

# As the room's own environment (rooms/live/render.py) reads them: white space and percent signs are part of a message.
ENVIRONMENT = Environment(trim_blocks=True, lstrip_blocks=True, autoescape=True, extensions=["jinja2.ext.i18n"])
setattr(ENVIRONMENT, "newstyle_gettext", True)  # noqa: B010  the extension’s own
MARKS = {"_", "gettext", "ngettext"}
READ_FILTERS = {"default", "d", "join"}


def marked(source: str) -> Iterator[Message]:
    for call in ENVIRONMENT.parse(source).find_all(nodes.Call):
        if _is_mark(call):
            texts = [
                node.value for node in call.args[:2] if isinstance(node, nodes.Const) and isinstance(node.value, str)
            ]
            if texts:
                yield Message(*texts)


def unmarked(source: str) -> Iterator[Unmarked]:
    yield from _strings(ENVIRONMENT.parse(source))
    yield from in_html(_rest(source))


def _is_mark(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name in MARKS


def _strings(node: nodes.Node) -> Iterator[Unmarked]:
    """Strings in expressions; not those that are compared or looked up."""
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and (reads_as_text(node.value) or is_title(node.value)):
            yield Unmarked(node.lineno, node.value)
        return
    children: Iterable[nodes.Node] = node.iter_child_nodes()
    if _is_mark(node) or (isinstance(node, nodes.Filter) and node.name not in READ_FILTERS):
        children = (child for child in children if not isinstance(child, nodes.Const))
    elif isinstance(node, nodes.Compare | nodes.Test):
        children = (child for child in children if not isinstance(child, nodes.Operand | nodes.Const))
    for child in children:
        yield from _strings(child)


def _rest(source: str) -> str:
    """The HTML without its tags, each value and mark a hole; line for line as in the source."""
    rest, tag, in_trans = "", [""], False
    for line, kind, text in ENVIRONMENT.lex(source):
        rest += "\n" * (line - 1 - rest.count("\n"))
        match kind:
            case "data" if not in_trans:
                rest += text
            case "variable_begin" if not in_trans:
                rest += HOLE
            case "block_begin":
                tag = []
            case "name":
                tag.append(text)
            case "block_end" if tag[:1] == ["trans"]:
                rest, in_trans = rest + HOLE, True
            case "block_end" if tag[:1] == ["endtrans"]:
                in_trans = False
    return rest
