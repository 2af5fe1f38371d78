"""The nouns of an import. Rows are numbered as a spreadsheet shows them: the first line is row 1."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

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
    Meaning.EMAIL: "E-mail address",
    Meaning.NAME: "Full name",
    Meaning.FIRST_NAME: "First name",
    Meaning.LAST_NAME: "Last name",
    Meaning.EMPLOYEE_ID: "Employee number",
    Meaning.JOB_TITLE: "Job title",
    Meaning.ROLE_LEVEL: "Role level",
    Meaning.FUNCTION: "Function",
    Meaning.LOCATION: "Location",
    Meaning.TIME_ZONE: "Time zone",
    Meaning.LANGUAGES: "Languages",
    Meaning.PREFERS: "Preferred language",
    Meaning.MANAGER: "Manager (address, number or name)",
    Meaning.START_DATE: "Start date",
    Meaning.GOALS: "Development goals",
    Meaning.STRENGTHS: "Strengths",
    Meaning.IDENTITY: "Self-declared identity or ERG (kept sealed)",
    Meaning.HOURS: "Working hours",
    Meaning.WORKS_FROM: "Works from",
    Meaning.WORKS_UNTIL: "Works until",
    Meaning.LOAD_CAP: "Circles at once",
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
    """Something wrong in one place, and what to do. An error leaves its row out; a warning does not."""

    column: str
    what: str
    remedy: str = ""
    is_error: bool = True

    def __str__(self) -> str:
        place = f"{self.column}: " if self.column else ""
        return f"{place}{self.what}{'. ' + self.remedy if self.remedy else ''}"


@dataclass(slots=True)
class Reading:
    """What one person's rows say: the first row's number, and those merged into it."""

    row: int
    facts: Facts = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    merged: list[int] = field(default_factory=list)

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
        return f"{self.what}{'. ' + self.remedy if self.remedy else ''}"
