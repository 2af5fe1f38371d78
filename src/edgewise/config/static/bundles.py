"""Several style sheets or ES modules as one file, joined when the static files are collected (docs/adr/0022).

A page asks for few files; what is edited stays the many small ones, and nothing has to be built while developing.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

Read = Callable[[str], str]  # the text of a source by its name below the static folders

SHELL = ("web/tokens.css", "web/base.css", "web/components.css", "web/lists.css")
TABLE = ("rooms/css/room.css", "rooms/css/round.css", "rooms/css/board.css")
STYLES = {  # bundle -> its sheets, in the order in which they count
    "web/shell.css": SHELL,
    "rooms/room.css": (*SHELL, *TABLE),
    "rooms/replay.css": (*SHELL, *TABLE, "rooms/css/record.css"),
    "rooms/wall.css": (*SHELL, *TABLE, "rooms/css/wall.css"),
}
HTMX = "django_htmx/htmx-4.min.js"
MODULES = {  # bundle -> the modules that it starts, in that order; those they import come along
    "rooms/room.js": (HTMX, "web/js/page.js", "rooms/js/room.js"),
    "rooms/replay.js": (HTMX, "web/js/page.js", "rooms/js/replay.js"),
    "rooms/wall.js": (HTMX, "web/js/page.js", "rooms/js/wall.js"),
}
GLOBAL = {HTMX: "htmx"}  # scripts that are no modules: what each of them makes for the others

_URL = re.compile(r"""url\((["']?)(?!data:|https?:|/|#)([^)"']+)\1\)""")
_IMPORT = re.compile(
    r'^import (?:\* as (?P<whole>\w+)|\{(?P<names> ?\w+(?:, \w+)* ?)\}) from "(?P<path>\./[\w./-]+)";$'
)
_EXPORT = re.compile(r"^export (?:(?:async )?function|const) (?P<name>\w+)")


class CannotJoin(ValueError):
    """A module says something that is not understood here: the file, the line, and what is."""

    def __init__(self, name: str, line: str) -> None:
        super().__init__(
            f"{name}: {line!r} cannot be joined. Understood are `import {{ a, b }} from`, `import * as a from` a file "
            "beside it, `export function` and `export const`, each on one line"
        )


def bundles(read: Read) -> Iterator[tuple[str, str]]:
    """Each bundle's name and text."""
    for name, sheets in STYLES.items():
        yield name, join_styles(name, sheets, read)
    for name, starts in MODULES.items():
        yield name, join_modules(starts, read)


def join_styles(name: str, sheets: tuple[str, ...], read: Read) -> str:
    """The sheets one after the other; what they name beside themselves is named from where the bundle stands."""
    here = posixpath.dirname(name)

    def moved(sheet: str) -> str:
        def from_here(found: re.Match[str]) -> str:
            target = posixpath.normpath(posixpath.join(posixpath.dirname(sheet), found[2]))
            return f'url("{posixpath.relpath(target, here)}")'

        return _URL.sub(from_here, read(sheet))

    return "\n".join(moved(sheet) for sheet in sheets)


def join_modules(starts: tuple[str, ...], read: Read) -> str:
    """Each module once, in a function of its own, after those that it imports."""
    joined = _Joined(read)
    for name in starts:
        joined.add(name)
    return "\n".join(joined.parts)


@dataclass
class _Joined:
    read: Read
    parts: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)  # module -> what its exports are called in the bundle
    waiting: list[str] = field(default_factory=list)

    def add(self, name: str) -> str:
        if name in self.names:
            return self.names[name]
        if made := GLOBAL.get(name):
            self.names[name] = f"window.{made}"
            self.parts.append(f"window.{made} = (() => {{ // {name}\n{self.read(name)}\nreturn {made};\n}})();")
            return self.names[name]
        if name in self.waiting:
            raise CannotJoin(name, f"imported by {self.waiting[-1]}, which it imports")
        self.waiting.append(name)
        exported: list[str] = []
        lines = [self._line(name, line, exported) for line in self.read(name).splitlines()]
        self.waiting.pop()
        called = self.names[name] = f"module{len(self.names)}"
        given = ", ".join(exported)
        self.parts.append(
            f"const {called} = (() => {{ // {name}\n" + "\n".join(lines) + f"\nreturn {{ {given} }};\n}})();"
        )
        return called

    def _line(self, name: str, line: str, exported: list[str]) -> str:
        if line.startswith("import"):
            found = _IMPORT.match(line)
            if found is None:
                raise CannotJoin(name, line)
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))
            wanted = found["whole"] or f"{{{found['names']}}}"
            return f"const {wanted} = {self.add(target)};"
        if line.startswith("export"):
            found = _EXPORT.match(line)
            if found is None:
                raise CannotJoin(name, line)
            exported.append(found["name"])
            return line.removeprefix("export ")
        return line
