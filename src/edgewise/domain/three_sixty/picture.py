"""A report as a picture: for each item where each group lies, and the leader's own answer."""

from __future__ import annotations

from collections.abc import Mapping

from edgewise.domain.anonymity.bands import HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.phrases import phrase
from edgewise.domain.pictures.marks import Key, Picture, Table, Tone
from edgewise.domain.pictures.stretches import TONES, Row, Stretch, stretches
from edgewise.domain.surveys.model import Survey
from edgewise.domain.three_sixty.report import Figure, Line, Report


def picture(report: Report, survey: Survey, manager: str = "") -> Picture:
    """`manager`: their name, if they were asked; their answers are in the table."""
    words = {item.key: survey.said(item.behaviour) for item in survey.items}
    return Picture(
        "three-sixty",
        phrase("How you see yourself, and how others see you"),
        phrase(
            "A stretch is where the mean of a group lies, from 1 ({lowest}) to 5 ({highest}); the dot is you.",
            lowest=survey.said(survey.answers[0]), highest=survey.said(survey.answers[-1]),
        ),
        stretches([_row(line, words[line.item]) for line in report.lines], LOWEST_ANSWER, HIGHEST_ANSWER),
        _table(report, words, manager),
        (
            Key(Tone.NOW, phrase("you")),
            *(Key(tone, cell.words, str(cell.people)) for tone, cell in zip(TONES, report.cells, strict=False)),
        ),
    )  # fmt: skip


def _row(line: Line, words: str) -> Row:
    found = tuple(Stretch(one.band.low, one.band.high) if one.band else None for one in line.figures)
    return Row(words, found, line.own, _told(line.own))


def _table(report: Report, words: Mapping[str, str], manager: str) -> Table:
    named = (manager,) if manager else ()
    headings = (phrase("Behaviour"), phrase("You"), *named, *(cell.words for cell in report.cells))
    rows = (
        (
            words[line.item],
            _told(line.own),
            *((_told(line.manager),) if manager else ()),
            *map(_said, line.figures),
        )
        for line in report.lines
    )
    return Table(headings, tuple(rows))


def _told(answer: int | None) -> str:
    return phrase("cannot say") if answer is None else str(answer)


def _said(figure: Figure) -> str:
    if figure.band is None:
        return phrase("too few could say")
    return phrase("{band}, divided", band=figure.band.words) if figure.divided else figure.band.words
