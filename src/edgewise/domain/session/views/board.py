"""What was said and written, as one audience may see it."""

from __future__ import annotations

from edgewise.domain.formats.model import ContributionKind
from edgewise.domain.session.gates import was_held
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.state import Issue, Said, State, stage_named
from edgewise.domain.session.views.view import (
    AssumptionView,
    Audience,
    BoardView,
    CommitmentView,
    ForecastView,
    PatternView,
    PromiseView,
    WordsView,
)


def all_withheld(state: State, audience: Audience) -> frozenset[int]:
    """Steps whose words this audience does not see yet: the owner's, while the back is turned.

    A back that stays turned over several stages keeps all of them withheld until it turns round.
    """
    stage = state.stage
    if audience is not Audience.OWNER or stage is None or not stage.turns_owners_back():
        return frozenset()
    control = state.control
    hidden = set()
    for index in range(control.step, -1, -1):
        step = control.steps[index]
        if step.issue != state.issue_index or not stage_named(state.fmt, step.stage).turns_owners_back():
            break
        hidden.add(index)
    return frozenset(hidden)


def boards(state: State, withheld: frozenset[int]) -> tuple[BoardView, ...]:
    return tuple(_board(state, index, issue, withheld) for index, issue in enumerate(state.issues))


def _board(state: State, index: int, issue: Issue, withheld: frozenset[int]) -> BoardView:
    steps = state.control.steps
    of_issue = [c for c in state.contributions if steps[c.step].issue == index]
    words = [WordsView(c.id, c.by, _name(state, c.by), c.kind, c.text) for c in of_issue if c.step not in withheld]
    return BoardView(
        issue=index + 1,
        owner=issue.owner,
        owner_name=_name(state, issue.owner),
        title=issue.title,
        decision_question=issue.decision_question,
        restated_question=issue.restated_question,
        decision=issue.decision,
        contributions=tuple(w for w in words if w.kind != ContributionKind.OPTION),
        notes=tuple(
            WordsView(note.id, note.by, _name(state, note.by), "note", note.text)
            for note in state.revealed
            if steps[note.step].issue == index and note.step not in withheld
        ),
        options=tuple(w for w in words if w.kind == ContributionKind.OPTION),
        patterns=_patterns(issue, {w.id for w in words}) if not withheld else (),
        withheld=len(of_issue) - len(words),
        held=was_held(state, index),
        sure_before=issue.sure_before if issue.decision else None,
        sure_after=issue.sure_after if issue.decision else None,
        assumptions=tuple(AssumptionView(one.id, one.words, one.test) for one in issue.assumptions),
        forecast=_forecast(issue),
    )


def _forecast(issue: Issue) -> ForecastView | None:
    foreseen = issue.forecast
    return ForecastView(foreseen.words, foreseen.chance, str(foreseen.by or "")) if foreseen else None


def _patterns(issue: Issue, shown: set[int]) -> tuple[PatternView, ...]:
    return tuple(PatternView(p.id, p.name, tuple(i for i in p.contributions if i in shown)) for p in issue.patterns)


def _name(state: State, seat: SeatId) -> str:
    return state.seats[seat].name


def said(state: State, lines: tuple[Said, ...], kind: str, withheld: frozenset[int]) -> tuple[WordsView, ...]:
    shown = (line for line in lines if line.step not in withheld or line.by == state.owner)
    return tuple(WordsView(line.id, line.by, _name(state, line.by), kind, line.text) for line in shown)


def appreciations(state: State) -> tuple[WordsView, ...]:
    """And whatever else was put down outside an issue."""
    steps = state.control.steps
    return tuple(
        WordsView(c.id, c.by, _name(state, c.by), c.kind, c.text)
        for c in state.contributions
        if steps[c.step].issue < 0
    )


def promises(state: State) -> tuple[PromiseView, ...]:
    """What each promised last time, with the report where there is one."""
    shown = []
    for seat, promise in state.last_promises.items():
        report = state.reports.get(seat)
        status, learnt = (report.status.value, report.learnt) if report else ("", "")
        said = (promise.what, promise.by_date, status, learnt, promise.goal)
        shown.append(PromiseView(seat, _name(state, seat), *said))
    return tuple(shown)


def commitments(state: State, withheld: frozenset[int]) -> tuple[CommitmentView, ...]:
    return tuple(
        CommitmentView(
            made.by,
            _name(state, made.by),
            made.what,
            made.first_step,
            made.by_date,
            made.measure,
            made.witness,
            _name(state, made.witness),
        )
        for made in state.commitments.values()
        if made.step not in withheld or made.by == state.owner
    )
