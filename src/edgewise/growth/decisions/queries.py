"""Reads: decisions for their author alone, and those that are due."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import msgspec
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.text import Truncator

from edgewise.domain.decisions import model
from edgewise.growth.decisions.models import Decision
from edgewise.growth.queries import Ciphers, today_of
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.enrolments import Enrolment, EnrolmentState

LONGEST_TITLE = 160  # letters: what is said in a session may be much longer
NOT_ASKED = (  # in the circle's cohort
    EnrolmentState.OPTED_OUT,
    EnrolmentState.DROPPED,
    EnrolmentState.PAUSED,
    EnrolmentState.WAITING,
    EnrolmentState.MOVED_ON,
)


@dataclass(frozen=True, slots=True)
class DecisionRead:
    """A decision, read. `said` is None once its key is destroyed."""

    row: Decision
    said: model.Decision | None
    today: date  # where its author is

    @property
    def title(self) -> str:
        """What was decided, as long as a heading or a link may be; empty once its key is destroyed."""
        return Truncator(" ".join(self.said.words.chosen.split())).chars(LONGEST_TITLE) if self.said else ""

    @property
    def is_open(self) -> bool:
        return self.row.taken_on is None

    @property
    def waits(self) -> bool:
        """Its day has come, and it is not answered."""
        return self.said is not None and waits(self.row, self.today)

    @property
    def is_coming(self) -> bool:
        return not (self.is_open or self.waits) and self.row.looked_at_on is None


def waits(row: Decision, today: date) -> bool:
    """Its day has come, and nobody has answered: as `decisions_due` finds it."""
    return row.looked_at_on is None and row.due_on is not None and row.due_on <= today


def decision_context(code: str) -> bytes:
    return f"decision:{code}".encode()


def decisions() -> QuerySet[Decision]:
    """With all that a page of them shows, in one query."""
    return Decision.objects.select_related("circle", "author__person").order_by("due_on", "made_at", "pk")


def my_decisions(person: Person) -> QuerySet[Decision]:
    """All that the person ever decided, in every circle, those they have left included."""
    return decisions().filter(author__person=person)


def coming_decisions(person: Person) -> QuerySet[Decision]:
    """The person's own that are taken and not answered, by their day."""
    return my_decisions(person).filter(looked_at_on=None, circle__purged_at=None).exclude(taken_on=None)


def read_decisions(rows: Iterable[Decision], ciphers: Ciphers | None = None) -> list[DecisionRead]:
    """For their author (access.py), or to be counted without a word of them."""
    ciphers = ciphers or Ciphers()
    return [DecisionRead(row, _opened(row, ciphers), today_of(row.author)) for row in rows]


def _opened(row: Decision, ciphers: Ciphers) -> model.Decision | None:
    said = ciphers.open(row.circle, row.sealed, decision_context(row.code), row.key_scope)
    return msgspec.json.decode(said, type=model.Decision) if said else None


def decisions_due(memberships: Iterable[Membership], today: date) -> QuerySet[Decision]:
    """Those of these people that wait for a look on that day, the longest waiting first; one query."""
    waiting = decisions().filter(due_on__lte=today, looked_at_on=None, circle__purged_at=None)
    return waiting.filter(author__in=memberships)


def due_in_circle(circle: Circle, memberships: Iterable[Membership], today: date) -> QuerySet[Decision]:
    """The same, of those that were taken in a meeting of this circle: what two decide, nobody else hears of."""
    return decisions_due(memberships, today).filter(circle=circle, key_scope="").exclude(session_code="")


def decisions_of_circle(circle: Circle, person: Person) -> QuerySet[Decision]:
    """The person's own that were taken in a session of this circle, the latest first."""
    mine = my_decisions(person).filter(circle=circle, circle__purged_at=None).exclude(session_code="")
    return mine.order_by(F("taken_on").desc(), "-pk")


def decisions_to_ask_about(since: date, until: date) -> QuerySet[Decision]:
    """Those whose day came after `since` and until then, that wait, and whose author was not told.

    Not of somebody who has left the organisation, or who does not take part in the circle's programme now. Whoever has
    left the circle keeps what they decided there, and is told.
    """
    away = Enrolment.objects.filter(
        cohort=OuterRef("circle__cohort"), membership=OuterRef("author"), state__in=NOT_ASKED
    )
    waiting = decisions().filter(not_left("author"), due_on__gt=since, due_on__lte=until, looked_at_on=None)
    return waiting.filter(~Exists(away), asked_of=None, circle__purged_at=None)


def words_of_test(person: Person, code: str, part: str) -> str:
    """What a commitment can begin with: the test of an assumption of the person's own decision."""
    row = my_decisions(person).filter(code=code).first() if code.isalnum() else None
    said = read_decisions([row])[0].said if row else None
    if said is None or part not in model.ASSUMPTIONS:
        return ""
    at = model.ASSUMPTIONS.index(model.Part(part))
    return said.words.assumptions[at].test if at < len(said.words.assumptions) else ""
