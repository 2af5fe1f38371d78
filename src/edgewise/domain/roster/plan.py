"""What an import would do to the organisation as it is now: one outcome a person, nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import Columns
from edgewise.domain.roster.duplicates import merge_duplicates
from edgewise.domain.roster.fields.words import NAMES, SEALED, in_words
from edgewise.domain.roster.fields.zones import Zones
from edgewise.domain.roster.lines.directory import Directory
from edgewise.domain.roster.lines.reporting_lines import LeftOut, settle_managers, warn_of_cycles
from edgewise.domain.roster.model import Facts, Finding, Reading, Table, Value
from edgewise.domain.roster.parsing import Parser
from edgewise.domain.roster.reading import parser_of, read_rows
from edgewise.domain.roster.value_map import NO_VALUES, ValueMap

NOTHING_SAID: tuple[Value, ...] = (None, "", ())


class Kind(StrEnum):
    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody already in the organisation. `manager` among the facts is the manager's address."""

    id: int
    facts: Facts
    own: frozenset[str] = frozenset()  # facts they set themself
    elsewhere: bool = False  # other organisations know the same person


class Change(NamedTuple):  # of which a large file has a hundred thousand
    fact: str
    before: Value
    after: Value

    def __str__(self) -> str:
        name = NAMES[self.fact]
        if self.fact == "identity":
            return str(phrase("{fact} ({sealed})", fact=name, sealed=SEALED))
        before, after = in_words(self.fact, self.before), in_words(self.fact, self.after)
        return str(phrase("{fact}: {before} → {after}", fact=name, before=before, after=after))


@dataclass(frozen=True, slots=True)
class Outcome:
    row: int
    kind: Kind
    email: str
    name: str
    changes: tuple[Change, ...] = ()
    findings: tuple[Finding, ...] = ()
    merged: tuple[int, ...] = ()
    known: int | None = None

    @property
    def warnings(self) -> list[Finding]:
        return [finding for finding in self.findings if not finding.is_error]

    @property
    def errors(self) -> list[Finding]:
        return [finding for finding in self.findings if finding.is_error]


@dataclass(frozen=True, slots=True)
class Plan:
    outcomes: tuple[Outcome, ...]
    notes: tuple[str, ...] = ()

    def of(self, kind: Kind) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind is kind]

    @property
    def warned(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind is not Kind.ERROR and outcome.warnings]

    @property
    def writes(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.kind in {Kind.NEW, Kind.UPDATE}]


def plan_import(
    table: Table, columns: Columns, known: Iterable[Known], zones: Zones, values: ValueMap = NO_VALUES
) -> Plan:
    """Read the table, compare it with who is known, and say what would happen to each person of the file."""
    parser, notes = parser_of(table, columns, zones, values)
    rows = read_rows(table, columns, parser)
    readings = merge_duplicates(rows)
    present = _Present(known)
    emails = {reading.email for reading in readings}
    matches = {reading.row: present.match(reading, emails) for reading in readings}
    _settle_lines(readings, matches, present)
    outcomes = tuple(_outcome(reading, matches[reading.row], present, parser) for reading in readings)
    return Plan(outcomes, (*table.notes, *notes))


class _Present:
    """Who is known, by address and by employee number; `renamed` follows an address that the file changes."""

    def __init__(self, known: Iterable[Known]) -> None:
        self.everyone = list(known)
        self.by_email = {str(person.facts["email"]): person for person in self.everyone}
        self.by_number = {
            person.facts["employee_id"]: person for person in self.everyone if person.facts.get("employee_id")
        }
        self.renamed: dict[str, str] = {}

    def match(self, reading: Reading, emails: set[str]) -> Known | None:
        """By address, else by employee number; said where the two disagree."""
        by_email = self.by_email.get(reading.email)
        by_number = self.by_number.get(reading.facts.get("employee_id"))
        if by_number is None or by_number is by_email or not reading.email:
            return by_email
        if by_email or str(by_number.facts["email"]) in emails or not _words(reading.facts) & _words(by_number.facts):
            self._leave_number(reading, by_number)
            return by_email
        self._rename(reading, by_number)
        return by_number

    def _leave_number(self, reading: Reading, person: Known) -> None:
        number = reading.facts.pop("employee_id")
        what = phrase(
            "{number} is the number of {name} ({email}) and is not taken over",
            number=number, name=person.facts["name"], email=person.facts["email"],
        )  # fmt: skip
        remedy = phrase("If they are one person, change their address here first")
        reading.findings.append(Finding(phrase("Employee number"), what, remedy, is_error=False))

    def _rename(self, reading: Reading, person: Known) -> None:
        old = str(person.facts["email"])
        if person.elsewhere:
            what = phrase("{email} has this employee number and takes part in another organisation too", email=old)
            remedy = phrase("Only the person can change a shared address")
            finding = Finding(phrase("E-mail address"), what, remedy)
        else:
            self.renamed[old] = reading.email
            what = phrase("It was {email}; sign-in codes go to the new one", email=old)
            finding = Finding(phrase("E-mail address"), what, is_error=False)
        reading.findings.append(finding)


