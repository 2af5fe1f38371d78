"""What the pages of results show: three numbers, pictures, and rows in the order that is asked for."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.desk.figures.page import circles, overview, pictures, tallies
from edgewise.desk.figures.page.cohort import COLUMNS as PEOPLE_COLUMNS
from edgewise.desk.figures.page.cohort import desk_of, run_weeks
from edgewise.desk.figures.queries import Steps, Tally, facts_of, kept_of
from edgewise.domain.anonymity.counts import joined
from edgewise.growth.tallies.queries import tapping_of
from edgewise.people.models import Organisation
from edgewise.people.page import order_asked, page_asked
from edgewise.programmes.models.designs import Cohort

ROWS_A_PAGE, PEOPLE_A_PAGE = 50, 25


def at_a_glance(cohort: Cohort, now: datetime) -> dict[str, Any]:
    """A cohort on its desk."""
    facts = facts_of([cohort], now)
    weeks = run_weeks(cohort, facts, now)
    kept = kept_of([cohort], now).get(cohort.pk)
    return {
        "headlines": pictures.headlines(facts.total(), kept, programme=cohort.programme),
        "weeks": pictures.weeks_picture("weeks", weeks, timezone.localdate(now)),
    }


def results_of(cohort: Cohort, now: datetime, asked: QueryDict) -> dict[str, Any]:
    desk = desk_of(cohort, now)
    order, people = order_asked(asked, circles.COLUMNS), order_asked(asked, PEOPLE_COLUMNS, "people")
    before, total = desk.before, desk.total
    earlier, name = (before.weeks, before.name) if before else ([], "")
    return {
        "desk": desk,
        "headlines": pictures.headlines(total, desk.kept, before, cohort.programme),
        "weeks": pictures.weeks_picture("weeks", desk.weeks, timezone.localdate(now)),
        "attendance": pictures.attendance_picture("attendance", desk.weeks, earlier, _("This cohort"), name),
        "commitments": pictures.commitments_picture("commitments", desk.kept),
        "steps": pictures.steps_picture("steps", desk.steps),
        **tallies.tapped_pictures(tapping_of([cohort]), cohort.programme.target_useful),
        "order": order,
        "circles": page_asked(asked, order.in_order(desk.circles), ROWS_A_PAGE),
        "people_order": people,
        "people": page_asked(asked, people.in_order(desk.people), PEOPLE_A_PAGE, "people"),
    }


def results_of_all(organisation: Organisation, now: datetime, asked: QueryDict) -> dict[str, Any]:
    """Of all cohorts of an organisation."""
    lines, weeks = overview.overview_of(organisation, now)
    total, order = sum((line.tally for line in lines), Tally()), order_asked(asked, overview.COLUMNS, first="")
    kept = joined(line.kept for line in lines)
    return {
        "headlines": pictures.headlines(total, kept),
        "weeks": pictures.weeks_picture("weeks", weeks, timezone.localdate(now)),
        "attendance": pictures.attendance_picture("attendance", weeks, [], _("All cohorts"), ""),
        "commitments": pictures.commitments_picture("commitments", kept),
        "steps": pictures.steps_picture("steps", sum((line.steps for line in lines), Steps())),
        **tallies.tapped_pictures(tapping_of([line.cohort for line in lines])),
        "order": order,
        "lines": page_asked(asked, order.in_order(lines), ROWS_A_PAGE),
    }
