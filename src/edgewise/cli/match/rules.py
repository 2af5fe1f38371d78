"""The rules file of `edgewise match`: TOML, read field by field, every mistake with its line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher
from itertools import combinations
from typing import BinaryIO

from edgewise.cli.match.people import BadInput, name_of
from edgewise.domain.formats.loader import LARGEST_FORMAT, parsed, text_of
from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE
from edgewise.domain.formats.problems import FormatErrors, Notes
from edgewise.domain.formats.tables import Table
from edgewise.domain.matching.given.history import HALF_LIFE
from edgewise.domain.matching.model import MOST_WEIGHT, Kind, Pair, Weights, least_weight
from edgewise.domain.roster.fields.invisible import clean
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.domain.roster.fields.values import parse_email
from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.model import Facts, Unreadable

ALIKE, LIKE_LENGTH = 0.8, 3  # of the letters of a mistyped address, and fewer letters than this more or less
NAMED = 3  # people who can be meant
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


@dataclass(frozen=True, slots=True)
class Named:
    """The people a rules file can name: ids by address, names by id, and who is in the file and cannot be placed."""

    ids: Mapping[str, int]
    names: Mapping[int, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()


def read_rules(file: BinaryIO, people: Named) -> Said:
    """Raises BadInput with every mistake and its line.

    An address of somebody who is not there is none, since one list serves many files of people; but it is where it
    looks like that of somebody who is there, or where of a whole list no line is left.
    """
    name = name_of(file)
    try:
        notes = parsed(text_of(file.read(LARGEST_FORMAT + 1), name), name)
    except FormatErrors as errors:
        raise BadInput(str(errors)) from None
    found = _said(Table(notes, (), dict(notes.document)), people)
    if notes.problems:
        raise BadInput("\n".join(map(str, sorted(notes.problems))))
    return found


def _said(table: Table, people: Named) -> Said:
    groups = _Groups(table, people, _directory(people))
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
    found = Weights(
        **{name: inner.number(name, least_weight(name), MOST_WEIGHT, getattr(usual, name)) for name in names}
    )
    inner.refuse_unknown()
    return found


def _directory(people: Named) -> Directory:
    there: list[Facts] = [{"email": email, "name": people.names.get(one)} for email, one in people.ids.items()]
    there += [{"email": email} for email in people.left_out]
    return Directory(there)


@dataclass(slots=True)
class _Groups:
    """`[[apart]]`, `[[never_again]]` and `[[together]]`: each a list of addresses or names under `people`."""

    table: Table
    people: Named
    directory: Directory
    strangers: list[str] = field(default_factory=list)

    def read(self, name: str) -> list[frozenset[int]]:
        items = self.table.items(name)
        before = len(self.table.notes.problems)
        groups = [group for i, item in enumerate(items) if len(group := self._group(name, i, item)) > 1]
        if items and not groups and len(self.table.notes.problems) == before:
            self.table.wrong("names no two people of this file in any of its lines; correct it, or remove it", name)
        return groups

    def _group(self, name: str, number: int, item: object) -> frozenset[int]:
        if not isinstance(item, dict):
            self.table.wrong(f'must be written as [[{name}]] with people = ["…", "…"]', name, number)
            return frozenset()
        inner = self.table.table(item, name, number)
        people = inner.items("people")
        if len(people) < 2:
            inner.wrong("must name two people or more", "people")
        found = [self._one(inner, i, written) for i, written in enumerate(people)]
        inner.refuse_unknown()
        return frozenset(one for one in found if one is not None)

    def _one(self, inner: Table, number: int, written: object) -> int | None:
        if not isinstance(written, str):
            inner.wrong("must be an e-mail address in quotation marks", "people", number)
            return None
        found = self.directory.those_of(clean(written))
        if len(found) > 1:
            inner.wrong(f"“{written[:60]}” can be {' or '.join(sorted(found)[:NAMED])}", "people", number)
        elif not found and (wrong := self._mistyped(written)):
            inner.wrong(wrong, "people", number)
        elif not found or (email := next(iter(found))) not in self.people.ids:
            self.strangers.append(_place(inner.notes, (*inner.path, "people", number), written))
        else:
            return self.people.ids[email]
        return None

    def _mistyped(self, written: str) -> str:
        """What is wrong with a text that names nobody, if it is no address of somebody who is not there."""
        try:
            email = parse_email(written)
        except Unreadable:
            return f"“{written[:60]}” is the name of nobody in the file of people; write the e-mail address"
        near = [known for known in self.people.ids if _alike(email, known)]
        return f"“{email}” is nobody here; did you mean {near[0]}? Else remove it" if near else ""


def _alike(one: str, other: str) -> bool:
    """Do both halves of two addresses differ by a letter or two?"""
    halves = zip(one.split("@"), other.split("@"), strict=True)
    return all(abs(len(a) - len(b)) < LIKE_LENGTH and _ratio(a, b) >= ALIKE for a, b in halves)


def _ratio(one: str, other: str) -> float:
    compared = SequenceMatcher(None, one, other)
    return compared.ratio() if compared.real_quick_ratio() >= ALIKE and compared.quick_ratio() >= ALIKE else 0


def _place(notes: Notes, path: tuple[str | int, ...], address: str) -> str:
    return f"{notes.file}:{notes.line(path)}: “{address[:60]}” is nobody who can be matched here"


def _pairs(groups: Iterable[frozenset[int]]) -> frozenset[Pair]:
    return frozenset(frozenset(pair) for group in groups for pair in combinations(sorted(group), 2))
