"""The next round of a cohort, and who would meet whom in it."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, Min, OuterRef, QuerySet

from edgewise.domain.matching.rounds.next_round import Progress, begins_at
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort, Kind
from edgewise.programmes.models.rounds import NextRound, RoundObjection
from edgewise.programmes.models.runs import RunState


def round_begun(cohort: Cohort) -> date | None:
    """The day on which the present round began; None between two rounds."""
    matched = cohort.circles.filter(closed_at=None, by_colleagues=False)  # a pair of colleagues outlasts its round
    first: datetime | None = matched.aggregate(at=Min("made_at"))["at"]
    return first.date() if first else None


def sprints_under_way(today: date) -> QuerySet[Cohort]:
    """Cohorts that run today, whose design is a sprint, with people in its circles."""
    seated = Circle.objects.filter(cohort=OuterRef("pk"), closed_at=None)
    running = Cohort.objects.filter(Exists(seated), starts_on__lte=today, ends_on__gte=today)
    return running.filter(programme__kind=Kind.SPRINT).select_related("programme").order_by("pk")


def is_made_by_hand(cohort: Cohort, begun: date) -> bool:
    """Does a coordinator prepare the next round already?"""
    drafts = cohort.match_runs.filter(published_at=None, next_round=None, effort__isnull=True, made_at__date__gte=begun)
    return any(run.ends_round for run in drafts.exclude(state=RunState.FAILED).only("rules"))


def rounds_ahead(*cohorts: Cohort) -> QuerySet[NextRound]:
    """Rounds that have not begun, of those cohorts or of all; also such as a later round has overtaken."""
    waiting = NextRound.objects.exclude(run=None).filter(run__published_at=None)
    rows = waiting.filter(cohort__in=cohorts) if cohorts else waiting
    return rows.select_related("cohort__programme", "run").order_by("pk")


def _after_present(cohort: Cohort) -> QuerySet[NextRound]:
    begun = round_begun(cohort)
    return rounds_ahead(cohort).filter(begun=begun) if begun else NextRound.objects.none()


def round_ahead(cohort: Cohort) -> NextRound | None:
    """The round after the present one, once people have been told of it, until it begins."""
    found = _after_present(cohort).exclude(told_at=None).first()
    if found is not None:
        found.cohort = cohort
    return found


def is_stopped(ahead: NextRound) -> bool:
    return ahead.given_up_at is not None or ahead.objections.exists()


def progress_of(ahead: NextRound) -> Progress:
    is_proposed = ahead.run is not None and ahead.run.is_draft
    return Progress(ahead.on, is_proposed, ahead.told_at, is_stopped(ahead))


def begins(ahead: NextRound) -> datetime:
    """When it begins, if nobody objects; it must have been told."""
    assert ahead.told_at is not None
    return begins_at(ahead.on, ahead.told_at)


def partners_of(ahead: NextRound, who: Membership) -> list[Membership] | None:
    """Whom the person would meet; nobody, if they sit out. None where the round is not about them."""
    if ahead.run is None or who.pk not in ahead.run.people:
        return None
    table: list[int] = next((table for table in ahead.run.tables if who.pk in table), [])
    people = Membership.objects.select_related("person").in_bulk(table)
    return [people[pk] for pk in table if pk != who.pk and pk in people]


def people_of_round(ahead: NextRound) -> list[Membership]:
    assert ahead.run is not None
    return list(Membership.objects.filter(pk__in=ahead.run.people).select_related("person").order_by("pk"))


def objections_of(cohort: Cohort) -> QuerySet[RoundObjection]:
    """Of people who take part, to the round that would begin next."""
    ahead = _after_present(cohort)
    part = cohort.enrolments.values("membership")
    return RoundObjection.objects.filter(next_round__in=ahead.values("pk"), by__in=part).order_by("pk")


def failed_rounds(cohort: Cohort) -> QuerySet[NextRound]:
    """The round that would begin next, if it cannot by itself."""
    ahead = _after_present(cohort)
    return ahead.exclude(given_up_at=None) | ahead.filter(run__state=RunState.FAILED)
