"""Reads the tables of patterns beside it: `[section]`, then a line for each pattern; `#` begins a comment line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files

from edgewise.domain.coaching.questions.language import Cue, Label, Mood

Sections = Mapping[str, tuple[str, ...]]
HERE = __package__  # tables of another coach stand beside its own code: `package` is where


@cache
def sections(name: str, package: str = HERE) -> Sections:
    """The lines of each section of `name`.txt, in their order. A section begun twice goes on."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in map(str.strip, files(package).joinpath(f"{name}.txt").read_text("utf-8").splitlines()):
        if line.startswith("[") and line.endswith("]"):
            lines = found.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return {section: tuple(its) for section, its in found.items()}


def pairs(name: str, section: str, package: str = HERE) -> tuple[tuple[str, str], ...]:
    """The first word of each line, and the rest."""
    parted = (line.partition(" ") for line in sections(name, package)[section])
    return tuple((key, pattern.lstrip()) for key, _, pattern in parted)


def words(name: str, section: str, package: str = HERE) -> frozenset[str]:
    return frozenset(" ".join(sections(name, package)[section]).split())


def cues(name: str, usual: Mood) -> Iterator[Cue]:
    """Those of every section that is a label; `!` behind the weight means in any mood instead of the usual one."""
    for section in sections(name).keys() & {label.value for label in Label}:
        for weight, pattern in pairs(name, section):
            mood = Mood.ANY if weight.endswith("!") else usual
            yield Cue(Label(section), float(weight.rstrip("!")), mood, pattern)


@cache
def weights(package: str = HERE) -> Mapping[str, str]:
    """What each trait of a sentence weighs for each label, still as it is written: a sentence has few of them."""
    lines = files(package).joinpath("learned.txt").read_text("utf-8").splitlines()
    parted = (line.partition("\t") for line in lines if not line.startswith("#"))
    return {name: row for name, _, row in parted}
