"""What the pages of decisions show: the ledger, the picture of forecasts, and one decision line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy, pgettext_lazy

from edgewise.domain.decisions import model
from edgewise.domain.decisions.calibration import Calibration, calibration, resolved, unanswered
from edgewise.domain.decisions.picture import confidence, picture
from edgewise.domain.decisions.words import of_discrimination, of_score, of_too_few, of_unanswered, parts_table
from edgewise.domain.pictures.marks import Picture, Table
from edgewise.growth.decisions.models import Decision
from edgewise.growth.decisions.queries import DecisionRead, read_decisions
from edgewise.people.page import AskedPage, Column, Order, order_asked, page_asked

WAITING_SHOWN = 5  # decisions that wait for a look, each with its form
COMING_A_PAGE, LOOKED_A_PAGE = 10, 20
LONGEST_SEARCH = 100  # letters
SEARCHED_FROM = 6  # decisions: so few are found without a search
HAPPENED = [
    (model.Happened.YES, gettext_lazy("Yes")),
    (model.Happened.NO, gettext_lazy("No")),
    (model.Happened.CANNOT_BE_TOLD, gettext_lazy("It cannot be told")),
]
AGAIN = [
    (model.Again.YES, gettext_lazy("Yes")),
    (model.Again.DIFFERENTLY, gettext_lazy("No, differently")),
    (model.Again.TOO_EARLY, gettext_lazy("It is too early to say")),
]
TESTED = [
    (model.WhenTested.BEFORE_THE_LARGE_STEP, gettext_lazy("Yes, before the large step")),
    (model.WhenTested.NOT_BEFORE_IT, gettext_lazy("Not before it")),
]
PARTS = {
    model.Part.CHOSEN: gettext_lazy("What I decided"),
    model.Part.FIRST: gettext_lazy("The first assumption"),
    model.Part.SECOND: gettext_lazy("The second assumption"),
    model.Part.THIRD: gettext_lazy("The third assumption"),
    model.Part.FORECAST: gettext_lazy("The forecast"),
}
TESTED_WORDS = dict(TESTED)


@dataclass(frozen=True, slots=True)
class Foreseen:
    """Somebody's forecasts: a picture with its figures from ten on; before that one sentence and no number."""

    unanswered: str  # how many have had their day and no answer; empty for none
    too_few: str = ""
    picture: Picture | None = None
    score: str = ""
    discrimination: str = ""
    parts: Table | None = None


@dataclass(frozen=True, slots=True)
class Ledger:
    """Somebody's decisions, as they are asked for."""

    waiting: list[DecisionRead]  # WAITING_SHOWN at most
    waiting_in_all: int
    drafts: list[DecisionRead]
    coming: AskedPage[DecisionRead]
    looked: AskedPage[DecisionRead]
    order: Order
    unreadable: int  # their key is destroyed
    search: str
    in_all: int
    foreseen: Foreseen | None  # None: nothing was ever foreseen

    @property
    def is_empty(self) -> bool:
        return not self.in_all

    @property
    def finds_nothing(self) -> bool:
        found = (self.waiting, self.drafts, self.coming.paginator.count, self.looked.paginator.count)
        return bool(self.search) and not any(found)

    @property
    def can_be_searched(self) -> bool:
        return bool(self.search) or self.in_all >= SEARCHED_FROM


def _last(read: DecisionRead) -> model.Review | None:
    return read.said.review if read.said else None


def _chosen(read: DecisionRead) -> str:
    return read.said.words.chosen.casefold() if read.said else ""


def _rank(read: DecisionRead, field: str, choices: Sequence[tuple[Any, Any]]) -> int | None:
    answer = getattr(_last(read), field, None)
    return None if answer is None else [value for value, _words in choices].index(answer)


COLUMNS = (
    Column("decision", gettext_lazy("Decision"), value=_chosen),
    Column(
        "chance",
        gettext_lazy("You said"),
        value=lambda read: read.said.words.forecast.chance if read.said and read.said.words.forecast else None,
        is_number=True,
    ),
    Column("happened", pgettext_lazy("forecasts", "It happened"), value=lambda read: _rank(read, "happened", HAPPENED)),
    Column("again", gettext_lazy("Again?"), value=lambda read: _rank(read, "again", AGAIN)),
    Column("looked", gettext_lazy("Looked at"), value=lambda read: read.row.looked_at_on),
)


