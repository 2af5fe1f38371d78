"""A session in a test: six people with fixed roles, a clock that is moved by hand, one stage or many."""

from __future__ import annotations

from dataclasses import dataclass, field

from edgewise.domain.formats.model import (
    CircleKind,
    ContributionKind,
    Duration,
    Floor,
    Format,
    Output,
    People,
    Requirement,
    Stage,
)
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions.decide import decide
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import State
from edgewise.domain.session.views.audience import own_part, view_for
from edgewise.domain.session.views.view import Audience, OwnPart, RoomView

AMARA, BRUNO, CHIDI, DANA, ELIF, FARID = "s1", "s2", "s3", "s4", "s5", "s6"  # Amara chairs, Bruno is the deputy
CAST = {AMARA: "Amara", BRUNO: "Bruno", CHIDI: "Chidi", DANA: "Dana", ELIF: "Elif", FARID: "Farid"}
START = 1_700_000_000_000  # 14 November 2023
MINUTE = 60_000


def stage(key: str, floor: Floor = Floor.OPEN, **more: object) -> Stage:
    """A stage of five minutes, unless a duration is given."""
    facts = {"title": key.replace("_", " ").capitalize(), "duration": Duration(fixed=300), **more}
    return Stage(key=key, floor=floor, **facts)  # type: ignore[arg-type]


def needs(output: Output, at_least: int = 1) -> tuple[Requirement, ...]:
    return (Requirement(output, at_least),)


def format_of(*issue: Stage, opening: tuple[Stage, ...] = (), closing: tuple[Stage, ...] = ()) -> Format:
    return Format(
        key="under_test",
        name="Under test",
        kind=CircleKind.CIRCLE,
        people=People(2, 8),
        minutes=90,
        opening=opening,
        issue=issue,
        closing=closing,
    )


@dataclass
class Room:
    """Refusals are values here too: `do` returns the events' names, or the refusal's code."""

    format: Format
    people: int = 6
    owner: str = DANA
    state: State = field(default_factory=State)
    now: int = START
    log: list[AnyEvent] = field(default_factory=list)
    refused: Refused | None = None

    def do(self, command: c.AnyCommand, by: str, recorder: str = "") -> list[str] | str:
        before = self.state
        result = decide(self.state, command, by, self.now, recorder)
        if isinstance(result, Refused):
            assert self.state == before
            self.refused = result
            return result.code
        self.refused = None
        for event in result:
            self.state = evolve(self.state, event)
            self.log.append(event)
        return [type(event).__name__ for event in result]

    def wait(self, ms: int) -> None:
        self.now += ms

    def view(self, audience: Audience = Audience.EVERYONE) -> RoomView:
        return view_for(self.state, audience, self.now)

    def own(self, seat: str) -> OwnPart:
        return own_part(self.state, seat)

    @property
    def holder(self) -> str:
        return self.state.control.floor.holder

    @property
    def running(self) -> str:
        return self.state.stage.key if self.state.stage else ""


def seated(fmt: Format, people: int = 6, absent: tuple[str, ...] = ()) -> Room:
    """Everybody is in the lobby."""
    room = Room(fmt, people)
    ids = list(CAST)[:people]
    plans = tuple(c.SeatPlan(seat, CAST[seat]) for seat in ids)
    room.do(c.OpenSession(format=fmt, seats=plans, chair=AMARA, deputy=BRUNO), SYSTEM)
    for seat in ids:
        if seat not in absent:
            room.do(c.Join(), seat)
    return room


def begun(fmt: Format, people: int = 6, absent: tuple[str, ...] = (), owner: str = DANA) -> Room:
    """The first stage runs; where the format has an issue, it is Dana's."""
    room = seated(fmt, people, absent)
    if fmt.issue:
        assert room.do(c.ChooseIssues((owner,)), AMARA) == ["IssuesChosen"]
    room.do(c.Begin(), AMARA)
    assert room.running
    return room


def say(text: str = "I see it this way.", kind: ContributionKind = ContributionKind.PERSPECTIVE) -> c.Contribute:
    return c.Contribute(kind, text)


def promise(
    witness: str = BRUNO, by_date: str = "2023-11-20", what: str = "I will call our biggest customer"
) -> c.Commit:
    return c.Commit(what, "Look up the number", by_date, witness)
