"""A short session whose words a test chooses: Bruno facilitates, Chidi owns its issue, Dana has options."""

from __future__ import annotations

from datetime import timedelta

from edgewise.domain.formats.model import ContributionKind, Floor, Output, to_json
from edgewise.domain.session import commands as c
from edgewise.domain.session.names import SYSTEM
from edgewise.programmes.models.circles import Circle
from edgewise.rooms.log.batch import Done
from edgewise.rooms.log.log import load_state
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import obey, opening
from edgewise.rooms.sessions.actions.settle import settle
from tests import make
from tests.domain.session.room import format_of, stage
from tests.rooms.held import STARTS

FORTNIGHT, SIX_SECONDS = timedelta(days=14), 6_000
OPTION = (ContributionKind.OPTION,)
BRUNO, CHIDI, DANA = "s2", "s3", "s4"
FORMAT = format_of(
    stage("frame", Floor.HOLDER),
    stage("write", Floor.SILENT_WRITING, allows=OPTION),
    stage("round", Floor.OPEN, allows=OPTION),
    stage("commit", Floor.HOLDER),
)


def brief(circle: Circle, number: int = 0, words: str = "", *, has_issue: bool = True) -> Session:
    """The circle's session of that fortnight. Its words are the day's, or those that are given."""
    said = words or f"fortnight {number}"
    fmt = FORMAT if has_issue else format_of(opening=(stage("frame", Floor.HOLDER),))
    session = make.session(circle, STARTS + number * FORTNIGHT, format_json=to_json(fmt).decode())
    by = (session.starts_at + FORTNIGHT).date().isoformat()
    middle = (
        [(BRUNO, c.ChooseIssues((CHIDI,))), (BRUNO, c.Begin()), *_issue(said, by)]
        if has_issue
        else [(BRUNO, c.Begin())]
    )
    places = [f"s{seat.position}" for seat in circle.seats.filter(ended_at=None)]
    left_out = [place for place in places if not (has_issue and place == CHIDI)]
    begins = int(session.starts_at.timestamp() * 1000)
    for turn, (who, command) in enumerate(
        [
            (SYSTEM, opening(session)),
            *((place, c.Join()) for place in places),
            *middle,
            (BRUNO, c.OpenExitGate()),
            *((BRUNO, c.Override(Output.COMMITMENT_EACH, "short of time", place)) for place in left_out),
            (BRUNO, c.Close()),
        ]
    ):
        outcome = obey(session, command, who, begins + turn * SIX_SECONDS)
        assert isinstance(outcome, Done), (command, outcome)
    settle(session, load_state(session))
    session.refresh_from_db()
    return session


def _issue(said: str, by: str) -> list[tuple[str, c.AnyCommand]]:
    return [
        (CHIDI, c.FrameQuestion(f"Which way for {said}?")),
        (BRUNO, c.NextStage()),
        (DANA, c.WriteNote(f"Ask who knows {said}\nWait for {said}")),
        (BRUNO, c.NextStage()),
        (BRUNO, c.GiveFloor(DANA)),
        (DANA, c.Contribute(ContributionKind.OPTION, f"Try {said} for a week")),
        (BRUNO, c.NextStage()),
        (CHIDI, c.RestateQuestion(f"What does {said} need?")),
        (CHIDI, c.Decide(f"We try {said}")),
        (CHIDI, c.Commit(f"I begin with {said}", "Write it down", by, DANA)),
    ]
