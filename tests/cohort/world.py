"""A cohort that lives: people who answer their mail, meet, miss, move and leave, and a coordinator at her desk.

Everything goes through the pages and actions that people use; only the clock is told the time.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email.utils import getaddresses
from random import Random
from unittest.mock import patch

import httpx2
import time_machine
from django.conf import settings
from django.core import mail
from django.core.mail import EmailMessage
from django.test import Client, override_settings
from django.urls import reverse

from edgewise.cli.demo.meetings import play_on
from edgewise.desk.models import DeskCase
from edgewise.domain.simulation.bots.bots import Bot
from edgewise.notices.delivery.actions import deliver
from edgewise.notices.outbox.actions import tick
from edgewise.notices.preferences.actions import save_preference
from edgewise.people.models import Membership
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.models.enrolments import EnrolmentState
from edgewise.programmes.runs.actions import draft_match, publish_circles
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.sessions import AttendanceStatus, Session, SessionStatus
from edgewise.rooms.planning.actions import cancel_session, move_session
from edgewise.rooms.sessions.actions.room import open_room
from edgewise.rooms.sessions.actions.settle import settle
from tests import make
from tests.cohort.answers import ask_when, follow, look_again_in_the_room, name_a_change, sign, write_a_decision

ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Asia/Kolkata")
FIRST = date(2026, 1, 26)  # a Monday; the run goes over both changes of clocks in spring
WEEKS = 12
STEP = timedelta(hours=6)
SHORT, LONG, LONG_ONE = "check_in_only", "decision_round", "Harbour"  # the circle that takes the long format
PAIR = 2
ASKING = 0  # the weekday on which somebody asks for one session more
DECIDING = (1, 3)  # Tuesday and Thursday: somebody writes a decision down
CHATTY = 6  # every sixth person reads in a chat too
NOWHERE = 9  # a port on which nothing listens
LINK = re.compile(r"http://localhost:8000(/\S+)")


@dataclass
class Letter:
    at: datetime
    to: str
    subject: str
    name: str  # Message-ID
    path: str


@dataclass
class Chat:
    """An incoming webhook's service: in its outage nobody answers for the first half, and then it answers 503."""

    said: list[tuple[datetime, str, str]] = field(default_factory=list)  # when, the reader's address, the words
    refused: int = 0

    def answers(self, now: datetime, outage: tuple[datetime, datetime]) -> Callable[..., httpx2.Response]:
        down, half = outage[0] <= now < outage[1], outage[0] + (outage[1] - outage[0]) / 2

        def post(address: str, *, json: dict[str, str], timeout: float, follow_redirects: bool) -> httpx2.Response:
            self.refused += down
            if down and now < half:
                raise httpx2.ConnectTimeout("")
            if not down:
                self.said.append((now, address, json["text"]))
            return httpx2.Response(503 if down else 200)

        return post


@dataclass
class Life:
    cohort: Cohort
    people: dict[str, Membership]
    dice: Random
    now: datetime
    letters: list[Letter] = field(default_factory=list)
    chat: Chat = field(default_factory=Chat)
    seen: int = 0
    missed: int = 0  # people whom a session missed
    left: set[str] = field(default_factory=set)
    moods: Random = field(default_factory=lambda: Random(8))  # apart from the dice, whose story stays the same
    handled: Counter[str] = field(default_factory=Counter)
    clients: dict[str, tuple[Client, datetime]] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        """A browser in which the person is signed in; a sign-in lasts for two weeks."""
        client, since = self.clients.get(name, (Client(), None))
        if since is None or self.now - since > timedelta(days=10):
            who = self.people.get(name) or make.membership(name)
            client.force_login(who.person, backend=settings.AUTHENTICATION_BACKENDS[0])
            self.clients[name] = client, self.now
        return client


