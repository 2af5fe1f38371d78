"""What is wrong with a format file: every problem, each with its file, line and field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from edgewise.domain.phrases import Phrase, phrase

TYPE_NAMES: Mapping[type, Phrase] = {
    bool: phrase("true or false"),
    int: phrase("a whole number"),
    float: phrase("a decimal number"),
    str: phrase("text"),
    list: phrase("a list"),
    dict: phrase("a table"),
}

Path = tuple[str | int, ...]
PARTS = ("opening", "issue", "closing")


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    line: int
    field: str
    message: str  # a phrase about the field

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: {self.field}" if self.field else f"{self.file}:{self.line}"
        return f"{place}: {self.message}"


class FormatErrors(ValueError):
    """Carries every problem of one file, in the order of its lines."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(slots=True)
class Notes:
    """Collects problems by path in the document, and turns a path into a line and a readable field."""

    file: str
    document: Mapping[str, object]
    lines: Mapping[Path, int]
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: Path, message: str) -> None:
        self.problems.append(Problem(self.file, self.line(path), self.label(path), message))

    def line(self, path: Path) -> int:
        """The line of the path, or of the nearest table that holds it."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def label(self, path: Path) -> str:
        if len(path) > 1 and path[0] in PARTS and isinstance(path[1], int):
            stage = self._stage_name(str(path[0]), path[1])
            inside = dotted(path[2:])
            return phrase("{stage}: {field}", stage=stage, field=inside) if inside else stage
        return dotted(path)

    def _stage_name(self, part: str, index: int) -> Phrase:
        stages = self.document.get(part)
        stage = stages[index] if isinstance(stages, list) else None
        key = stage.get("key") if isinstance(stage, dict) else None
        if isinstance(key, str):
            return phrase('{part} stage "{key}"', part=part, key=shortened(key))
        return phrase("{part} stage number {number}", part=part, number=index + 1)


def dotted(path: Path) -> str:
    """`("people", "least")` is `people.least`; places in a list count from one: `allows[2]`."""
    words = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{shortened(part)}" for part in path)
    return words.removeprefix(".")


def shortened(text: str, limit: int = 60) -> str:
    """Text fit for one line of a terminal: no control characters, no more than `limit` characters."""
    printable = "".join(char if char.isprintable() else "?" for char in text[: limit + 1])
    return printable if len(text) <= limit else printable[: limit - 1] + "…"


def kind_of(value: object) -> Phrase:
    return TYPE_NAMES.get(type(value), phrase("a date or time"))
