"""Reads: commitments, their words for those who may read them, and counts for those who may not."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from edgewise.domain.anonymity.counts import Fact
from edgewise.domain.calendar.invitations import MarkedDay, commitment_uid, day_of_commitment
from edgewise.domain.coaching.commitments import CommitmentWords
from edgewise.domain.coaching.steps import MOST_STEPS
from edgewise.growth.changes.queries import to_answer
from edgewise.growth.goals.queries import goals_read_by_all, read_goals
from edgewise.growth.models import CheckIn, Commitment, Goal, Status, Step
from edgewise.growth.queries import Ciphers, today_of
from edgewise.growth.steps.queries import SmallStep, steps_by_commitment
from edgewise.people.models import Membership, Person
from edgewise.programmes.circles.queries import cipher_for, open_seats, opened
from edgewise.programmes.models.circles import Circle
from edgewise.programmes.models.designs import Cohort
from edgewise.vault.cipher import Cipher

TAKEN_BACK_WITHIN = timedelta(minutes=10)  # an answer that was given with one tap
RECENT = timedelta(days=28)  # within which somebody's last commitment counts for how many keep theirs


@dataclass(frozen=True, slots=True)
class Learning:
    """A check-in, read. `learnt` is None once the circle's key is destroyed."""

    check_in: CheckIn
    learnt: str | None


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment, read. `words` is None once the circle's key is destroyed."""

    row: Commitment
    words: CommitmentWords | None
    learnings: list[Learning]
    today: date  # where its author is
    steps: list[SmallStep]  # where they were asked for
    goal: str | None = None  # in its author's words, where it serves one that the reader may read

    @property
    def is_open(self) -> bool:
        return self.row.status == Status.OPEN

    @property
    def days_over(self) -> int:
        """Days since its date while it is open; negative before."""
        return (self.today - self.row.by_date).days if self.is_open else 0

    @property
    def open_steps(self) -> list[SmallStep]:
        return [step for step in self.steps if not step.is_done]

    @property
    def done_steps(self) -> list[SmallStep]:
        return [step for step in self.steps if step.is_done]

    @property
    def takes_steps(self) -> bool:
        """Whether another may be set: it is open, its day has not passed, and there are not too many."""
        return self.is_open and self.days_over <= 0 and len(self.steps) < MOST_STEPS

    @property
    def asked(self) -> datetime | None:
        """When the witness asked, if nothing has been answered since."""
        asked = self.row.asked_at
        answered = any(one.check_in.at >= asked for one in self.learnings) if asked else True
        return None if answered else asked


@dataclass(frozen=True, slots=True)
class LastPromised:
    """What somebody at the table promised last time, to open the next session with."""

    position: int  # of their seat
    author: Membership
    code: str
    what: str
    by_date: date
    goal: str = ""  # that it serves, where all at the table may read it


def words_context(code: str) -> bytes:
    return f"commitment:{code}".encode()


def learnt_context(code: str, key: str) -> bytes:
    return f"check-in:{code}:{key}".encode()


def words_of(commitment: Commitment) -> CommitmentWords | None:
    """None once the circle's key is destroyed."""
    return _words(commitment, cipher_for(commitment.circle, commitment.key_scope))


def _words(commitment: Commitment, cipher: Cipher | None) -> CommitmentWords | None:
    said = opened(cipher, commitment.words, words_context(commitment.code))
    return None if said is None else CommitmentWords(**json.loads(said))


def read(
    rows: Iterable[Commitment], steps: QuerySet[Step] | None = None, goals: QuerySet[Goal] | None = None
) -> list[Promise]:
    """The words and the learnings, for somebody who may read them (access.py); with steps, where such are given.

    `goals` are those that the reader may read: a commitment that serves one of them names it.
    """
    found, ciphers = list(rows), Ciphers()
    by_commitment = {} if steps is None else steps_by_commitment(found, steps, ciphers)
    served = _goals_of(found, goals, ciphers)
    return [
        _promise(row, ciphers.of(row.circle, row.key_scope), by_commitment.get(row.pk, []), served.get(row.goal_id))
        for row in found
    ]


def _goals_of(rows: Sequence[Commitment], goals: QuerySet[Goal] | None, ciphers: Ciphers) -> dict[int | None, str]:
    """The words of the goals that these commitments serve, by the goal's key."""
    keys = {row.goal_id for row in rows if row.goal_id}
    if goals is None or not keys:
        return {}
    return {goal.row.pk: goal.words.what for goal in read_goals(goals.filter(pk__in=keys), ciphers) if goal.words}


def _promise(row: Commitment, cipher: Cipher | None, steps: list[SmallStep], goal: str | None) -> Promise:
    learnings = [
        Learning(entry, opened(cipher, entry.learnt, learnt_context(row.code, entry.key)))
        for entry in row.check_ins.all()
    ]
    return Promise(row, _words(row, cipher), learnings, today_of(row.author), steps, goal)


def commitments() -> QuerySet[Commitment]:
    """With all that a page of them shows, in two queries."""
    history = CheckIn.objects.select_related("by__person").order_by("-at", "-pk")
    return (
        Commitment.objects.select_related("circle", "author__person", "witness__person")
        .prefetch_related(Prefetch("check_ins", history))
        .order_by("by_date", "pk")
    )


def my_commitments(person: Person) -> QuerySet[Commitment]:
    """All that the person ever promised, in every circle, those they have left included; by date."""
    return commitments().filter(author__person=person)


