"""How a circle could go on: what may be done, who would move, and what people would read."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from django.db.models import Min, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from edgewise.domain.matching.audit import violations
from edgewise.domain.matching.explain.reasons import why_us
from edgewise.domain.matching.explain.wording import labels
from edgewise.domain.matching.model import Candidate, Rule, Rules
from edgewise.domain.matching.repair import Repair, RepairKind, repairs
from edgewise.domain.roster.fields.levels import ROLE_LEVELS
from edgewise.people.models import Membership
from edgewise.programmes.cases.queries import rules_of_circle, tables_of, those_gone, those_seated, with_runs
from edgewise.programmes.enrolments.queries import waiting_for_a_circle
from edgewise.programmes.models.cases import Case, CaseKind
from edgewise.programmes.models.circles import Circle, Rearrangement, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState
from edgewise.programmes.runs.queries import candidates, freshness

TITLES = {
    RepairKind.CONTINUE: gettext_lazy("Go on as they are"),
    RepairKind.BACKFILL: gettext_lazy("Fill up from those who wait"),
    RepairKind.MOVE: gettext_lazy("Move one person"),
    RepairKind.SWAP: gettext_lazy("Change two places"),
    RepairKind.MERGE: gettext_lazy("Make one circle of two"),
    RepairKind.SPREAD: gettext_lazy("Join other circles"),
    RepairKind.SPLIT: gettext_lazy("Make two circles"),
}
KEY = 20  # hexadecimal digits


@dataclass(frozen=True)
class Situation:
    """A circle among those of its cohort that go by the same rules, as everything stands now."""

    circle: Circle
    circles: tuple[Circle, ...]
    tables: tuple[tuple[int, ...], ...]  # memberships that sit there, by circle
    gone: frozenset[int]  # of these, those who have left the organisation
    waiting: frozenset[int]
    locked: frozenset[int]  # who keeps the seat they have
    people: dict[int, Candidate]  # everybody seated or waiting
    rules: Rules

    @property
    def at(self) -> int:
        return self.circles.index(self.circle)

    @property
    def seated(self) -> list[tuple[Candidate, bool]]:
        """The people who sit in the circle, and whether each has left the organisation."""
        return [(self.people[who], who in self.gone) for who in self.tables[self.at]]


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one circle."""

    circle: Circle | None  # none: a new one
    table: tuple[int, ...]  # who sits there afterwards; nobody: it ends
    before: tuple[int, ...]
    why: tuple[str, ...]  # what its members will read


@dataclass(frozen=True)
class Option:
    """One repair, with everything that a page shows of it and that applying it takes."""

    situation: Situation
    repair: Repair
    key: str  # another one as soon as anybody concerned sits elsewhere

    @property
    def title(self) -> str:
        return str(TITLES[self.repair.kind])

    @property
    def moved(self) -> list[Candidate]:
        return [self.situation.people[who] for who in self.repair.moved]

    @property
    def gone(self) -> list[Candidate]:
        """The people who lose their seat because they have left the organisation."""
        found = {who for change in self.changes for who in change.before} & self.situation.gone
        return [self.situation.people[who] for who in sorted(found)]

    @property
    def told(self) -> list[Candidate]:
        """The people who sit in another circle or with other people afterwards."""
        people = {who for change in self.changes if set(change.table) != set(change.before) for who in change.table}
        return sorted((self.situation.people[who] for who in people), key=lambda one: (one.name, one.id))

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        return tuple(self._change(index, members) for index, members in self.repair.circles)

    @property
    def tables(self) -> list[tuple[Change, list[Candidate]]]:
        """Each circle concerned, with the people who sit there afterwards."""
        people = self.situation.people
        return [(change, [people[who] for who in change.table]) for change in self.changes]

    def _change(self, index: int, table: tuple[int, ...]) -> Change:
        now = self.situation
        is_old = index < len(now.circles)
        why = why_us([now.people[who] for who in table], now.rules, ROLE_LEVELS) if table else ()
        before = now.tables[index] if is_old else ()
        return Change(now.circles[index] if is_old else None, table, before, why)


def situation_of(circle: Circle) -> Situation:
    """In a fixed number of queries, however many circles the cohort has."""
    circles = _alike(circle)
    tables = tables_of(circles)
    here = Membership.objects.none() if circle.by_colleagues else waiting_for_a_circle(circle.cohort)
    ready = here.values_list("pk", flat=True)  # nobody is sent into a pair that two have begun
    waiting = frozenset(ready)
    members = Membership.objects.filter(Q(pk__in=those_seated(circles).values("pk")) | Q(pk__in=ready))
    gone = frozenset(those_gone(members))
    people = {one.id: one for one in candidates(members, into=circle.cohort)}
    half_life = circle.run.rules["half_life"] if circle.run else circle.cohort.programme.half_life_days
    met = freshness(sorted(people), _first_seat(circles), half_life)
    runs = [one.run for one in circles if one.run]
    locked = frozenset(who for run in runs for group in run.locked.get("seats", ()) for who in group)
    rules = replace(_joint_rules(circle, circles, people.keys() - gone), met=met)
    order = tuple(tuple(tables[one.pk]) for one in circles)
    return Situation(circle, tuple(circles), order, gone, waiting, locked, people, rules)


def options_of(now: Situation) -> list[Option]:
    """What may be done about the circle: the fewest people moved first, then the most points; nothing that changes
    nothing. Where a secret rule is broken it is the first alone: several side by side would show whose it is.
    """
    found = repairs(
        list(now.people.values()),
        now.tables,
        now.rules,
        gone=now.gone,
        waiting=now.waiting,
        locked=now.locked,
        of=[now.at],
    )
    options = [Option(now, repair, _key(now, repair)) for repair in found]
    some = [one for one in options if any(set(change.table) != set(change.before) for change in one.changes)]
    return some[:1] if is_secret(now) else some


