"""What comes due for people as time passes: their own calendars are read again, and old sign-ins go."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.utils import timezone
from django_tasks import task

from edgewise.people.calendars.actions import claim_calendars, forget_calendars_of_leavers, keep_reading
from edgewise.people.calendars.reading import read_aside
from edgewise.people.models import BusyCalendar
from edgewise.people.sign_in.actions import forget_ended_sign_ins

CALENDARS_A_MINUTE = 40  # in one go; the others wait for the next minute
CALENDARS_AT_ONCE = 4


def do_what_is_due(now: datetime, **_: object) -> None:
    """Receives `notices.signals.due`. What may take a minute is a task, so that the post does not wait for it."""
    forget_calendars_of_leavers()
    forget_ended_sign_ins(now)
    if BusyCalendar.objects.filter(next_at__lte=now).exists():
        read_calendars.enqueue()


@task()
def read_calendars() -> None:
    """Again, those that are due. Enqueued twice, the second finds nothing left to do."""
    now = timezone.now()
    claimed = claim_calendars(now, CALENDARS_A_MINUTE)
    with ThreadPoolExecutor(CALENDARS_AT_ONCE) as pool:
        readings = pool.map(read_aside, [wish for _, wish in claimed])
        for (row, _), reading in zip(claimed, readings, strict=True):
            keep_reading(row, reading, now)
