"""A draft of circles asked for, repeated, stopped, discarded, published; a new round ends the circles of the last."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from edgewise.domain.matching.model import Rules
from edgewise.people.models import Membership
from edgewise.programmes.circles.actions import free_names, open_circles, seats_have_changed
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.circles import Seat, SeatEnd
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentChange, EnrolmentState
from edgewise.programmes.models.runs import MatchRun, RunState
from edgewise.programmes.runs.page import letters_of, problems_of
from edgewise.programmes.runs.queries import rules_as_stored, rules_for
from edgewise.programmes.runs.tasks import make_draft, work_on

STOPPED_EARLY = gettext_noop("Stopped before it began.")
LOCKS = {"seats": 1, "together": 2, "apart": 2}  # what may be locked, and the fewest people that takes


@transaction.atomic
def ask_for_draft(
    cohort: Cohort,
    rules: Rules,
    *,
    seed: int,
    seconds: float,
    by: Membership | None,
    half_life: int,
    next_round: bool = False,
) -> MatchRun:
    """A run for those who wait for a circle now; a worker takes it up.

    For the next round it is for those too who sit in a circle of the cohort: all of these end when it is published.
    """
    stored = _stored(rules, half_life, next_round=next_round)
    return _enqueued(_asked(cohort, rules=stored, seed=seed, seconds=seconds, made_by=by))


def search_under_way(cohort: Cohort, rules: Rules, half_life: int, *, next_round: bool) -> MatchRun | None:
    """A run by the same rules that is not over yet."""
    stored = _stored(rules, half_life, next_round=next_round)
    waiting = cohort.match_runs.filter(state__in=(RunState.WAITING, RunState.RUNNING), parent=None, effort__isnull=True)
    return next((run for run in waiting.order_by("pk") if run.rules == stored), None)


def _stored(rules: Rules, half_life: int, *, next_round: bool) -> dict[str, Any]:
    return rules_as_stored(rules, half_life) | ({"ends_round": True} if next_round else {})


@transaction.atomic
def match_again(run: MatchRun, by: Membership | None) -> MatchRun:
    """The same rules and seed around the locks of a draft, for those who wait for a circle now."""
    return _enqueued(
        _asked(
            run.cohort,
            rules={name: said for name, said in run.rules.items() if name != "met"},
            seed=run.seed,
            seconds=run.seconds,
            made_by=by,
            parent=run,
            locked=run.locked,
        )
    )


@transaction.atomic
def repeat(run: MatchRun, by: Membership | None) -> MatchRun:
    """The very same search once more, of the same people at the same moment: it proves or disproves the result."""
    facts = {name: getattr(run, name) for name in ("cohort", "seed", "seconds", "rules", "people", "as_of")}
    locks = run.result["locked"]
    again = MatchRun.objects.create(**facts, locked=locks, effort=run.result["effort"], parent=run, made_by=by)
    return _enqueued(again)


@transaction.atomic
def try_again(run: MatchRun) -> bool:
    """Ask a worker once more for a run that failed."""
    failed = MatchRun.objects.filter(pk=run.pk, state=RunState.FAILED)
    if failed.update(state=RunState.WAITING, problem="", stop_asked=False, progress={}) != 1:
        return False
    _enqueued(run)
    return True


def stop(run: MatchRun) -> None:
    """The worker keeps what it has found so far; a run that nobody has begun fails at once."""
    MatchRun.objects.filter(pk=run.pk, state=RunState.RUNNING).update(stop_asked=True)
    waiting = MatchRun.objects.filter(pk=run.pk, state=RunState.WAITING)
    waiting.update(state=RunState.FAILED, problem=STOPPED_EARLY, finished_at=timezone.now())


def draft_match(
    cohort: Cohort,
    seed: int,
    seconds: float = 1.0,
    *,
    next_round: bool = False,
    effort: Mapping[str, list[int]] | None = None,
) -> MatchRun:
    """A draft by the programme's rules, here and now, without a worker.

    With an `effort`, as an earlier run told it, the same people make the same circles on any machine; otherwise the
    seconds are spent.
    """
    stored = _stored(rules_for(cohort), cohort.programme.half_life_days, next_round=next_round)
    run = _asked(cohort, rules=stored, seed=seed, seconds=seconds, effort=effort)
    work_on(run.pk)
    run.refresh_from_db()
    return run


def discard_draft(run: MatchRun) -> bool:
    """False once it is published."""
    return bool(MatchRun.objects.filter(pk=run.pk, published_at=None).delete()[0])


def _asked(cohort: Cohort, locked: Mapping[str, list[list[int]]] | None = None, **facts: Any) -> MatchRun:
    run = MatchRun(cohort=cohort, as_of=timezone.now(), **facts)
    run.people = sorted(waiting_for_a_circle(cohort, next_round=run.ends_round).values_list("pk", flat=True))
    run.locked = _among(run.people, locked or {})
    run.save()
    return run


def _among(people: list[int], locked: Mapping[str, list[list[int]]]) -> dict[str, list[list[int]]]:
    """The locks without those who have gone; a lock between people needs two of them."""
    here = set(people)
    kept = {name: [[pk for pk in group if pk in here] for group in locked.get(name, [])] for name in LOCKS}
    return {name: [group for group in groups if len(group) >= LOCKS[name]] for name, groups in kept.items()}


def _enqueued(run: MatchRun) -> MatchRun:
    make_draft.enqueue(run.pk)
    return run


@transaction.atomic
def end_round(cohort: Cohort, at: datetime) -> None:
    """Nobody sits in a circle of the cohort any more, and those who sat wait for one; in a fixed number of writes."""
    sitting = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ACTIVE)
    entries = list(sitting.order_by("pk").select_for_update())  # a person who opts out comes first, or waits
    circles = set(cohort.circles.filter(closed_at=None, by_colleagues=False).values_list("pk", flat=True))
    Seat.objects.filter(circle__in=circles, ended_at=None).update(ended_at=at, reason_ended=SeatEnd.ROUND_OVER)
    cohort.circles.filter(pk__in=circles).update(closed_at=at)
    EnrolmentChange.objects.bulk_create(
        EnrolmentChange(enrolment=entry, state=EnrolmentState.ENROLLED) for entry in entries
    )
    sitting.update(state=EnrolmentState.ENROLLED)
    seats_have_changed(circles, at)


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
        raise _Changed(_("This draft has been published already."))
    run.refresh_from_db(fields=["tables", "locked"])  # a move made a moment ago counts
    tables = [table for table in run.tables if table]
    everybody = [pk for table in tables for pk in table]
    # The lock on the people makes a second cohort's publication wait, so that two cannot use the last free load.
    # It does not lock their keys: a person who opts out at this moment writes to people of their circle, and goes on.
    locked = Membership.objects.filter(pk__in=everybody).order_by("pk").select_for_update(no_key=True)
    people = {who.pk: who for who in locked}
    # A person who opts out at this moment either comes first, and is missed below, or finds a seat in a circle.
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