def option_with(circle: Circle, key: str) -> Option | None:
    """The option as it was shown, as long as everybody concerned sits where they sat then."""
    return next((one for one in options_of(situation_of(circle)) if one.key == key), None)


def is_sound(now: Situation) -> bool:
    """Whether the circle may go on as it is: with nobody who has left, and with every rule kept."""
    return not now.gone & set(now.tables[now.at]) and not _broken_by(now)


def is_secret(now: Situation) -> bool:
    """Whether a confidential rule is broken, which no page says more of."""
    return any(rule.is_secret for rule in _broken_by(now))


def _broken_by(now: Situation) -> tuple[Rule, ...]:
    here = [replace(now.people[who], free_load=1) for who in now.tables[now.at] if who not in now.gone]
    return violations(here, now.rules)


def problems_with(option: Option) -> tuple[str, ...]:
    """What stands in the way of the repair as everything stands at this moment; asked under a lock."""
    before = {change.circle.pk: change.before for change in option.changes if change.circle}
    open_ones = Circle.objects.filter(pk__in=before, closed_at=None)
    tables = tables_of(open_ones)
    if {pk: set(table) for pk, table in tables.items()} != {pk: set(table) for pk, table in before.items()}:
        return (_("The circles changed a moment ago. See what is possible now."),)
    return tuple(_broken(option, {who for table in tables.values() for who in table}))


def _broken(option: Option, seated: Collection[int]) -> Iterable[str]:
    """A seat that somebody has already is no load that they would have to take on."""
    rules = replace(rules_of_circle(option.situation.circle), apart=option.situation.rules.apart)
    wanted = [who for change in option.changes for who in change.table]
    members = Membership.objects.filter(pk__in=wanted)
    cohort = option.situation.circle.cohort
    facts = {one.id: one for one in candidates(members.exclude(pk__in=those_gone(members)), into=cohort)}
    facts |= {who: replace(facts[who], free_load=1) for who in facts.keys() & set(seated)}
    asked = Enrolment.objects.filter(cohort=cohort, state=EnrolmentState.ENROLLED)
    ready = set(asked.filter(membership__in=wanted).values_list("membership_id", flat=True)) | set(seated)
    names = option.situation.people
    yield from (
        _("%(name)s cannot come any more.") % {"name": names[who].name}
        for who in wanted
        if who not in ready & facts.keys()
    )
    for change in option.changes:
        if change.table and facts.keys() >= set(change.table):
            broken = labels(violations([facts[who] for who in change.table], rules))
            yield from (_broken_rule(change.circle, label) for label in broken)


def _broken_rule(circle: Circle | None, rule: str) -> str:
    if circle is None:
        return _("The new circle: %(rule)s does not hold any more.") % {"rule": rule}
    return _("%(circle)s: %(rule)s does not hold any more.") % {"circle": circle, "rule": rule}


def _first_seat(circles: Iterable[Circle]) -> datetime:
    """Before then they had met elsewhere, if they had; sharing the circle of now is no meeting to avoid."""
    seats = Seat.objects.filter(circle__in=[one.pk for one in circles])
    return seats.aggregate(first=Min("since"))["first"] or timezone.now()


def _alike(circle: Circle) -> list[Circle]:
    """The circles of its cohort that go by the same rules and keep them, in a fixed order, with the circle itself.

    Those that break a rule wait for a repair of their own: a plan that touches one of them would keep no rule.
    """
    others = Circle.objects.filter(cohort=circle.cohort, closed_at=None, kind=circle.kind)
    others = others.filter(pk=circle.pk) if circle.by_colleagues else others.filter(by_colleagues=False)
    found = with_runs(others.order_by("pk"))
    for one in found:
        one.cohort = circle.cohort
    broken = Case.objects.filter(circle__in=found, closed_at=None).exclude(kind__in=[CaseKind.SMALL, CaseKind.GONE])
    apart = set(broken.exclude(circle=circle).values_list("circle_id", flat=True))
    return [one for one in found if _stored(one) == _stored(circle) and one.pk not in apart]


def _stored(circle: Circle) -> object:
    return circle.run and circle.run.rules


def _joint_rules(circle: Circle, circles: Iterable[Circle], here: Collection[int]) -> Rules:
    """The rules of the circle, and the locks of all these circles between people who are still here."""
    runs = {one.run.pk: one.run for one in circles if one.run}.values()
    together = [frozenset(ids) & frozenset(here) for run in runs for ids in run.locked.get("together", ())]
    apart = [frozenset(ids) for run in runs for ids in run.locked.get("apart", ())]
    pairs = tuple(group for group in together if len(group) > 1)
    return replace(rules_of_circle(circle), together=pairs, apart=frozenset(apart))


def _key(now: Situation, repair: Repair) -> str:
    before = [now.tables[index] for index, _ in repair.circles if index < len(now.tables)]
    said = repr((now.circle.pk, [now.circles[i].pk for i, _ in repair.circles if i < len(now.circles)], before))
    return hashlib.sha256(f"{said}{repair.kind}{repair.circles}".encode()).hexdigest()[:KEY]


def last_rearrangement(cohort: Cohort, since: datetime) -> Rearrangement | None:
    """The latest that was made since then, unless it was taken back."""
    return cohort.rearrangements.filter(undone_at=None, at__gt=since).order_by("-at", "-pk").first()
