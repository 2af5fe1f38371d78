"""TOML text to a Survey, or every problem of it with its file, line and field."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeVar

from edgewise.domain.formats.loader import parsed, text_of
from edgewise.domain.formats.problems import FormatErrors, Notes, Path, dotted, kind_of, shortened
from edgewise.domain.formats.tables import Table
from edgewise.domain.phrases import Phrase, phrase
from edgewise.domain.surveys.model import (
    ANSWERS,
    FEWEST_ITEMS,
    LONGEST_BEHAVIOUR,
    MOST_ITEMS,
    QUESTIONS,
    Item,
    Question,
    Survey,
)

__all__ = ["FormatErrors", "load", "load_bytes"]

ROWS: dict[str, Phrase] = {"item": phrase("item"), "question": phrase("question")}
LONGEST_ANCHOR = 40  # letters
T = TypeVar("T")


@dataclass(slots=True)
class SurveyNotes(Notes):
    """Problems of a survey, named by the key of their item or question."""

    def label(self, path: Path) -> str:
        if len(path) < 2 or path[0] not in ROWS:
            return dotted(path)
        row = self._row(str(path[0]), int(path[1]))
        inside = dotted(path[2:])
        return phrase("{row}: {field}", row=row, field=inside) if inside else row

    def _row(self, kind: str, index: int) -> Phrase:
        rows = self.document.get(kind)
        row = rows[index] if isinstance(rows, list) else None
        key = row.get("key") if isinstance(row, dict) else None
        if isinstance(key, str):
            return phrase('{kind} "{key}"', kind=ROWS[kind], key=shortened(key))
        return phrase("{kind} number {number}", kind=ROWS[kind], number=index + 1)


def load_bytes(data: bytes, name: str) -> Survey:
    """As `load`, from the bytes of a file in UTF-8 (a byte order mark is allowed)."""
    return load(text_of(data, name), name)


def load(text: str, name: str) -> Survey:
    """The survey in `text`; `name` is the file's, for messages. Raises FormatErrors with every problem found."""
    found = parsed(text, name)
    notes = SurveyNotes(found.file, found.document, found.lines)
    survey = _read(Table(notes, (), dict(notes.document)))
    if notes.problems:
        raise FormatErrors(tuple(sorted(notes.problems)))
    return survey


def _read(table: Table) -> Survey:
    survey = Survey(
        key=table.key("key"),
        name=table.title("name"),
        version=table.number("version", 1, 1_000_000, 1),
        summary=table.words("summary"),
        source=table.words("source"),
        answers=_answers(table),
        cannot_say=table.text("cannot_say", LONGEST_ANCHOR, required=True),
        items=tuple(_item(row) for row in _rows(table, "item")),
        questions=tuple(_question(row) for row in _rows(table, "question")),
    )
    table.refuse_unknown()
    _check_counts(table, survey)
    _refuse_twice(table, "item", "key", [item.key for item in survey.items])
    _refuse_twice(table, "item", "behaviour", [item.behaviour for item in survey.items])
    _refuse_twice(table, "question", "key", [question.key for question in survey.questions])
    return survey


def _answers(table: Table) -> tuple[str, ...]:
    """Five texts, lowest first; what is wrong is noted with its place in the list."""
    found = table.items("answers")
    if "answers" not in table.data:
        table.missing("answers")
    elif isinstance(table.data["answers"], list) and len(found) != ANSWERS:
        table.wrong(
            phrase("must be {count} answers, the lowest first; there are {found}", count=ANSWERS, found=len(found)),
            "answers",
        )
    words = []
    for index, value in enumerate(found):
        if not isinstance(value, str):
            table.wrong(phrase("must be text, not {kind}", kind=kind_of(value)), "answers", index)
        elif not value.strip() or len(value) > LONGEST_ANCHOR:
            table.wrong(phrase("must have 1 to {most} letters", most=LONGEST_ANCHOR), "answers", index)
        elif value in words:
            table.wrong(phrase('"{words}" is there twice', words=value), "answers", index)
        else:
            words.append(value)
    return tuple(words)


def _rows(table: Table, name: str) -> list[Table]:
    value = table.get(name)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        table.wrong(phrase("must be rows, each under [[{name}]], not {kind}", name=name, kind=kind_of(value)), name)
        return []
    return [table.table(row, name, index) for index, row in enumerate(value)]


def _item(row: Table) -> Item:
    item = Item(
        key=row.key("key"),
        behaviour=row.text("behaviour", LONGEST_BEHAVIOUR, required=True),
        own=row.text("own", LONGEST_BEHAVIOUR, required=True),
    )
    row.refuse_unknown()
    return item


def _question(row: Table) -> Question:
    question = Question(key=row.key("key"), words=row.text("words", LONGEST_BEHAVIOUR, required=True))
    row.refuse_unknown()
    return question


def _check_counts(table: Table, survey: Survey) -> None:
    """Of rows that could be read: a mistake in how they are written is said once."""
    items, questions = len(survey.items), len(survey.questions)
    if (items or "item" not in table.data) and not FEWEST_ITEMS <= items <= MOST_ITEMS:
        message = phrase(
            "must be there {least} to {most} times, each under [[item]]; it is there {count} times",
            least=FEWEST_ITEMS, most=MOST_ITEMS, count=items,
        )  # fmt: skip
        table.wrong(message, "item")
    if (questions or "question" not in table.data) and questions != QUESTIONS:
        message = phrase(
            "must be there {wanted} times, each under [[question]]; it is there {count} times",
            wanted=QUESTIONS, count=questions,
        )  # fmt: skip
        table.wrong(message, "question")


def _refuse_twice(table: Table, kind: str, field: str, values: Iterable[str]) -> None:
    seen: set[str] = set()
    for index, value in enumerate(values):
        if value and value.casefold() in seen:
            table.wrong(phrase('"{words}" is there twice', words=shortened(value)), kind, index, field)
        seen.add(value.casefold())
