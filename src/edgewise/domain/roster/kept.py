"""A table and a plan as bytes and back, so that a file is read once, whoever asks for its pages.

Phrases stay phrases: they are said in the language of the reader.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import NamedTuple

from msgspec import Struct, msgpack

from edgewise.domain.phrases import Phrase, as_data
from edgewise.domain.roster.model import Facts, Finding, Meaning, Row, Table, Value
from edgewise.domain.roster.plan import Change, Kind, Outcome, Plan
from edgewise.domain.roster.unread import Unread

DAYS, HOURS = {"start_date", "left_on"}, {"works_from", "works_until"}  # the facts that bytes hold as text


class Said(Struct, frozen=True, array_like=True):
    """A phrase, as `as_data` writes it."""

    message: str
    values: dict[str, Text | int | float | None]
    many: str = ""
    number: int = 1
    context: str = ""


Text = str | Said


class Write(NamedTuple):
    """What is written of one person: `known` is their membership's id, None for somebody new."""

    email: str
    name: str
    known: int | None
    facts: Facts  # those that change, as they will be


class KeptRow(Struct, gc=False):
    number: int
    cells: tuple[str, ...]


class KeptTable(Struct, gc=False):
    header: tuple[str, ...]
    header_row: int
    rows: list[KeptRow]
    notes: list[Text]


class _Change(Struct, gc=False, array_like=True):  # as a named tuple is written
    fact: str
    before: str | int | tuple[str, ...] | None
    after: str | int | tuple[str, ...] | None


class _Finding(Struct, gc=False):
    column: Text
    what: Text
    remedy: Text
    is_error: bool


class KeptOutcome(Struct, gc=False):
    row: int
    kind: Kind
    email: str
    name: str
    changes: list[_Change]
    findings: list[_Finding]
    merged: tuple[int, ...]
    known: int | None


class _Unread(Struct, gc=False):
    meaning: Meaning
    column: str
    value: str
    rows: int
    first_row: int
    what: Text
    remedy: Text
    is_judged: bool


class _Plan(Struct, gc=False):
    outcomes: list[KeptOutcome]
    notes: list[Text]


def phrase_of(text: Text) -> str:
    if isinstance(text, str):
        return text
    values: Mapping[str, object] = {n: phrase_of(v) if isinstance(v, str | Said) else v for n, v in text.values.items()}
    return Phrase(text.message, values, many=text.many, number=text.number, context=text.context)


def _of_phrase(value: object) -> object:
    """Phrases are what msgspec does not know."""
    if isinstance(value, Phrase):
        return as_data(value)
    raise TypeError(type(value))


_encoder = msgpack.Encoder(enc_hook=_of_phrase)
_tables = msgpack.Decoder(KeptTable)
_plans = msgpack.Decoder(_Plan)
_unread = msgpack.Decoder(list[_Unread])


def encode(kept: Table | Plan | Sequence[Unread]) -> bytes:
    return _encoder.encode(kept)


def decode_table(data: bytes) -> Table:
    """Raises msgspec.DecodeError, ValidationError among them."""
    return table_of_kept(_tables.decode(data))


def table_of_kept(found: KeptTable) -> Table:
    rows = tuple(Row(row.number, row.cells) for row in found.rows)
    return Table(found.header, found.header_row, rows, tuple(map(phrase_of, found.notes)))


def decode_unread(data: bytes) -> list[Unread]:
    return [
        Unread(o.meaning, o.column, o.value, o.rows, o.first_row, phrase_of(o.what), phrase_of(o.remedy), o.is_judged)
        for o in _unread.decode(data)
    ]


class KeptPlan:
    """A plan of which no more is built than is looked at."""

    def __init__(self, data: bytes) -> None:
        found = _plans.decode(data)
        self.outcomes: Sequence[KeptOutcome] = found.outcomes
        self.notes = tuple(map(phrase_of, found.notes))

    def of(self, kind: Kind) -> list[KeptOutcome]:
        return [kept for kept in self.outcomes if kept.kind is kind]

    @property
    def warned(self) -> list[KeptOutcome]:
        return [
            kept
            for kept in self.outcomes
            if kept.kind is not Kind.ERROR and any(not finding.is_error for finding in kept.findings)
        ]

    @property
    def writes(self) -> list[Write]:
        return [
            Write(kept.email, kept.name, kept.known, {c.fact: _value(c.fact, c.after) for c in kept.changes})
            for kept in self.outcomes
            if kept.kind is Kind.NEW or kept.kind is Kind.UPDATE
        ]

    def whole(self) -> Plan:
        return Plan(tuple(map(built, self.outcomes)), self.notes)


def writes_of(plan: Plan) -> list[Write]:
    return [Write(o.email, o.name, o.known, {c.fact: c.after for c in o.changes}) for o in plan.writes]


def built(kept: KeptOutcome) -> Outcome:
    changes = tuple(Change(c.fact, _value(c.fact, c.before), _value(c.fact, c.after)) for c in kept.changes)
    findings = tuple(
        Finding(phrase_of(f.column), phrase_of(f.what), phrase_of(f.remedy), f.is_error) for f in kept.findings
    )
    return Outcome(kept.row, kept.kind, kept.email, kept.name, changes, findings, kept.merged, kept.known)


def _value(fact: str, value: str | int | tuple[str, ...] | None) -> Value:
    if isinstance(value, str):
        if fact in DAYS:
            return date.fromisoformat(value)
        if fact in HOURS:
            return time.fromisoformat(value)
    return value
