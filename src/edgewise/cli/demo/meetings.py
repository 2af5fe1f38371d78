"""Meetings of the demonstration: agreed, planned and held by bots, whose commands go the way of a person's."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session.commands import AnyCommand, ChooseIssues, Join, ProposeIssue
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Seat as Place
from edgewise.domain.session.state import State
from edgewise.domain.simulation.bots.bots import Bot
from edgewise.domain.simulation.bots.tempers import HELPFUL, LATE, SILENT, Temper
from edgewise.domain.simulation.play import go_on
from edgewise.domain.simulation.table import Table
from edgewise.people.models import Membership
from edgewise.programmes.agreements.actions import sign
from edgewise.programmes.circles.queries import open_seats
from edgewise.programmes.models.circles import Circle, Seat
from edgewise.programmes.models.designs import Cohort
from edgewise.programmes.norms.actions import confirm_norms, introduce, write_norms
from edgewise.programmes.runs.actions import draft_match, publish_circles
from edgewise.rooms.attendance.actions import excuse
from edgewise.rooms.log import log
from edgewise.rooms.log.batch import Done
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.planning.actions import plan_session
from edgewise.rooms.planning.queries import next_facilitator
from edgewise.rooms.sessions.actions.room import obey, open_room
from edgewise.rooms.sessions.actions.settle import settle
from edgewise.rooms.sessions.queries import seat_id

FORMAT = "decision_round"
BRING = {"Samir": ("Two teams that do one job", "Three number-one priorities")}  # in their circle's first sessions
PERSONAS = ("Amara", "Bruno")  # first names of those whom a visitor can be at a table
KEEPS_THE_CHAIR = replace(HELPFUL, surprises=0)
TEMPERS: tuple[Temper, ...] = (HELPFUL, HELPFUL, SILENT, HELPFUL, LATE, HELPFUL)
NORMS = """\
We begin on time, also when somebody is missing.
Nobody interrupts whoever has the floor; silence is allowed to last.
We ask before we advise, and say “I” when we speak of experience.
Laptops show the room and nothing else.
Whoever is unsure whether something may be told elsewhere asks the one who said it."""
INTRODUCTIONS = (
    "{}. I decide quickly and sometimes too quickly: ask me what I have not looked at yet.",
    "{}, two years in this team. I would like to learn to say no without losing the relationship.",
    "{}. Best asked before lunch. I bring patience for messy questions.",
)


def seat(cohort: Cohort, dice: int, at: datetime) -> None:
    """Match everybody who has said yes, and publish the circles."""
    problems = publish_circles(draft_match(cohort, dice), at)
    assert not problems, problems
    cohort.circles.update(made_at=at)


def agree(circle: Circle, at: datetime) -> None:
    """Everybody signs and holds to the norms that one of them has written; half of them introduce themselves."""
    seats = list(open_seats(circle))
    for seat in seats:
        assert sign(seat, 1, at)
    assert write_norms(seats[1], 0, NORMS, at)
    for seat in seats:
        assert confirm_norms(seat, 1, at)
    for seat, text in zip(seats[1:], INTRODUCTIONS, strict=False):
        introduce(seat, text.format(seat.membership.job_title or "I work here"), at)


def workday(day: date) -> date:
    """That day, or the Monday after it."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def planned(circle: Circle, starts_at: datetime, at: datetime, agreed: str = "", key: str = FORMAT) -> Session:
    """With the chair by the rota, or as the circle agreed: `agreed` is a first name."""
    seats = [seat.membership for seat in circle.seats.filter(ended_at=None).order_by("position")]
    named = [member for member in seats if _first(member) == agreed]
    chair = (named or [next_facilitator(circle) or seats[0]])[0]
    deputy = seats[(seats.index(chair) + 1) % len(seats)]
    return plan_session(circle, starts_at, builtin_format(key), chair, deputy, min(starts_at - timedelta(days=7), at))


def hold(session: Session, dice: Random, excused: Sequence[Seat] = (), missing: Collection[Seat] = ()) -> None:
    """`excused` say so beforehand; `missing` do not come either, and nobody knows why."""
    for seat in excused:
        assert excuse(session, seat, comes=False)
    away = {seat_id(seat) for seat in (*excused, *missing)}
    start = int(session.starts_at.timestamp() * 1000)
    opened = open_room(session, start)
    tempers = list(TEMPERS)
    dice.shuffle(tempers)
    bots = [
        Bot(seat.id, seat.name, _temper(seat, tempers[place % len(tempers)]), Random(dice.getrandbits(64)))
        for place, seat in enumerate(opened.seats.values())
    ]
    _bring_issues(session, opened, away, start)
    play_on(session, [bot for bot in bots if bot.seat not in away])
    settle(session, log.load_state(session))


def play_on(session: Session, bots: Sequence[Bot]) -> None:
    """From where an open room stands to its close, from the moment at which the session was to begin."""
    go_on(Kept(state=log.load_state(session), session=session), bots, int(session.starts_at.timestamp() * 1000))


def _temper(seat: Place, drawn: Temper) -> Temper:
    """Those whom a visitor signs in as have something to show; who is paid to chair it, does."""
    if seat.guest:
        return KEEPS_THE_CHAIR
    return HELPFUL if seat.name.split(maxsplit=1)[0] in PERSONAS else drawn


def _bring_issues(session: Session, opened: State, away: Collection[str], start: Millis) -> None:
    """Who has a decision to make comes early, and the facilitator takes it beside that of the next in turn."""
    number = session.circle.sessions.filter(starts_at__lt=session.starts_at).count()
    for seat in open_seats(session.circle):
        titles, place, chair = BRING.get(_first(seat.membership), ()), seat_id(seat), opened.control.chair
        if session.is_pair_hour or {place, chair} & set(away) or number >= len(titles):
            continue
        for who in dict.fromkeys([place, chair]):
            obey(session, Join(), who, start)
        obey(session, ProposeIssue(title=titles[number]), place, start)
        other = next(one for one in opened.issue_order if one != place and one not in away)
        obey(session, ChooseIssues(owners=(place, other)), chair, start)


def _first(who: Membership) -> str:
    return who.person.name.split()[0]


@dataclass(slots=True)
class Kept(Table):
    """A table whose commands go the way of a person's: decided, sealed and appended to the session's log."""

    session: Session | None = None

    def send(
        self, command: AnyCommand, by: SeatId, now: Millis, recorder: SeatId = ""
    ) -> tuple[AnyEvent, ...] | Refused:
        assert self.session is not None
        outcome = obey(self.session, command, by, now, recorder)
        if isinstance(outcome, Refused):
            return outcome
        assert isinstance(outcome, Done), outcome
        self.state = outcome.state
        return ()
