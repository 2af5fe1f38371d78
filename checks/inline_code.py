"""Templates hold no script and no style: the Content-Security-Policy would refuse them in the browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from checks.tree import files

TAG = re.compile(r"{%.*?%}|{{.*?}}")  # its quotes would end the attribute that it stands in


class InlineCode(HTMLParser):
    """Notes every element or attribute that carries code instead of naming a file."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self._note("<script> without src")
        if tag == "style":
            self._note("<style>")
        for name, value in attrs:
            if name == "style" or name.startswith("on"):
                self._note(f"{name} attribute")
            if (value or "").strip().lower().startswith("javascript:"):
                self._note(f"javascript: in {name}")

    def _note(self, what: str) -> None:
        self.found.append((self.getpos()[0], what))


def problems(root: Path) -> list[str]:
    """One line for each inline script, style or event handler in a template."""
    return [f"{path}:{line}: {what}" for path in files(root, ("src",), ".html") for line, what in _in(root / path)]


def _in(template: Path) -> Iterator[tuple[int, str]]:
    parser = InlineCode()
    parser.feed(TAG.sub("", template.read_text()))
    yield from parser.found
