"""What holds for every command in every state. A law is a function of one command sent, and asserts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from edgewise.domain.session import commands as c
from edgewise.domain.session import events as e
from edgewise.domain.session.airtime import floor_ms
from edgewise.domain.session.decisions.decide import decide
from edgewise.domain.session.decisions.due import due, next_due
from edgewise.domain.session.decisions.guards import IN_TURN
from edgewise.domain.session.evolving.evolve import evolve
from edgewise.domain.session.gates import exit_needs, needs_of, open_needs
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, State, from_snapshot, snapshot
from edgewise.domain.session.views.audience import audience_of, own_part, view_for
from edgewise.domain.session.views.board import all_withheld
from edgewise.domain.session.views.view import Audience
from edgewise.domain.simulation.table import Sent


def events_of(sent: Sent) -> tuple[e.AnyEvent, ...]:
    return () if isinstance(sent.answer, Refused) else sent.answer


def states_of(sent: Sent) -> list[tuple[State, e.AnyEvent, State]]:
    """Each event with the state before and after it."""
    steps, state = [], sent.before
    for event in events_of(sent):
        after = evolve(state, event)
        steps.append((state, event, after))
        state = after
    return steps


def the_log_has_no_gap(sent: Sent) -> None:
    assert sent.after.version == sent.before.version + len(events_of(sent))
    assert [after.version - before.version for before, _, after in states_of(sent)] == [1] * len(events_of(sent))


def time_never_runs_backwards(sent: Sent) -> None:
    moments = [sent.before.at, *(event.at for event in events_of(sent)), sent.after.at]
    assert moments == sorted(moments)


def deadlines_only_move_on(sent: Sent) -> None:
    """Pausing, resuming, adding time and taking a move back never make a running stage or turn end earlier."""
    for before, event, after in states_of(sent):
        if isinstance(event, e.Paused | e.Resumed | e.RoomReset | e.TimeAdded | e.OvertimeBegan):
            old, new = before.control.clock, after.control.clock
        elif isinstance(event, e.MoveTakenBack):
            assert before.undo
            old, new = before.undo.control.clock, after.control.clock
        else:
            continue
        assert new.step_deadline >= old.step_deadline
        assert new.turn_deadline >= old.turn_deadline or not new.turn_deadline


def wire_forms_round_trip(sent: Sent) -> None:
    assert c.from_json(msgspec.json.encode(sent.command)) == sent.command
    for event in events_of(sent):
        assert e.from_json(e.to_json(event)) == event


def one_holder_at_a_time(sent: Sent) -> None:
    for before, event, after in states_of(sent):
        held = before.control.floor.holder
        if isinstance(event, e.TurnStarted):
            assert held == ""
        if isinstance(event, e.TurnEnded):
            assert held == event.seat
        if isinstance(event, e.StageLeft | e.ExitGateOpened | e.SessionClosed):
            assert after.control.floor.holder == ""


def the_holder_is_here_and_is_heard(sent: Sent) -> None:
    state = sent.after
    holder = state.control.floor.holder
    if not holder:
        return
    assert state.seats[holder].present
    stage = state.stage
    assert stage
    assert not (stage.turns_owners_back() and holder == state.owner)


def nobody_stands_in_two_places_of_a_round(sent: Sent) -> None:
    floor, stage = sent.after.control.floor, sent.after.stage
    if stage and stage.floor in IN_TURN:
        places = [*floor.waiting, *floor.missed, *floor.done]
        assert sorted(places) == sorted(set(places))
        assert floor.holder not in (*floor.waiting, *floor.missed)


def nobody_who_is_here_has_missed_a_finished_round(sent: Sent) -> None:
    """The make-up turn: who dropped and came back had theirs before the round was over."""
    floor, stage = sent.after.control.floor, sent.after.stage
    if stage and stage.floor in IN_TURN and not floor.holder and not floor.waiting:
        assert [seat for seat in floor.missed if sent.after.seats[seat].present] == []


def nobody_seizes_the_chair(sent: Sent) -> None:
    before, after = sent.before, sent.after
    if before.format is None or before.control.chair == after.control.chair:
        return
    match sent.command:
        case c.HandOver(to=to):
            assert (sent.by, to) == (before.control.chair, after.control.chair)
        case c.AcceptChair():
            assert before.offer
            assert sent.by in before.offer.to
            assert not before.seats[before.control.chair].present
        case c.TakeBack():
            assert before.undo
            assert (sent.by, after.control.chair) == (before.undo.by, before.undo.control.chair)
        case _:
            raise AssertionError(f"the chair moved by {sent.command}")


def a_gate_holds_unless_overridden(sent: Sent) -> None:
    """A stage is left forward, and the session closed, only with what is required or the reason on the record."""
    before = sent.before
    if isinstance(sent.command, c.NextStage | c.TimeUp) and any(isinstance(ev, e.StageLeft) for ev in events_of(sent)):
        assert open_needs(needs_of(before)) == ()
    if any(isinstance(event, e.SessionClosed) for event in events_of(sent)):
        assert open_needs(exit_needs(before)) == ()
        came = [s.id for s in before.seats.values() if s.came_at and not s.guest]
        excused = {o.seat for o in before.overrides if o.output == "commitment_each" and o.reason.strip()}
        assert [seat for seat in came if seat not in before.commitments and seat not in excused] == []


def a_move_taken_back_restores_what_it_changed(sent: Sent) -> None:
    if not isinstance(sent.command, c.TakeBack) or isinstance(sent.answer, Refused):
        return
    assert sent.before.undo
    was, now = sent.before.undo.control, sent.after.control
    assert (now.phase, now.chair, now.step, now.steps, now.planned) == (
        was.phase,
        was.chair,
        was.step,
        was.steps,
        was.planned,
    )
    assert now.floor.holder in (was.floor.holder, "")


def what_is_due_is_taken(sent: Sent) -> None:
    state = sent.after
    moment = next_due(state)
    if moment:
        assert due(state, max(moment, state.at)) != ()
        for command in due(state, max(moment, state.at)):
            assert not isinstance(decide(state, command, "system", max(moment, state.at)), Refused)
        assert moment <= state.at or due(state, moment - 1) == ()


# -- what is withheld: whatever it says, no view differs ------------------------------------------------------------


def _shown(state: State, audience: Audience) -> bytes:
    return msgspec.json.encode(view_for(state, audience, state.at), enc_hook=str)


def silent_notes_are_in_no_view(sent: Sent) -> None:
    """Neither while they are written, nor when the stage was left backwards and they wait for its return."""
    state = sent.after
    stage = state.stage
    drafts = {step: dict.fromkeys(notes, "something else") for step, notes in state.drafts.items()}
    changed = replace(state, drafts=drafts)
    if state.control.notes and stage and stage.floor == "silent_writing":
        other = dict.fromkeys(state.control.notes, "something else")
        changed = replace(changed, control=replace(state.control, notes=other))
        assert {seat: own_part(state, seat).note for seat in state.control.notes} == state.control.notes
    if changed != state:
        assert [_shown(state, a) for a in Audience] == [_shown(changed, a) for a in Audience]
        strangers = [seat for seat in state.seats if seat not in state.control.notes]
        assert [own_part(state, seat) for seat in strangers] == [own_part(changed, seat) for seat in strangers]


def energy_taps_are_in_no_view(sent: Sent) -> None:
    state = sent.after
    if state.energy:
        changed = replace(state, energy={seat: 6 - value for seat, value in state.energy.items()})
        assert [_shown(state, a) for a in Audience] == [_shown(changed, a) for a in Audience]


def private_flags_are_in_no_view(sent: Sent) -> None:
    state = sent.after
    if state.flags:
        assert [_shown(state, a) for a in Audience] == [_shown(replace(state, flags={}), a) for a in Audience]
        assert [seat for seat in state.seats if own_part(state, seat).advice and seat not in state.flags] == []


def a_turned_back_sees_nothing(sent: Sent) -> None:
    state = sent.after
    stage = state.stage
    if not stage or not stage.turns_owners_back():
        return
    assert audience_of(state, state.owner) is Audience.OWNER
    hidden = all_withheld(state, Audience.OWNER)
    assert state.control.step in hidden
    said = tuple(replace(s, text="something else") if s.step in hidden else s for s in state.contributions)
    notes = tuple(replace(n, text="something else") if n.step in hidden else n for n in state.revealed)
    changed = replace(state, contributions=said, revealed=notes)
    assert _shown(state, Audience.OWNER) == _shown(changed, Audience.OWNER)


LAWS: tuple[Callable[[Sent], None], ...] = (
    the_log_has_no_gap,
    time_never_runs_backwards,
    deadlines_only_move_on,
    wire_forms_round_trip,
    one_holder_at_a_time,
    the_holder_is_here_and_is_heard,
    nobody_stands_in_two_places_of_a_round,
    nobody_who_is_here_has_missed_a_finished_round,
    nobody_seizes_the_chair,
    a_gate_holds_unless_overridden,
    a_move_taken_back_restores_what_it_changed,
    what_is_due_is_taken,
    silent_notes_are_in_no_view,
    energy_taps_are_in_no_view,
    private_flags_are_in_no_view,
    a_turned_back_sees_nothing,
)


@dataclass
class Watch:
    """Every law, and what only shows over many commands: nothing changes in place, and airtime adds up."""

    last: bytes = b""
    spoken: dict[SeatId, int] = field(default_factory=dict)
    at_move: dict[SeatId, int] = field(default_factory=dict)
    commands: int = 0

    @classmethod
    def from_here(cls, state: State) -> Watch:
        """Joins a session that is under way, with its stopwatches as they stand."""
        undo = state.undo
        at_move = {}
        if undo:
            seats = {
                s.id: replace(s, floor_ms=undo.spoken[s.id][0]) for s in state.seats.values() if s.id in undo.spoken
            }
            at_move = floor_ms(replace(state, control=undo.control, seats=seats), undo.at)
        return cls(snapshot(state), floor_ms(state, state.at), at_move)

    def __call__(self, sent: Sent) -> None:
        self.commands += 1
        if self.last:
            assert snapshot(sent.before) == self.last, "a state was changed in place"
        for law in LAWS:
            law(sent)
        self._airtime(sent)
        self.last = snapshot(sent.after)

    def _airtime(self, sent: Sent) -> None:
        """Floor time, measured by a stopwatch of our own: while somebody holds the floor and nothing is paused."""
        for before, event, after in states_of(sent):
            holder = before.control.floor.holder
            if holder and not before.control.clock.paused_at:
                self.spoken[holder] = self.spoken.get(holder, 0) + event.at - before.at
            if isinstance(event, e.MoveMade):
                self.at_move = dict(self.spoken)
            if isinstance(event, e.MoveTakenBack):
                self.spoken = dict(self.at_move)
            running = after.control.floor.holder
            finished = {seat.id: seat.floor_ms for seat in after.seats.values() if seat.id != running}
            assert finished == {seat: self.spoken.get(seat, 0) for seat in finished}
            assert floor_ms(after, after.at) == {seat: self.spoken.get(seat, 0) for seat in after.seats}


def reloaded(state: State) -> State:
    return from_snapshot(snapshot(state))


def closed(state: State) -> bool:
    return state.control.phase is Phase.CLOSED
