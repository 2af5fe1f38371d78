"""Waves that are due, open or over, and who would be asked."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime

from django.db.models import QuerySet

from edgewise.domain.pulse.moments import LAUNCHED_WITHIN, WaveDays, are_apart, closes_at, reminds_at, wave_days
from edgewise.domain.pulse.plan import time_here
from edgewise.people.access import current_memberships
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.pulse.models import Asked, Wave


def days_of(cohort: Cohort) -> list[WaveDays]:
    """The waves of its calendar, launched or not; without a query beside the programme's."""
    return wave_days(cohort.starts_on, cohort.ends_on, cohort.programme.pulse)


def days_ahead(cohort: Cohort, launched: Collection[Wave]) -> list[WaveDays]:
    """Those of its calendar that are not launched, and do not come too near to one that is.

    A launched wave keeps its days when the cohort's dates move, so the calendar alone does not keep them apart.
    """
    moments = {wave.moment for wave in launched}
    return [
        days
        for days in days_of(cohort)
        if days.moment not in moments and all(are_apart(days.opens_on, wave.opens_on) for wave in launched)
    ]


def to_launch(today: date) -> Iterator[tuple[Cohort, WaveDays]]:
    """Waves whose day has come. One that was missed by some days is left out."""
    running = Cohort.objects.filter(starts_on__lte=today, ends_on__gte=today).exclude(programme__pulse=[])
    for cohort in running.select_related("programme").prefetch_related("waves"):
        for days in days_ahead(cohort, cohort.waves.all()):
            if days.opens_on <= today <= days.opens_on + LAUNCHED_WITHIN:
                yield cohort, days


def people_to_ask(cohort: Cohort, today: date) -> list[Membership]:
    """Who takes part on that day: the roster of a wave that is launched then."""
    rows = Membership.objects.filter(
        not_left(day=today), enrolments__cohort=cohort, enrolments__state=EnrolmentState.ACTIVE
    )
    return list(rows.select_related("person").order_by("pk"))


def to_remind(now: datetime) -> list[Wave]:
    rows = Wave.objects.filter(closed_at=None, ended_at=None, reminded_at=None).select_related("cohort__programme")
    return [wave for wave in rows if reminds_at(wave.closes_on) <= now < closes_at(wave.closes_on)]


def to_close(now: datetime) -> list[Wave]:
    rows = Wave.objects.filter(closed_at=None, ended_at=None, closes_on__lt=now.date())
    return [wave for wave in rows.select_related("cohort__programme") if closes_at(wave.closes_on) <= now]


def to_purge(today: date) -> list[Wave]:
    """Those whose purge date has come; it moves with the cohort."""
    rows = Wave.objects.filter(ended_at=None, cohort__ends_on__lt=today).select_related("cohort__programme")
    return [wave for wave in rows if wave.purge_on <= today]


def not_answered(wave: Wave) -> list[Membership]:
    """Who is reminded: they take part still. Whoever paused or opted out since can answer, and is left in peace."""
    here = Enrolment.objects.filter(cohort=wave.cohort_id, state=EnrolmentState.ACTIVE).values("membership")
    waiting = wave.ledger.filter(not_left("membership"), has_answered=False, membership__in=here)
    return [line.membership for line in waiting.select_related("membership__person")]


def waves_of_person(person: Person) -> QuerySet[Asked]:
    """The person's lines in the ledgers of waves that are not purged; the newest wave first."""
    mine = Asked.objects.filter(membership__in=current_memberships(person), wave__ended_at=None)
    return mine.select_related("wave__cohort__programme").order_by("-wave__opens_on", "-pk")


def waiting_for(person: Person, now: datetime) -> list[Asked]:
    """Open waves that the person has not answered."""
    rows = waves_of_person(person).filter(has_answered=False, wave__closed_at=None)
    return [line for line in rows if line.wave.is_open(now)]


def waves_of(cohort: Cohort) -> list[Wave]:
    """Those that were launched, in order."""
    return list(cohort.waves.order_by("opens_on", "pk"))


def those_asked(wave: Wave) -> list[Membership]:
    return [line.membership for line in wave.ledger.select_related("membership__person")]


def facts_of(who: Membership, cohort: Cohort) -> dict[str, str]:
    """What cuts could be made by. Nothing that somebody declared about themself is among it."""
    level = str(who.role_level) if who.role_level is not None else ""
    long_here = time_here(who.start_date, cohort.starts_on)
    return {"function": who.function, "site": who.location, "level": level, "time_here": long_here}
