"""Published circles held against their rules as the facts stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from edgewise.domain.matching.explain.wording import hours
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.matching.repair import recheck
from edgewise.domain.phrases import counted, listed, phrase
from edgewise.people.models import Membership
from edgewise.programmes.models.cases import Case, CaseKind
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.runs import MatchRun
from edgewise.programmes.runs.queries import candidates, rules_as_matched, rules_for

Found = dict[CaseKind, list[int]]  # what is wrong, and the memberships concerned


def circles_in_force() -> QuerySet[Circle]:
    """Circles that are not closed, of cohorts that are not over."""
    return Circle.objects.filter(closed_at=None, cohort__ends_on__gte=timezone.localdate())


def with_runs(circles: QuerySet[Circle]) -> list[Circle]:
    """The circles, each with the rules and locks of its run: read once a run, without what the run found."""
    found = list(circles)
    runs = MatchRun.objects.only("rules", "locked").in_bulk({one.run_id for one in found if one.run_id})
    for one in found:
        one.run = runs.get(one.run_id) if one.run_id else None
    return found


def circles_touched_by(members: set[int]) -> set[int]:
    """The circles in which these people sit, or people whom they manage: a reporting line has two steps."""
    seats = Seat.objects.filter(ended_at=None, circle__in=circles_in_force().values("pk"))
    found = seats.values_list("circle_id", "membership_id", "membership__manager_id")
    return {circle for circle, who, manager in found if who in members or manager in members}


def tables_of(circles: Iterable[Circle]) -> dict[int, list[int]]:
    """The memberships that sit in each circle, in seating order; one query."""
    tables: dict[int, list[int]] = {circle.pk: [] for circle in circles}
    seats = Seat.objects.filter(ended_at=None, circle__in=list(tables)).order_by("circle_id", "position")
    for circle, who in seats.values_list("circle_id", "membership_id"):
        tables[circle].append(who)
    return tables


def those_seated(circles: Iterable[Circle]) -> QuerySet[Membership]:
    seats = Seat.objects.filter(ended_at=None, circle__in=[one.pk for one in circles])
    return Membership.objects.filter(pk__in=seats.values("membership"))


def those_gone(members: QuerySet[Membership]) -> set[int]:
    """The ids of those members who have left the organisation by today."""
    return set(members.filter(left_on__lte=timezone.localdate()).values_list("pk", flat=True))


def rules_by_circle(circles: Iterable[Circle]) -> dict[int, Rules]:
    """The rules by which each circle was brought together, or else those of its programme."""
    known: dict[tuple[int, int | None, bool], Rules] = {}
    found = {}
    for circle in circles:
        key = circle.cohort_id, circle.run_id, circle.by_colleagues
        if key not in known:
            known[key] = rules_of_circle(circle)
        found[circle.pk] = known[key]
    return found


def rules_of_circle(circle: Circle) -> Rules:
    if circle.by_colleagues:
        return rules_for(circle.cohort).of_colleagues
    return rules_as_matched(circle.run, circle.cohort) if circle.run else rules_for(circle.cohort)


def wrong_with(circles: Sequence[Circle]) -> dict[int, Found]:
    """The broken rules of each circle, by its key; in a fixed number of queries for each of their cohorts."""
    tables, rules = tables_of(circles), rules_by_circle(circles)
    rules |= {one.pk: replace(rules[one.pk], least=1) for one in circles if one.by_colleagues}  # it ends by itself
    members = those_seated(circles)
    facts = {one.id: one for one in candidates(members)}
    left = those_gone(members)
    return {
        circle: _wrong([facts[who] for who in table if who not in left], rules[circle])
        | ({CaseKind.GONE: gone} if (gone := sorted(left & set(table))) else {})
        for circle, table in tables.items()
    }


def _wrong(members: Sequence[Candidate], rules: Rules) -> Found:
    found: Found = {CaseKind.SMALL: []} if len(members) < rules.least else {}
    table = [one.id for one in members]
    for conflict in recheck(members, [table], rules):
        for rule in conflict.rules:
            found |= _concerned(members, table, rules, rule)
    return found


def _concerned(members: Sequence[Candidate], table: list[int], rules: Rules, rule: Rule) -> Found:
    """The people that one rule is about: checked alone, since with a secret rule beside it they would be everybody."""
    if rule.is_secret:
        return {CaseKind.CONFIDENTIAL: []}
    alone = replace(rules, relaxed=frozenset(Rule) - {rule})
    return {CaseKind(rule.value): [who for one in recheck(members, [table], alone) for who in one.people]}


@dataclass(frozen=True, slots=True)
class CaseLine:
    """An open case as its coordinator reads it."""

    case: Case
    words: str


def open_cases(cohort: Cohort, circle: Circle | None = None) -> list[CaseLine]:
    """The open cases of a cohort or of one of its circles, the oldest first."""
    cases = Case.objects.filter(circle__cohort=cohort, closed_at=None).order_by("opened_at", "pk")
    found = list(cases.filter(circle=circle) if circle else cases)
    circles = {one.pk: one for one in with_runs(cohort.circles.filter(pk__in={case.circle_id for case in found}))}
    people = Membership.objects.select_related("person").in_bulk({who for case in found for who in case.people})
    for case in found:
        case.circle = circles[case.circle_id]
        case.circle.cohort = cohort
    return [CaseLine(case, _words(case, people)) for case in found]


def _words(case: Case, people: Mapping[int, Membership]) -> str:
    """A phrase: the desk keeps it in English."""
    names = listed([people[who].person.name for who in case.people if who in people])
    design = case.circle.run.rules if case.circle.run else vars(case.circle.cohort.programme)
    least: Any = design.get("least", design.get("size_least"))
    match CaseKind(case.kind):
        case CaseKind.LINE:
            return phrase(
                "{names}: one of them now reports to another, directly or through one more person.", names=names
            )
        case CaseKind.LANGUAGE:
            return phrase("{names}: there is no language that all in the circle speak.", names=names)
        case CaseKind.HOURS:
            return phrase(
                "{names}: less than {hours} of working time in common for the circle.",
                names=names,
                hours=hours(design["common_minutes"]),
            )
        case CaseKind.LEVEL:
            return phrase("{names}: the role levels are further apart than the rules allow.", names=names)
        case CaseKind.APART:
            return phrase("{names} must be kept apart.", names=names)
        case CaseKind.CONFIDENTIAL:
            return phrase(
                "A confidential rule does not hold any more. Nobody is told which rule, or about which people."
            )
        case CaseKind.GONE:
            return phrase("{names}: not in the organisation any more, but still has a seat.", names=names)
        case CaseKind.SMALL:
            return counted(
                "It takes at least {count} person, and fewer sit here.",
                "It takes at least {count} people, and fewer sit here.",
                least,
            )
