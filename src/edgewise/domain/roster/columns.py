"""What each column means, by its name first and by what is in it second; unsure is said, not hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from edgewise.domain.roster.model import Meaning, Row, Table

# The names under which systems export a meaning, the best first. German, French, Spanish, Portuguese too.
NAMES: dict[Meaning, str] = {
    Meaning.EMAIL: (
        "work email|email|e mail|primary work email|email address|e mail address|work email address|business email|"
        "business email address|company email|corporate email|mail|email work|email primary work|"
        "user principal name|"
        "upn|e mail adresse|mailadresse|courriel|adresse e mail|adresse email|correo|correo electronico|"
        "e mail address work"
    ),
    Meaning.FIRST_NAME: (
        "preferred first name|first name|given name|legal first name|forename|firstname|first|preferred name|"
        "known as|"
        "vorname|prenom|nombre|nome"
    ),
    Meaning.LAST_NAME: (
        "preferred last name|last name|surname|legal last name|family name|lastname|last|nachname|familienname|nom|"
        "nom de famille|apellido|apellidos|sobrenome"
    ),
    Meaning.NAME: (
        "full name|name|last name first name|first name last name|name last first|"
        "preferred full name|display name|worker|worker name|employee name|employee|"
        "legal name|person|"
        "participant|participant name|colleague|voller name|nom complet|nombre completo|nome completo"
    ),
    Meaning.EMPLOYEE_ID: (
        "employee id|employee number|employeeid|user id|userid|worker id|employee no|personnel number|"
        "staff id|staff number|emp id|"
        "person number|"
        "payroll number|hris id|associate id|id|personalnummer|matricule|numero de empleado|matricula"
    ),
    Meaning.JOB_TITLE: (
        "job title|jobtitle|title|business title|position title|position|role|job|job profile|role title|"
        "stellenbezeichnung|"
        "funktion|poste|intitule du poste|puesto|cargo"
    ),
    Meaning.ROLE_LEVEL: (
        "role level|management level|job level|level|career level|seniority|seniority level|grade|job grade|band|"
        "compensation grade|karrierestufe|niveau|nivel"
    ),
    Meaning.FUNCTION: (
        "function|department|job function|business function|cost center hierarchy|cost centre hierarchy|"
        "business unit|"
        "division|team|organisation|organization|org unit|supervisory organization|cost center|cost centre|"
        "job family|"
        "abteilung|bereich|departement|service|departamento|area"
    ),
    Meaning.LOCATION: (
        "location|work location|office|office location|site|city|work city|location name|base location|"
        "primary location|"
        "country|work country|standort|ort|lieu|ville|site de travail|ubicacion|ciudad|localidade|cidade"
    ),
    Meaning.TIME_ZONE: (
        "time zone|timezone|tz|iana time zone|work time zone|user time zone|zeitzone|fuseau horaire|"
        "zona horaria|fuso horario"
    ),
    Meaning.LANGUAGES: (
        "languages|language s|spoken languages|language|working languages|language skills|"
        "languages spoken|"
        "sprachen|sprache|langues|langue|idiomas|idioma"
    ),
    Meaning.PREFERS: (
        "preferred language|language preference|preferred working language|preferred coaching language|main language|"
        "bevorzugte sprache|langue preferee|idioma preferido"
    ),
    Meaning.MANAGER: (
        "manager email|manager work email|manager e mail|manager email address|line manager email|supervisor email|"
        "reports to email|manager id|manager employee id|manager worker id|supervisor id|manager|line manager|"
        "reports to|supervisor|manager name|reporting manager|vorgesetzter|vorgesetzte|fuhrungskraft|responsable|"
        "manager direct|jefe|superior|gestor"
    ),
    Meaning.START_DATE: (
        "start date|hire date|hiredate|startdate|start|date of hire|original hire date|joining date|"
        "date joined|employment start|"
        "continuous service date|"
        "most recent hire date|eintrittsdatum|eintritt|date d embauche|date d entree|fecha de ingreso|"
        "fecha de alta|"
        "data de admissao"
    ),
    Meaning.GOALS: (
        "development goals|development interests|goals|development goal|learning goals|interests|career interests|"
        "development areas|coaching goals|entwicklungsziele|objectifs|objetivos"
    ),
    Meaning.STRENGTHS: (
        "strengths|skills|can help with|offers|expertise|can offer|areas of expertise|key skills|core strengths|"
        "top skills|superpowers|"
        "starken|kompetenzen|points forts|competences|fortalezas|competencias|pontos fortes"
    ),
    Meaning.IDENTITY: (
        "ergs|erg|affinity groups|affinity group|employee resource groups|employee resource group|erg membership|"
        "identity|self declared identity|resource groups|brg|networks"
    ),
    Meaning.HOURS: (
        "working hours|work hours|standard hours|hours|office hours|usual hours|arbeitszeit|arbeitszeiten|"
        "horaires|horario"
    ),
    Meaning.WORKS_FROM: ("works from|work start|start time|day starts|working from|shift start"),
    Meaning.WORKS_UNTIL: ("works until|work end|end time|day ends|working until|shift end"),
    Meaning.LOAD_CAP: (
        "max circles|load cap|program capacity|programme capacity|circles at once|capacity|max groups|"
        "maximum circles|"
        "circle limit"
    ),
}  # fmt: skip

RANKED = {name: (meaning, rank) for meaning, names in NAMES.items() for rank, name in enumerate(names.split("|"))}
# Words that hint at a meaning in a name that is not known; in this order.
HINTS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.MANAGER, r"manager|supervisor|reports to|vorgesetz"),
    (Meaning.EMAIL, r"e ?mail|courriel|correo"),
    (Meaning.TIME_ZONE, r"time ?zone|\btz\b|zeitzone|fuseau"),
    (Meaning.PREFERS, r"(prefer|main|first)\w* .*(language|sprache|langue|idioma)"),
    (Meaning.LANGUAGES, r"language|sprache|langue|idioma"),
    (Meaning.IDENTITY, r"\berg|affinity|resource group|identity"),
    (Meaning.ROLE_LEVEL, r"level|grade|seniority|\bband\b"),
    (Meaning.START_DATE, r"hire|start date|join"),
    (Meaning.EMPLOYEE_ID, r"(employee|worker|staff|person\w*) (id|no|num)"),
    (Meaning.FIRST_NAME, r"first name|given|vorname|prenom"),
    (Meaning.LAST_NAME, r"last name|surname|family name|nachname"),
    (Meaning.JOB_TITLE, r"title|position"),
    (Meaning.FUNCTION, r"department|function|division|abteilung"),
    (Meaning.LOCATION, r"location|office|city|site|standort"),
    (Meaning.GOALS, r"goal|development|interest"),
    (Meaning.STRENGTHS, r"strength|skill|expert|can help"),
    (Meaning.HOURS, r"hours"),
    (Meaning.LOAD_CAP, r"capacity|max\w* (circle|group)"),
)
NOT_WORK = re.compile(r"\b(personal|private|home|secondary|other|alternate|former|emergency)\b")
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
SAMPLE = 50


@dataclass(frozen=True, slots=True)
class Columns:
    """Meanings by column position. `unsure` asks a person; `missing` says what an import cannot do without."""

    meanings: Mapping[int, Meaning]
    unsure: frozenset[int]
    missing: tuple[str, ...]

    @property
    def is_settled(self) -> bool:
        return not self.unsure and not self.missing


def normalised(name: str) -> str:
    """A column's name without case, accents and punctuation: `Manager - Work E-mail` -> `manager work e mail`."""
    plain = unicodedata.normalize("NFKD", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name.replace("#", " number "))).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c))))[:200]