def invited() -> Life:
    """48 people in four zones, with profiles, asked by a page."""
    organisation = make.organisation()
    design = make.programme(organisation, format_key=SHORT, session_minutes=60, common_minutes=0)
    grace = make.membership("Grace", time_zone="Europe/London")
    cohort = make.cohort(design, coordinators=[grace])
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=FIRST, ends_on=FIRST + timedelta(weeks=WEEKS))
    cohort.refresh_from_db()
    people = {
        name: make.membership(
            name, time_zone=ZONES[number // 12], development_goals=["delegating"], location=f"Site {number // 12}"
        )
        for number, name in ((number, f"Person {number:02}") for number in range(48))
    }
    life = Life(cohort, people, Random(3), datetime(2026, 1, 12, 8, tzinfo=UTC))
    with at(life):
        for name in list(people)[::CHATTY]:
            save_preference(people[name], {"chat": f"https://hooks.slack.com/services/{name}"})
        chosen = {"people": [who.pk for who in people.values()], "do": "send"}
        life.client("Grace").post(reverse("programmes:invitation_letter", args=[cohort.code]), chosen)
    return life


@contextmanager
def at(life: Life) -> Iterator[None]:
    with time_machine.travel(life.now, tick=False):
        yield


def live(life: Life, until: datetime, *, outage: tuple[datetime, datetime]) -> None:
    """Step by step: what is due is done, the post leaves, people read it, sessions are held, Grace is at her desk."""
    while life.now < until:
        with at(life):
            down = outage[0] <= life.now < outage[1]
            tick(life.now)
            chat = patch("edgewise.notices.delivery.channels.httpx2.post", life.chat.answers(life.now, outage))
            with _post(down), chat:
                deliver(life.now)
            _read(life)
            _hold_what_begins(life)
            if life.now.hour == 8:
                _live_a_day(life)
        life.now += STEP


@contextmanager
def _post(down: bool) -> Iterator[None]:
    if not down:
        yield
        return
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=NOWHERE
    ):
        yield


def _read(life: Life) -> None:
    """Each letter that came is read by whom it is to; some do what it asks."""
    for message in mail.outbox[life.seen :]:
        letter = _letter(message, life.now)
        life.letters.append(letter)
        name = next((n for n, who in life.people.items() if who.person.email == letter.to), "")
        if name and "part" in letter.path and "invitation" in letter.subject:
            _answer(life, name, letter.path)
        elif name:
            follow(life, name, letter.path)
    life.seen = len(mail.outbox)


def _letter(message: EmailMessage, now: datetime) -> Letter:
    found = LINK.search(str(message.body))
    to = getaddresses(message.to)[0][1]
    return Letter(now, to, str(message.subject), message.extra_headers["Message-ID"], found.group(1) if found else "")


def _answer(life: Life, name: str, path: str) -> None:
    """Most say yes, some no, and a few nothing at all."""
    drawn = life.dice.random()
    if drawn < 0.9:
        life.client(name).post(path, {"state": "enrolled" if drawn < 0.85 else "opted_out"})
        if drawn >= 0.85:
            life.left.add(name)


EFFORT = {"sweeps": [24, 26, 37, 28, 138], "exact": [3]}  # the same circles on any machine


def match_and_plan(life: Life) -> None:
    """Circles of those who said yes, published; one of each plans the whole run from the page."""
    with at(life):
        problems = publish_circles(draft_match(life.cohort, 1, effort=EFFORT), life.now)
        assert not problems, problems
        for circle in life.cohort.circles.all():
            _plan(life, circle)


def _plan(life: Life, circle: Circle) -> None:
    first = circle.seats.filter(ended_at=None).order_by("position")[0].membership
    _sign(life, circle)
    given = {
        "first": (life.now.date() + timedelta(days=5 + life.dice.randrange(5))).isoformat(),
        "at": "14:00",
        "days": "14",
        "last": (life.cohort.ends_on - timedelta(days=4)).isoformat(),
        "format_key": LONG if circle.name == LONG_ONE else SHORT,
        "midway": "on",
        **({"kickoff": "on"} if circle.name == LONG_ONE else {}),
        "rotate": "on",
        "plan": "yes",
    }
    answer = life.client(first.person.name).post(reverse("rooms:series", args=[circle.code]), given)
    assert answer.status_code == 302, answer.context["form"].errors
    name_a_change(life, first.person.name, circle.code)


def _sign(life: Life, circle: Circle) -> None:
    """Everybody reads the agreement on its page and signs it."""
    for seat in circle.seats.filter(ended_at=None).select_related("membership__person").order_by("position"):
        sign(life, seat.membership.person.name, circle.code)


def _hold_what_begins(life: Life) -> None:
    for session in Session.objects.filter(status=SessionStatus.PLANNED, starts_at__lte=life.now):
        _hold(life, session)


