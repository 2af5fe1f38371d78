"""The only writes to what is registered. From the first day of a cohort on, nothing of it changes."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from edgewise.desk.outcomes.models import Outcome, Registration
from edgewise.desk.outcomes.queries import locked_words
from edgewise.domain.evidence.outcomes import MOST_OUTCOMES, Plan
from edgewise.people.models import Membership
from edgewise.programmes.models.designs import Cohort


def register(cohort: Cohort, plan: Plan, by: Membership, now: datetime) -> Outcome | str:
    """A new outcome, or why not. Registered after the start it is exploratory, whatever the plan says of it."""
    try:
        with transaction.atomic():
            return _registered(cohort, plan, by, now)
    except IntegrityError:
        return _("An outcome of this name is registered already.")


def _registered(cohort: Cohort, plan: Plan, by: Membership, now: datetime) -> Outcome | str:
    Registration.objects.get_or_create(cohort=cohort)
    lock(cohort, now)
    row = Registration.objects.select_for_update().get(cohort=cohort)  # two at once: one after the other
    if row.forgotten_at:
        return _("The outcomes of this cohort were deleted. Nothing more can be registered for it.")
    if cohort.outcomes.count() >= MOST_OUTCOMES:
        return _("A cohort has at most %(most)s outcomes.") % {"most": MOST_OUTCOMES}
    return Outcome.objects.create(
        cohort=cohort,
        is_exploratory=row.locked_at is not None,
        locked_at=row.locked_at and now,
        **_columns(plan, by, now),
    )


def change(outcome: Outcome, plan: Plan, by: Membership, now: datetime) -> str:
    """Why not; empty if it is done."""
    lock(outcome.cohort, now)
    try:
        with transaction.atomic():
            is_open = Outcome.objects.filter(pk=outcome.pk, locked_at=None)
            return "" if is_open.update(**_columns(plan, by, now)) == 1 else locked_words()
    except IntegrityError:
        return _("An outcome of this name is registered already.")


def remove(outcome: Outcome, now: datetime) -> bool:
    """While the cohort has not begun; of an exploratory one, while nothing was imported for it.

    Else what did not turn out well could be made to disappear.
    """
    lock(outcome.cohort, now)
    unlocked = Outcome.objects.filter(pk=outcome.pk, locked_at=None)
    unseen = Outcome.objects.filter(pk=outcome.pk, is_exploratory=True, version=0)
    return bool(unlocked.delete()[0] or unseen.delete()[0])


@transaction.atomic
def lock(cohort: Cohort, now: datetime) -> bool:
    """On its first day or later, once and for good: moving the start does not unlock. False where nothing is to do."""
    if Cohort.objects.filter(pk=cohort.pk, starts_on__gt=timezone.localdate(now)).exists():
        return False
    Registration.objects.get_or_create(cohort=cohort)
    if Registration.objects.filter(cohort=cohort, locked_at=None).update(locked_at=now) != 1:
        return False
    Outcome.objects.filter(cohort=cohort, locked_at=None).update(locked_at=now)
    return True


def _columns(plan: Plan, by: Membership, now: datetime) -> dict[str, object]:
    return {
        "name": plan.name,
        "nature": plan.nature.value,
        "window_days": plan.window_days,
        "smallest": plan.smallest,
        "usual": plan.usual,
        "higher_is_better": plan.higher_is_better,
        "by": plan.by.value,
        "registered_at": now,
        "registered_by": by,
    }
