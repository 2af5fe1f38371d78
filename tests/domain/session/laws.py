"""What holds for every command in every state. A law is a function of one command sent, and asserts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import msgspec
from msgspec.structs import replace

from edgewise.domain.session import commands as c
from edgewise.domain.session.airtime import floor_ms
from edgewise.domain.session.decisions.decide import decide
from edgewise.domain.session.decisions.due import due, next_due
from edgewise.domain.session.decisions.guards import IN_TURN
from edgewise.domain.session.decisions.issues.foresight import is_taken
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import AnyEvent, from_json, to_json
from edgewise.domain.session.evolving.evolve import evolve, replay
from edgewise.domain.session.evolving.taken_back import STAGE_MOVES
from edgewise.domain.session.gates import exit_needs, needs_of, open_needs
from edgewise.domain.session.names import SeatId
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import FloorState, Phase, State, from_snapshot, snapshot
from edgewise.domain.session.views.audience import audience_of, own_part, view_for
from edgewise.domain.session.views.board import all_withheld
from edgewise.domain.session.views.view import Audience
from edgewise.domain.simulation.table import Sent


def events_of(sent: Sent) -> tuple[AnyEvent, ...]:
    return () if isinstance(sent.answer, Refused) else sent.answer


def states_of(sent: Sent) -> list[tuple[State, AnyEvent, State]]:
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
        assert from_json(to_json(event)) == event


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
    """And nothing else: the chair by a hand-over alone, the stage by a move of the stages alone."""
    if not isinstance(sent.command, c.TakeBack) or isinstance(sent.answer, Refused):
        return
    undo = sent.before.undo
    assert undo
    was, is_, now = undo.control, sent.before.control, sent.after.control
    stage, chair = (was if undo.move in STAGE_MOVES else is_), (was if undo.move == "hand_over" else is_)
    assert (now.phase, now.step, now.steps) == (stage.phase, stage.step, stage.steps)
    assert now.chair == chair.chair
    if undo.move != "hand_over":
        assert (now.planned, now.planned_end) == (was.planned, was.planned_end)


BY_OTHERS = (c.TakeBack, c.Drop, c.Join, c.MarkPresent, c.AdmitGuest)


def nobody_loses_by_what_another_does(sent: Sent) -> None:
    """Neither a hand, nor a turn had or still to come, nor an answer, by anybody's coming, going or taking back."""
    if not isinstance(sent.command, BY_OTHERS) or isinstance(sent.answer, Refused):
        return
    before, after, undo = sent.before, sent.after, sent.before.undo
    taken_back = undo if isinstance(sent.command, c.TakeBack) else None
    cut = taken_back.control.floor.holder if taken_back else ""
    given = taken_back.to if taken_back else ""
    come, still_come = _turns_to_come(before), _turns_to_come(after)
    assert {seat for seat in _hands(before) if seat not in (cut, given)} <= _hands(after) | still_come
    assert come - {given} <= still_come
    assert {seat for seat in _had_turns(before) if seat != cut} <= _had_turns(after) | still_come
    assert _notes(before) <= _notes(after)
    if taken_back and taken_back.move in STAGE_MOVES:
        was = replace(before, control=taken_back.control, floors={})
        ended = {seat.id for seat in after.seats.values() if seat.ended_at}
        assert _turns_to_come(was) - ended <= still_come
        assert _hands(was) - ended <= _hands(after) | still_come


def _floors(state: State) -> list[FloorState]:
    return [state.control.floor, *state.floors.values()]


def _hands(state: State) -> set[SeatId]:
    return {seat for floor in _floors(state) for seat in floor.hands}


def _turns_to_come(state: State) -> set[SeatId]:
    """Who has the floor, or is to have it: in turn, to be made up, or to answer."""
    floors = _floors(state)
    answers = {state.owner} if any(floor.asked_by for floor in floors) and state.owner else set()
    named = {seat for floor in floors for seat in (floor.holder, *floor.waiting, *floor.missed)}
    return (named | answers) - {""}


def _had_turns(state: State) -> set[SeatId]:
    return {seat for floor in _floors(state) for seat in floor.done}


def _notes(state: State) -> set[tuple[int, SeatId, str]]:
    kept = {state.control.step: state.control.notes} if state.control.notes else {}
    written = {
        (step, by, text) for notes in (kept, state.drafts) for step, of in notes.items() for by, text in of.items()
    }
    return written | {(note.step, note.by, note.text) for note in state.revealed}


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


def who_answered_the_energy_check_is_in_no_view(sent: Sent) -> None:
    """How many is shown; who is not, except to themselves."""
    state = sent.after
    if state.energy and len(state.energy) < len(state.seats):
        others = [seat for seat in state.seats if seat not in state.energy]
        swapped = dict.fromkeys((*others, *state.energy), 3)
        changed = replace(state, energy=dict.fromkeys(list(swapped)[: len(state.energy)], 3))
        assert [_shown(state, a) for a in Audience] == [_shown(changed, a) for a in Audience]