def _hold(life: Life, session: Session) -> None:
    """Those who come play it to its end. Whoever has excused themself stays away, and now and then somebody else."""
    rows = {f"s{row.seat.position}": row for row in session.attendance.select_related("seat")}
    absent = {seat for seat, row in rows.items() if row.status == AttendanceStatus.EXCUSED}
    if len(rows) - len(absent) < PAIR:  # nobody meets alone: they had called it off
        cancel_session(session)
        return
    start = int(session.starts_at.timestamp() * 1000)
    state = open_room(session, start)
    chair = state.control.chair
    for seat in sorted(state.seats):
        if seat not in absent and seat != chair and len(state.seats) - len(absent) > 3 and life.dice.random() < 0.06:
            absent.add(seat)
            life.missed += 1
    for seat in state.to_look_again:
        if seat not in absent:
            look_again_in_the_room(life, state.seats[seat].name, session)
    bots = [
        Bot(seat.id, seat.name, rng=Random(f"{session.circle.name} {session.starts_at} {seat.id}"))
        for seat in state.seats.values()
        if seat.id not in absent
    ]
    play_on(session, bots)
    settle(session, load_state(session))


def _live_a_day(life: Life) -> None:
    """Now and then somebody moves a date, excuses themself, asks for another circle, or leaves for good."""
    ahead = list(
        Session.objects.filter(status=SessionStatus.PLANNED, starts_at__gt=life.now + timedelta(days=2)).order_by("pk")
    )
    if ahead and life.dice.random() < 0.25:
        session = life.dice.choice(ahead)
        move_session(session, session.starts_at + timedelta(days=1))
    if ahead and life.dice.random() < 0.3:
        session = life.dice.choice(ahead)
        seat = life.dice.choice(list(session.circle.seats.filter(ended_at=None).select_related("membership__person")))
        url = reverse("rooms:come", args=[session.circle.code, session.code])
        life.client(seat.membership.person.name).post(url, {"comes": "no"})
    active = list(
        life.cohort.enrolments.filter(state=EnrolmentState.ACTIVE).select_related("membership__person").order_by("pk")
    )
    if active and life.dice.random() < 0.06:
        name = life.dice.choice(active).membership.person.name
        life.client(name).post(reverse("programmes:part", args=[life.cohort.code]), {"state": "opted_out"})
        life.left.add(name)
    if active and life.now.weekday() in DECIDING:
        chosen = life.moods.choice(active).membership.seats.filter(ended_at=None).select_related("circle").first()
        if chosen is not None:
            write_a_decision(life, chosen.membership.person.name, chosen.circle.code)
    if life.now.weekday() == ASKING and life.now.isocalendar().week % 3 == 0:
        seats = Seat.objects.filter(circle__cohort=life.cohort, circle__closed_at=None, ended_at=None)
        firsts = list(seats.filter(position=1).select_related("circle", "membership__person").order_by("pk"))
        for one in life.moods.sample(firsts, min(1, len(firsts))):
            ask_when(life, one.membership.person.name, one.circle.code)
    if life.now.weekday() in (1, 3):
        _work_the_desk(life)


def _work_the_desk(life: Life) -> None:
    """Grace reads each case, sends the draft where there is one, repairs what is too small, and closes it."""
    client, code = life.client("Grace"), life.cohort.code
    page = client.get(reverse("desk:desk", args=[code]))
    for line in page.context["waiting"]:
        case = line.case
        url = reverse("desk:case", args=[code, case.pk])
        form = client.get(url).context["form"]
        if form is not None:
            client.post(url, {"words": form.initial["words"]})
        if case.concern == "small":
            _repair(client, code, case)
        client.post(reverse("desk:act", args=[code, case.pk]), {"do": "done"})
        life.handled[case.concern] += 1


def _repair(client: Client, code: str, case: DeskCase) -> None:
    """By the first way that the page offers."""
    assert case.circle is not None
    page = client.get(reverse("programmes:repair", args=[code, case.circle.code]))
    ways = re.findall(rf"/cohorts/{code}/circles/{case.circle.code}/repair/([\w-]+)/", page.content.decode())
    if ways:
        client.post(reverse("programmes:repair_option", args=[code, case.circle.code, ways[0]]))
