"""Reads: feedback for the two whom it is between, what is asked, who is muted, and whom one may give it to."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from edgewise.domain.anonymity.chairs import QUESTIONS, TAPPED_WITHIN, Taps, bands_of, takes_taps
from edgewise.domain.coaching.feedback.written import FeedbackWords
from edgewise.growth.feedback.models import (
    ChairTaps,
    Feedback,
    FeedbackAsked,
    FeedbackMute,
    FeedbackQuestion,
    FeedbackReport,
)
from edgewise.growth.queries import Ciphers
from edgewise.people.models import Membership, Person
from edgewise.people.queries import not_left
from edgewise.programmes.enrolments.queries import desk_scope
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.vault.queries import cipher_of

TOGETHER_WITHIN = timedelta(days=90)  # somebody with whom one sat until then is a peer
RESULTS_SHOWN_FOR = timedelta(days=90)  # after a session


@dataclass(frozen=True, slots=True)
class Peer:
    """Somebody with whom the person sits or sat lately, by which membership, and in which circle."""

    me: Membership
    peer: Membership
    circle: Circle

    @property
    def scope(self) -> str:
        """The name of the key of the two."""
        low, high = sorted((self.me.pk, self.peer.pk))
        return f"two:{self.circle.code}:{low}-{high}"


@dataclass(frozen=True, slots=True)
class FeedbackRead:
    """A piece, read. `words` is None where they were deleted, and once the key is destroyed."""

    row: Feedback
    words: FeedbackWords | None
    landing: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One of those who were asked; `feedback` once they have answered, as far as the asker can see."""

    peer: Membership
    feedback: Feedback | None


@dataclass(frozen=True, slots=True)
class QuestionRead:
    """A question, read by who asked it."""

    row: FeedbackQuestion
    words: str | None
    answers: list[Answer]

    @property
    def answered(self) -> int:
        return sum(one.feedback is not None for one in self.answers)

    @property
    def is_open(self) -> bool:
        return self.answered < len(self.answers)


def words_context(code: str) -> bytes:
    return f"feedback:{code}".encode()


def landing_context(code: str) -> bytes:
    return f"feedback-landing:{code}".encode()


def question_context(code: str) -> bytes:
    return f"feedback-question:{code}".encode()


def taps_context(code: str) -> bytes:
    return f"chair-taps:{code}".encode()


def report_context(code: str) -> bytes:
    return f"feedback-report:{code}".encode()


def peers_of(person: Person, now: datetime) -> list[Peer]:
    """Those with whom the person sits, or sat in the last 90 days; each once, by name. Two queries.

    It says nothing of who has muted whom: a giver must not be able to tell.
    """
    lately = Q(ended_at=None) | Q(ended_at__gt=now - TOGETHER_WITHIN)
    seats = Seat.objects.filter(lately, not_left("membership"), circle__purged_at=None)
    seats = seats.select_related("circle__cohort", "membership__person").order_by("since", "pk")
    mine = list(seats.filter(membership__person=person))
    others = seats.filter(circle__in={seat.circle_id for seat in mine}).exclude(membership__person=person)
    last: dict[int, tuple[datetime, datetime, Peer]] = {}
    for other in others:
        for seat in mine:
            since, until = max(seat.since, other.since), min(seat.ended_at or now, other.ended_at or now)
            if seat.circle_id == other.circle_id and since <= until and until > now - TOGETHER_WITHIN:
                found = (until, since, Peer(seat.membership, other.membership, other.circle))
                last[other.membership_id] = max(last.get(other.membership_id, found), found, key=lambda one: one[:2])
    return sorted((peer for *_, peer in last.values()), key=lambda one: (one.peer.person.name, one.peer.pk))


def _muted(by: str, of: str) -> Exists:
    return Exists(FeedbackMute.objects.filter(by=OuterRef(by), of=OuterRef(of)))


def received_by(person: Person) -> QuerySet[Feedback]:
    """What the person has been given and has kept, the unread first; nothing unread of somebody whom they muted."""
    return _reached(person).filter(deleted_at=None)


def _reached(person: Person) -> QuerySet[Feedback]:
    rows = Feedback.objects.filter(not_left("receiver"), receiver__person=person, taken_back_at=None)
    seen = rows.filter(~Q(read_at=None) | ~_muted("receiver", "giver"))
    return seen.select_related("giver__person", "receiver__person", "circle__cohort", "asked").order_by(
        F("read_at").desc(nulls_first=True), "-given_at", "-pk"
    )


def unread_by(person: Person) -> QuerySet[Feedback]:
    return received_by(person).filter(read_at=None, circle__purged_at=None)


def given_by(person: Person) -> QuerySet[Feedback]:
    """What the person has given and not taken back, the newest first. Nothing in it depends on who mutes whom."""
    rows = Feedback.objects.filter(not_left("giver"), giver__person=person, taken_back_at=None)
    return rows.select_related("giver__person", "receiver__person", "circle", "asked").order_by("-given_at", "-pk")


def read_feedback(row: Feedback, ciphers: Ciphers | None = None) -> FeedbackRead:
    """For one of the two (access.py). Nothing may be opened for its receiver before it counts as read."""
    ciphers = ciphers or Ciphers()
    said = ciphers.open(row.circle, row.words, words_context(row.code), row.key_scope)
    landing = ciphers.open(row.circle, row.landing, landing_context(row.code), row.key_scope)
    return FeedbackRead(row, FeedbackWords(**json.loads(said)) if said else None, landing)


def words_to_begin_with(person: Person, code: str) -> str:
    """What a goal, a commitment or a step can begin with: the best of a piece that the person has read."""
    row = received_by(person).filter(code=code).exclude(read_at=None).first() if code.isalnum() else None
    words = read_feedback(row).words if row else None
    return (words.alternative or words.change_behaviour or words.strength_behaviour) if words else ""


