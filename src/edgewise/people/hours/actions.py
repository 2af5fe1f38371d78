"""When somebody works: their week, and days away."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from edgewise.domain.calendar.slots import WeeklyWindow
from edgewise.people.models import Absence, Membership, WeeklyHours
from edgewise.people.signals import facts_changed


def note_absence(who: Membership, from_on: date, until_on: date) -> Absence:
    """Said twice it is one; days that overlap stay as they were said."""
    return Absence.objects.get_or_create(membership=who, from_on=from_on, until_on=until_on)[0]


def forget_absence(who: Membership, absence: int) -> bool:
    return Absence.objects.filter(pk=absence, membership=who).delete()[0] == 1


@transaction.atomic
def set_weekly_hours(who: Membership, week: Iterable[WeeklyWindow]) -> None:
    """Their own week; an empty one is none: the usual days, as before. Of two at once the later is kept whole."""
    Membership.objects.select_for_update().get(pk=who.pk)
    WeeklyHours.objects.filter(membership=who).delete()
    WeeklyHours.objects.bulk_create(
        WeeklyHours(membership=who, weekday=day, begins=begins, ends=ends) for day, begins, ends in week
    )
    facts_changed.send(sender=Membership, members={who.pk})
