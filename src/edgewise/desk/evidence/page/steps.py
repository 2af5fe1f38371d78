"""The way to a report, with what is done of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from edgewise.desk.outcomes.queries import outcomes_of
from edgewise.desk.roi.queries import sheet_of
from edgewise.programmes.lotteries.queries import lottery_of
from edgewise.programmes.models.designs import Cohort


@dataclass(frozen=True, slots=True)
class Step:
    title: str
    words: str
    url: str
    is_done: bool


def steps_of(cohort: Cohort) -> Iterator[Step]:
    outcomes = list(outcomes_of(cohort))
    imported = [one for one in outcomes if one.imported_at]
    yield Step(
        _("Register what is to change"),
        _("Before the first day, so that nobody can choose afterwards what looks good."),
        reverse("desk:outcomes", args=[cohort.code]),
        bool(outcomes),
    )
    if not cohort.is_erg:
        yield Step(
            _("Draw the places by lot"),
            _("Where more want to take part than there is room for. Then the comparison is an experiment."),
            reverse("programmes:lottery", args=[cohort.code]),
            lottery_of(cohort) is not None,
        )
    yield Step(
        _("Import the outcomes"),
        _("From a file of your HR system, once the last day that counts is over."),
        reverse("desk:outcomes", args=[cohort.code]),
        bool(outcomes) and len(imported) == len(outcomes),
    )
    yield Step(
        _("Say what it costs, and what a better outcome is worth"),
        _("Each as a range with its source."),
        reverse("desk:roi", args=[cohort.code]),
        sheet_of(cohort) is not None,
    )
