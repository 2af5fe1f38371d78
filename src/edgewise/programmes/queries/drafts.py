"""Drafts of circles."""

from __future__ import annotations

from django.db.models import QuerySet

from edgewise.people.models import Membership
from edgewise.programmes.models import Cohort, MatchRun


def drafts_of(cohort: Cohort) -> QuerySet[MatchRun]:
    return cohort.match_runs.filter(published_at=None).order_by("-made_at", "-pk")


def draft_with_people(run: MatchRun) -> dict[str, object]:
    """The draft's circles and the people left over, with their memberships, in one query."""
    left = run.result["unplaced"]
    wanted = [pk for table in run.tables for pk in table] + [one["member"] for one in left]
    people = Membership.objects.select_related("person").in_bulk(wanted)
    return {
        "tables": [[people[pk] for pk in table] for table in run.tables],
        "unplaced": [(people[one["member"]], one["rules"], one["reasons"]) for one in left],
        "seated": sum(map(len, run.tables)),
    }