def questions_to(person: Person) -> QuerySet[FeedbackAsked]:
    """Questions that wait for the person's answer, while the two are peers; none of somebody whom they muted."""
    since = timezone.now() - TOGETHER_WITHIN
    rows = FeedbackAsked.objects.filter(
        _sat_since("peer", since),
        _sat_since("question__asker", since),
        not_left("peer"),
        not_left("question__asker"),
        ~_muted("peer", "question__asker"),
        peer__person=person,
        declined_at=None,
        withdrawn_at=None,
        answer=None,
        circle__purged_at=None,
    )
    return rows.select_related("question__asker__person", "peer__person", "circle").order_by("question__at", "pk")


def _sat_since(who: str, moment: datetime) -> Exists:
    """In the circle of the question."""
    lately = Q(ended_at=None) | Q(ended_at__gt=moment)
    return Exists(Seat.objects.filter(lately, circle=OuterRef("circle"), membership=OuterRef(who)))


def question_put(row: FeedbackAsked, ciphers: Ciphers | None = None) -> str | None:
    """Its words, for one of the two."""
    return (ciphers or Ciphers()).open(row.circle, row.words, question_context(row.code), row.key_scope)


def questions_of(person: Person) -> QuerySet[FeedbackQuestion]:
    """What the person asks, the newest first."""
    asked = FeedbackAsked.objects.filter(withdrawn_at=None).select_related("peer__person", "circle")
    rows = FeedbackQuestion.objects.filter(not_left("asker"), asker__person=person)
    return rows.filter(Exists(asked.filter(question=OuterRef("pk")))).prefetch_related(
        Prefetch("asked", asked.order_by("peer__person__name", "pk"))
    ).order_by("-at", "-pk")  # fmt: skip


def read_questions(person: Person, rows: Iterable[FeedbackQuestion]) -> list[QuestionRead]:
    """For who asked them. Somebody who declines, is muted or has not looked yet is the same: not answered."""
    found, ciphers = list(rows), Ciphers()
    answers = {row.asked_id: row for row in _reached(person).filter(asked__question__in=found)}
    return [
        QuestionRead(
            row,
            next((said for one in row.asked.all() if (said := question_put(one, ciphers))), None),
            [Answer(one.peer, answers.get(one.pk)) for one in row.asked.all()],
        )
        for row in found
    ]


def mutes_of(person: Person) -> QuerySet[FeedbackMute]:
    rows = FeedbackMute.objects.filter(not_left("by"), by__person=person)
    return rows.select_related("of__person").order_by("of__person__name", "pk")


def said_in_report(row: FeedbackReport) -> str:
    """What its receiver added, for the coordinators; empty where they added nothing, and once the case is closed."""
    if row.said is None:
        return ""
    feedback = row.feedback
    return (
        cipher_of(desk_scope(feedback.circle.cohort)).decrypt(bytes(row.said), report_context(feedback.code)).decode()
    )


def is_muted(by: Membership, of: Membership) -> bool:
    return FeedbackMute.objects.filter(by=by, of=of).exists()


def taps_to_give(person: Person, now: datetime) -> QuerySet[ChairTaps]:
    """Sessions after which the person may still say how it was with the person in the chair."""
    rows = ChairTaps.objects.filter(not_left("by"), by__person=person, taps=None, circle__purged_at=None)
    asked = rows.filter(over_at__gt=now - TAPPED_WITHIN)
    return asked.select_related("chair__person", "by__person", "circle").order_by("-over_at", "pk")


def taps_after(person: Person, session_code: str, now: datetime) -> ChairTaps | None:
    """The same of one session."""
    return taps_to_give(person, now).filter(session_code=session_code).first()


@dataclass(frozen=True, slots=True)
class ChairResult:
    """What the person who had the chair in a session may know. `bands` is None of fewer than three answers."""

    circle: Circle
    over_at: datetime
    bands: list[tuple[str, str]] | None  # what was asked, and where the answers lie

    @property
    def shown_at(self) -> datetime:
        return self.over_at + TAPPED_WITHIN


def chair_results(person: Person, now: datetime) -> list[ChairResult]:
    """Of the sessions of the last months in which the person had the chair, the latest first.

    Those of which nothing can be said are left out, once that is sure.
    """
    rows = ChairTaps.objects.filter(not_left("chair"), chair__person=person, over_at__gt=now - RESULTS_SHOWN_FOR)
    sessions: dict[str, list[ChairTaps]] = {}
    for row in rows.select_related("circle").order_by("-over_at", "pk"):
        sessions.setdefault(row.session_code, []).append(row)
    ciphers = Ciphers()
    results = [_result(taps, ciphers, now) for taps in sessions.values()]
    return [one for one in results if one.bands or one.shown_at > now]


def _result(rows: list[ChairTaps], ciphers: Ciphers, now: datetime) -> ChairResult:
    first, bands = rows[0], None
    if not takes_taps(first.over_at, now):
        said = (ciphers.open(row.circle, row.taps, taps_context(row.code)) for row in rows)
        bands = bands_of(Taps(**json.loads(one)) for one in said if one)
    shown: list[tuple[str, str]] = [(QUESTIONS[name], each.words) for name, each in (bands or {}).items()]
    return ChairResult(first.circle, first.over_at, shown or None)


def scopes_of_two(who: Membership, circle: Circle) -> set[str]:
    """The names of the keys of feedback in a circle that somebody gave or was given; one query."""
    rows = Feedback.objects.filter(Q(giver=who) | Q(receiver=who), circle=circle)
    return set(rows.order_by().values_list("key_scope", flat=True).distinct())
