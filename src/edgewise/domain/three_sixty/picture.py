"""A report as a picture: for each item where each group lies, and the leader's own answer; and a change as one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from edgewise.domain.anonymity.bands import HIGHEST_ANSWER, LOWEST_ANSWER
from edgewise.domain.phrases import phrase
from edgewise.domain.pictures.bars import BAR_TOP
from edgewise.domain.pictures.marks import Anchor, Key, Picture, Table, Tone, down, line, text
from edgewise.domain.pictures.stretches import STRETCH, TONES, Row, Stretch, stretches
from edgewise.domain.surveys.model import Survey
from edgewise.domain.three_sixty.before_after import BeforeAfter
from edgewise.domain.three_sixty.report import Figure, Line, Report

CHANGE_DRAWN = 2.0  # points to each side; an interval that goes on is drawn to the edge


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
        stretches(
            [_row(one, words[one.item]) for one in report.lines],
            LOWEST_ANSWER, HIGHEST_ANSWER,
            [(value, str(value)) for value in range(LOWEST_ANSWER, HIGHEST_ANSWER + 1)],
        ),
        _table(report, words, manager),
        (
            Key(Tone.TARGET, phrase("you"), is_dot=True),
            *(Key(tone, cell.words, str(cell.people)) for tone, cell in zip(TONES, report.cells, strict=False)),
        ),
    )  # fmt: skip


def change_picture(found: BeforeAfter) -> Picture:
    """How much more or less often others see all behaviours: the interval in which it lies. The dot is the leader."""
    others, own = found.others, found.own_after - found.own_before
    laid_out = stretches(
        [Row(phrase("As others see you"), (Stretch(others.low, others.high),), own, others.words)],
        -CHANGE_DRAWN, CHANGE_DRAWN,
    )  # fmt: skip
    zero = line(50, BAR_TOP - 0.25, 50, BAR_TOP + STRETCH + 0.25, Tone.AXIS)
    foot = BAR_TOP + STRETCH + 1.25
    words = (
        text(0, foot, phrase("less often"), is_soft=True),
        text(50, foot, phrase("no change"), Anchor.MIDDLE, is_soft=True),
        text(100, foot, phrase("more often"), Anchor.END, is_soft=True),
    )
    return Picture(
        "three-sixty-change",
        phrase("Before and after"),
        phrase("The change over all behaviours, {people}.", people=others.people_said),
        replace(laid_out, height=down(foot + 0.5), lines=(zero,), texts=laid_out.texts + words),
        _change_table(found),
        (
            Key(Tone.TARGET, phrase("you"), is_dot=True),
            Key(Tone.MAIN, phrase("where the change of others’ answers lies")),
        ),
    )


def _change_table(found: BeforeAfter) -> Table:
    between = phrase("between {low} and {high}", low=f"{found.others.low:+g}", high=f"{found.others.high:+g}")
    return Table(
        (phrase("Whose answers"), phrase("Change, in points of the scale")),
        (
            (phrase("You"), f"{found.own_after - found.own_before:+.1f}"),
            (phrase("others"), between),
        ),
    )


def _row(of: Line, words: str) -> Row:
    found = tuple(Stretch(one.band.low, one.band.high) if one.band else None for one in of.figures)
    return Row(words, found, of.own, _told(of.own))


def _table(report: Report, words: Mapping[str, str], manager: str) -> Table:
    named = (manager,) if manager else ()
    headings = (phrase("Behaviour"), phrase("You"), *named, *(cell.words for cell in report.cells))
    rows = (
        (
            words[one.item],
            _told(one.own),
            *((_told(one.manager),) if manager else ()),
            *map(_said, one.figures),
        )
        for one in report.lines
    )
    return Table(headings, tuple(rows))


def _told(answer: int | None) -> str:
    return phrase("cannot say") if answer is None else str(answer)


def _said(figure: Figure) -> str:
    if figure.band is None:
        return phrase("too few could say")
    return phrase("{band}, divided", band=figure.band.words) if figure.divided else figure.band.words