def decisions_of(rows: Iterable[Decision], given: QueryDict) -> Ledger:
    reads = read_decisions(rows)
    readable = [read for read in reads if read.said]
    search = given.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    found = [read for read in readable if _contains(read, search.casefold())]
    waiting = [read for read in found if read.waits]
    order = order_asked(given, COLUMNS, first="-looked")
    return Ledger(
        waiting[:WAITING_SHOWN],
        len(waiting),
        [read for read in found if read.is_open],
        page_asked(given, [read for read in found if read.is_coming], COMING_A_PAGE, "coming"),
        page_asked(given, order.in_order([read for read in found if read.row.looked_at_on]), LOOKED_A_PAGE),
        order,
        len(reads) - len(readable),
        search,
        len(reads),
        _foreseen(readable),
    )


def _contains(read: DecisionRead, search: str) -> bool:
    said = read.said
    if said is None or not search:
        return said is not None
    words = said.words
    lines = [words.chosen, words.forecast.words if words.forecast else ""]
    lines += [line for one in words.assumptions for line in (one.words, one.test)]
    lines += [one.words for one in said.corrections] + [one.learnt for one in said.reviews]
    return any(search in line.casefold() for line in lines)


def _foreseen(reads: Sequence[DecisionRead]) -> Foreseen | None:
    """Each forecast has its day where its author is in the organisation in which it was made."""
    pairs = [(read.said, read.today) for read in reads if read.said]
    if not any(said.taken_on and said.words.forecast for said, _today in pairs):
        return None
    late = of_unanswered(sum(unanswered([said], today) for said, today in pairs))
    found = calibration([one for said, today in pairs for one in resolved([said], today)])
    return _pictured(found, late) if found else Foreseen(late, too_few=of_too_few())


def _pictured(found: Calibration, late: str) -> Foreseen:
    return Foreseen(
        late,
        picture=picture(found),
        score=of_score(found),
        discrimination=of_discrimination(found),
        parts=parts_table(found),
    )


@dataclass(frozen=True, slots=True)
class LockedLine:
    """A line of a decision, with what was added beside it."""

    part: model.Part
    words: str
    added: list[model.Correction]
    test: str = ""
    tested: str = ""  # in words; empty: it was not told


@dataclass(frozen=True, slots=True)
class Shown:
    """One decision, line by line."""

    read: DecisionRead
    chosen: LockedLine
    assumptions: list[LockedLine]
    forecast: LockedLine | None
    confidence: Picture | None
    looks: list[model.Review]  # the last first


def shown(read: DecisionRead) -> Shown | None:
    """None once its key is destroyed."""
    said = read.said
    if said is None:
        return None
    lines = {part: _line_of(said, part) for part in parts_of(said.words)}
    return Shown(
        read,
        lines[model.Part.CHOSEN],
        [line for part, line in lines.items() if part in model.ASSUMPTIONS],
        lines.get(model.Part.FORECAST),
        confidence(said.words.before, said.words.after),
        list(reversed(said.reviews)),
    )


def parts_of(words: model.Words) -> list[model.Part]:
    """The lines that it has."""
    assumed = model.ASSUMPTIONS[: len(words.assumptions)]
    return [model.Part.CHOSEN, *assumed, *([model.Part.FORECAST] if words.forecast else [])]


def _line_of(said: model.Decision, part: model.Part) -> LockedLine:
    words, added = said.words, [one for one in said.corrections if one.part == part]
    if part in model.ASSUMPTIONS:
        assumed, tested = words.assumptions[model.ASSUMPTIONS.index(part)], said.was_tested(part)
        return LockedLine(part, assumed.words, added, assumed.test, str(TESTED_WORDS[tested]) if tested else "")
    foreseen = words.forecast.words if words.forecast else ""
    return LockedLine(part, words.chosen if part is model.Part.CHOSEN else foreseen, added)
