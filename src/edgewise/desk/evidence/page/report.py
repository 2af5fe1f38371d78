"""The report on a screen and on paper: the answers first, then what it returned, then activity, with its sources."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from edgewise.desk.evidence.page.answers import AnswerLine, answer_line
from edgewise.desk.evidence.queries.activity import STEPS
from edgewise.desk.figures.page.pictures import NONE, Headline, steps_picture
from edgewise.desk.figures.queries import Steps
from edgewise.desk.roi.page import Return, return_of
from edgewise.desk.ties.page import KINDS, Silo
from edgewise.domain.evidence.figures import DEFINITIONS, NOT_TOLD, Figure, Kind, label, said
from edgewise.domain.evidence.report import Crossed, Report
from edgewise.domain.evidence.ties.matrix import Told
from edgewise.domain.evidence.ties.ties import Crossing
from edgewise.domain.pictures.marks import Picture

HEADLINES = ("held", "attendance", "kept")


@dataclass(frozen=True, slots=True)
class FigureLine:
    """`n`: of how many; `before`: the same of the cohort before."""

    label: str
    said: str
    n: str
    target: str
    before: str
    definition: str
    source: str


@dataclass(frozen=True, slots=True)
class ReportPage:
    report: Report
    answers: list[AnswerLine]
    found: Return | None
    ties: list[Silo]
    headlines: list[Headline]
    steps: Picture
    figures: list[FigureLine]


def report_page(report: Report) -> ReportPage:
    plans = {answer.key: answer.plan for answer in report.answers}
    lines = figure_lines(report)
    named = {figure.key: line for figure, line in zip(report.activity, lines, strict=True)}
    return ReportPage(
        report,
        [answer_line(answer, number) for number, answer in enumerate(report.answers, 1)],
        return_of(report.account, plans, report.currency),
        [silo_of(one) for one in crossed_of(report)],
        [_headline(named[key], report.earlier_name) for key in HEADLINES],
        _steps(report),
        lines,
    )


def _headline(line: FigureLine, earlier: str) -> Headline:
    number, made_of = (NONE, line.said) if line.said == str(NOT_TOLD) else (line.said, line.n)
    target = _("Target: %(target)s") % {"target": line.target} if line.target else ""
    before = _("%(cohort)s: %(share)s") % {"cohort": earlier, "share": line.before} if line.before else ""
    return Headline(line.label, number, made_of, before, target)


def _steps(report: Report) -> Picture:
    counts = {figure.key: round(figure.value or 0) for figure in report.activity}
    return steps_picture("steps", Steps(*(counts[key] for key in ("invited", *STEPS))))


def crossed_of(report: Report) -> list[Crossed]:
    """Nothing of a fact that all of them share: no tie could cross it."""
    return [one for one in report.crossed if one.by_lot]


def silo_of(one: Crossed) -> Silo:
    """As the page of ties says it; what is told as a range has no exact number here."""
    found = Crossing(one.pairs, one.low, 0, one.by_lot, one.by_lot_low, one.by_lot_high, 1.0, one.draws, one.seed)
    return Silo(one.fact, str(KINDS[one.fact].name), found, Told(one.low, one.high), None)


def figure_lines(report: Report) -> list[FigureLine]:
    before = {figure.key: figure for figure in report.earlier if not figure.name}
    return [_line(figure, before.get(figure.key)) for figure in report.activity]


def _line(figure: Figure, before: Figure | None) -> FigureLine:
    means = DEFINITIONS[figure.key]
    return FigureLine(
        str(label(figure)),
        str(said(figure)),
        _n(figure),
        "" if figure.target is None else _target(figure),
        str(said(before)) if before else "",
        str(means.says),
        str(means.source),
    )


def _n(figure: Figure) -> str:
    if not figure.of:
        return ""
    if DEFINITIONS[figure.key].kind == Kind.SHARE:
        return _("%(part)d of %(whole)d") % {"part": figure.value or 0, "whole": figure.of}
    return _("of %(whole)d") % {"whole": figure.of}


def _target(figure: Figure) -> str:
    assert figure.target is not None
    if DEFINITIONS[figure.key].kind == Kind.SCORE:
        return f"{figure.target:.1f}"
    return f"{100 * figure.target:.0f} %"
