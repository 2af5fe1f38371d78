"""Runs and drafts as their pages show them, and what people would read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.explain.preview import excluded
from edgewise.domain.matching.explain.reasons import why_us
from edgewise.domain.matching.explain.wording import labels
from edgewise.domain.matching.model import Rules
from edgewise.domain.pictures.bars import mini
from edgewise.domain.pictures.marks import Drawing, Tone
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.people.models import Membership
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.runs import MatchRun, RunState
from edgewise.programmes.runs.queries import candidates, rules_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a repetition proved of the run that it repeats."""

    words: str
    is_same: bool = False


@dataclass(frozen=True, slots=True)
class Letter:
    """Read by the members of one circle once it is published."""

    number: int
    people: tuple[Membership, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """What a hard rule does, in words, and whom it leaves out of all who wait as a bar; None: that is not told."""

    words: str = ""
    bar: Drawing | None = None


def drafts_of(cohort: Cohort) -> QuerySet[MatchRun]:
    """Drafts that may still be published; a repetition is a proof and no draft."""
    made = cohort.match_runs.filter(published_at=None, effort__isnull=True, state__in=[RunState.DONE, RunState.STOPPED])
    return made.defer("result", "tables", "people").order_by("-made_at", "-pk")


def runs_of(cohort: Cohort) -> QuerySet[MatchRun]:
    """Every run that has not been discarded, the newest first."""
    return cohort.match_runs.select_related("made_by__person", "parent").order_by("-made_at", "-pk")


def verdict_of(run: MatchRun) -> Verdict | None:
    """None for a run that repeats no other."""
    if run.effort is None or run.parent is None or not run.is_draft:
        return None
    if run.digest != run.parent.digest:
        return Verdict(_("People have changed since."))
    if _tables(run) == _tables(run.parent):
        return Verdict(_("The same circles."), is_same=True)
    return Verdict(_("Other circles, though nothing has changed."))


def _tables(run: MatchRun) -> list[list[int]]:
    return [circle["members"] for circle in run.result["circles"]]


def problems_of(run: MatchRun) -> tuple[str, ...]:
    """What stands in the way of publishing the circles as they are now: every hard rule by today's facts."""
    tables = [table for table in run.tables if table]
    everybody = [pk for table in tables for pk in table]
    ending = run.cohort if run.ends_round else None
    facts = {one.id: one for one in candidates(_memberships(everybody), into=run.cohort, ending=ending)}
    ready = waiting_for_a_circle(run.cohort, next_round=run.ends_round)
    waiting = set(ready.filter(pk__in=everybody).values_list("pk", flat=True))
    later = run.cohort.circles.filter(closed_at=None, by_colleagues=False, made_at__gt=run.as_of)
    is_late = run.ends_round and later.exists()
    found = [_("Circles have been published since this draft was made.")] if is_late else []
    gone = _("%(name)s is not waiting for a circle any more.")
    found += [gone % {"name": facts[pk].name} for pk in everybody if pk not in waiting]
    found += [
        _("%(name)s is in two circles.") % {"name": facts[pk].name}
        for pk, times in Counter(everybody).items()
        if times > 1
    ]
    rules = rules_of(run)
    for number, table in enumerate(tables, 1):
        broken = labels(violations([facts[pk] for pk in table], rules))
        said = _("Circle %(number)d: %(rule)s does not hold any more.")
        found += [said % {"number": number, "rule": label} for label in broken]
    return tuple(found)


def exclusions(cohort: Cohort, rules: Rules, *, next_round: bool = False) -> dict[str, Effect]:
    """How many people each hard rule leaves without enough partners; the secret rules count as one."""
    waiting = waiting_for_a_circle(cohort, next_round=next_round)
    people = candidates(waiting, into=cohort, ending=cohort if next_round else None)
    found = excluded(people, rules)
    return {
        "all" if one.rule is None else "secret" if one.rule.is_secret else one.rule.value: Effect(
            one.words, None if one.people is None else mini([(Tone.NOT, one.people)], len(people))
        )
        for one in found
    }


def letters_of(run: MatchRun, tables: Sequence[Sequence[int]], first: int = 1) -> list[Letter]:
    """The letters that the people of these circles would read, numbered from `first`; in one query of people."""
    everybody = [pk for table in tables for pk in table]
    members = Membership.objects.select_related("person").in_bulk(everybody)
    facts = {one.id: one for one in candidates(_memberships(everybody))}
    rules = rules_of(run)
    return [
        Letter(number, tuple(members[pk] for pk in table), why_us([facts[pk] for pk in table], rules, ROLE_LEVELS))
        for number, table in enumerate(tables, first)
    ]


def _memberships(people: Sequence[int]) -> QuerySet[Membership]:
    return Membership.objects.filter(pk__in=people).select_related("person")
