"""Read what a page says outside of the brackets of the pseudo-locale."""

from __future__ import annotations

import json
from html.parser import HTMLParser

from checks.texts import HOLE, is_sentence, reads_as_text
from checks.texts.page import NOT_READ, is_read
from edgewise.config.pseudo import CLOSE, OPEN

INLINE = {
    "a", "abbr", "b", "br", "code", "em", "i", "img", "kbd", "output", "small", "span", "strong", "time", "tspan",
    "wbr",
}  # fmt: skip
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """The texts of a page without what is in brackets; a message may go on through inline elements, not further."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.outside: list[str] = []
        self.unclosed: list[str] = []
        self._depth = 0
        self._said = ""  # since the brackets were opened
        self._unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._element(tag)
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            if is_read(tag, name, given) or (name.startswith("data-") and is_sentence(value)):
                self.outside.append(without_brackets(value))
        if tag in NOT_READ | {"script"}:
            self._unread.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self._element(tag)
        if self._unread[-1:] == [tag]:
            self._unread.pop()

    def handle_data(self, data: str) -> None:
        if not self._unread:
            rest, self._depth = _outside(data, self._depth)
            self._said = self._said + data if self._depth else ""
            self.outside.append(rest)
        elif self._unread == ["script"] and data.lstrip()[:1] in {"{", "["}:
            self.outside += (without_brackets(text) for text in _strings(json.loads(data)) if reads_as_text(text))

    def _element(self, tag: str) -> None:
        if self._depth and tag not in INLINE:
            self.unclosed.append(self._said)
            self._depth, self._said = 0, ""


def of_page(html: str) -> list[str]:
    """What is read and not in brackets, and what opens a bracket that its element does not close."""
    page = Page()
    page.feed(html)
    page.close()
    return [*page.outside, *(f"not closed: {text}" for text in page.unclosed)]


def without_brackets(text: str) -> str:
    return _outside(text, 0)[0]


def _outside(text: str, depth: int) -> tuple[str, int]:
    """The text with a hole for each pair of brackets, and how many are open at its end."""
    if not depth and OPEN not in text:
        return text, 0
    rest = ""
    for letter in text:
        if letter == OPEN:
            rest += "" if depth else HOLE
            depth += 1
        elif letter == CLOSE:
            depth = max(0, depth - 1)
        elif not depth:
            rest += letter
    return rest, depth


def _strings(value: object) -> list[str]:
    match value:
        case str():
            return [value]
        case list():
            return [text for each in value for text in _strings(each)]
        case dict():
            return [text for each in value.values() for text in _strings(each)]
        case _:
            return []
