"""JavaScript cut into names, strings and signs; enough to see where a string stands.

Babel's own lexer is deprecated for use from outside, and takes a template inside of a template for its end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from checks.texts import HOLE

PLAIN = re.compile(
    r"(?P<space>\s+|//[^\n]*|/\*.*?\*/)|(?P<name>[\w$]+)|(?P<string>\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*')"
    r"|(?P<sign>=>|[=!<>]==?|\?\.|\?\?|.)",
    re.DOTALL,
)
EXPRESSION = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\]|\\.)*\])+/\w*")
IN_TEMPLATE = re.compile(r"(?P<text>(?:[^`\\$]|\\.|\$(?!\{))+)|(?P<end>`)|(?P<value>\$\{)", re.DOTALL)
ESCAPED = re.compile(r"\\(.)", re.DOTALL)


class Token(NamedTuple):
    line: int
    kind: str  # name, string or sign
    text: str  # of a string: what it says, each value in it a hole


class Tokens:
    def __init__(self, source: str) -> None:
        self.source, self.at = source, 0

    def all(self, until: str = "") -> Iterator[Token]:
        """Up to the sign that closes what was open before."""
        depth, before = 0, Token(0, "sign", "")
        while self.at < len(self.source):
            line = 1 + self.source.count("\n", 0, self.at)
            if self.source[self.at] == "`":
                self.at += 1
                yield from self._template(line)
                before = Token(line, "string", "")
                continue
            found = PLAIN.match(self.source, self.at)
            assert found is not None
            if found["sign"] == "/" and _begins_expression(before):
                found = EXPRESSION.match(self.source, self.at) or found
            self.at = found.end()
            if found.re is EXPRESSION or found["space"]:
                continue
            depth += {"{": 1, "}": -1}.get(found[0], 0)
            if until and depth < 0:
                return
            text = ESCAPED.sub(r"\1", found[0][1:-1]) if found["string"] else found[0]
            yield (before := Token(line, found.lastgroup or "sign", text))

    def _template(self, line: int) -> Iterator[Token]:
        """Its text, then what stands in its values."""
        text, inner = "", list[Token]()
        while found := IN_TEMPLATE.match(self.source, self.at):
            self.at = found.end()
            if found["end"]:
                break
            if found["value"]:
                inner += self.all(until="}")
            text += HOLE if found["value"] else found[0]
        yield Token(line, "string", text)
        yield from inner


def _begins_expression(before: Token) -> bool:
    if before.kind == "name":
        return before.text in {"return", "typeof", "case"}
    return before.kind == "sign" and before.text not in {")", "]", "}"}