def _words(facts: Facts) -> set[str]:
    """The words of a name: after a wedding or a move one of them is still there."""
    return set(str(facts.get("name") or "").casefold().split())


def _settle_lines(readings: list[Reading], matches: Mapping[int, Known | None], present: _Present) -> None:
    """Managers by address, then loops among the lines as they will be."""
    good = [reading for reading in readings if not reading.is_wrong]
    changing = {person.id for reading in good if (person := matches[reading.row])}
    untouched = [person.facts for person in present.everyone if person.id not in changing]
    wrong = [reading.facts for reading in readings if reading.is_wrong and reading.email]
    rows = {reading.email: reading.row for reading in readings if reading.is_wrong and reading.email}
    left_out = LeftOut(rows, Directory(wrong))
    written = {reading.email: reading.facts.get("manager") for reading in readings}
    aliases = {alias: reading.email for reading in good for alias in reading.aliases}
    everyone = [*untouched, *(_facts_to_be(r, matches[r.row]) for r in good)]
    settle_managers(good, Directory(everyone, aliases), left_out)
    lines: dict[str, str] = {}
    for facts in [*untouched, *(_facts_to_be(r, matches[r.row]) for r in good), *wrong]:
        if isinstance(manager := facts.get("manager"), str):
            lines[str(facts["email"])] = present.renamed.get(manager, manager)
    for email, name in written.items():
        if isinstance(name, str) and (manager := left_out.email_of(name)):
            lines[email] = manager
    warn_of_cycles(readings, lines)


def _facts_to_be(reading: Reading, person: Known | None) -> Facts:
    return {**(person.facts if person else {}), **reading.facts}


def _outcome(reading: Reading, person: Known | None, present: _Present, parser: Parser) -> Outcome:
    if "name" not in reading.facts and person is None and not reading.is_wrong:
        reading.findings.append(Finding(phrase("Name"), phrase("There is no name"), phrase("Add it")))
    name = str(reading.facts.get("name") or (person.facts.get("name") if person else "") or "")
    kind, changes = Kind.ERROR, tuple[Change, ...]()
    if reading.is_wrong:
        pass
    elif person is None:
        _complete(reading, parser)
        kind, changes = Kind.NEW, _changes({}, reading.facts)
    else:
        _keep_own(reading, person)
        if person.facts.get("left_on"):
            reading.facts["left_on"] = None  # who is in the export has come back
        changes = _changes(_renamed_facts(person.facts, present.renamed), reading.facts)
        kind = Kind.UPDATE if changes else Kind.UNCHANGED
    merged, findings = tuple(reading.merged), tuple(reading.findings)
    return Outcome(reading.row, kind, reading.email, name, changes, findings, merged, person.id if person else None)


def _renamed_facts(facts: Facts, renamed: Mapping[str, str]) -> Facts:
    """A manager whose address changes in this file is still the same manager."""
    manager = facts.get("manager")
    return {**facts, "manager": renamed.get(manager, manager)} if isinstance(manager, str) else facts


def _changes(before: Facts, after: Facts) -> tuple[Change, ...]:
    """Nothing said is nothing, however it is kept."""
    if not before:
        return tuple([Change(name, None, new) for name, new in after.items() if new not in NOTHING_SAID])
    pairs = ((name, before.get(name), new) for name, new in after.items())
    return tuple(
        Change(name, old, new)
        for name, old, new in pairs
        if old != new and not (old in NOTHING_SAID and new in NOTHING_SAID)
    )


def _keep_own(reading: Reading, person: Known) -> None:
    """What a person says of themself stands, and a name that others know too."""
    kept = set(person.own) | ({"name"} if person.elsewhere else set())
    for name in sorted(kept & set(reading.facts)):
        if reading.facts.pop(name) != person.facts.get(name) and name != "identity":
            what = phrase("It stays as the person set it")
            reading.findings.append(Finding(NAMES[name], what, is_error=False))


def _complete(reading: Reading, parser: Parser) -> None:
    """What a new person needs for matching, from what else is known; said where it is a guess."""
    facts = reading.facts
    if "time_zone" not in facts:
        _place(reading, parser)
    if not facts.get("languages"):
        what = phrase("None given: the person cannot be matched until they say")
        reading.findings.append(Finding(phrase("Languages"), what, is_error=False))


def _place(reading: Reading, parser: Parser) -> None:
    location = str(reading.facts.get("location") or "")
    said = parser.zone_of(location, reading.place)
    zone = said.facts.get("time_zone")
    reading.facts["time_zone"] = zone or "UTC"
    what = (
        phrase("None given: {zone} is taken from {place}", zone=zone, place=reading.place or location)
        if zone
        else phrase("None given: {zone} is assumed until the person sets it", zone="UTC")
    )
    reading.findings.append(Finding(phrase("Time zone"), what, is_error=False))
    for problem in (*said.notes, *filter(None, [said.problem])):
        reading.findings.append(Finding(phrase("Location"), problem.what, problem.remedy, is_error=False))
