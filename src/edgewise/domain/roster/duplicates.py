"""One person in several rows: merged where the rows agree, refused where they contradict each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from edgewise.domain.phrases import listed, phrase
from edgewise.domain.roster.fields.words import NAMES
from edgewise.domain.roster.model import Finding, Reading


def merge_duplicates(readings: Iterable[Reading]) -> list[Reading]:
    """One reading a person, in the order of the file; rows that contradict each other are all errors."""
    by_email: dict[str, list[Reading]] = defaultdict(list)
    alone: list[Reading] = []
    for reading in readings:
        (by_email[reading.email] if reading.email else alone).append(reading)
    merged = [found for group in by_email.values() for found in _one_person(group)]
    _refuse_shared_numbers(merged)
    return sorted([*alone, *merged], key=lambda reading: reading.row)


def _one_person(group: list[Reading]) -> list[Reading]:
    if len(group) == 1:
        return group
    differing = sorted(
        name
        for name in {name for reading in group for name in reading.facts}
        if len({reading.facts[name] for reading in group if reading.facts.get(name) is not None}) > 1
    )
    if differing or any(reading.is_wrong for reading in group):
        return [_contradicted(reading, group, differing) for reading in group]
    return [_merged(group)]


def _contradicted(reading: Reading, group: list[Reading], differing: list[str]) -> Reading:
    rows = listed([str(other.row) for other in group if other is not reading])
    what = phrase("{email} is also in row {rows}", email=reading.email, rows=rows)
    if differing:
        facts = listed([phrase("“{fact}”", fact=NAMES[name]) for name in differing])
        what = phrase(
            "{email} is also in row {rows}, with another {facts}", email=reading.email, rows=rows, facts=facts
        )
    reading.findings.append(Finding("", what, phrase("Keep the row that is right")))
    return reading


def _merged(group: list[Reading]) -> Reading:
    first, *others = group
    for other in others:
        first.facts |= {name: value for name, value in other.facts.items() if first.facts.get(name) is None}
        first.merged.append(other.row)
        first.findings += [finding for finding in other.findings if finding not in first.findings]
    return first


def _refuse_shared_numbers(readings: list[Reading]) -> None:
    """Two addresses under one employee number cannot be told apart at the next import."""
    by_number: dict[object, list[Reading]] = defaultdict(list)
    for reading in readings:
        if reading.facts.get("employee_id"):
            by_number[reading.facts["employee_id"]].append(reading)
    for number, group in by_number.items():
        if len({reading.email for reading in group}) > 1:
            for reading in group:
                rows = listed([str(other.row) for other in group if other.email != reading.email])
                what = phrase(
                    "The employee number {number} is also in row {rows}, with another e-mail address",
                    number=number, rows=rows,
                )  # fmt: skip
                reading.findings.append(Finding("", what, phrase("Give each person their own")))
