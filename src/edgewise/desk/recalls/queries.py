"""Who is asked whether they have spoken since, and what the counted answers tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from edgewise.desk.models import Recall, RecallCount
from edgewise.desk.ties.queries import Met, met_in
from edgewise.domain.evidence.ties.recall import (
    ASKED_AFTER,
    ASKED_FOR,
    Batch,
    Recalled,
    ends_to_ask_about,
    recalled,
)
from edgewise.domain.evidence.ties.ties import people_of
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.models.designs import Cohort


@dataclass(frozen=True, slots=True)
class Recalling:
    """How far the question of a cohort is."""

    asks_on: date
    asked: int  # people; 0: not yet, or nobody had met
    told: Recalled | None


def recalling_of(cohort: Cohort, today: date) -> Recalling:
    """Two queries."""
    asked = cohort.recalls.aggregate(people=Count("pk"))["people"]
    rows = RecallCount.objects.filter(cohort=cohort).values_list("people", "met", "spoken", "largest")
    return Recalling(cohort.ends_on + ASKED_AFTER, asked, recalled([Batch(*row) for row in rows], asked))


def cohorts_to_ask(today: date) -> QuerySet[Cohort]:
    """Those that ended a quarter ago, of which nobody was asked yet."""
    asked = Recall.objects.filter(cohort=OuterRef("pk"))
    return (
        Cohort.objects.filter(~Exists(asked), ends_on__range=ends_to_ask_about(today))
        .select_related("programme")
        .order_by("pk")
    )


def people_to_ask(cohort: Cohort) -> list[tuple[Membership, int]]:
    """Everybody who is still there and met others in its sessions, and how many."""
    met = met_in(cohort)
    here = Membership.objects.filter(not_left(), seats__circle__cohort=cohort).distinct().order_by("pk")
    counts = _counts(met)
    return [(who, counts[who.pk]) for who in here if who.pk in counts]


def _counts(met: Met) -> dict[int, int]:
    counts = dict.fromkeys(people_of(met.times), 0)
    for pair in met.times:
        for one in pair:
            counts[one] += 1
    return counts


def is_open(row: Recall, now: datetime) -> bool:
    return row.answered_at is None and now < row.asked_at + ASKED_FOR


def open_recalls(person: Person, now: datetime) -> QuerySet[Recall]:
    """The questions that still wait for the person's number."""
    rows = Recall.objects.filter(membership__person=person, answered_at=None, asked_at__gt=now - ASKED_FOR)
    return rows.select_related("cohort__programme").order_by("asked_at", "pk")


def names_met(row: Recall) -> list[str]:
    """Whom the person met, for themself: who they are is what the number is about."""
    others = {one for pair in met_in(row.cohort).times if row.membership_id in pair for one in pair}
    named = Q(pk__in=others - {row.membership_id})
    return list(Membership.every.filter(named).order_by("person__name", "pk").values_list("person__name", flat=True))


def waiting(until: datetime) -> QuerySet[Recall]:
    """Answers of weeks that are over, which are not counted yet."""
    return Recall.objects.filter(answered_at__lt=until).exclude(spoken=None).order_by("pk")
