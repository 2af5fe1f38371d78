"""A draft of circles asked for, repeated, stopped, discarded; `working` makes it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from edgewise.domain.matching.model import Rules
from edgewise.people.models import Membership
from edgewise.programmes.actions.working import TASK, work_on
from edgewise.programmes.models import Cohort, MatchRun, RunState
from edgewise.programmes.queries import rules_as_stored, rules_for, waiting_for_a_circle

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
    stored = rules_as_stored(rules, half_life) | ({"ends_round": True} if next_round else {})
    return _enqueued(_asked(cohort, rules=stored, seed=seed, seconds=seconds, made_by=by))


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
    waiting.update(state=RunState.FAILED, problem="Stopped before it began.", finished_at=timezone.now())


def draft_match(cohort: Cohort, seed: int, seconds: float = 1.0, *, next_round: bool = False) -> MatchRun:
    """A draft by the programme's rules, here and now, without a worker."""
    stored = rules_as_stored(rules_for(cohort), cohort.programme.half_life_days)
    stored |= {"ends_round": True} if next_round else {}
    run = _asked(cohort, rules=stored, seed=seed, seconds=seconds)
    work_on(run.pk)
    run.refresh_from_db()
    return run


def discard_draft(run: MatchRun) -> None:
    MatchRun.objects.filter(pk=run.pk, published_at=None).delete()


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
    import_string(TASK).enqueue(run.pk)
    return run
