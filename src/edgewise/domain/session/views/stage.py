"""The running stage and the running order, as shown."""

from __future__ import annotations

from edgewise.domain.formats.model import Asks, Output
from edgewise.domain.phrases import Phrase, counted, listed, phrase
from edgewise.domain.session.decisions.guards import IN_TURN
from edgewise.domain.session.decisions.stages import may_go_on
from edgewise.domain.session.gates import Need, needs_of
from edgewise.domain.session.plan import spare_ms
from edgewise.domain.session.state import Phase, State, stage_named
from edgewise.domain.session.views.view import LeftOutView, NeedView, StageView, StepView

SURE_BEFORE, SURE_AFTER = "sure_before", "sure_after"  # two questions of one `asks`


def stage_view(state: State, *, chairs: bool) -> StageView | None:
    """None before the beginning and after the end."""
    stage, said = state.stage, state.fmt.said
    if stage is None:
        return None
    prompt = stage.prompt
    control = state.control
    return StageView(
        key=stage.key,
        title=said(stage.title),
        purpose=said(stage.purpose),
        job_aid=said(stage.job_aid),
        floor=stage.floor,
        does=stage.does,
        number=control.step + 1,
        total=len(control.steps),
        issue=state.issue_index + 1,
        issues=len(state.issues) or state.fmt.issues,
        back_turned=stage.turns_owners_back(),
        prompt=said(prompt.others),
        prompt_owner=said(prompt.owner or prompt.others),
        prompt_facilitator=said(prompt.facilitator or prompt.others) if chairs else "",
        kinds=tuple(kind.value for kind in stage.allows),
        needs=needs_view(state, needs_of(state)),
        can_leave=may_go_on(state) is None,
        round_complete=stage.floor in IN_TURN and not control.floor.holder and not control.floor.waiting,
        asks=asked(state),
    )


def asked(state: State) -> tuple[str, ...]:
    """What the running stage asks of its issue owner on the side."""
    stage = state.stage
    if stage is None:
        return ()
    when = SURE_AFTER if stage.key in state.fmt.asks_confidence[1:] else SURE_BEFORE
    return tuple(when if ask is Asks.CONFIDENCE else ask.value for ask in stage.asks)


def needs_view(state: State, needs: tuple[Need, ...]) -> tuple[NeedView, ...]:
    return tuple(_need_view(state, need) for need in needs)


def _need_view(state: State, need: Need) -> NeedView:
    left_out = tuple(LeftOutView(state.seats[seat].name, reason) for seat, reason in need.left_out)
    words: str = need.words
    if need.issue >= 0:
        words = phrase("The decision question of {name}", name=state.seats[state.issues[need.issue].owner].name)
    elif left_out:
        words = _from_the_others(need, listed([one.name for one in left_out]))
    return NeedView(need.output, words, need.met, need.overridden, need.missing, left_out, need.issue + 1)


def _from_the_others(need: Need, names: str) -> Phrase:
    """What each owes, where not each gives it."""
    if need.output is Output.REFLECTION_EACH:
        return phrase("A learning from everyone except {names}", names=names)
    return phrase("A commitment from everyone except {names}", names=names)


def outline(state: State) -> tuple[str, ...]:
    """In the lobby: the stages to come, those of all issues together as one."""
    if state.control.phase is not Phase.LOBBY or state.format is None:
        return ()
    script = state.fmt
    issues = counted("one issue", "{count} issues", script.issue_count(len(state.seats))) if script.issue else ""
    titles = (*(stage.title for stage in script.opening), "", *(stage.title for stage in script.closing))
    return tuple(filter(None, (script.said(title) if title else issues for title in titles)))


def step_views(state: State) -> tuple[StepView, ...]:
    control = state.control
    return tuple(
        StepView(
            index=index,
            title=state.fmt.said(stage_named(state.fmt, step.stage).title),
            issue=step.issue + 1,
            planned_ms=control.planned[index],
            spare_ms=spare_ms(state, index),
            state=_when(state, index),
        )
        for index, step in enumerate(control.steps)
    )


def _when(state: State, index: int) -> str:
    at = state.control.step if state.control.phase is Phase.RUNNING else len(state.control.steps)
    if index == at:
        return "now"
    if index > at:
        return "to come"
    return "done" if index in state.control.entered else "not held"
