"""On which line each key of a TOML document stands.

`tomllib` keeps no positions, and no maintained library does (tomlkit#55), so this scans the text again. It runs
before `tomllib`, in one linear pass, so that nesting deep enough to hurt `tomllib` is refused here.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from contextlib import suppress

from edgewise.domain.formats.problems import Path
from edgewise.domain.phrases import counted, phrase

DEEPEST = 6  # the deepest path of a format is issue / number / prompt / owner, and a mistake may go further
LONGEST_SCALAR = 80  # a number, date or boolean; Python refuses to read thousands of digits

BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
SPACE = re.compile(r"[ \t]*+")
STRING = re.compile(
    r'''"""(?:[^"\\]|\\.|"{1,2}(?!"))*+"{3,5}'''
    r"""|\'\'\'(?:[^']|'{1,2}(?!'))*+'{3,5}"""
    r'''|"(?:[^"\\\n]|\\.)*+"'''
    r"""|'[^'\n]*+'""",
    re.DOTALL,
)
BARE_KEY = re.compile(r"[A-Za-z0-9_-]++")
SCALAR = re.compile(r"[^,\]}#\n]++")


class Refused(Exception):
    """The document is well-formed so far, but nothing that a format could be."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


class _Lost(Exception):
    """Not TOML from here on; `tomllib` will say what is wrong."""


def locate(text: str) -> dict[Path, int]:
    """Line (from 1) of every path; of a malformed document, of those before the mistake. Raises Refused."""
    scanner = _Scanner(text)
    with suppress(_Lost):
        scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.starts = [0, *(match.end() for match in re.finditer("\n", text))]
        self.lines: dict[Path, int] = {}
        self.rows: dict[Path, int] = {}  # how many [[tables]] of this path so far

    def document(self) -> None:
        table: Path = ()
        while self.skip(BLANK) and self.at < len(self.text):
            if self.text[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Path:
        many = self.text.startswith("[[", self.at)
        line = self.line()
        self.at += 2 if many else 1
        path: Path = ()
        parts = self.key()
        for part in parts[:-1]:
            path = self.newest((*path, part))
            self.note(path, line)
        path = (*path, parts[-1])
        if many:
            self.note(path, line)
            self.rows[path] = self.rows.get(path, 0) + 1
        path = self.newest(path)
        self.note(path, line)
        self.expect("]]" if many else "]")
        return path

    def newest(self, path: Path) -> Path:
        return (*path, self.rows[path] - 1) if path in self.rows else path

    def pair(self, table: Path) -> None:
        line = self.line()
        path = table
        for part in self.key():
            path = (*path, part)
            self.note(path, line)
        self.expect("=")
        self.skip(SPACE)
        self.value(path)

    def key(self) -> list[str]:
        parts: list[str] = []
        while True:
            self.skip(SPACE)
            parts.append(self.key_part())
            self.refuse_depth(len(parts))
            self.skip(SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def key_part(self) -> str:
        quoted = self.text[self.at : self.at + 1] in ("'", '"')
        raw = self.take(STRING if quoted else BARE_KEY)
        return _unquoted(raw) if quoted else raw

    def value(self, path: Path) -> None:
        self.refuse_depth(len(path))
        match self.text[self.at : self.at + 1]:
            case "[":
                self.items(path)
            case "{":
                self.inline_table(path)
            case '"' | "'":
                self.take(STRING)
            case _:
                if len(self.take(SCALAR).strip()) > LONGEST_SCALAR:
                    raise Refused(
                        self.line(),
                        counted(
                            "a number or date of more than {count} character",
                            "a number or date of more than {count} characters",
                            LONGEST_SCALAR,
                        ),
                    )

    def items(self, path: Path) -> None:
        self.at += 1
        index = 0
        while self.skip(BLANK) and not self.text.startswith("]", self.at):
            self.note((*path, index), self.line())
            self.value((*path, index))
            index += 1
            self.skip(BLANK)
            if not self.text.startswith("]", self.at):
                self.expect(",")
        self.expect("]")

    def inline_table(self, path: Path) -> None:
        self.at += 1
        while self.skip(BLANK) and not self.text.startswith("}", self.at):
            self.pair(path)
            self.skip(BLANK)
            if not self.text.startswith("}", self.at):
                self.expect(",")
        self.expect("}")

    def note(self, path: Path, line: int) -> None:
        self.refuse_depth(len(path))
        self.lines.setdefault(path, line)

    def refuse_depth(self, depth: int) -> None:
        if depth > DEEPEST:
            raise Refused(self.line(), phrase("nested more than {depth} deep; nothing in a format is", depth=DEEPEST))

    def line(self) -> int:
        return bisect_right(self.starts, self.at)

    def skip(self, pattern: re.Pattern[str]) -> bool:
        match = pattern.match(self.text, self.at)
        self.at = match.end() if match else self.at
        return True

    def take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.text, self.at)
        if match is None:
            raise _Lost
        self.at = match.end()
        return match.group()

    def expect(self, mark: str) -> None:
        self.skip(SPACE)
        if not self.text.startswith(mark, self.at):
            raise _Lost
        self.at += len(mark)


def _unquoted(raw: str) -> str:
    try:
        return str(tomllib.loads(f"key = {raw}")["key"])
    except ValueError:
        raise _Lost from None
