"""Who is here: opening the session, coming, going, guests, and one laptop for a whole boardroom."""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from edgewise.domain.formats.model import FEWEST_PEOPLE, MOST_PEOPLE
from edgewise.domain.phrases import phrase
from edgewise.domain.session import commands as c
from edgewise.domain.session import server_commands as server
from edgewise.domain.session.decisions import guards
from edgewise.domain.session.decisions.contributions import close_energy_when_all_have_tapped
from edgewise.domain.session.decisions.moves import restore
from edgewise.domain.session.decisions.story import Story
from edgewise.domain.session.decisions.turns import carry_on, end_turn
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.names import SYSTEM, SeatId
from edgewise.domain.session.plan import taking_part
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase, Seat, State, seat_of

NO_GUEST = phrase("There is no such guest in this session.")

DoorCommand = (
    c.OpenSession | c.Join | c.AdmitGuest | server.RenameGuest | server.SignGuest | server.EndSeat
    | c.Drop | c.MarkPresent | c.UseOneLaptop
)  # fmt: skip


def decide_door(story: Story, command: DoorCommand, by: SeatId) -> Refused | None:
    match command:
        case c.OpenSession():
            return _open(story, command, by)
        case c.Join(name=name):
            return _join(story, by, name)
        case c.AdmitGuest():
            return _admit(story, command, by)
        case server.RenameGuest(seat=seat, name=name):
            return _only_system(by) or _rename(story, seat, name.strip())
        case server.SignGuest(seat=seat):
            return _only_system(by) or _sign(story, seat)
        case server.EndSeat(seat=seat):
            return _only_system(by) or _end(story, seat)
        case c.Drop(seat=seat):
            return _only_system(by) or _drop(story, seat)
        case c.MarkPresent(seat=seat, present=present):
            if refused := may_mark(story.state, by):
                return refused
            if seat == by:
                return Refused("yourself", phrase("You are here: you are the facilitator."))
            return _join(story, seat, "") if present else _drop(story, seat)
        case c.UseOneLaptop(on=on):
            if refused := guards.first(guards.not_closed(story.state), guards.chair(story.state, by)):
                return refused
            if on != story.state.one_laptop:
                story.tell(e.OneLaptopUsed(on=on, at=story.now))
        case _:
            assert_never(command)
    return None


def _only_system(by: SeatId) -> Refused | None:
    return None if by == SYSTEM else Refused("not_yours", phrase("Only the server does this."))


def _open(story: Story, command: c.OpenSession, by: SeatId) -> Refused | None:
    if refused := _only_system(by) or _bad_opening(story.state, command):
        return refused
    ids = tuple(plan.id for plan in command.seats)
    story.tell(
        e.SessionOpened(
            format=command.format,
            seats=command.seats,
            chair=command.chair,
            deputy=command.deputy,
            rota=command.rota or ids,
            promises=command.promises,
            round_offset=command.round_offset,
            booked_until=command.booked_until,
            issue_order=command.issue_order,
            to_look_again=command.to_look_again,
            is_first=command.is_first,
            at=story.now,
        )
    )
    return None


def _bad_opening(state: State, command: c.OpenSession) -> Refused | None:
    ids = [plan.id for plan in command.seats]
    if state.format is not None:
        return Refused("already_open", phrase("The session is open already."))
    if not FEWEST_PEOPLE <= len(ids) <= MOST_PEOPLE or len(set(ids)) != len(ids):
        return Refused(
            "bad_seats",
            phrase(
                "A session has from {least} to {most} seats, each for one person.",
                least=FEWEST_PEOPLE,
                most=MOST_PEOPLE,
            ),
        )
    if command.chair not in ids or command.deputy not in ids or command.chair == command.deputy:
        return Refused("bad_chair", phrase("The facilitator and the deputy are two people at the table."))
    places = {plan.id: seat_of(plan) for plan in command.seats}
    if refused := guards.may_hold_the_chair(places[command.chair]):
        return refused
    # Of two who are left, one may be the boss of the other: a deputy in name, to whom the chair is never offered.
    others = any(seat.may_chair for seat in places.values() if seat.id not in (command.chair, command.deputy))
    if others and (refused := guards.may_hold_the_chair(places[command.deputy])):
        return refused
    if not set(command.rota) <= set(ids):
        return Refused("bad_rota", phrase("The rota names only people at the table."))
    return None


def _join(story: Story, by: SeatId, name: str) -> Refused | None:
    state = story.state
    if refused := guards.seated(state, by):
        return refused
    seat = state.seats[by]
    if seat.present or state.control.phase is Phase.CLOSED:
        return None
    named = name if seat.guest else ""
    story.tell(e.SeatTaken(seat=by, name=named if named != seat.name else "", at=story.now))
    if by == state.control.chair and state.offer:
        restore(story)
    carry_on(story)
    return None


def _admit(story: Story, command: c.AdmitGuest, by: SeatId) -> Refused | None:
    state, seat, name = story.state, command.seat, command.name
    if refused := guards.first(_only_system(by), guards.not_closed(state)):
        return refused
    if seat in state.seats:
        return _join(story, seat, name)
    if len(state.seats) >= MOST_PEOPLE:
        return Refused("full", phrase("All fourteen seats are taken."))
    takes_part = _would_take_part(state, seat)
    story.tell(
        e.GuestAdmitted(seat=seat, name=name or "Guest", takes_part=takes_part, signed=command.signed, at=story.now)
    )
    carry_on(story)
    return None


def _would_take_part(state: State, guest: SeatId) -> bool:
    """In the running stage, had they been here when it began."""
    stage = state.stage
    if stage is None:
        return False
    with_guest = replace(state, seats={**state.seats, guest: Seat(guest, "", guest=True)})
    return guest in taking_part(with_guest, stage)


def _drop(story: Story, seat: SeatId) -> Refused | None:
    state = story.state
    if seat not in state.seats or not state.seats[seat].present or state.control.phase is Phase.CLOSED:
        return guards.seated(state, seat)
    if state.control.floor.holder == seat:
        end_turn(story, e.TurnEnd.DROPPED)
    story.tell(e.SeatDropped(seat=seat, keeps_hand=seat in story.state.control.floor.hands, at=story.now))
    close_energy_when_all_have_tapped(story)
    carry_on(story)
    return None


def _sign(story: Story, seat: SeatId) -> Refused | None:
    known = story.state.seats.get(seat)
    if known is None or not known.guest:
        return Refused("no_guest", NO_GUEST)
    if refused := guards.not_closed(story.state):
        return refused
    if not known.signed:
        story.tell(e.GuestSigned(seat=seat, at=story.now))
    return None


def _rename(story: Story, seat: SeatId, name: str) -> Refused | None:
    """Also after the close: the record shows the name that is right."""
    known = story.state.seats.get(seat)
    if known is None or not known.guest:
        return Refused("no_guest", NO_GUEST)
    if name and name != known.name:
        story.tell(e.GuestRenamed(seat=seat, name=name, at=story.now))
    return None


def _end(story: Story, seat: SeatId) -> Refused | None:
    state = story.state
    if refused := guards.seated(state, seat):
        return refused
    if state.seats[seat].ended_at or state.control.phase is Phase.CLOSED:
        return None
    refused = _drop(story, seat) if state.seats[seat].present else None
    story.tell(e.SeatEnded(seat=seat, at=story.now))
    carry_on(story)
    return refused


def may_mark(state: State, by: SeatId) -> Refused | None:
    if refused := guards.first(guards.not_closed(state), guards.chair(state, by)):
        return refused
    return None if state.one_laptop else Refused("not_one_laptop", phrase("Each person joins on their own device."))
