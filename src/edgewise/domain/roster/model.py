"""The nouns of an import. Rows are numbered as a spreadsheet shows them: the first line is row 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from edgewise.domain.phrases import phrase

Value = str | int | date | time | tuple[str, ...] | None


class Meaning(StrEnum):
    """What a column of a file can be."""

    EMAIL = "email"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMPLOYEE_ID = "employee_id"
    JOB_TITLE = "job_title"
    ROLE_LEVEL = "role_level"
    FUNCTION = "function"
    UNIT = "unit"
    LOCATION = "location"
    TIME_ZONE = "time_zone"
    LANGUAGES = "languages"
    PREFERS = "preferred_language"
    MANAGER = "manager"
    START_DATE = "start_date"
    GOALS = "development_goals"
    STRENGTHS = "strengths"
    IDENTITY = "identity"
    HOURS = "hours"
    WORKS_FROM = "works_from"
    WORKS_UNTIL = "works_until"
    LOAD_CAP = "load_cap"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Meaning.EMAIL: phrase("E-mail address"),
    Meaning.NAME: phrase("Full name"),
    Meaning.FIRST_NAME: phrase("First name"),
    Meaning.LAST_NAME: phrase("Last name"),
    Meaning.EMPLOYEE_ID: phrase("Employee number"),
    Meaning.JOB_TITLE: phrase("Job title"),
    Meaning.ROLE_LEVEL: phrase("Role level"),
    Meaning.FUNCTION: phrase("Function"),
    Meaning.UNIT: phrase("Unit (division, business unit)"),
    Meaning.LOCATION: phrase("Location"),
    Meaning.TIME_ZONE: phrase("Time zone"),
    Meaning.LANGUAGES: phrase("Languages"),
    Meaning.PREFERS: phrase("Preferred language"),
    Meaning.MANAGER: phrase("Manager (address, number or name)"),
    Meaning.START_DATE: phrase("Start date"),
    Meaning.GOALS: phrase("Development goals"),
    Meaning.STRENGTHS: phrase("Strengths"),
    Meaning.IDENTITY: phrase("Self-declared identity or ERG (kept sealed)"),
    Meaning.HOURS: phrase("Working hours"),
    Meaning.WORKS_FROM: phrase("Works from"),
    Meaning.WORKS_UNTIL: phrase("Works until"),
    Meaning.LOAD_CAP: phrase("Circles at once"),
}

# A person's facts by the name they are kept under; a fact that the file does not give is not in it.
Facts = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Row:
    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    header: tuple[str, ...]
    header_row: int
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()  # how the file was read, where that was a judgement


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in one place, and what to do. An error leaves its row out; a warning does not.

    `what` and `remedy` are sentences without a full stop.
    """

    column: str
    what: str
    remedy: str = ""
    is_error: bool = True

    def __str__(self) -> str:
        said = _with_remedy(self.what, self.remedy)
        return str(phrase("{column}: {problem}", column=self.column, problem=said) if self.column else said)


@dataclass(slots=True)
class Reading:
    """What one person's rows say: the first row's number, and those merged into it."""

    row: int
    facts: Facts = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)
    place: str = ""  # the location with what other columns say of it: a city, and its country
    aliases: tuple[str, ...] = ()  # other addresses of the same person, from the columns that stand in for the first

    @property
    def is_wrong(self) -> bool:
        return any(finding.is_error for finding in self.findings)

    @property
    def email(self) -> str:
        return str(self.facts.get("email") or "")


class Unreadable(ValueError):
    """A cell or a file that cannot be understood: what is wrong, and what to do about it."""

    def __init__(self, what: str, remedy: str = "") -> None:
        super().__init__(what)
        self.what, self.remedy = what, remedy

    def __str__(self) -> str:
        return str(_with_remedy(self.what, self.remedy))


def _with_remedy(what: str, remedy: str) -> str:
    return phrase("{problem}. {remedy}", problem=what, remedy=remedy) if remedy else what
