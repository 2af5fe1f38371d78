"""Views of sessions that bots have really played, for tests of what is drawn from them."""

from __future__ import annotations

from functools import cache

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session.events.recorded import AnyEvent
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.state import State
from edgewise.domain.session.views.audience import view_for
from edgewise.domain.session.views.view import Audience, RoomView
from edgewise.domain.simulation.play import play

NAMES = ("Amara", "Bruno", "Chidi", "Dana", "Elif", "Farid", "Grace", "Hana", "Ines", "Jonas")


@cache
def played(fmt: str = "decision_round", people: int = 6, seed: int = 3) -> tuple[AnyEvent, ...]:
    return play(builtin_format(fmt), NAMES[:people], seed).events


@cache
def reached(stage: str, fmt: str = "decision_round", people: int = 6, seed: int = 3) -> State:
    """The session in that stage, at the second turn that somebody has in it, or else at its end."""
    state, turns, held = State(), 0, ""
    for event in played(fmt, people, seed):
        before, state = state, evolve(state, event)
        if before.stage and before.stage.key == stage and (state.stage is None or state.stage.key != stage):
            return before
        holder = state.control.floor.holder if state.stage and state.stage.key == stage else ""
        turns, held = turns + (bool(holder) and holder != held), holder
        if turns == 2:
            return state
    return state


def shown(stage: str, audience: Audience = Audience.EVERYONE, fmt: str = "decision_round", people: int = 6) -> RoomView:
    state = reached(stage, fmt, people)
    return view_for(state, audience, state.at)
