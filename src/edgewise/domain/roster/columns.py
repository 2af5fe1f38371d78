"""What each column means, by its name first and by what is in it second; unsure is said, not hidden."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from edgewise.domain.phrases import phrase
from edgewise.domain.roster.model import Meaning, Row, Table

# The names under which systems export a meaning, the best first. German, French, Spanish, Portuguese too.
NAMES: dict[Meaning, str] = {
    Meaning.EMAIL: (
        "work email|email|e mail|primary work email|email address|e mail address|work email address|business email|"
        "business email address|company email|corporate email|mail|email work|email primary work|"
        "user principal name|"
        "upn|e mail adresse|mailadresse|courriel|adresse e mail|adresse email|correo|correo electronico|"
        "e mail address work|primary email|email primary|primary e mail|"
        "e mail primary|email address primary|primary email address|"
        "primary work email address|email primary work address|user email|"
        "employee email|staff email|email id|work mail|work email id|"
        "office email|email address work|contact email|mail address|e mail adresse geschaftlich|"
        "dienstliche e mail|email professionnel|correo corporativo|correo de trabajo"
    ),
    Meaning.FIRST_NAME: (
        "preferred first name|first name|given name|legal first name|forename|firstname|first|preferred name|"
        "known as|vorname|prenom|nombre|nome|first name preferred|given names|legal name first name|nombre de pila"
    ),
    Meaning.LAST_NAME: (
        "preferred last name|last name|surname|legal last name|family name|lastname|last|nachname|familienname|nom|"
        "nom de famille|apellido|apellidos|sobrenome|family names|legal name last name|last name preferred"
    ),
    Meaning.NAME: (
        "full name|name|last name first name|first name last name|name last first|"
        "preferred full name|display name|worker|worker name|employee name|employee|legal name|person|"
        "participant|participant name|colleague|voller name|nom complet|nombre completo|nome completo|"
        "employee full name|full legal name|colleague name|staff name|user full name|name des mitarbeiters"
    ),
    Meaning.EMPLOYEE_ID: (
        "employee id|employee number|employeeid|user id|userid|worker id|employee no|personnel number|"
        "staff id|staff number|emp id|person number|"
        "payroll number|hris id|associate id|id|personalnummer|matricule|numero de empleado|matricula|"
        "emp no|emp number|empl id|employee code|employee num|associate number|associate no|global id|"
        "hr id|badge number|staff no|persnr|personal nr|pers nr|mitarbeiternummer|id empleado"
    ),
    Meaning.JOB_TITLE: (
        "job title|jobtitle|title|business title|position title|position|role|job|job profile|role title|"
        "stellenbezeichnung|funktion|poste|intitule du poste|puesto|cargo|"
        "current title|working title|official title"
    ),
    Meaning.ROLE_LEVEL: (
        "role level|management level|job level|level|career level|seniority|seniority level|grade|job grade|band|"
        "compensation grade|karrierestufe|niveau|nivel|"
        "grade level|employee level|position level|leadership level|seniority band|career band|role band|"
        "band level|hierarchy level|management level name|job band|rank|tier|hierarchieebene|"
        "niveau hierarchique|nivel jerarquico"
    ),
    # Those of these that stand in UNIT_TOO are the unit where a better column is the function: see `_units_apart`.
    Meaning.FUNCTION: (
        "function|department|job function|business function|job family|"
        "abteilung|departement|departamento|service|dept|department name|department team|dept name|"
        "function department|funktionsbereich|fonction|funcion|area funcional|area|"
        "cost center hierarchy|cost centre hierarchy|business unit|division|team|organisation|organization|org unit|"
        "supervisory organization|cost center|cost centre|bereich|business area|organisation unit|"
        "organizational unit|organization unit|organisational unit|org|division name|direction"
    ),
    Meaning.UNIT: (
        "unit|unit name|business unit name|bu|bu name|organisational unit name|organizational unit name|"
        "org unit name|business division|business group|line of business|lob|business line|business segment|segment|"
        "geschaftsbereich|geschaftseinheit|unternehmensbereich|organisationseinheit|einheit|sparte|geschaftsfeld|"
        "unite d affaires|unite organisationnelle|unite|branche|"
        "unidad de negocio|unidad organizativa|unidad|linea de negocio|"
        "unidade de negocio|unidade organizacional|unidade|divisao|linha de negocio"
    ),
    Meaning.LOCATION: (
        "location|work location|office|office location|site|city|work city|location name|base location|"
        "primary location|"
        "country|work country|standort|ort|lieu|ville|site de travail|ubicacion|ciudad|localidade|cidade|"
        "loc|office city|office name|work site|site office|location city|city country|country region|"
        "workplace|base|duty station|arbeitsort|stadt|land|pays|pais|oficina|sede|bureau"
    ),
    Meaning.TIME_ZONE: (
        "time zone|timezone|tz|iana time zone|work time zone|user time zone|zeitzone|fuseau horaire|"
        "zona horaria|fuso horario|"
        "iana zone|olson tz|tz name|timezone iana|time zone iana|local time zone|local timezone|"
        "time zone name|time zone id|timezone id|timezone name|home time zone|office time zone|"
        "preferred time zone|zona horaria iana|fuseau"
    ),
    Meaning.LANGUAGES: (
        "languages|language s|spoken languages|language|working languages|language skills|languages spoken|"
        "sprachen|sprache|langues|langue|idiomas|idioma|"
        "langs|lang|languages known|fluent languages|fluent in|speaks|language skill|gesprochene sprachen|"
        "langues parlees|idiomas hablados"
    ),
    Meaning.PREFERS: (
        "preferred language|language preference|preferred working language|preferred coaching language|main language|"
        "bevorzugte sprache|langue preferee|idioma preferido"
    ),
    Meaning.MANAGER: (
        "manager email|manager work email|manager e mail|manager email address|line manager email|supervisor email|"
        "reports to email|manager id|manager employee id|manager worker id|supervisor id|manager|line manager|"
        "reports to|supervisor|manager name|reporting manager|vorgesetzter|vorgesetzte|fuhrungskraft|responsable|"
        "manager direct|jefe|superior|gestor|"
        "mgr email|mgr|mgr id|manager s email|manager s email address|line manager e mail|"
        "line manager email address|line mgr|line manager id|line manager name|manager email id|"
        "manager upn|manager employee number|manager number|manager worker email|"
        "manager work e mail address|direct manager|direct manager email|direct supervisor|"
        "supervisor email address|supervisor employee id|supervisor name|immediate supervisor|"
        "reporting to|reports to id|reports to email address|reporting manager email|reporting manager id|"
        "boss|boss email|people leader|n 1|vorgesetzter e mail|e mail vorgesetzter|email du responsable|"
        "correo del jefe"
    ),
    Meaning.START_DATE: (
        "start date|hire date|hiredate|startdate|start|date of hire|original hire date|joining date|"
        "date joined|employment start|continuous service date|"
        "most recent hire date|eintrittsdatum|eintritt|date d embauche|date d entree|fecha de ingreso|"
        "fecha de alta|data de admissao"
    ),
    Meaning.GOALS: (
        "development goals|development interests|goals|development goal|learning goals|interests|career interests|"
        "development areas|coaching goals|entwicklungsziele|objectifs|objetivos|"
        "growth areas|growth goals|learning interests|learning needs|development focus|development topics|"
        "focus areas|areas to develop|areas for development|skills to develop|skills to learn|"
        "wants to learn|want to learn|what i want to learn|coaching topics|goals for development|"
        "lernziele|objetivos de desarrollo|objectifs de developpement"
    ),
    Meaning.STRENGTHS: (
        "strengths|skills|can help with|offers|expertise|can offer|areas of expertise|key skills|core strengths|"
        "top skills|superpowers|"
        "starken|kompetenzen|points forts|competences|fortalezas|competencias|pontos fortes|"
        "skills offered|can teach|can coach on|can coach|expert in|strength areas|superpower|offers help with"
    ),
    Meaning.IDENTITY: (
        "ergs|erg|affinity groups|affinity group|employee resource groups|employee resource group|erg membership|"
        "identity|self declared identity|resource groups|brg|networks|"
        "communities|employee networks|employee network|inclusion groups|inclusion networks|brgs|"
        "erg memberships|ergs brgs|netzwerke|mitarbeiternetzwerke|reseaux|redes|redes de empleados|"
        "business resource groups|self identification|self id|ergs networks"
    ),
    Meaning.HOURS: (
        "working hours|work hours|standard hours|hours|office hours|usual hours|arbeitszeit|arbeitszeiten|"
        "horaires|horario|core hours|daily hours|hours local|working hours local|usual working hours|"
        "horario laboral"
    ),
    Meaning.WORKS_FROM: (
        "works from|work start|start time|day starts|working from|shift start|"
        "workday start|work day start|work day starts|start of day|day start|works from local|"
        "available from|arbeitsbeginn"
    ),
    Meaning.WORKS_UNTIL: (
        "works until|work end|end time|day ends|working until|shift end|"
        "workday end|work day end|work day ends|end of day|day end|works until local|available until|arbeitsende"
    ),
    Meaning.LOAD_CAP: (
        "max circles|load cap|program capacity|programme capacity|circles at once|capacity|max groups|"
        "maximum circles|circle limit|"
        "max programmes|max programs|number of circles|max no of circles|max groups at once|"
        "max circles at once|circle capacity|load limit|coaching capacity|program load|programme load|"
        "how many circles|max kreise|kapazitat|capacite|capacidad|maximo de circulos|nombre max de cercles"
    ),
}  # fmt: skip

RANKED = {name: (meaning, rank) for meaning, names in NAMES.items() for rank, name in enumerate(names.split("|"))}
# Names of a function that mean the unit where a better column is the function; the best first.
UNIT_TOO = (
    "business unit", "organisational unit", "organizational unit", "organisation unit", "organization unit",
    "org unit", "division", "division name", "business area", "bereich", "direction", "organisation", "organization",
    "org",
)  # fmt: skip
# Words that hint at a meaning in a name that is not known; in this order.
HINTS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.MANAGER, r"manager|\bmgr\b|supervisor|report(s|ing) to|\bboss\b|vorgesetz"),
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
    (Meaning.LOAD_CAP, r"capacity|max\w* (circle|group|program)|circle limit"),
    (Meaning.GOALS, r"goal|development|interest|to (learn|develop|grow)|growth"),
    (Meaning.JOB_TITLE, r"title|position"),
    (Meaning.UNIT, r"\bunit\b|einheit|\bunidade?\b|\bunite\b|line of business"),
    (Meaning.FUNCTION, r"\bdep(artmen)?t\b|function|division|abteilung"),
    (Meaning.HOURS, r"hours|schedule"),
    (Meaning.LOCATION, r"\b(location|office|city|site|country)\b|standort"),
    (Meaning.STRENGTHS, r"strength|skill|expert|can help"),
)
# Where one column is empty another may say it: the address as the user principal name, the city as the country.
SPARED = frozenset({Meaning.EMAIL, Meaning.FIRST_NAME, Meaning.LAST_NAME, Meaning.MANAGER, Meaning.LOCATION})
NOT_WORK = re.compile(r"\b(personal|private|home|secondary|other|alternate|former|emergency)\b")
ADDRESS = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
SAMPLE = 50

_Named = tuple[int, int, Meaning]  # how sure the column's name is, the least the surest; its position; what it means


@dataclass(frozen=True, slots=True)
class Columns:
    """Meanings by column position. `unsure` asks a person; `missing` says what an import cannot do without."""

    meanings: Mapping[int, Meaning]
    unsure: frozenset[int]
    missing: tuple[str, ...]
    spare: Mapping[Meaning, tuple[int, ...]] = field(default_factory=dict)  # asked in this order where a cell is empty

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
        said = [(_rank(table.header[c], meaning), c, meaning) for c, meaning in given.items() if meaning is not None]
        chosen, spare = _best_first(said)
        return Columns(chosen, frozenset(), _missing(chosen), spare)
    known, left_out = _known(table, remembered or {})
    found, doubtful = _units_apart(table.header, known, remembered or {})
    sure, spare = _best_first(found)
    hinted = _hinted(table, sure, left_out)
    meanings = dict(sorted({**sure, **hinted}.items()))
    return Columns(meanings, frozenset({*hinted, *doubtful & sure.keys()}), _missing(meanings), spare)


def _known(table: Table, remembered: Mapping[str, str]) -> tuple[list[_Named], set[int]]:
    """The columns whose name is known, and those that no hint is to be looked for in."""
    found: list[_Named] = []
    left_out: set[int] = set()
    for column, cell in enumerate(table.header):
        name = normalised(cell)
        if name in remembered and not remembered[name]:
            left_out.add(column)
            continue
        meaning = Meaning(remembered[name]) if name in remembered else RANKED.get(name, (None, 0))[0]
        if meaning is not None:
            left_out.add(column)
            found.append((_rank(cell, meaning), column, meaning))
    return found, left_out


def _units_apart(
    header: Sequence[str], known: Sequence[_Named], remembered: Mapping[str, str]
) -> tuple[list[_Named], set[int]]:
    """The known columns, with a division as the unit where a better column is the function.

    A division that stands alone is the function. Of two such columns and no better one, which is which is a guess:
    their positions come second.
    """
    either = {
        column: len(RANKED) + UNIT_TOO.index(name)  # after every name that means nothing but the unit
        for _, column, meaning in known
        if meaning is Meaning.FUNCTION and (name := normalised(header[column])) in UNIT_TOO and name not in remembered
    }
    functions = sorted(one[:2] for one in known if one[2] is Meaning.FUNCTION)
    if functions and functions[0][1] not in either:
        units, doubtful = set(either), set[int]()
    elif len(either) > 1 and all(meaning is not Meaning.UNIT for *_, meaning in known):
        units, doubtful = {min(either, key=lambda column: (either[column], column))}, set(either)
    else:
        return list(known), set()
    return [(either[c], c, Meaning.UNIT) if c in units else (rank, c, m) for rank, c, m in known], doubtful


def _rank(name: str, meaning: Meaning) -> int:
    """How sure the name means it, the least the surest; a person may have said what no name does."""
    known, rank = RANKED.get(normalised(name), (None, 0))
    return rank if known is meaning else -1


def _best_first(
    found: Iterable[_Named],
) -> tuple[dict[int, Meaning], dict[Meaning, tuple[int, ...]]]:
    """The best column of each meaning, and the others of those that have spare ones."""
    of: dict[Meaning, list[int]] = {}
    for _, column, meaning in sorted(found, key=lambda one: one[:2]):
        of.setdefault(meaning, []).append(column)
    best = {columns[0]: meaning for meaning, columns in of.items()}
    return best, {m: tuple(columns[1:]) for m, columns in of.items() if m in SPARED and len(columns) > 1}


def _hinted(table: Table, sure: Mapping[int, Meaning], left_out: set[int]) -> dict[int, Meaning]:
    taken = set(sure.values())
    hinted: dict[int, Meaning] = {}
    for column, cell in enumerate(table.header):
        if column in left_out:
            continue
        name = normalised(cell)
        meaning = _hint(name, _sample(table.rows, column))
        if meaning is Meaning.FUNCTION and meaning in taken and "division" in name:
            meaning = Meaning.UNIT
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
    wanted = [(Meaning.EMAIL in found, phrase("an e-mail address")), (bool(named), phrase("a name"))]
    return tuple(words for there, words in wanted if not there)
