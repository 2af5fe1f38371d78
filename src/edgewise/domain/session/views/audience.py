"""A session as an audience sees it. The only way from a state to a page: what is withheld is left out here."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from edgewise.domain.formats.model import Floor
from edgewise.domain.phrases import phrase
from edgewise.domain.session.airtime import shares
from edgewise.domain.session.decisions.guards import why_paused
from edgewise.domain.session.gates import exit_needs
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.plan import later_ms
from edgewise.domain.session.state import Phase, State
from edgewise.domain.session.views.board import all_withheld, appreciations, boards, commitments, promises, said
from edgewise.domain.session.views.facilitator_line import coach_lines
from edgewise.domain.session.views.may import may, why_not
from edgewise.domain.session.views.stage import needs_view, stage_view, step_views
from edgewise.domain.session.views.view import (
    Audience,
    ClockView,
    NeedView,
    OwnPart,
    PaceView,
    ProposalView,
    RoomView,
    SeatView,
    UndoView,
)


def audience_of(state: State, seat: SeatId) -> Audience:
    """Whose view this seat gets. An owner whose back is turned sees less, also in the chair."""
    stage = state.stage
    if seat and seat == state.owner and (seat != state.control.chair or (stage and stage.turns_owners_back())):
        return Audience.OWNER
    return Audience.CHAIR if seat and seat == state.control.chair else Audience.EVERYONE


def view_for(state: State, audience: Audience, now: Millis) -> RoomView:
    """What this audience may see at `now` (ms since the epoch)."""
    control = state.control
    return RoomView(
        version=state.version,
        now=now,
        phase=control.phase,
        format=state.fmt.said(state.fmt.name),
        one_laptop=state.one_laptop,
        chair=control.chair,
        deputy=control.deputy,
        owner=state.owner,
        holder=control.floor.holder,
        asked_by=control.floor.asked_by,
        seats=_seats(state, now),
        steps=step_views(state),
        clock=_clock(state),
        pace=PaceView(state.pace.began, control.planned_end, later_ms(state), state.pace.booked_until),
        proposals=tuple(ProposalView(s, state.seats[s].name, title) for s, title in state.proposals.items()),
        promises=promises(state),
        appreciations=appreciations(state),
        exit_needs=needs_view(exit_needs(state)) if control.phase is Phase.EXIT_GATE else (),
        offered_to=state.offer.to if state.offer else (),
        energy_open=state.energy is not None,
        energy_tapped=len(state.energy or {}),
        energy_spread=_spread(state),
        overtime_ms=state.overtime_ms,
        overrides=tuple(_override(state, o.output.value, o.reason, o.seat) for o in state.overrides),
        may={seat: may(state, seat, now) for seat in state.seats},
        why_not={seat: why_not(state, seat) for seat in state.seats},
        **_seen_by(state, audience, now),
    )


def view_as(view: RoomView, state: State, audience: Audience) -> RoomView:
    """`view_for` another audience of the same state at the same moment, made from a view that is at hand."""
    return replace(view, **_seen_by(state, audience, view.now))


def _seen_by(state: State, audience: Audience, now: Millis) -> dict[str, Any]:
    """The parts of a view in which audiences differ."""
    chairs = audience is Audience.CHAIR
    withheld = all_withheld(state, audience)
    shown = boards(state, withheld)
    index = state.issue_index
    return {
        "audience": audience,
        "stage": stage_view(state, chairs=chairs),
        "boards": shown,
        "board": shown[index] if index >= 0 else None,
        "commitments": commitments(state, withheld),
        "learnings": said(state, state.learnings, "learning", withheld),
        "wins": said(state, state.wins, "win", withheld),
        "parked": said(state, state.parked, "parked", withheld),
        "undo": _undo(state) if chairs else None,
        "coach": coach_lines(state, now) if chairs else (),
    }


def own_part(state: State, seat: SeatId) -> OwnPart:
    """What is this person's alone."""
    control = state.control
    writing = state.stage is not None and state.stage.floor is Floor.SILENT_WRITING
    note = (control.notes if writing else control.written).get(seat, "")
    return OwnPart(seat, note, _heard_as_advice(state, seat), (state.energy or {}).get(seat, 0))


def _heard_as_advice(state: State, seat: SeatId) -> str:
    match state.flags.get(seat):
        case None:
            return ""
        case True:
            return phrase("The issue owner heard advice. Ask an open question instead.")
        case False:
            return phrase("The facilitator heard advice. Ask an open question instead.")


def _seats(state: State, now: Millis) -> tuple[SeatView, ...]:
    control, floor = state.control, state.control.floor
    share = shares(state, now)
    reflected = {learning.by for learning in state.learnings}
    return tuple(
        SeatView(
            id=seat.id,
            name=seat.name,
            guest=seat.guest,
            present=seat.present,
            came=bool(seat.came_at),
            chair=seat.id == control.chair,
            deputy=seat.id == control.deputy,
            owner=seat.id == state.owner,
            holder=seat.id == floor.holder,
            floor_ms=seat.floor_ms,
            share=share[seat.id],
            hand=floor.hands.index(seat.id) + 1 if seat.id in floor.hands else 0,
            turn=_turn(state, seat.id),
            wrote=seat.id in control.notes,
            committed=seat.id in state.commitments,
            reported=seat.id in state.reports,
            reflected=seat.id in reflected,
            tapped=seat.id in (state.energy or {}),
        )
        for seat in state.seats.values()
    )


def _turn(state: State, seat: SeatId) -> str:
    floor = state.control.floor
    if seat == floor.holder:
        return "now"
    for name, seats in (("waiting", floor.waiting), ("done", floor.done), ("missed", floor.missed)):
        if seat in seats:
            return name
    return ""


def _clock(state: State) -> ClockView:
    clock = state.control.clock
    return ClockView(
        clock.step_began,
        clock.step_deadline,
        clock.turn_began,
        clock.turn_deadline,
        clock.paused_at,
        why_paused(state) if clock.paused_at else "",
        clock.reset_sentence,
        clock.over,
        clock.turn_over,
    )


def _spread(state: State) -> tuple[int, int, int, int, int] | None:
    taps = state.last_energy
    if not taps:
        return None
    return (taps.count(1), taps.count(2), taps.count(3), taps.count(4), taps.count(5))


def _undo(state: State) -> UndoView | None:
    undo = state.undo
    return UndoView(undo.move, undo.until, undo.by) if undo else None


def _override(state: State, output: str, reason: str, seat: SeatId) -> NeedView:
    name = state.seats[seat].name if seat in state.seats else ""
    return NeedView(output, name, met=False, overridden=reason)
