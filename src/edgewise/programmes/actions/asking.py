"""A person asks for another circle; a coordinator asks a colleague to look after a cohort."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from edgewise.people.models import Membership
from edgewise.programmes.models import Cohort, Enrolment, Handover, RematchRequest, Seat
from edgewise.programmes.queries import desk_scope, rematch_context
from edgewise.vault.actions import open_cipher


@transaction.atomic
def ask_for_rematch(entry: Enrolment, words: str = "", at: datetime | None = None) -> int:
    """For each circle of the cohort in which they sit; how many are new. No reason is needed."""
    words = words.strip()
    sealed = open_cipher(desk_scope(entry.cohort)).encrypt(words.encode(), rematch_context(entry)) if words else None
    seats = Seat.objects.filter(circle__cohort=entry.cohort_id, membership=entry.membership_id, ended_at=None)
    made = 0
    for seat in seats:
        row = {"made_at": at or timezone.now(), "words": sealed}
        made += RematchRequest.objects.get_or_create(
            enrolment=entry, circle_id=seat.circle_id, closed_at=None, defaults=row
        )[1]
    return made


def take_rematch_back(entry: Enrolment, at: datetime | None = None) -> int:
    """The person has changed their mind."""
    return entry.rematch_requests.filter(closed_at=None).update(closed_at=at or timezone.now(), words=None)


def hand_over(cohort: Cohort, to: Membership, by: Membership | None, from_on: date, until_on: date) -> Handover:
    """From one day to another, both included, the colleague may do what the coordinators may."""
    return Handover.objects.create(cohort=cohort, to=to, by=by, from_on=from_on, until_on=until_on)


def take_back(cohort: Cohort, handover: int) -> bool:
    """Before its end."""
    waiting = cohort.handovers.filter(pk=handover, ended_at=None)
    return waiting.update(ended_at=timezone.now()) == 1