def answered_just_now(person: Person, now: datetime) -> QuerySet[Commitment]:
    """The person's own, with an answer that they may still take back; the latest first."""
    lately = CheckIn.objects.filter(by__person=person, at__gte=now - TAKEN_BACK_WITHIN, moved_to=None)
    answered = my_commitments(person).exclude(status=Status.OPEN).annotate(answered_at=Max("check_ins__at"))
    return answered.filter(pk__in=lately.values("commitment")).order_by("-answered_at", "-pk")


def calendar_file_of(commitment: Commitment) -> str:
    """The day of a commitment for its author's own calendar; a day that was moved is the same entry."""
    moves = [entry.at for entry in commitment.check_ins.all() if entry.moved_to]
    host = urlsplit(settings.BASE_URL).hostname or ""
    url = f"{settings.BASE_URL}{reverse('growth:check_in', args=[commitment.code])}"
    changed_at = max([commitment.made_at, *moves])
    uid = commitment_uid(commitment.code, host)
    return day_of_commitment(MarkedDay(uid, commitment.by_date, len(moves), changed_at, url))


def witnessed_by(person: Person) -> QuerySet[Commitment]:
    """What others promised with this person as witness, while the person sits in that circle; by date."""
    sits_there = Q(circle__seats__membership=F("witness"), circle__seats__ended_at=None)
    return commitments().filter(sits_there, witness__person=person)


def waiting_for_me(person: Person) -> int:
    """How many open commitments the person witnesses, and how many changes they are asked about."""
    return witnessed_by(person).filter(status=Status.OPEN).count() + to_answer(person).count()


def shared_in(circle: Circle, person: Person) -> QuerySet[Commitment]:
    """The open commitments of a circle that were made while the person sat in it; by date."""
    made = commitments().filter(_while_there(circle, person), circle=circle, between_two=False)
    return made.filter(status=Status.OPEN)


def wins_in(circle: Circle, person: Person, since: datetime) -> QuerySet[Commitment]:
    """What was kept since then, of what was promised while the person sat in the circle; the latest first."""
    made = commitments().filter(_while_there(circle, person), circle=circle, between_two=False)
    kept = made.filter(status=Status.KEPT)
    return kept.annotate(kept_at=Max("check_ins__at")).filter(kept_at__gte=since).order_by("-kept_at", "-pk")


def _while_there(circle: Circle, person: Person) -> Q:
    found = Q(pk__in=[])
    for seat in circle.seats.filter(membership__person=person):
        until = Q(made_at__lt=seat.ended_at) if seat.ended_at else Q()
        found |= Q(made_at__gte=seat.since) & until
    return found


def promises_for(circle: Circle, two: Sequence[Membership] = ()) -> list[LastPromised]:
    """The last commitment still open of everyone who sits in the circle, in seating order; to open a session.

    For a pair hour of `two`: what one promised the other in an earlier one, which no meeting of the circle sees.
    """
    made = Commitment.objects.filter(circle=circle, status=Status.OPEN, between_two=bool(two))
    if two:
        made = made.filter(author__in=two, witness__in=two)
    made = made.order_by("made_at", "pk")
    last = {row.author_id: row for row in made.select_related("circle")}
    promises, goals = [], goals_read_by_all(circle, two)
    by_author = {promise.row.author_id: promise for promise in read(last.values(), goals=goals)}
    for seat in open_seats(circle):
        found = by_author.get(seat.membership_id)
        if found and found.words:
            said = (found.row.code, found.words.what, found.row.by_date, found.goal or "")
            promises.append(LastPromised(seat.position, seat.membership, *said))
    return promises


def kept_facts(cohorts: Iterable[Cohort]) -> dict[int, list[Fact]]:
    """By cohort, each answer to a commitment, for counting; one query, nothing is decrypted."""
    facts: defaultdict[int, list[Fact]] = defaultdict(list)
    rows = CheckIn.objects.filter(commitment__circle__cohort__in=cohorts).order_by("at", "pk")
    for cohort, key, author, circle, at, status, moved_to in rows.values_list(
        "commitment__circle__cohort",
        "commitment",
        "commitment__author",
        "commitment__circle",
        "at",
        "status",
        "moved_to",
    ):
        value = None if moved_to else int(status == Status.KEPT)  # with another date it is open
        facts[cohort].append(Fact(key, author, circle, timezone.localdate(at), value))
    return dict(facts)


def commitments_to_ask_about(since: date, until: date) -> QuerySet[Commitment]:
    """Open ones with a day after `since` and up to `until`, whose author has not been asked about that day."""
    due = Commitment.objects.filter(status=Status.OPEN, by_date__gt=since, by_date__lte=until)
    not_asked = due.filter(Q(asked_of=None) | ~Q(asked_of=F("by_date")))
    return not_asked.select_related("author__person", "witness__person")


def latest_statuses(now: datetime) -> dict[int, dict[int, Status]]:
    """By running cohort and author: what became of the last commitment whose day was in the last four weeks."""
    rows = Commitment.objects.filter(
        by_date__gt=(now - RECENT).date(), by_date__lte=now.date(), circle__cohort__ends_on__gte=now.date()
    ).order_by("by_date", "pk")
    found: dict[int, dict[int, Status]] = defaultdict(dict)
    for cohort, author, status in rows.values_list("circle__cohort_id", "author_id", "status"):
        found[cohort][author] = Status(status)
    return found
