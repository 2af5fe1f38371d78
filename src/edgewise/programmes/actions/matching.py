"""A draft of circles, looked at before anybody is told; then published at once or discarded."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction
from django.utils import timezone

from edgewise.domain.matching.match import match, violations
from edgewise.domain.matching.model import Match, Rules
from edgewise.domain.roster.levels import ROLE_LEVELS
from edgewise.people.models import Membership
from edgewise.programmes.actions.seating import free_names, open_circle
from edgewise.programmes.models import Cohort, EnrolmentState, MatchRun
from edgewise.programmes.queries import candidates, rules_for, waiting_for_a_circle

SECRET = ("never_again", "relaxed", "apart", "together", "seats", "met")  # the pairs are nobody's to read in a draft


class _Changed(Exception):
    """The world is not as it was when the draft was made."""


def draft_match(cohort: Cohort, seed: int) -> MatchRun:
    rules = rules_for(cohort)
    found = match(candidates(waiting_for_a_circle(cohort)), rules, Random(seed), ROLE_LEVELS)
    return MatchRun.objects.create(cohort=cohort, seed=seed, rules=_as_stored(rules), result=_result(found))


def discard_draft(run: MatchRun) -> None:
    MatchRun.objects.filter(pk=run.pk, published_at=None).delete()


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
    tables: list[list[int]] = [circle["members"] for circle in run.result["circles"]]
    chosen = Membership.objects.filter(pk__in=[pk for table in tables for pk in table])
    # The lock on the people makes a second cohort's publication wait, so that two cannot use the last free load.
    people = {who.pk: who for who in chosen.order_by("pk").select_for_update()}
    problems = _problems(cohort, tables)
    if problems:
        raise _Changed(*problems)
    for table, name in zip(tables, free_names(cohort, len(tables)), strict=True):
        open_circle(cohort, [people[pk] for pk in table], name, now)


def _problems(cohort: Cohort, tables: list[list[int]]) -> list[str]:
    everybody = [pk for table in tables for pk in table]
    facts = {one.id: one for one in candidates(Membership.objects.filter(pk__in=everybody).select_related("person"))}
    ready = cohort.enrolments.filter(state=EnrolmentState.ENROLLED, membership__in=everybody, membership__left_on=None)
    # Whoever opts out at this moment either comes first, and is missed here, or finds that they are in a circle.
    waiting = set(ready.select_for_update().values_list("membership_id", flat=True))
    problems = [f"{facts[pk].name} is not waiting for a circle any more." for pk in everybody if pk not in waiting]
    rules = rules_for(cohort)
    for number, table in enumerate(tables, 1):
        broken = violations([facts[pk] for pk in table], rules)
        problems += [f"Circle {number}: {label} does not hold any more." for label in {rule.label for rule in broken}]
    return problems


def _as_stored(rules: Rules) -> dict[str, Any]:
    kept = {name: value for name, value in asdict(rules).items() if name not in SECRET}
    return kept | {"first": rules.first.isoformat(), "last": rules.last.isoformat()}


def _result(found: Match) -> dict[str, Any]:
    return {
        "circles": [{"members": list(one.members), "reasons": list(one.reasons)} for one in found.circles],
        "unplaced": [
            {
                "member": one.id,
                "rules": list(dict.fromkeys(rule.label for rule in one.rules)),
                "reasons": list(one.reasons),
            }
            for one in found.unplaced
        ],
    }
