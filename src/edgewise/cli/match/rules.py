"""The rules file of `edgewise match`: TOML, read field by field, every mistake with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from itertools import combinations
from typing import BinaryIO

from edgewise.cli.match.people import BadInput, name_of
from edgewise.domain.formats.loader import LARGEST_FORMAT, parsed, text_of
from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE
from edgewise.domain.formats.problems import FormatErrors, Notes
from edgewise.domain.formats.tables import Table
from edgewise.domain.matching.given.history import HALF_LIFE
from edgewise.domain.matching.model import Kind, Pair, Weights
from edgewise.domain.roster.fields.levels import ROLE_LEVELS

MOST_WEIGHT = 5
ANY = "any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a rules file says; None where it says nothing."""

    kind: Kind | None = None
    least: int | None = None
    target: int | None = None
    most: int | None = None
    common_minutes: int | None = None
    common_language: bool = True
    level_spread: int | str | None = None
    nobody_alone: bool = True
    half_life: int = HALF_LIFE
    weights: Weights = field(default_factory=Weights)
    apart: frozenset[Pair] = frozenset()
    never_again: frozenset[Pair] = frozenset()
    together: tuple[frozenset[int], ...] = ()
    strangers: tuple[str, ...] = ()  # where the file names somebody who is not among the people


def read_rules(file: BinaryIO, ids: Mapping[str, int]) -> Said:
    """Raises BadInput with every mistake and its line. Addresses of people who are not there are no mistakes."""
    name = name_of(file)
    try:
        notes = parsed(text_of(file.read(LARGEST_FORMAT + 1), name), name)
    except FormatErrors as errors:
        raise BadInput(str(errors)) from None
    found = _said(Table(notes, (), dict(notes.document)), ids)
    if notes.problems:
        raise BadInput("\n".join(map(str, sorted(notes.problems))))
    return found


def _said(table: Table, ids: Mapping[str, int]) -> Said:
    groups = _Groups(table, ids)
    found = Said(
        kind=table.choice("kind", Kind) if "kind" in table.data else None,
        least=_optional(table, "least", FEWEST_PEOPLE, MOST_PEOPLE),
        target=_optional(table, "target", FEWEST_PEOPLE, MOST_PEOPLE),
        most=_optional(table, "most", FEWEST_PEOPLE, MOST_PEOPLE),
        common_minutes=_optional(table, "common_minutes", 0, 24 * 60),
        common_language=table.flag("common_language", True),
        level_spread=_spread(table),
        nobody_alone=table.flag("nobody_alone", True),
        half_life=table.number("half_life", 1, 36_500, HALF_LIFE),
        weights=_weights(table),
        apart=_pairs(groups.read("apart")),
        never_again=_pairs(groups.read("never_again")),
        together=tuple(sorted(groups.read("together"), key=sorted)),
        strangers=tuple(groups.strangers),
    )
    table.asked.append("kind")
    table.refuse_unknown()
    return found


def _optional(table: Table, name: str, least: int, most: int) -> int | None:
    table.asked.append(name)
    return table.number(name, least, most, least) if name in table.data else None


def _spread(table: Table) -> int | str | None:
    value = table.get("level_spread")
    if value is None or value == ANY:
        return ANY if value == ANY else None
    return table.whole(value, 0, len(ROLE_LEVELS) - 1, "level_spread")


def _weights(table: Table) -> Weights:
    value = table.get("weights")
    if value is None:
        return Weights()
    if not isinstance(value, dict):
        table.wrong("must be a table: [weights]", "weights")
        return Weights()
    inner = table.table(value, "weights")
    usual = Weights()
    names = [one.name for one in fields(Weights)]
    found = Weights(**{name: inner.number(name, 0, MOST_WEIGHT, getattr(usual, name)) for name in names})
    inner.refuse_unknown()
    return found


@dataclass(slots=True)
class _Groups:
    """`[[apart]]`, `[[never_again]]` and `[[together]]`: each a list of addresses under `people`."""

    table: Table
    ids: Mapping[str, int]
    strangers: list[str] = field(default_factory=list)

    def read(self, name: str) -> list[frozenset[int]]:
        items = self.table.items(name)
        return [group for i, item in enumerate(items) if len(group := self._group(name, i, item)) > 1]

    def _group(self, name: str, number: int, item: object) -> frozenset[int]:
        if not isinstance(item, dict):
            self.table.wrong(f'must be written as [[{name}]] with people = ["…", "…"]', name, number)
            return frozenset()
        inner = self.table.table(item, name, number)
        people = inner.items("people")
        if len(people) < 2:
            inner.wrong("must name two people or more", "people")
        found = [self._one(inner, i, address) for i, address in enumerate(people)]
        inner.refuse_unknown()
        return frozenset(one for one in found if one is not None)

    def _one(self, inner: Table, number: int, address: object) -> int | None:
        if not isinstance(address, str):
            inner.wrong("must be an e-mail address in quotation marks", "people", number)
            return None
        found = self.ids.get(address.strip().lower())
        if found is None:
            self.strangers.append(_place(inner.notes, (*inner.path, "people", number), address))
        return found


def _place(notes: Notes, path: tuple[str | int, ...], address: str) -> str:
    return f"{notes.file}:{notes.line(path)}: “{address[:60]}” is nobody who can be matched here"


def _pairs(groups: Iterable[frozenset[int]]) -> frozenset[Pair]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(sorted(group), 2))
