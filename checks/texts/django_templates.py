"""Django templates: what they mark, and what is left of them beside it.

The marks are read by Django's own tags, so that a message is what the page looks up. Not by its `templatize`: that cuts
`{% translate "a \\"quoted\\" word" %}` off at the first quotation mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module

from django.template.base import FilterExpression, Lexer, Parser, Token, TokenType
from django.template.library import Library
from django.templatetags.i18n import BlockTranslateNode, TranslateNode, do_block_translate, do_translate
from django.utils.text import unescape_string_literal

from checks.texts import HOLE, Message, Unmarked, is_title, reads_as_text
from checks.texts.page import in_html, in_lines

LIBRARIES: list[Library] = [
    import_module(name).register
    for name in ("django.template.defaulttags", "django.template.defaultfilters", "django.templatetags.tz")
]
STRING = r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'"""
MARKED = re.compile(rf"\b_\(({STRING})\)")
GIVEN = re.compile(rf"(?:(\w+)([:=]))?({STRING})")
# Tags and filters whose strings may be read; those of the others are names, addresses and formats of dates.
TAGS = {"include", "with", "firstof", "element"}
FILTERS = {"default", "default_if_none", "yesno", "pluralize", "add", "join"}


class Template:
    """One template, taken apart."""

    def __init__(self, source: str) -> None:
        self.marked: list[Message] = []
        self.strings: list[Unmarked] = []
        self.rest = ""  # the HTML, each value and mark a hole; line for line as in the source
        self._parser = Parser(Lexer(source).tokenize(), builtins=LIBRARIES)
        while self._parser.tokens:
            token = self._parser.next_token()
            self._line = token.lineno or 1
            self.rest += "\n" * (self._line - 1 - self.rest.count("\n"))
            self._take(token)

    def _take(self, token: Token) -> None:
        if token.token_type is TokenType.TEXT:
            self.rest += token.contents
        elif token.token_type is TokenType.VAR:
            self.rest += HOLE
            self._strings(token)
        elif token.token_type is TokenType.BLOCK:
            self._tag(token)

    def _tag(self, token: Token) -> None:
        match token.contents.split(None, 1)[0]:
            case "translate" | "trans":
                self.rest += HOLE
                self.marked += _message_of(do_translate(self._parser, token))
            case "blocktranslate" | "blocktrans":
                self.rest += HOLE
                self._strings(token)
                self.marked += _messages_of(do_block_translate(self._parser, token))
            case "comment":
                self._parser.skip_past("endcomment")
            case "block" if token.contents.endswith("_class"):
                self._parser.skip_past("endblock")
            case tag:
                self._strings(token, in_tag=tag in TAGS)

    def _strings(self, token: Token, *, in_tag: bool = False) -> None:
        for mark in MARKED.finditer(token.contents):
            self.marked.append(Message(_doubled(unescape_string_literal(mark[1]))))
        for given in GIVEN.finditer(MARKED.sub("", token.contents)):
            text = unescape_string_literal(given[3])
            is_read = given[1] in FILTERS if given[2] == ":" else in_tag
            if is_read and (reads_as_text(text) or is_title(text)):
                self.strings.append(Unmarked(self._line, text))


@cache  # both what is marked and what is not are asked for
def _taken_apart(source: str) -> Template:
    return Template(source)


def marked(source: str) -> Iterator[Message]:
    yield from _taken_apart(source).marked


def unmarked(source: str, *, html: bool = True) -> Iterator[Unmarked]:
    template = _taken_apart(source)
    yield from template.strings
    yield from in_html(template.rest) if html else in_lines(template.rest)


def _message_of(node: TranslateNode) -> Iterator[Message]:
    text = _literal(node.filter_expression)
    if text is not None:
        yield Message(_doubled(text), context=_literal(node.message_context) or "")


def _messages_of(node: BlockTranslateNode) -> Iterator[Message]:
    one, _ = node.render_token_list(node.singular)
    many = node.render_token_list(node.plural)[0] if node.plural else ""
    yield Message(one, many, _literal(node.message_context) or "")


def _literal(expression: FilterExpression | None) -> str | None:
    found = getattr(expression.var, "literal", expression.var) if expression else None
    return str(found) if isinstance(found, str) else None


def _doubled(text: str) -> str:
    """Django looks the texts of its templates up with their percent signs doubled."""
    return text.replace("%", "%%")
