"""A sentence said in a session, wherever a sentence can be said, is looked for wherever it must not be."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.utils import timezone

from edgewise.domain.coaching.changes import Example
from edgewise.domain.coaching.feedback.written import FIELDS, FeedbackWords
from edgewise.domain.coaching.goals import GoalWords, Told, Went
from edgewise.domain.coaching.reflections import ReflectionWords
from edgewise.domain.decisions.model import (
    MOST_ASSUMPTIONS,
    Again,
    Assumption,
    Forecast,
    Happened,
    Part,
    WhenTested,
    Words,
)
from edgewise.domain.formats.model import ContributionKind, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.session.state import Phase, State
from edgewise.growth.changes.actions import answer_sighting, ask_peers, name_change
from edgewise.growth.decisions.actions import (
    ask_on_its_day,
    correct,
    look_again,
    take,
    tell_tested,
    write_decision,
)
from edgewise.growth.decisions.models import Decision
from edgewise.growth.feedback.actions import (
    ask_for_feedback,
    give_feedback,
    mark_read,
    report_feedback,
    say_how_it_landed,
)
from edgewise.growth.feedback.models import Feedback, FeedbackAsked, Landed
from edgewise.growth.feedback.queries import Peer
from edgewise.growth.goals.actions import close_goal, set_goal, tell_of_goal
from edgewise.growth.goals.queries import GoalLearnt, GoalPlan
from edgewise.growth.models import (
    Commitment,
    Goal,
    GoalEnd,
    GoalPoint,
    Method,
    Reflection,
    Seen,
    Sight,
    Sighting,
    Step,
)
from edgewise.growth.reflections.actions import write_reflection
from edgewise.growth.steps.actions import set_step
from edgewise.people.models import Membership, Person
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.guests.actions import invite_guest
from edgewise.rooms.log.batch import Done
from edgewise.rooms.models.notes import PrivateNote
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.notes.actions import keep_note
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.rooms.sessions.actions.settle import settle
from edgewise.vault.actions import ensure_installation_key
from tests import make
from tests.conftest import Kept

pytestmark = [pytest.mark.django_db, pytest.mark.store]

CANARY = "the quiet canary sings at midnight"
LINK = re.compile(r'href="(/[^"#]*)"')
SignIn = Callable[[Person], Client]


class Meeting:
    """A Decision round in which everything that is said is the canary."""

    def __init__(self) -> None:
        self.log, self.mails = Listener(), list[EmailMessage]()
        ensure_installation_key()
        self.coordinator = make.membership("Grace")
        self.owner = make.membership("Hana", is_owner=True)
        self.cohort = make.cohort(coordinators=[self.coordinator])
        circle = make.circle(self.cohort, [make.membership(name) for name in make.CAST])
        self.session: Session = make.session(circle, timezone.now())
        self.state: State = open_room(self.session)
        self.seats = list(self.state.seats)
        self.chair = self.state.control.chair

    def do(self, command: c.AnyCommand, by: str) -> None:
        outcome = obey(self.session, command, by)
        if isinstance(outcome, Done):
            self.state = outcome.state

    def hold(self) -> None:
        for seat in self.seats:
            self.do(c.Join(), seat)
        self.do(c.ProposeIssue(CANARY), self.seats[2])
        self.do(c.Begin(), self.chair)
        while self.state.control.phase is Phase.RUNNING:
            self.say_all()
            self.do(c.NextStage(), self.chair)
        self.do(c.Close(), self.chair)
        assert self.state.control.phase is Phase.CLOSED
        settle(self.session, self.state)
        self.follow()

    def follow(self) -> None:
        """What follows a session: weekly steps, reflections, a change that a peer confirms."""
        now = timezone.now()
        for row in Commitment.objects.select_related("author"):
            assert set_step(row, CANARY, row.by_date, now)
        for looked in Reflection.objects.select_related("circle"):
            assert write_reflection(looked, ReflectionWords(CANARY, CANARY), 4, now)
        for seat in self.session.circle.seats.select_related("circle"):
            assert keep_note(self.session, seat, CANARY, "") == CANARY
            self.aim(seat, now)
            self.decide(seat, now)
            self.give(seat, now)
            change = name_change(seat, CANARY, now)
            assert ask_peers(change, list(Membership.objects.values_list("pk", flat=True)), now) == len(make.CAST) - 1
        for asked in Sighting.objects.order_by("pk")[::2]:
            assert answer_sighting(asked, Seen.CLEARLY, Example(CANARY, CANARY), 1, now)

    def decide(self, seat: Seat, now: datetime) -> None:
        """A decision that is taken and looked at with all that can be added to one, and one that is still open."""
        assumed = tuple(Assumption(CANARY, CANARY) for _ in range(MOST_ASSUMPTIONS))
        words = Words(CANARY, 60, 45, assumed, Forecast(CANARY, 70, now.date()))
        row, still_open = (write_decision(seat.circle, seat.membership, words, now) for _ in range(2))
        assert isinstance(row, Decision)
        assert isinstance(still_open, Decision)
        refused = [
            take(row, now),
            *(correct(row, part, CANARY, now) for part in Part),
            tell_tested(row, Part.FIRST, WhenTested.BEFORE_THE_LARGE_STEP),
        ]
        assert set(refused) == {""}
        assert ask_on_its_day(row, now)
        if seat.position % 2:  # the others wait
            assert look_again(row, Happened.YES, Again.DIFFERENTLY, CANARY, now) == ""

    def give(self, seat: Seat, now: datetime) -> None:
        """Feedback to the next at the table, read and answered, and a question."""
        others = seat.circle.seats.exclude(pk=seat.pk).select_related("membership__person", "circle__cohort")
        to = Peer(seat.membership, others.order_by("position")[0].membership, seat.circle)
        row = give_feedback(to, FeedbackWords(*[CANARY] * len(FIELDS)), now)
        assert row
        assert mark_read(row, now)
        assert say_how_it_landed(row, Landed.HELPED, CANARY, now)
        assert report_feedback(row, "", now)
        assert ask_for_feedback([to], CANARY, now)

    def aim(self, seat: Seat, now: datetime) -> None:
        """A goal that the whole circle may read, with all that can be told of one."""
        words = GoalWords(CANARY, CANARY, CANARY, CANARY, "1", "5")
        witness = Membership.objects.exclude(pk=seat.membership_id).filter(seats__circle=seat.circle)[0]
        plan = GoalPlan(now.date() + timedelta(days=30), witness, Sight.CIRCLE, Method.TELL)
        goal = set_goal(seat, words, plan, now)
        assert goal
        assert tell_of_goal(goal, Told(Went.SLIPPED, "2", CANARY, f"https://example.org/{CANARY}"), now)
        assert tell_of_goal(goal, Told(Went.SLIPPED, "3", CANARY), now)
        if seat.position == 1:
            assert close_goal(goal, GoalEnd.PARTLY, GoalLearnt(CANARY, CANARY, CANARY), now)

    def say_all(self) -> None:
        """In this stage: whatever somebody can put into words; what is refused was not said."""
        self.do(c.ChooseIssues((self.seats[2],)), self.chair)
        for seat in self.seats:
            self.do(c.GiveFloor(seat), self.chair)
            for kind in ContributionKind:
                self.do(c.Contribute(kind, CANARY), seat)
            for said in self.words_of(seat):
                self.do(said, seat)
        self.do(c.TakeFloor(CANARY), self.chair)
        self.do(c.Pause(CANARY), self.chair)
        self.do(c.Resume(), self.chair)
        for output in Output:
            self.do(c.Override(output, CANARY), self.chair)

    def words_of(self, seat: str) -> Iterator[c.AnyCommand]:
        witness = next(other for other in self.seats if other != seat)
        due = (timezone.now() + timedelta(days=7)).date().isoformat()
        yield c.WriteNote(CANARY)
        yield c.FrameQuestion(CANARY)
        yield c.RestateQuestion(CANARY)
        yield c.NamePattern(CANARY)
        yield foresight.TellConfidence(40)
        yield c.Decide(CANARY)
        yield foresight.Assume(CANARY, CANARY)
        yield foresight.Foresee(CANARY, 60, due)
        yield c.Commit(CANARY, CANARY, due, witness, CANARY)
        yield c.Reflect(CANARY)
        yield c.CelebrateWin(CANARY)
        yield c.Park(CANARY)


def rows() -> Iterator[str]:
    """Every value of every table, as a dump would have it."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608  no outside input
            for row in cursor.fetchall():
                yield from (_text(value) for value in row)


