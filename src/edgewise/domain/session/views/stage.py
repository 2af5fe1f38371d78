"""The running stage and the running order, as shown."""

from __future__ import annotations

from edgewise.domain.session.decisions.guards import IN_TURN
from edgewise.domain.session.decisions.stages import may_go_on
from edgewise.domain.session.gates import Need, needs_of
from edgewise.domain.session.plan import spare_ms
from edgewise.domain.session.state import Phase, State, stage_named
from edgewise.domain.session.views.view import NeedView, StageView, StepView


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
        needs=needs_view(needs_of(state)),
        can_leave=may_go_on(state) is None,
        round_complete=stage.floor in IN_TURN and not control.floor.holder and not control.floor.waiting,
    )


def needs_view(needs: tuple[Need, ...]) -> tuple[NeedView, ...]:
    return tuple(NeedView(need.output, need.words, need.met, need.overridden, need.missing) for need in needs)


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
    return "done" if index < at else "to come"
