"""What each column of a file with outcomes means: guessed by its name first and by what is in it second."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum

from msgspec import Struct

from edgewise.domain.evidence.files.cells import number_of, yes_or_no
from edgewise.domain.evidence.outcomes import Nature
from edgewise.domain.phrases import phrase
from edgewise.domain.roster.columns import RANKED, normalised
from edgewise.domain.roster.fields.dates import day_comes_first, is_unclear_date, parse_date
from edgewise.domain.roster.fields.values import ADDRESS
from edgewise.domain.roster.model import Meaning as RosterMeaning
from edgewise.domain.roster.model import Table, Unreadable
from edgewise.domain.roster.names.plain import plain

SAMPLE = 50  # cells of a column that are looked at
MOST_EVENTS = 30  # different texts of the column that names the event; more are no names of events


class Meaning(StrEnum):
    WHO = "who"
    WHAT = "what"
    WHEN = "when"
    VALUE = "value"

    @property
    def label(self) -> str:
        return LABELS[self]


LABELS = {
    Meaning.WHO: phrase("Who (number or e-mail)"),
    Meaning.WHAT: phrase("What (the event)"),
    Meaning.WHEN: phrase("When (the day)"),
    Meaning.VALUE: phrase("The value"),
}
NAMES_OF_PEOPLE = frozenset({RosterMeaning.NAME, RosterMeaning.FIRST_NAME, RosterMeaning.LAST_NAME})
# As `normalised` writes them, the surest first.
NAMES: dict[Meaning, str] = {
    Meaning.WHO: "employee id or email|worker|employee|person|who|colleague|mitarbeiter|salarie|empleado|participant",
    Meaning.WHAT: (
        "event|event type|event name|business process|business process type|action|action type|transaction|"
        "transaction type|status change|movement|movement type|what|outcome|kpi|kpi name|metric|measure|indicator|"
        "type|ereignis|massnahme|massnahmenart|kennzahl|vorgang|evenement|mouvement|indicateur|evento|movimiento|"
        "indicador|tipo|gebeurtenis"
    ),
    Meaning.WHEN: (
        "effective date|event date|termination date|date of termination|termination effective date|last day of work|"
        "last working day|last day|leave date|leaving date|date of leaving|exit date|separation date|end date|"
        "promotion date|date of promotion|completion date|completed on|delivered on|delivery date|survey date|"
        "measured on|measurement date|response date|as of|as of date|date|day|when|austrittsdatum|wirksam ab|"
        "gultig ab|datum|stichtag|beforderungsdatum|date d effet|date de depart|date de sortie|date de fin|"
        "fecha efectiva|fecha de baja|fecha de efecto|fecha|data efetiva|data de saida|data|data di uscita|"
        "uitdiensttreding"
    ),
    Meaning.VALUE: (
        "value|score|engagement score|engagement index|engagement|index|result|on time|delivered on time|"
        "completed on time|on schedule|enps|favourable|favorable|percent favorable|wert|ergebnis|punktzahl|punkte|"
        "termintreu|punktlich|valeur|resultat|valor|puntuacion|resultado|pontuacao|valore|punteggio|waarde|kpi value"
    ),
}  # fmt: skip
RANKS = {name: (meaning, rank) for meaning, names in NAMES.items() for rank, name in enumerate(names.split("|"))}
HINTS: tuple[tuple[Meaning, str], ...] = (
    (Meaning.WHEN, r"\bdate\b|\bdatum\b|\bfecha\b|datum$|\bday of\b"),
    (Meaning.VALUE, r"score|index|\bon time\b|percent|punkt|puntuacion|\bvalue\b"),
    (Meaning.WHAT, r"\bevent\b|\btype\b|ereignis"),
)
NOT_THE_DAY = re.compile(
    r"birth|hire|start|join|geburt|eintritt|naissance|embauche|nacimiento|ingreso|probation|rehire"
)
NOT_THE_ONE = re.compile(
    r"manager|supervisor|\bboss\b|vorgesetz|reports to|requested by|approved by|initiat|\bpersonal\b"
)
OF_NATURE: dict[Nature, re.Pattern[str]] = {
    Nature.LEFT: re.compile(
        r"\b(left|leav\w*|terminat\w*|separat\w*|exit\w*|resign\w*|attrition|turnover|offboard\w*|dismiss\w*|retire\w*|"
        r"last day\w*|last working day|austritt\w*|kundigung\w*|ausgeschieden|depart|demission|licenciement|sortie|"
        r"baja|renuncia|despido|desligamento|demissao|saida|dimission\w*|uscita|cessazione|uitdienst\w*|ontslag|"
        r"odejscie|увольнение)\b"
    ),
    Nature.PROMOTED: re.compile(
        r"\b(promot\w*|beforder\w*|promu|promue|promocion|ascenso|promocao|promozione|promotie|awans|повышение|"
        r"level up|advancement)\b"
    ),
    Nature.ON_TIME: re.compile(
        r"\b(on time|on schedule|delivered|delivery|project|milestone|deadline|termintreu\w*|projekt\w*|projet)\b"
    ),
    Nature.SCORE: re.compile(
        r"\b(\w*score|engagement|index|enps|survey|satisfaction|wellbeing|kpi|punkt\w*|puntuacion)\b"
    ),
}


class Target(Struct, frozen=True):
    """An outcome of the cohort that rows can be about."""

    key: int
    name: str
    nature: Nature
    window_days: int


class Answers(Struct, frozen=True):
    """What the columns, the events and the dates of a file mean. `of_whole` and `of_events` name a Target's key.

    `of_whole` is the outcome that the whole file is about, and counts where no column names the event. An event that
    stands for nothing is 0. `day` stands for the day of a value where no column says it. `month_first`: None, as far as
    the column tells.
    """

    columns: dict[int, Meaning] = {}
    of_whole: int = 0
    of_events: dict[str, int] = {}
    day: date | None = None
    month_first: bool | None = None

    def at(self, meaning: Meaning) -> list[int]:
        """The columns with that meaning, from the left."""
        return sorted(column for column, what in self.columns.items() if what is meaning)

    def column(self, meaning: Meaning) -> int | None:
        return next(iter(self.at(meaning)), None)


def guessed(table: Table, targets: Sequence[Target]) -> Answers:
    """What the file seems to mean. Only WHO can be several columns: the first that names somebody counts."""
    columns = guessed_columns(table)
    answers = Answers(columns)
    what = answers.column(Meaning.WHAT)
    if what is not None:
        found = {event: target_of(event, targets) for event in events_of(table, what)}
        return Answers(columns, 0, {event: key for event, key in found.items() if key})
    return Answers(columns, _of_whole(table, answers, targets))


def _of_whole(table: Table, answers: Answers, targets: Sequence[Target]) -> int:
    named = [table.header[at] for meaning in (Meaning.VALUE, Meaning.WHEN) for at in answers.at(meaning)]
    found = [key for name in named if (key := target_of(name, targets))]
    return found[0] if found else targets[0].key if len(targets) == 1 else 0


def guessed_columns(table: Table) -> dict[int, Meaning]:
    found: dict[int, Meaning] = {}
    ranked = sorted((_rank(table, column), column) for column in range(len(table.header)))
    for (_rank_of_name, meaning), column in ranked:
        if meaning and (meaning == Meaning.WHO or Meaning(meaning) not in found.values()):
            found[column] = Meaning(meaning)
    return found


NOTHING = 1_000
BY_HINT, BY_CONTENT = 500, 700  # behind every known name


def _rank(table: Table, column: int) -> tuple[int, str]:
    """How sure a column is what it seems to be, the least the surest."""
    name, cells = normalised(table.header[column]), sample(table, column)
    known = RANKED.get(name, (None, 0))[0]
    if NOT_THE_ONE.search(name) or known is RosterMeaning.START_DATE or NOT_THE_DAY.search(name):
        return NOTHING, ""
    if known in (RosterMeaning.EMPLOYEE_ID, RosterMeaning.EMAIL):
        return 0, Meaning.WHO
    if name in RANKS:
        meaning, rank = RANKS[name]
        return rank, _by_content(meaning, cells)
    if cells and all(ADDRESS.fullmatch(cell) for cell in cells):
        return BY_CONTENT, Meaning.WHO
    hint = next((meaning for meaning, words in HINTS if re.search(words, name)), None)
    return (BY_HINT, _by_content(hint, cells)) if hint and known is None else (NOTHING, "")


def _by_content(meaning: Meaning, cells: Sequence[str]) -> str:
    """A KPI may be its name or its value; a worker may be a name, which tells nobody from another."""
    are_values = bool(cells) and all(number_of(c, ("," in c)) is not None or yes_or_no(c) is not None for c in cells)
    match meaning:
        case Meaning.WHAT if are_values:
            return Meaning.VALUE
        case Meaning.VALUE if cells and not are_values and not any(_has_digit(cell) for cell in cells):
            return Meaning.WHAT if len(set(cells)) <= MOST_EVENTS else ""
        case Meaning.WHO if not any(_has_digit(cell) or "@" in cell for cell in cells):
            return ""
        case _:
            return meaning


def is_name(name: str) -> bool:
    """Whether a column of that name holds names: they tell a reader of the file whom a row is about."""
    return RANKED.get(normalised(name), (None, 0))[0] in NAMES_OF_PEOPLE


def _has_digit(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell)


def sample(table: Table, column: int) -> list[str]:
    return cells_of(table, column)[:SAMPLE]


def cells_of(table: Table, column: int) -> list[str]:
    """Without the empty ones."""
    return [cell for row in table.rows if column < len(row.cells) and (cell := row.cells[column])]


def events_of(table: Table, column: int) -> list[str]:
    """The different texts of a column, as they come."""
    return list(dict.fromkeys(cells_of(table, column)))


def target_of(text: str, targets: Sequence[Target]) -> int:
    """The outcome that an event, or the name of a column, is about; 0 where that is not clear."""
    words = plain(text)
    if same := [target.key for target in targets if plain(target.name) == words]:
        return same[0]
    natures = [nature for nature, pattern in OF_NATURE.items() if pattern.search(words)]
    found = [target.key for nature in natures[:1] for target in targets if target.nature is nature]
    return found[0] if len(found) == 1 else 0


def is_unclear(table: Table, column: int) -> bool:
    """Whether nothing in a column of dates tells 3 April from 4 March."""
    cells = cells_of(table, column)
    return day_comes_first(cells) is None and any(map(is_unclear_date, cells))


def looks_like_days(table: Table, column: int) -> bool:
    return any(map(_is_day, sample(table, column)))


def _is_day(cell: str) -> bool:
    try:
        parse_date(cell)
    except Unreadable:
        return False
    return True


def missing(table: Table, answers: Answers, targets: Sequence[Target]) -> list[str]:
    """What is still to be said before the rows can be read, in words; nothing where they can."""
    by_key: Mapping[int, Target] = {target.key: target for target in targets}
    lacks: list[str] = []
    if answers.column(Meaning.WHO) is None:
        lacks.append(phrase("Say which column holds the employee number or the e-mail address."))
    what = answers.column(Meaning.WHAT)
    events = events_of(table, what) if what is not None else []
    if len(events) > MOST_EVENTS:
        lacks.append(phrase("The column of the event has more than {most} different texts.", most=MOST_EVENTS))
        return lacks
    if what is None and answers.of_whole not in by_key:
        lacks.append(phrase("Say which outcome the file is about."))
    if any(event not in answers.of_events for event in events):
        lacks.append(phrase("Say what each event is."))
    keys = set(answers.of_events.values()) if what is not None else {answers.of_whole}
    about = [by_key[key] for key in keys if key in by_key]
    return [*lacks, *_missing_cells(table, answers, about)]


def _missing_cells(table: Table, answers: Answers, about: Sequence[Target]) -> list[str]:
    lacks: list[str] = []
    when = answers.column(Meaning.WHEN)
    if when is None and any(target.nature.is_event for target in about):
        lacks.append(phrase("Say which column holds the day of the event."))
    elif when is None and about and answers.day is None:
        lacks.append(phrase("Say which column holds the day, or give one day for all rows."))
    if when is not None and answers.month_first is None and is_unclear(table, when):
        lacks.append(phrase("Say whether the day or the month comes first in the dates."))
    if answers.column(Meaning.VALUE) is None and any(not target.nature.is_event for target in about):
        lacks.append(phrase("Say which column holds the value."))
    return lacks