def _text(value: object) -> str:
    raw = bytes(value) if isinstance(value, (bytes, memoryview)) else str(value).encode()
    return raw.decode("utf-8", "replace")


def crawl(client: Client) -> Iterator[tuple[str, str]]:
    """Every page that this person can come to by links, with what it says."""
    waiting, seen = ["/"], {"/"}
    while waiting:
        path = waiting.pop()
        answer = client.get(path, follow=True)
        body = answer.getvalue().decode("utf-8", "replace") if answer.status_code == 200 else ""
        yield path, body
        for found in LINK.findall(body.replace("&amp;", "&")):
            if found not in seen and not found.startswith(("/static", "/accounts/logout")) and len(seen) < 400:
                seen.add(found)
                waiting.append(found)


class Listener(logging.Handler):
    """Hears everything that is logged, of whatever level."""

    def __init__(self) -> None:
        super().__init__(logging.DEBUG)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())

    @contextmanager
    def listening(self) -> Iterator[None]:
        root = logging.getLogger()
        level = root.level
        root.setLevel(logging.DEBUG)
        root.addHandler(self)
        try:
            yield
        finally:
            root.removeHandler(self)
            root.setLevel(level)


def a_meeting() -> Meeting:
    found = Meeting()
    with found.log.listening():
        found.hold()
    found.mails = list(mail.outbox)
    return found


