"""The result of a wave in words and pictures: the same for everybody who may read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from edgewise.domain.anonymity.cells import EVERYBODY, FEWEST_COMMENTS
from edgewise.domain.anonymity.publication import Shown
from edgewise.domain.pictures.marks import Picture
from edgewise.domain.pulse.model import Questionnaire
from edgewise.domain.pulse.picture import quadrant_picture, scales_picture, score_words
from edgewise.domain.pulse.quadrant import Area, Field, area
from edgewise.pulse.ballots.queries import announced_of, questionnaire_of
from edgewise.pulse.models import Wave
from edgewise.pulse.page import CellLine, cell_lines, cell_words
from edgewise.pulse.results.queries import Kept, kept_of, wave_before


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """What is said of one scale since the last time."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class CutLine:
    """A part of the cohort: the score of each scale, with the scale's name."""

    words: str
    said: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Quadrant:
    picture: Picture
    field: Field
    is_sure: bool  # all of the area lies in that field


@dataclass(frozen=True, slots=True)
class ResultPage:
    whole: Shown
    scales: Picture
    changes: list[ChangeLine]
    quadrant: Quadrant | None
    cuts: list[CutLine]
    withdrawn: list[CellLine]
    left_out: int
    comment: str
    comments: Sequence[str]
    fewest_comments: int = FEWEST_COMMENTS


def result_page(wave: Wave) -> ResultPage | None:
    """None where nothing is shown: the wave is open, or too few answered."""
    kept = kept_of(wave)
    if kept is None or kept.whole is None:
        return None
    earlier = wave_before(wave)
    last = kept_of(earlier) if earlier else None
    before, asks = last.whole if last else None, questionnaire_of(wave)
    shown = {one.cell for one in kept.cells}
    lines = zip(announced_of(wave).cells, cell_lines(announced_of(wave)), strict=True)
    return ResultPage(
        kept.whole,
        scales_picture(kept.whole, before, asks),
        _changes(kept.whole, asks),
        _quadrant(_area(kept.whole), _area(before) if before else None),
        _cuts(kept, asks),
        [line for cell, line in lines if cell not in shown],
        kept.left_out,
        asks.said(asks.comment),
        kept.comments,
    )


def _changes(whole: Shown, asks: Questionnaire) -> list[ChangeLine]:
    figures = [(scale, whole.figures.get(scale.key)) for scale in asks.scales]
    return [
        ChangeLine(asks.said(scale.name), figure.trend.words) for scale, figure in figures if figure and figure.trend
    ]


def _area(whole: Shown) -> Area | None:
    return area(whole.figures.get("respect"), whole.figures.get("accountability"))


def _quadrant(now: Area | None, before: Area | None) -> Quadrant | None:
    return Quadrant(quadrant_picture(now, before), now.field, now.is_sure) if now else None


def _cuts(kept: Kept, asks: Questionnaire) -> list[CutLine]:
    """Every other cell that is shown."""
    return [
        CutLine(
            cell_words(one.cell),
            [(asks.said(scale.name), score_words(one.figures.get(scale.key))) for scale in asks.scales],
        )
        for one in kept.cells
        if one.cell != EVERYBODY
    ]
