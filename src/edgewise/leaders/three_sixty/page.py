"""What the pages of a 360 show: how far it is, what raters are told, and the report in words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils import timezone

from edgewise.domain.pictures.marks import Picture
from edgewise.domain.surveys.model import Survey
from edgewise.domain.three_sixty.picture import change_picture, picture
from edgewise.domain.three_sixty.report import Comments, Line
from edgewise.leaders.models.three_sixty import Outcome, Part, Rater, RaterGroup, RaterState, ThreeSixty
from edgewise.leaders.three_sixty.queries import Kept, answered_at_dawn, names_by_group, opened_box, survey_of
from edgewise.people.models import Membership


class Stage(StrEnum):
    """How far a 360 is, for its leader."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"  # and nothing is made of it yet
    REPORT = "report"
    TOO_FEW = "too_few"


@dataclass(frozen=True, slots=True)
class Progress:
    """A 360 as its leader sees it. `enough`: whether five or more had answered when this day began."""

    row: ThreeSixty
    stage: Stage
    survey: Survey
    is_rated: bool  # by its leader
    people: list[tuple[RaterGroup, list[Rater]]]
    asked: int  # the manager aside
    enough: bool


@dataclass(frozen=True, slots=True)
class Told:
    """One behaviour in a list of the report. `others`: what each shown group says, in words, with the group's."""

    item: str
    words: str
    own: str
    others: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ReportPage:
    """A whole report, or those parts of it that are shared: what is not shared is empty."""

    picture: Picture | None
    change: Picture | None
    change_words: str
    change_people: str
    no_change: str
    strengths: list[Told] | None
    blind_spots: list[Told] | None
    hidden: list[Told] | None
    divided: list[Told] | None
    comments: list[tuple[str, Comments]]
    groups: list[tuple[str, int]]  # and how many of them answered
    manager: str


def stage_of(row: ThreeSixty, today: date) -> Stage:
    if row.launched_at is None:
        return Stage.DRAFT
    if row.outcome:
        return Stage.REPORT if row.outcome == Outcome.REPORT else Stage.TOO_FEW
    return Stage.OPEN if row.is_open(today) else Stage.CLOSED


def progress_of(row: ThreeSixty, raters: Iterable[Rater], today: date) -> Progress:
    rows, stage = list(raters), stage_of(row, today)
    box = opened_box(row) if stage is Stage.DRAFT else None
    return Progress(
        row,
        stage,
        survey_of(row),
        bool(box and box.own),
        list(names_by_group(rows).items()),
        sum(one.group != RaterGroup.MANAGER for one in rows),
        stage is Stage.OPEN and answered_at_dawn(row, timezone.now()) >= row.fewest_in_all,
    )


def manager_of(raters: Iterable[Rater]) -> str:
    """Their name, where they have answered as the manager; else nothing."""
    found = [one for one in raters if one.group == RaterGroup.MANAGER and one.state == RaterState.ANSWERED]
    return found[0].name if found else ""


def whole_report(row: ThreeSixty, kept: Kept, manager: str) -> ReportPage:
    return _page(row, kept, manager, set(Part), with_comments=True)


def shared_report(row: ThreeSixty, kept: Kept, parts: Collection[str]) -> ReportPage:
    """Without the manager and without a word that somebody wrote."""
    return _page(row, kept, "", {Part(one) for one in parts}, with_comments=False)


def parts_of(kept: Kept) -> list[Part]:
    """Those that there are."""
    return [one for one in Part if one is not Part.CHANGE or kept.change]


def _page(row: ThreeSixty, kept: Kept, manager: str, parts: set[Part], *, with_comments: bool) -> ReportPage:
    survey, report = survey_of(row), kept.report
    questions = {one.key: survey.said(one.words) for one in survey.questions}
    divided = [line for line in report.lines if any(figure.divided for figure in line.figures)]
    change = kept.change if Part.CHANGE in parts else None

    def told(part: Part, lines: Iterable[Line]) -> list[Told] | None:
        return [_told(line, survey, kept) for line in lines] if part in parts else None

    return ReportPage(
        picture(report, survey, manager) if Part.PICTURE in parts else None,
        change_picture(change) if change else None,
        change.others.words if change else "",
        change.others.people_said if change else "",
        kept.no_change.words if kept.no_change and Part.CHANGE in parts else "",
        told(Part.STRENGTHS, report.strengths),
        told(Part.BLIND_SPOTS, report.blind_spots),
        told(Part.HIDDEN, report.hidden_strengths),
        told(Part.PICTURE, divided),
        [(questions[one.question], one) for one in report.comments] if with_comments else [],
        [(cell.words, cell.people) for cell in report.cells],
        manager,
    )


def _told(line: Line, survey: Survey, kept: Kept) -> Told:
    words = {item.key: survey.said(item.behaviour) for item in survey.items}
    bands = zip(kept.report.cells, line.figures, strict=True)
    others = [(cell.words, figure.band.words) for cell, figure in bands if figure.band]
    own = survey.said(survey.cannot_say if line.own is None else survey.answers[line.own - 1])
    return Told(line.item, words[line.item], own, others)


def own_words(row: ThreeSixty, item: str) -> str:
    """An item as its leader says it of themself; empty where there is none of that key."""
    survey = survey_of(row)
    return next((survey.said(one.own) for one in survey.items if one.key == item), "")


def items_of(row: ThreeSixty) -> list[tuple[str, str]]:
    """Every item with its words, as its leader says it of themself."""
    survey = survey_of(row)
    return [(one.key, survey.said(one.own)) for one in survey.items]


def people_of(seats: Iterable[Membership]) -> list[Membership]:
    """Each once, by name."""
    return sorted({one.pk: one for one in seats}.values(), key=lambda one: (one.person.name, one.pk))
