"""A session as an audience sees it. The only way from a state to a page: what is withheld is left out here."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from edgewise.domain.formats.model import Floor, Stage
from edgewise.domain.phrases import phrase
from edgewise.domain.session.airtime import shares
from edgewise.domain.session.decisions.guards import why_paused
from edgewise.domain.session.gates import exit_needs, still_left_out
from edgewise.domain.session.names import Millis, SeatId
from edgewise.domain.session.plan import chooses_issues, in_turn, later_ms
from edgewise.domain.session.state import Phase, State, stage_named
from edgewise.domain.session.views.board import all_withheld, appreciations, boards, commitments, promises, said
from edgewise.domain.session.views.facilitator_line import coach_lines
from edgewise.domain.session.views.may import may, why_not
from edgewise.domain.session.views.stage import (
    SURE_AFTER,
    SURE_BEFORE,
    asked,
    needs_view,
    outline,
    stage_view,
    step_views,
)
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

LEAST_ANSWERS = 3  # to an energy check, before its spread is shown: fewer would show who gave which


def audience_of(state: State, seat: SeatId) -> Audience:
    """Whose view this seat gets. An owner whose back is turned sees less, also in the chair.

    A screen without a seat ("": on a wall, or of a seat this session does not have) may hang before the owner: it
    shows what a turned back hides to nobody.
    """
    stage = state.stage
    is_turned = stage is not None and stage.turns_owners_back()
    if seat not in state.seats:
        return Audience.OWNER if is_turned else Audience.EVERYONE
    if seat == state.owner and (is_turned or seat != state.control.chair):
        return Audience.OWNER
    return Audience.CHAIR if seat == state.control.chair else Audience.EVERYONE


def looking_back(state: State, seat: SeatId) -> Audience:
    """Whose view this seat gets of a session that is over for it: as everyone saw it, or as its owner did."""
    return Audience.OWNER if audience_of(state, seat) is Audience.OWNER else Audience.EVERYONE


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
        outline=outline(state),
        clock=_clock(state),
        pace=PaceView(state.pace.began, control.planned_end, later_ms(state), state.pace.booked_until),
        proposals=_proposals(state),
        is_first=state.is_first,
        to_look_again=_to_look_again(state),
        in_turn=in_turn(state) if chooses_issues(state) else (),
        promises=promises(state),
        appreciations=appreciations(state),
        exit_needs=needs_view(state, exit_needs(state)) if control.phase is Phase.EXIT_GATE else (),
        offered_to=state.offer.to if state.offer else (),
        energy_open=state.energy is not None,
        energy_tapped=len(state.energy or {}),
        energy_spread=_spread(state),
        energy_few=0 < len(state.last_energy) < LEAST_ANSWERS and state.energy_step == control.step,
        overtime_ms=state.overtime_ms,
        overrides=tuple(_override(state, o.output.value, o.reason, o.seat) for o in still_left_out(state)),
        may={seat: may(state, seat, now) for seat in state.seats},
        why_not={seat: why_not(state, seat) for seat in state.seats},
        **_seen_by(state, audience, now),
    )


def _to_look_again(state: State) -> tuple[SeatId, ...]:
    """Of those who came, and have not left the circle since."""
    there = (state.seats[seat] for seat in state.to_look_again)
    return tuple(seat.id for seat in there if seat.came_at and not seat.ended_at)


def _proposals(state: State) -> tuple[ProposalView, ...]:
    """Those whose turn it is first."""
    turn = {seat: place for place, seat in enumerate(state.issue_order)}
    offered = sorted(state.proposals.items(), key=lambda one: turn.get(one[0], len(turn)))
    return tuple(ProposalView(seat, state.seats[seat].name, title) for seat, title in offered)


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
    control, stage = state.control, state.stage
    own = OwnPart(seat, "", _heard_as_advice(state, seat), (state.energy or {}).get(seat, 0), sure=_sure(state, seat))
    if stage is None:
        return own
    step, written = control.step, control.notes
    kinds: tuple[str, ...] | None = ("",)
    if stage.floor is not Floor.SILENT_WRITING:
        step, written = control.written_step, control.written
        kinds = _read_out_as(state, stage, step)
    if kinds is None or not written.get(seat):
        return own
    of = control.steps[step]
    kind = next(iter(kinds), "")
    return replace(own, note=written[seat], note_stage=of.stage, note_issue=of.issue + 1, note_kind=kind)


def _sure(state: State, seat: SeatId) -> int | None:
    """What this seat has answered to the question of the running stage: how sure are you?"""
    issue, asks = state.issue, asked(state)
    if issue is None or seat != issue.owner:
        return None
    return issue.sure_before if SURE_BEFORE in asks else issue.sure_after if SURE_AFTER in asks else None


def _read_out_as(state: State, stage: Stage, step: int) -> tuple[str, ...] | None:
    """The kinds of contribution that a note of `step` can be in the running stage. None: it is not offered here.

    What was written for one issue, or as a perspective, is not offered in another issue, or as an option.
    """
    if step < 0 or state.control.steps[step].issue != state.issue_index:
        return None
    written = stage_named(state.fmt, state.control.steps[step].stage)
    if not (written.allows and stage.allows):  # it says no kind, or is read aloud alone
        return tuple(stage.allows) if state.control.step == step + 1 else None
    return tuple(kind for kind in stage.allows if kind in written.allows) or None


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
    hands = [seat for seat in floor.hands if state.seats[seat].present]
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
            hand=hands.index(seat.id) + 1 if seat.id in hands else 0,
            turn=_turn(state, seat.id),
            wrote=seat.id in control.notes,
            committed=seat.id in state.commitments,
            reported=seat.id in state.reports,
            reflected=seat.id in reflected,
            may_chair=seat.may_chair,
            boss=seat.boss,
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
    if len(taps) < LEAST_ANSWERS:
        return None
    return (taps.count(1), taps.count(2), taps.count(3), taps.count(4), taps.count(5))


def _undo(state: State) -> UndoView | None:
    undo = state.undo
    return UndoView(undo.move, undo.until, undo.by) if undo else None


def _override(state: State, output: str, reason: str, seat: SeatId) -> NeedView:
    name = state.seats[seat].name if seat in state.seats else ""
    return NeedView(output, name, met=False, overridden=reason)
