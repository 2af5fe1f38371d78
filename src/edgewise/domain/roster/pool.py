"""The people of a file that are to be matched there and then, with nobody known beforehand and nothing kept.

Only what matching needs is read. A mistake in a soft fact costs that fact; one in a fact that a hard rule needs
costs the person their place, since a guess could break the rule; and who cannot be told apart is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.duplicates import merge_duplicates
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.lines.reporting_lines import cycles
from edgewise.domain.roster.model import Facts, Finding, Meaning, Reading, Table
from edgewise.domain.roster.parsing import Parser
from edgewise.domain.roster.reading import parser_of, read_rows, unnamed
from edgewise.domain.roster.value_map import NO_VALUES, ValueMap

HOURS = frozenset({Meaning.HOURS, Meaning.WORKS_FROM, Meaning.WORKS_UNTIL})
# Facts that a rule needs: who gives one that cannot be read can be told apart from others, and cannot be placed.
NEEDED = HOURS | {Meaning.TIME_ZONE, Meaning.LANGUAGES, Meaning.LOAD_CAP}
SOFT = frozenset(
    {
        Meaning.NAME, Meaning.FIRST_NAME, Meaning.LAST_NAME, Meaning.FUNCTION, Meaning.UNIT, Meaning.LOCATION,
        Meaning.ROLE_LEVEL, Meaning.PREFERS, Meaning.GOALS, Meaning.STRENGTHS,
    }
)  # fmt: skip
READ = NEEDED | SOFT | {Meaning.EMAIL, Meaning.EMPLOYEE_ID, Meaning.MANAGER, Meaning.IDENTITY}


@dataclass(slots=True)
class Somebody:
    """One person: the facts that could be read, and the meanings of those that could not and are `needed`."""

    row: int
    facts: Facts
    needed: frozenset[Meaning]
    findings: list[Finding]
    merged: list[int] = field(default_factory=list)  # further rows that say the same
    above: frozenset[str] = frozenset()  # the addresses of their manager and of the manager's manager

    @property
    def email(self) -> str:
        return str(self.facts["email"])

    @property
    def name(self) -> str:
        return str(self.facts.get("name") or self.email)


@dataclass(slots=True)
class LeftOut:
    """A row that is nobody: without a usable address, or contradicted by another row."""

    row: int
    written: str  # the address, or what stands in its place
    findings: list[Finding]


@dataclass(slots=True)
class Pool:
    people: list[Somebody]  # in the order of their addresses: the order of the rows changes nothing
    left_out: list[LeftOut]
    notes: list[str] = field(default_factory=list)


def pool_of(table: Table, columns: Columns, zones: Zones, values: ValueMap = NO_VALUES) -> Pool:
    """Everybody in the table, each once. Reporting lines run through people who are left out too."""
    columns = replace(columns, meanings={c: m for c, m in columns.meanings.items() if m in READ})
    parser, notes = parser_of(table, columns, zones, values)
    rows = read_rows(table, columns, parser)
    meanings = _meanings(table, columns)
    needed = {reading.row: _softened(reading, meanings) for reading in rows}
    readings = merge_duplicates(rows)
    lines = _lines(readings)
    pool = Pool([], [], [*table.notes, *notes])
    cells = {row.number: row.cells for row in table.rows}
    for reading in readings:
        if reading.is_wrong:
            written = reading.email or _written(columns, cells[reading.row])
            pool.left_out += [LeftOut(row, written, reading.findings) for row in (reading.row, *reading.merged)]
        else:
            lacking = frozenset[Meaning]().union(*(needed[row] for row in (reading.row, *reading.merged)))
            pool.people.append(Somebody(reading.row, reading.facts, lacking, reading.findings, reading.merged))
    places = {reading.row: reading.place for reading in readings}
    for one in pool.people:
        one.above = _above(one.email, lines)
        _place(one, places[one.row], parser)
    pool.people.sort(key=lambda one: one.email)
    return pool


def _meanings(table: Table, columns: Columns) -> dict[str, Meaning]:
    """By the name under which a finding names its column."""
    named = {table.header[c] or unnamed(c): meaning for c, meaning in columns.meanings.items()}
    return {Meaning.HOURS.label: Meaning.HOURS} | named


def _softened(reading: Reading, meanings: Mapping[str, Meaning]) -> frozenset[Meaning]:
    """Keep as errors what makes the row nobody; returns the needed facts that could not be read."""
    found = [(meanings.get(finding.column), finding) for finding in reading.findings]
    wrong = {meaning for meaning, finding in found if finding.is_error}
    reading.findings = [
        replace(finding, is_error=finding.is_error and meaning not in SOFT | NEEDED, column=_shown(meaning, finding))
        for meaning, finding in found
    ]
    if not reading.email and not reading.is_wrong:
        reading.findings.append(Finding(Meaning.EMAIL.label, phrase("There is no e-mail address"), phrase("Add it")))
    return frozenset(meaning for meaning in NEEDED if meaning in wrong)


def _shown(meaning: Meaning | None, finding: Finding) -> str:
    return "" if meaning is Meaning.IDENTITY else finding.column


def _written(columns: Columns, cells: Sequence[str]) -> str:
    at = next((c for c, meaning in columns.meanings.items() if meaning is Meaning.EMAIL), None)
    return cells[at][:254] if at is not None and at < len(cells) else ""


def _place(one: Somebody, place: str, parser: Parser) -> None:
    """The zone of the place, where no zone is given; there is no other guess."""
    location = str(one.facts.get("location") or "")
    if "time_zone" in one.facts or Meaning.TIME_ZONE in one.needed or not location:
        return
    said = parser.zone_of(location, place)
    zone = said.facts.get("time_zone")
    if zone:
        one.facts["time_zone"] = zone
        what = phrase("None given: {zone} is taken from “{place}”", zone=zone, place=place or location)
        one.findings.append(Finding(Meaning.TIME_ZONE.label, what, is_error=False))
    for problem in (*said.notes, *filter(None, [said.problem])):
        one.findings.append(Finding(Meaning.LOCATION.label, problem.what, problem.remedy, is_error=False))


def _key(reading: Reading) -> str:
    return reading.email or f"row {reading.row}"


def _lines(readings: Sequence[Reading]) -> dict[str, list[str]]:
    """Whom each reports to, by address, in the order of the rows; what is odd about it becomes a finding."""
    everyone = {_key(reading): {**reading.facts, "email": _key(reading)} for reading in readings}
    aliases = {alias: _key(reading) for reading in readings for alias in reading.aliases}
    directory = Directory(everyone.values(), aliases)
    lines: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        written = reading.facts.get("manager")
        if isinstance(written, str):
            found = directory.those_of(written)
            lines[_key(reading)] += sorted(found - {_key(reading)})
            if problem := _no_manager(written, found, _key(reading)):
                reading.findings.append(Finding(Meaning.MANAGER.label, problem, is_error=False))
    _name_loops({_key(reading): reading for reading in reversed(readings)}, lines)
    return lines


def _no_manager(written: str, found: frozenset[str], own: str) -> str:
    """Why there is not one reporting line, if there is not. To be safe, of several people nobody sits with any."""
    if not found:
        return phrase("“{manager}” is nobody in this file, so no reporting line is drawn", manager=written[:80])
    if found == {own}:
        return phrase("The person is their own manager; that line is left out")
    if len(found) > 1:
        return phrase("“{manager}” can be several people, and the person sits with none of them", manager=written[:80])
    return ""


def _name_loops(readings: Mapping[str, Reading], lines: Mapping[str, Sequence[str]]) -> None:
    """Said once for each loop, in the row of its first address."""
    first, last = ({key: above[end] for key, above in lines.items() if above} for end in (0, -1))
    for loop in sorted({*cycles(first), *cycles(last)}):
        what = phrase(
            "A reporting line runs in a circle: {line}; nobody in it sits with the people next to them",
            line=" → ".join([*loop, loop[0]]),
        )
        remedy = phrase("Correct one")
        readings[loop[0]].findings.append(Finding(Meaning.MANAGER.label, what, remedy, is_error=False))


def _above(email: str, lines: Mapping[str, Iterable[str]]) -> frozenset[str]:
    managers = set(lines.get(email, ()))
    skip = {above for manager in managers for above in lines.get(manager, ())}
    return frozenset((managers | skip) - {email})
