"""What people ask of their coordinator, and who the coordinators are today."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from edgewise.people.models import Membership
from edgewise.programmes.models import Cohort, Enrolment, Handover, RematchRequest
from edgewise.vault.queries import cipher_of


def desk_scope(cohort: Cohort) -> str:
    """The name of the key for what people write to this cohort's coordinators."""
    return f"desk:{cohort.code}"


def rematch_context(entry: Enrolment) -> bytes:
    return f"rematch:{entry.pk}".encode()


def words_of_rematch(asked: RematchRequest) -> str:
    if asked.words is None:
        return ""
    entry = asked.enrolment
    return cipher_of(desk_scope(entry.cohort)).decrypt(bytes(asked.words), rematch_context(entry)).decode()


def open_rematches(entry: Enrolment) -> QuerySet[RematchRequest]:
    return entry.rematch_requests.filter(closed_at=None)


def handovers_on(cohort: Cohort, day: date) -> QuerySet[Handover]:
    """Those that hold on that day."""
    return cohort.handovers.filter(from_on__lte=day, until_on__gte=day, ended_at=None).select_related("to__person")


def coming_handovers(cohort: Cohort, day: date) -> QuerySet[Handover]:
    """Those that hold then or later."""
    later = cohort.handovers.filter(until_on__gte=day, ended_at=None)
    return later.select_related("to__person", "by__person").order_by("from_on", "pk")


def coordinates(who: Membership, cohort: Cohort, day: date) -> bool:
    """Is the person one of the cohort's coordinators on that day, by office or for a colleague?"""
    return cohort.coordinators.filter(pk=who.pk).exists() or handovers_on(cohort, day).filter(to=who).exists()
