"""All that a report is made of."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from edgewise.desk.evidence.queries.activity import activity_of, earlier_of
from edgewise.desk.evidence.queries.cases import cases_of
from edgewise.desk.evidence.queries.crossings import crossings_of
from edgewise.desk.roi.queries import sheet_of
from edgewise.domain.evidence.report import Inputs, Lots, Run
from edgewise.programmes.lotteries.queries import lottery_of
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.lotteries import Group


def inputs_of(cohort: Cohort, seed: int, now: datetime) -> Inputs:
    sheet, (earlier_name, earlier) = sheet_of(cohort), earlier_of(cohort, now)
    programme = cohort.programme
    return Inputs(
        run=Run(programme.organisation.name, programme.name, cohort.name, cohort.starts_on, cohort.ends_on),
        made_on=timezone.localdate(now),
        seed=seed,
        activity=activity_of(cohort, now),
        earlier_name=earlier_name,
        earlier=earlier,
        crossed=tuple(crossings_of(cohort)),
        lots=_lots(cohort),
        cases=cases_of(cohort),
        items=tuple(sheet.items) if sheet else (),
        currency=sheet.currency if sheet else "",
    )


def _lots(cohort: Cohort) -> Lots | None:
    drawn = lottery_of(cohort)
    if drawn is None:
        return None
    compared = drawn.entrants.filter(group=Group.COMPARISON).count()
    return Lots(timezone.localdate(drawn.drawn_at), drawn.places, drawn.reserves, compared, drawn.strata, drawn.seed)
