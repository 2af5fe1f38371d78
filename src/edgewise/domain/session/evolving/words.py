"""What people said and wrote: the board, the notes, the promises and the logs."""

from __future__ import annotations

from datetime import date
from typing import TypeVar, assert_never

from msgspec.structs import replace

from edgewise.domain.decisions.model import Forecast
from edgewise.domain.session.events import foreseen
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.state import (
    Assumption,
    Commitment,
    Contribution,
    Issue,
    Note,
    Overridden,
    Pattern,
    PromiseReport,
    Said,
    State,
)

Line = TypeVar("Line", Said, Note)
IssueEvent = (
    e.QuestionFramed | e.QuestionRestated | e.PatternNamed | e.PatternRemoved | e.Decided | foreseen.ForesightEvent
)  # fmt: skip
CheckEvent = e.EnergyAsked | e.EnergyTapped | e.EnergyClosed | e.GateOverridden | e.AdviceFlagged
LogEvent = e.PromiseReported | e.Reflected | e.WinCelebrated | e.Parked | e.LineAmended
WordsEvent = (
    e.Contributed | e.ContributionAmended | e.NoteWritten | e.NotesRevealed | e.IssueProposed
    | e.IssueWithdrawn | e.Committed
    | IssueEvent | CheckEvent | LogEvent
)  # fmt: skip


def evolve_words(state: State, event: WordsEvent) -> State:
    state = replace(state, version=state.version + 1, at=event.at)
    match event:
        case e.Contributed(by=by, kind=kind, text=text):
            return _contributed(state, Contribution(state.version, by, kind, text, state.control.step))
        case e.ContributionAmended():
            return replace(state, contributions=_amended(state, event))
        case e.NoteWritten(by=by, text=text):
            notes = {**state.control.notes, by: text} if text else _dropped(state.control.notes, by)
            control = replace(state.control, notes=notes)
            return replace(state, control=control, noted={**state.noted, by: state.version})
        case e.NotesRevealed(step=step):
            noted = state.noted
            shown = tuple(Note(by, text, step, noted.get(by, 0)) for by, text in state.control.notes.items())
            return replace(state, revealed=(*state.revealed, *shown))
        case e.IssueProposed(by=by, title=title, renames=renames):
            titled = _titled(state, by, title) if renames else state.issues
            return replace(state, proposals={**state.proposals, by: title}, issues=titled)
        case e.IssueWithdrawn(by=by):
            return replace(state, proposals=_dropped(state.proposals, by), issues=_titled(state, by, ""))
        case e.Committed():
            made = Commitment(
                event.by,
                event.what,
                event.first_step,
                event.by_date,
                event.witness,
                event.measure,
                event.issue,
                state.control.step,
            )
            return replace(state, commitments={**state.commitments, event.by: made})
        case e.PromiseReported() | e.Reflected() | e.WinCelebrated() | e.Parked() | e.LineAmended():
            return _logged(state, event)
        case e.EnergyAsked() | e.EnergyTapped() | e.EnergyClosed() | e.GateOverridden() | e.AdviceFlagged():
            return _checked(state, event)
        case _:
            issues = list(state.issues)
            issues[event.issue] = _issue(state, issues[event.issue], event)
            return replace(state, issues=tuple(issues))


def _contributed(state: State, said: Contribution) -> State:
    control, floor = state.control, state.control.floor
    if said.by == floor.holder:
        control = replace(control, floor=replace(floor, said=floor.said + 1))
    return replace(state, contributions=(*state.contributions, said), control=control)


def _titled(state: State, owner: str, title: str) -> tuple[Issue, ...]:
    return tuple(replace(issue, title=title) if issue.owner == owner else issue for issue in state.issues)


def _amended(state: State, event: e.ContributionAmended) -> tuple[Contribution, ...]:
    """Empty text withdraws the contribution."""
    return tuple(
        replace(said, text=event.text) if said.id == event.contribution else said
        for said in state.contributions
        if said.id != event.contribution or event.text
    )


def _dropped(notes: dict[str, str], by: str) -> dict[str, str]:
    return {seat: text for seat, text in notes.items() if seat != by}


def _issue(state: State, issue: Issue, event: IssueEvent) -> Issue:
    match event:
        case e.QuestionFramed(text=text):
            return replace(issue, decision_question=text)
        case e.QuestionRestated(text=text):
            return replace(issue, restated_question=text)
        case e.PatternNamed(name=name, contributions=ids):
            return replace(issue, patterns=(*issue.patterns, Pattern(state.version, name, ids)))
        case e.PatternRemoved(pattern=gone):
            return replace(issue, patterns=tuple(p for p in issue.patterns if p.id != gone))
        case e.Decided(text=text):
            return replace(issue, decision=text)
        case _:
            return _foresight(state, issue, event)


def _foresight(state: State, issue: Issue, event: foreseen.ForesightEvent) -> Issue:
    match event:
        case foreseen.ConfidenceTold(sure=sure, after=True):
            return replace(issue, sure_after=sure)
        case foreseen.ConfidenceTold(sure=sure):
            return replace(issue, sure_before=sure)
        case foreseen.Assumed(text=text, test=test):
            return replace(issue, assumptions=(*issue.assumptions, Assumption(state.version, text, test)))
        case foreseen.AssumptionDropped(assumption=gone):
            return replace(issue, assumptions=tuple(one for one in issue.assumptions if one.id != gone))
        case foreseen.Foreseen(forecast=text, chance=chance, by=day):
            by = date.fromisoformat(day) if day else None
            return replace(issue, forecast=Forecast(text, chance, by) if text else None)
        case _:
            assert_never(event)


def _logged(state: State, event: LogEvent) -> State:
    step, number = state.control.step, state.version
    match event:
        case e.PromiseReported(by=by, status=status, learnt=learnt):
            return replace(state, reports={**state.reports, by: PromiseReport(status, learnt)})
        case e.Reflected(by=by, learning=learning):
            return replace(state, learnings=(*state.learnings, Said(by, learning, step, number)))
        case e.WinCelebrated(by=by, text=text):
            return replace(state, wins=(*state.wins, Said(by, text, step, number)))
        case e.Parked(by=by, text=text):
            return replace(state, parked=(*state.parked, Said(by, text, step, number)))
        case e.LineAmended(line=line, text=text):
            return replace(
                state,
                learnings=_lines_amended(state.learnings, line, text),
                wins=_lines_amended(state.wins, line, text),
                parked=_lines_amended(state.parked, line, text),
                revealed=_lines_amended(state.revealed, line, text),
            )
        case _:
            assert_never(event)


def _lines_amended(log: tuple[Line, ...], line: int, text: str) -> tuple[Line, ...]:
    """Empty text withdraws the line."""
    return tuple(replace(said, text=text) if said.id == line else said for said in log if said.id != line or text)


def _checked(state: State, event: CheckEvent) -> State:
    match event:
        case e.EnergyAsked():
            return replace(state, energy={}, last_energy=())
        case e.EnergyTapped(seat=seat, value=value):
            return replace(state, energy={**(state.energy or {}), seat: value})
        case e.EnergyClosed():
            answers = tuple(sorted((state.energy or {}).values()))
            return replace(state, energy=None, last_energy=answers, energy_step=state.control.step)
        case e.GateOverridden():
            step = state.control.step if state.stage else -1
            passed = Overridden(event.output, event.reason, event.seat, event.issue, step)
            return replace(state, overrides=(*state.overrides, passed))
        case e.AdviceFlagged(seat=seat, by_owner=by_owner):
            return replace(state, flags={**state.flags, seat: by_owner})
        case _:
            assert_never(event)