@pytest.fixture(scope="module")
def meeting(kept: Kept) -> Iterator[Meeting]:
    yield from kept(a_meeting)


def test_what_was_said_is_in_no_table(meeting: Meeting) -> None:
    assert meeting.state.commitments != {}
    assert (Step.objects.count(), Reflection.objects.exclude(words=None).count()) == (6, 6)
    assert Sighting.objects.exclude(example=None).count() == 15
    assert PrivateNote.objects.exclude(sealed=None).count() == 6
    assert (Decision.objects.count(), Decision.objects.exclude(looked_at_on=None).count()) == (13, 3)
    assert (Goal.objects.count(), GoalPoint.objects.count()) == (6, 12)
    assert (Feedback.objects.exclude(landing=None).count(), FeedbackAsked.objects.count()) == (6, 6)
    assert [value for value in rows() if "canary" in value] == []


def test_what_was_said_is_in_no_log_and_no_mail(meeting: Meeting, sign_in: SignIn) -> None:
    with meeting.log.listening():
        invite_guest(meeting.session, meeting.owner.person)
        list(crawl(sign_in(make.person("Amara"))))
    assert [words for words in meeting.log.heard if "canary" in words] == []
    mails = [*meeting.mails, *mail.outbox]
    assert [message.subject + str(message.body) for message in mails if "canary" in str(message.message())] == []


@pytest.mark.parametrize("who", ["coordinator", "owner"])
def test_who_looks_after_the_programme_reads_none_of_it(meeting: Meeting, who: str, sign_in: SignIn) -> None:
    person = getattr(meeting, who).person
    pages = dict(crawl(sign_in(person)))
    assert [path for path, body in pages.items() if "canary" in body] == []
    assert any(meeting.cohort.code in path for path in pages)


def test_who_was_there_finds_it_again(meeting: Meeting, sign_in: SignIn) -> None:
    pages = dict(crawl(sign_in(make.person("Amara"))))
    found = {path for path, body in pages.items() if "canary" in body}
    assert {"/commitments/", "/commitments/plan/", "/commitments/witnessing/", "/changes/", "/reflect/"} <= found
    assert {
        f"/feedback/{code}/"
        for code in Feedback.objects.filter(receiver__person__name="Amara").values_list("code", flat=True)
    } <= found
    mine = Decision.objects.filter(author__person__name="Amara").values_list("code", flat=True)
    assert {"/decisions/", *(f"/decisions/{code}/" for code in mine)} <= found
    theirs = Decision.objects.exclude(author__person__name="Amara").values_list("code", flat=True)
    assert {path for path in pages for code in theirs if code in path} == set()
    assert {"/goals/", *(f"/goals/{code}/" for code in Goal.objects.values_list("code", flat=True))} <= found
