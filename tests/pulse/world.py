"""A cohort that is asked today: it is in its fourth week."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

import msgspec
from django.utils import timezone

from edgewise.domain.anonymity.cells import EVERYBODY
from edgewise.domain.pulse.builtin import builtin_questionnaire
from edgewise.domain.pulse.moments import Moment, closes_at
from edgewise.domain.pulse.plan import Announced
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.pulse.ballots.actions import Sent, answer, make_boxes
from edgewise.pulse.models import Asked, Wave
from edgewise.pulse.results.actions import close
from edgewise.pulse.waves.actions import launch
from edgewise.pulse.waves.queries import days_of
from tests import make

ITEMS = 12
DICE = Random(1)
FOURTH_WEEK = timedelta(weeks=3)
LENGTH = timedelta(weeks=16)


def running(people: int = 18, coordinators: Iterable[Membership] = (), **facts: Any) -> Cohort:
    """A cohort in its fourth week, and so many people in it."""
    cohort, today = make.cohort(coordinators=coordinators), timezone.now().date()
    cohort.starts_on, cohort.ends_on = today - FOURTH_WEEK, today - FOURTH_WEEK + LENGTH
    cohort.save()
    for number in range(people):
        make.enrolment(make.membership(f"Member {number}", cohort.programme.organisation, **facts), cohort)
    return cohort


def asked(cohort: Cohort, people: Sequence[Membership], now: datetime) -> Wave:
    """A wave of few people, as no launch makes one: of the whole cohort alone."""
    known = Announced((EVERYBODY,), (len(people),), ((),))
    wave = Wave.objects.create(
        cohort=cohort,
        code=f"wave{cohort.waves.count()}{cohort.code}"[:12],
        moment=list(Moment)[cohort.waves.count()],
        opens_on=now.date(),
        closes_on=now.date() + timedelta(days=6),
        launched_at=now,
        questionnaire=msgspec.to_builtins(builtin_questionnaire()),
        plan=msgspec.to_builtins(known),
        asked=len(people),
    )
    Asked.objects.bulk_create(Asked(wave=wave, membership=who) for who in people)
    make_boxes(wave, 1, len(people))
    return wave


def opened(cohort: Cohort, number: int = 0) -> Wave:
    """A wave of the cohort, launched on its day."""
    days = days_of(cohort)[number]
    wave = launch(cohort, days, at(days.opens_on))
    assert wave is not None
    return wave


def at(day: object) -> datetime:
    assert hasattr(day, "year")
    return datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=9)  # type: ignore[arg-type]


def lines(wave: Wave) -> list[Asked]:
    return list(wave.ledger.select_related("wave__cohort__programme", "membership__person").order_by("membership"))


def send(wave: Wave, sheets: Sequence[Sequence[int | None]], comments: Sequence[str] = ()) -> None:
    """The first of those who are asked answer, in the order of the ledger."""
    now = at(wave.opens_on)
    for number, (line, sheet) in enumerate(zip(lines(wave), sheets, strict=False)):
        words = comments[number] if number < len(comments) else ""
        assert answer(line, sheet, words, now) is Sent.DONE


def closed(wave: Wave) -> Wave:
    assert close(wave, closes_at(wave.closes_on))
    return Wave.objects.select_related("cohort__programme__organisation").get(pk=wave.pk)


def fours(people: int, answer: int = 4) -> list[list[int | None]]:
    return [[answer] * ITEMS for _ in range(people)]


def crowd(people: int, grace: Membership, functions: Sequence[str]) -> Cohort:
    """Very many people, written at once."""
    cohort = running(0, [grace])
    here = cohort.programme.organisation
    persons = Person.objects.bulk_create(
        Person(email=f"crowd{number}@example.org", name=f"Crowd {number}") for number in range(people)
    )
    members = Membership.objects.bulk_create(
        Membership(organisation=here, person=who, function=functions[number % len(functions)], role_level=2)
        for number, who in enumerate(persons)
    )
    Enrolment.objects.bulk_create(
        Enrolment(cohort=cohort, membership=who, state=EnrolmentState.ACTIVE) for who in members
    )
    return cohort
