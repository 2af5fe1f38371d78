"""From a draft to circles: at once, and only while every hard rule holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.domain.matching.match import violations
from edgewise.people.models import Membership
from edgewise.programmes.actions.seating import free_names, open_circle
from edgewise.programmes.models import EnrolmentState, MatchRun
from edgewise.programmes.queries import candidates, rules_of


class _Changed(Exception):
    """The world is not as it was when the draft was made."""


def publish_circles(run: MatchRun, at: datetime | None = None) -> tuple[str, ...]:
    """Seat everybody of the draft in one transaction; returns what stands in the way, empty once it is done.

    Every hard rule is checked again as the facts stand now, load cap included.
    """
    try:
        with transaction.atomic():
            _publish(run, at or timezone.now())
    except _Changed as change:
        return tuple(change.args)
    return ()


def _publish(run: MatchRun, now: datetime) -> None:
    cohort = run.cohort
    if MatchRun.objects.filter(pk=run.pk, published_at=None).update(published_at=now) != 1:
        raise _Changed("This draft has been published already.")
    run.refresh_from_db(fields=["tables", "locked"])  # whoever moved somebody a moment ago is heard
    tables: list[list[int]] = [table for table in run.tables if table]
    chosen = Membership.objects.filter(pk__in=[pk for table in tables for pk in table])
    # The lock on the people makes a second cohort's publication wait, so that two cannot use the last free load.
    people = {who.pk: who for who in chosen.order_by("pk").select_for_update()}
    problems = _problems(run, tables)
    if problems:
        raise _Changed(*problems)
    for table, name in zip(tables, free_names(cohort, len(tables)), strict=True):
        open_circle(cohort, [people[pk] for pk in table], name, now)


def _problems(run: MatchRun, tables: list[list[int]]) -> list[str]:
    everybody = [pk for table in tables for pk in table]
    facts = {one.id: one for one in candidates(Membership.objects.filter(pk__in=everybody).select_related("person"))}
    enrolled = run.cohort.enrolments.filter(state=EnrolmentState.ENROLLED)
    ready = enrolled.filter(membership__in=everybody, membership__left_on=None)
    # Whoever opts out at this moment either comes first, and is missed here, or finds that they are in a circle.
    waiting = set(ready.select_for_update().values_list("membership_id", flat=True))
    problems = [f"{facts[pk].name} is not waiting for a circle any more." for pk in everybody if pk not in waiting]
    rules = rules_of(run)
    for number, table in enumerate(tables, 1):
        broken = violations([facts[pk] for pk in table], rules)
        problems += [f"Circle {number}: {label} does not hold any more." for label in {rule.label for rule in broken}]
    return problems