def every_session_that_has_begun_can_be_closed(sent: Sent) -> None:
    """By its chair alone, if need be: with a reason for all that is missing."""
    state = sent.after
    if state.control.phase not in (Phase.RUNNING, Phase.EXIT_GATE):
        return
    chair, at = state.control.chair, state.at
    state = _taken(state, c.Join(), chair, at)
    if state.control.phase is Phase.RUNNING:
        state = _taken(state, c.OpenExitGate(step=state.control.step), chair, at)
    for need in open_needs(exit_needs(state)):
        for seat in need.missing or ("",):
            left_out = c.Override(output=need.output, reason="late", seat=seat, issue=need.issue)
            state = _taken(state, left_out, chair, at)
    assert closed(_taken(state, c.Close(), chair, at))


def _taken(state: State, command: c.AnyCommand, by: SeatId, now: int) -> State:
    answer = decide(state, command, by, now)
    assert not isinstance(answer, Refused), (command, answer)
    return replay(answer, state)


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
    said = tuple(replace(s, text=f"something else {s.id}") if s.step in hidden else s for s in state.contributions)
    notes = tuple(replace(n, text="something else") if n.step in hidden else n for n in state.revealed)
    changed = replace(state, contributions=said, revealed=notes)
    assert _shown(state, Audience.OWNER) == _shown(changed, Audience.OWNER)


def what_is_taken_stays(sent: Sent) -> None:
    """Hindsight edits no word: of a decision that is taken, whatever was written then is there after everything."""
    taken = [number for number in range(len(sent.before.issues)) if is_taken(sent.before, number, sent.after.at)]
    for number in taken:
        then, now = sent.before.issues[number], sent.after.issues[number]
        assert is_taken(sent.after, number, sent.after.at)
        assert then.owner == now.owner
        for word in ("decision_question", "restated_question", "decision", "sure_before", "sure_after", "forecast"):
            written = getattr(then, word)
            assert written in ("", None) or not then.decision or getattr(now, word) == written, word
        assert not then.decision or now.assumptions[: len(then.assumptions)] == then.assumptions


def how_sure_an_owner_was_is_in_no_view_before_the_decision(sent: Sent) -> None:
    state = sent.after
    told = [issue for issue in state.issues if issue.sure_before is not None and not issue.decision]
    if told:
        others = tuple(replace(i, sure_before=None) if i in told else i for i in state.issues)
        changed = replace(state, issues=others)
        assert [_shown(state, a) for a in Audience] == [_shown(changed, a) for a in Audience]
        strangers = [seat for seat in state.seats if seat != state.owner]
        assert [own_part(state, seat) for seat in strangers] == [own_part(changed, seat) for seat in strangers]


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
    nobody_loses_by_what_another_does,
    what_is_due_is_taken,
    silent_notes_are_in_no_view,
    energy_taps_are_in_no_view,
    who_answered_the_energy_check_is_in_no_view,
    every_session_that_has_begun_can_be_closed,
    private_flags_are_in_no_view,
    a_turned_back_sees_nothing,
    what_is_taken_stays,
    how_sure_an_owner_was_is_in_no_view_before_the_decision,
)


@dataclass
class Watch:
    """Every law, and what only shows over many commands: nothing changes in place, and airtime adds up."""

    last: bytes = b""
    spoken: dict[SeatId, int] = field(default_factory=dict)
    commands: int = 0

    @classmethod
    def from_here(cls, state: State) -> Watch:
        """Joins a session that is under way, with its stopwatches as they stand."""
        return cls(snapshot(state), floor_ms(state, state.at))

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
            if isinstance(event, e.MoveTakenBack) and holder and not _same_turn(before, after):
                self.spoken[holder] -= floor_ms(before, event.at)[holder] - before.seats[holder].floor_ms
            running = after.control.floor.holder
            finished = {seat.id: seat.floor_ms for seat in after.seats.values() if seat.id != running}
            assert finished == {seat: self.spoken.get(seat, 0) for seat in finished}
            assert floor_ms(after, after.at) == {seat: self.spoken.get(seat, 0) for seat in after.seats}


def _same_turn(before: State, after: State) -> bool:
    """A move taken back leaves a turn as it is, or ends one that it began, which is not counted then."""
    undo = before.undo
    assert undo
    if undo.move in STAGE_MOVES:
        return False
    return before.control.floor.holder == after.control.floor.holder


def reloaded(state: State) -> State:
    return from_snapshot(snapshot(state))


def closed(state: State) -> bool:
    return state.control.phase is Phase.CLOSED
