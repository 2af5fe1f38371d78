"""Decisions as they are counted, and who may know of them. What is sealed is opened here, and only counts leave."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.db.models import QuerySet

from edgewise.desk.models import Sort
from edgewise.domain.decisions.figures import Counted
from edgewise.domain.decisions.model import Decision, WhenTested
from edgewise.domain.decisions.months import LAST_AFTER, Month, Told, closes_on, noted_on
from edgewise.domain.formats.model import Output
from edgewise.domain.session.state import State
from edgewise.domain.session.text import gist
from edgewise.growth.decisions.models import Decision as Row
from edgewise.growth.decisions.queries import DecisionRead, decisions, read_decisions
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.rooms.log.log import load_states
from edgewise.rooms.models.sessions import Guest, Session


def cohorts_to_count(today: date) -> QuerySet[Cohort]:
    """Those that have begun, as long as figures of their decisions are made; with what was counted before."""
    begun = Cohort.objects.filter(starts_on__lt=today, ends_on__gt=today - 2 * LAST_AFTER)
    return begun.prefetch_related("decision_months").order_by("pk")


def told_of(cohort: Cohort, sort: Sort) -> list[Told]:
    return [Told(one.until, bool(one.said)) for one in cohort.decision_months.all() if one.sort == sort]


def decided_in(cohort: Cohort, sort: Sort, month: Month) -> list[DecisionRead]:
    """What was decided in its circles' meetings and counts in that month; not what two decide in a pair hour, nor what
    somebody writes down alone. Nothing of a circle whose key is destroyed."""
    made = decisions().filter(circle__cohort=cohort, circle__purged_at=None, key_scope="").exclude(session_code="")
    rows = [row for row in made if (day := _counts_on(row, sort)) and month.counts(day)]
    return [one for one in read_decisions(rows) if one.said is not None]


def _counts_on(row: Row, sort: Sort) -> date | None:
    if sort is Sort.TAKEN:
        return noted_on(row.taken_on) if row.taken_on else None
    return closes_on(row.due_on) if row.due_on else None


def counted(decided: Sequence[DecisionRead]) -> list[Counted]:
    """Without a word of them."""
    states = _states([one.row.circle for one in decided], [one.row.session_code for one in decided])
    return [_counted(one, one.said, states.get(one.row.session_code)) for one in decided if one.said]


def _states(circles: Iterable[Circle], codes: Iterable[str]) -> dict[str, State]:
    """By the session's code."""
    known = {circle.pk: circle for circle in circles}
    sessions: defaultdict[int, list[Session]] = defaultdict(list)
    for session in Session.objects.filter(circle__in=known, code__in=set(codes)).defer("format_json"):
        sessions[session.circle_id].append(session)
    return {
        session.code: state
        for circle, some in sessions.items()
        for session, state in zip(some, load_states(known[circle], some), strict=True)
    }


def _counted(one: DecisionRead, said: Decision, state: State | None) -> Counted:
    asks = state is not None and bool(state.fmt.asks_confidence)
    return Counted(
        person=str(one.row.author_id),
        circle=str(one.row.circle_id),
        is_reviewed=said.review is not None,
        again=said.review.again if said.review else None,
        is_tested=any(tested is WhenTested.BEFORE_THE_LARGE_STEP for _, tested in said.tested),
        is_restated=None if state is None else _is_restated(state, one.row.issue),
        change=(said.change or 0) if asks else said.change,
    )


def _is_restated(state: State, number: int | None) -> bool | None:
    """None where the format does not ask for the question once more, and nobody has said it."""
    issue = None if number is None or number >= len(state.issues) else state.issues[number]
    if issue is None:
        return None
    if not issue.restated_question:
        return False if state.fmt.issue_requires(Output.RESTATED_QUESTION) else None
    return gist(issue.restated_question) != gist(issue.decision_question)


def sat_in(cohort: Cohort) -> list[frozenset[str]]:
    """Of each person who ever sat in several of its circles, also as a guest from outside: which."""
    seats = Seat.objects.filter(circle__cohort=cohort).values_list("membership__person", "circle")
    guests = Guest.objects.filter(session__circle__cohort=cohort).exclude(outside=None)
    found: defaultdict[int, set[str]] = defaultdict(set)
    for person, circle in (*seats, *guests.values_list("outside__person", "session__circle")):
        found[person].add(str(circle))
    return [frozenset(circles) for circles in found.values() if len(circles) > 1]
