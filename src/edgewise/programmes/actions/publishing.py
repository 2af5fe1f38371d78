"""From a draft to circles: at once, and only while every hard rule holds."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.actions.rounding import end_round
from edgewise.programmes.actions.seating import free_names, open_circles
from edgewise.programmes.models import Enrolment, MatchRun
from edgewise.programmes.queries import letters_of, problems_of


class _Changed(Exception):
    """The world is not as it was when the draft was made."""


def publish_circles(run: MatchRun, at: datetime | None = None) -> tuple[str, ...]:
    """Seat everybody of the draft in one transaction; returns what stands in the way, empty once it is done.

    Every hard rule is checked again as the facts stand now, load cap included. A next round ends the one before it.
    """
    letters = letters_of(run, run.tables)  # before the transaction, which others wait for
    why = {frozenset(one.pk for one in letter.people): letter.why for letter in letters}
    try:
        with transaction.atomic():
            _publish(run, at or timezone.now(), why)
    except _Changed as change:
        return tuple(change.args)
    return ()


def _publish(run: MatchRun, now: datetime, why: dict[frozenset[int], tuple[str, ...]]) -> None:
    cohort = run.cohort
    if MatchRun.objects.filter(pk=run.pk, published_at=None).update(published_at=now) != 1:
        raise _Changed("This draft has been published already.")
    run.refresh_from_db(fields=["tables", "locked"])  # whoever moved somebody a moment ago is heard
    tables = [table for table in run.tables if table]
    everybody = [pk for table in tables for pk in table]
    # The lock on the people makes a second cohort's publication wait, so that two cannot use the last free load.
    # It does not lock their keys: whoever opts out at this moment writes to people of their circle, and goes on.
    locked = Membership.objects.filter(pk__in=everybody).order_by("pk").select_for_update(no_key=True)
    people = {who.pk: who for who in locked}
    # Whoever opts out at this moment either comes first, and is missed below, or finds that they are in a circle.
    entries = Enrolment.objects.filter(cohort=cohort)
    concerned = entries if run.ends_round else entries.filter(membership__in=everybody)
    list(concerned.order_by("pk").select_for_update())
    problems = problems_of(run)
    if problems:
        raise _Changed(*problems)
    if run.ends_round:
        end_round(cohort, now)
    named = dict(zip(free_names(cohort, len(tables)), tables, strict=True))
    seated = {name: [people[pk] for pk in table] for name, table in named.items()}
    reasons = {name: why.get(frozenset(table), ()) for name, table in named.items()}
    open_circles(cohort, seated, now, kind=run.rules["kind"], why=reasons, run=run)
