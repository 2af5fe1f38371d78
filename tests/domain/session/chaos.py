"""Anybody does anything at any moment: a number picks who, what, to whom and how much later."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hypothesis import strategies as st

from edgewise.domain.formats.model import ContributionKind, Output
from edgewise.domain.session import commands as c
from edgewise.domain.session import foresight_commands as foresight
from edgewise.domain.session.names import SYSTEM, Millis, SeatId
from edgewise.domain.session.state import State
from edgewise.domain.simulation.table import Table

WAITS = (0, 1, 700, 4_000, 9_999, 10_001, 16_000, 31_000, 60_000, 240_000)
DATE = "2026-03-20"


@dataclass(frozen=True, slots=True)
class Deed:
    who: int
    what: int
    whom: int
    wait: int


Make = Callable[[State, SeatId, int], c.AnyCommand]
MAKERS: tuple[Make, ...] = (
    lambda state, to, n: c.EndTurn(),
    lambda state, to, n: c.Pass(),
    lambda state, to, n: c.RaiseHand(),
    lambda state, to, n: c.LowerHand(),
    lambda state, to, n: c.Contribute(kind=list(ContributionKind)[n % 8], text=f"words {n}"),
    lambda state, to, n: c.AmendContribution(contribution=_said(state, n), text="" if n % 2 else f"better {n}"),
    lambda state, to, n: c.WriteNote(text=f"note {n}" if n % 5 else ""),
    lambda state, to, n: c.Tap(value=1 + n % 5),
    lambda state, to, n: c.ProposeIssue(title=f"issue {n}"),
    lambda state, to, n: c.ChooseIssues(owners=tuple(dict.fromkeys([to, *list(state.seats)[: n % 3]]))),
    lambda state, to, n: c.ChooseIssues(owners=(*(i.owner for i in state.issues[: n % 3]), to)),
    lambda state, to, n: c.FrameQuestion(text=f"whether to go {n}"),
    lambda state, to, n: c.RestateQuestion(text=f"whether to stay {n}"),
    lambda state, to, n: c.NamePattern(name=f"pattern {n}", contributions=(_said(state, n),) if n % 2 else ()),
    lambda state, to, n: c.RemovePattern(pattern=n),
    lambda state, to, n: c.Decide(text=f"we shall go {n}"),
    lambda state, to, n: foresight.TellConfidence(sure=n % 101),
    lambda state, to, n: foresight.Assume(text=f"it holds {n}", test="ask" if n % 2 else ""),
    lambda state, to, n: foresight.DropAssumption(assumption=_assumed(state, n)),
    lambda state, to, n: foresight.Foresee(forecast=f"it happens {n}" if n % 4 else "", chance=n % 101, by=DATE),
    lambda state, to, n: c.Commit(what=f"call somebody {n}", first_step="look up", by_date=DATE, witness=to),
    lambda state, to, n: c.ReportPromise(status=list(c.PromiseStatus)[n % 4]),
    lambda state, to, n: c.Reflect(learning=f"learnt {n}"),
    lambda state, to, n: c.Park(text=f"parked {n}"),
    lambda state, to, n: c.AmendContribution(contribution=_line(state, n), text="" if n % 2 else f"rather {n}"),
    lambda state, to, n: c.WithdrawIssue(),
    lambda state, to, n: c.NextStage(),
    lambda state, to, n: c.NextStage(),
    lambda state, to, n: c.SkipStage(reason="on we go"),
    lambda state, to, n: c.SkipStage(reason="on we go"),
    lambda state, to, n: c.StepBack(reason="not done"),
    lambda state, to, n: c.GiveFloor(to=to),
    lambda state, to, n: c.TakeFloor(reason="enough"),
    lambda state, to, n: c.AddTime(seconds=10 + n, source=n - 3),
    lambda state, to, n: c.Pause(reason="tea"),
    lambda state, to, n: c.Resume(),
    lambda state, to, n: c.ResetRoom(sentence="breathe"),
    lambda state, to, n: c.FlagAdvice(seat=to),
    lambda state, to, n: c.AskEnergy(),
    lambda state, to, n: c.CloseEnergy(),
    lambda state, to, n: c.HandOver(to=to),
    lambda state, to, n: c.NameDeputy(to=to),
    lambda state, to, n: c.TakeBack(),
    lambda state, to, n: c.TakeBack(),
    lambda state, to, n: c.Override(output=list(Output)[n % 8], reason="not today", seat=to if n % 2 else ""),
    lambda state, to, n: c.OpenExitGate(),
    lambda state, to, n: c.Close(),
    lambda state, to, n: c.ShieldPause(),
    lambda state, to, n: c.ShieldEnough(),
    lambda state, to, n: c.ShieldAdvice(),
    lambda state, to, n: c.TimeUp(),
    lambda state, to, n: c.LapseLease(),
    lambda state, to, n: c.AcceptChair(),
    lambda state, to, n: c.Join(),
    lambda state, to, n: c.Drop(seat=to),
    lambda state, to, n: c.Drop(seat=to),
    lambda state, to, n: c.AdmitGuest(seat=f"g{1 + n % 2}", name="Grace"),
    lambda state, to, n: c.NextStage(step=state.control.step - n % 2),
    lambda state, to, n: c.TakeFloor(reason="enough", seat=to),
    lambda state, to, n: c.UseOneLaptop(on=bool(n % 2)),
    lambda state, to, n: c.MarkPresent(seat=to, present=bool(n % 2)),
    lambda state, to, n: c.Begin(),
)

deeds = st.lists(
    st.builds(
        Deed,
        who=st.integers(0, 9),
        what=st.integers(0, len(MAKERS) - 1),
        whom=st.integers(0, 9),
        wait=st.integers(0, len(WAITS) - 1),
    ),
    max_size=40,
)


def do(table: Table, deed: Deed, now: Millis) -> Millis:
    """Every third deed is the chair's, so that moves are not only refused; what is due happens first."""
    now += WAITS[deed.wait]
    while (moment := table.next_due()) and moment <= now:
        table.strike(moment)
    state = table.state
    seats = list(state.seats)
    by = state.control.chair if deed.who % 3 == 0 else seats[deed.who % len(seats)]
    command = MAKERS[deed.what](state, seats[deed.whom % len(seats)], deed.whom * 11 + deed.who)
    recorder = state.control.chair if state.one_laptop and by != state.control.chair else ""
    if isinstance(command, c.Drop | c.AdmitGuest | c.TimeUp | c.LapseLease):
        by, recorder = SYSTEM, ""
    table.send(command, by, max(now, state.at), recorder)
    return max(now, state.at)


def _line(state: State, n: int) -> int:
    lines = (*state.parked, *state.wins, *state.learnings)
    return lines[n % len(lines)].id if lines else n


def _assumed(state: State, n: int) -> int:
    lines = [one.id for issue in state.issues for one in issue.assumptions]
    return lines[n % len(lines)] if lines else n


def _said(state: State, n: int) -> int:
    """The number of something on the board, or of nothing."""
    return state.contributions[n % len(state.contributions)].id if state.contributions else n