def recognised(cells: Sequence[str]) -> int:
    """How many of these cells name a known column: the most of them make the header."""
    return len({RANKED[name][0] for cell in cells if (name := normalised(cell)) in RANKED})


def meanings_of(
    table: Table, remembered: Mapping[str, str] | None = None, given: Mapping[int, Meaning | None] | None = None
) -> Columns:
    """What each column means: as said now, else as said before, else by its name, else (unsure) by a hint.

    `remembered` maps a normalised name to a meaning, or to "" for a column to leave out. `given`, when it is
    there, is a complete answer and nothing is guessed.
    """
    if given is not None:
        chosen = {column: meaning for column, meaning in given.items() if meaning is not None}
        return Columns(chosen, frozenset(), _missing(chosen))
    sure, left_out = _sure(table, remembered or {})
    unsure = _hinted(table, sure, left_out)
    meanings = dict(sorted({**sure, **unsure}.items()))
    return Columns(meanings, frozenset(unsure), _missing(meanings))


def _sure(table: Table, remembered: Mapping[str, str]) -> tuple[dict[int, Meaning], set[int]]:
    """The columns whose name is known: of several for one meaning the best, the others are left out."""
    best: dict[Meaning, tuple[int, int]] = {}
    left_out: set[int] = set()
    for column, cell in enumerate(table.header):
        name = normalised(cell)
        if name in remembered and not remembered[name]:
            left_out.add(column)
            continue
        meaning, rank = (Meaning(remembered[name]), -1) if name in remembered else RANKED.get(name, (None, 0))
        if meaning is None:
            continue
        left_out.add(column)
        best[meaning] = min(best.get(meaning, (rank, column)), (rank, column))
    return {column: meaning for meaning, (_, column) in best.items()}, left_out


def _hinted(table: Table, sure: Mapping[int, Meaning], left_out: set[int]) -> dict[int, Meaning]:
    taken = set(sure.values())
    hinted: dict[int, Meaning] = {}
    for column, cell in enumerate(table.header):
        if column in left_out:
            continue
        meaning = _hint(normalised(cell), _sample(table.rows, column))
        if meaning is not None and meaning not in taken:
            hinted[column] = meaning
            taken.add(meaning)
    return hinted


def _hint(name: str, values: Sequence[str]) -> Meaning | None:
    if NOT_WORK.search(name):
        return None
    addresses = bool(values) and all(ADDRESS.fullmatch(value) for value in values)
    for meaning, words in HINTS:
        if re.search(words, name) and (meaning is not Meaning.EMAIL or addresses or not values):
            return meaning
    return Meaning.EMAIL if addresses else None


def _sample(rows: Sequence[Row], column: int) -> list[str]:
    cells = (row.cells[column] for row in rows[:SAMPLE] if column < len(row.cells))
    return [cell for cell in cells if cell]


def _missing(meanings: Mapping[int, Meaning]) -> tuple[str, ...]:
    found = set(meanings.values())
    named = Meaning.NAME in found or found & {Meaning.FIRST_NAME, Meaning.LAST_NAME}
    wanted = [(Meaning.EMAIL in found, "an e-mail address"), (bool(named), "a name")]
    return tuple(words for there, words in wanted if not there)
