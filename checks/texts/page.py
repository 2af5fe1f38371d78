"""What is left of a template without its tags, read as the HTML it will be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from checks.texts import HOLE, Unmarked, has_words, is_sentence, reads_as_text

READ = {
    "aria-label",
    "aria-description",
    "aria-roledescription",
    "aria-valuetext",
    "title",
    "placeholder",
    "alt",
    "label",
}
BUTTONS = {"submit", "button", "reset"}
VOICED = {"description", "og:title", "og:description", "application-name", "apple-mobile-web-app-title"}  # of <meta>
NOT_READ = {"style", "code", "kbd"}  # what to type is the same in every language
JSON_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"(\s*:)?')


class Page(HTMLParser):
    """Notes every text node and read attribute that has words in it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Unmarked] = []
        self._inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            read = has_words(value) if is_read(tag, name, given) else name.startswith("data-") and is_sentence(value)
            if read:
                self._note(value)
        if tag in NOT_READ or tag == "script":
            self._inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._inside and self._inside[-1] == tag:
            self._inside.pop()

    def handle_data(self, data: str) -> None:
        if not self._inside:
            if has_words(data):
                self._note(data)
        elif self._inside[-1] == "script":
            for text, is_key in JSON_STRING.findall(data):
                if not is_key and reads_as_text(text):
                    self._note(text)

    def _note(self, text: str) -> None:
        before = len(text) - len(text.lstrip(f" \t\r\n{HOLE}"))
        self.found.append(Unmarked(self.getpos()[0] + text.count("\n", 0, before), text))


def is_read(tag: str, name: str, given: dict[str, str]) -> bool:
    if name in READ:
        return True
    if tag == "input" and name == "value":
        return given.get("type") in BUTTONS
    return tag == "meta" and name == "content" and given.get("name", given.get("property")) in VOICED


def in_html(source: str) -> Iterator[Unmarked]:
    page = Page()
    page.feed(source)
    page.close()
    yield from page.found


def in_lines(source: str) -> Iterator[Unmarked]:
    """Of a letter in plain text."""
    for number, line in enumerate(source.splitlines(), start=1):
        if has_words(line):
            yield Unmarked(number, line)
