"""Who may hold the chair: no guest who has signed nothing, and never the boss of others at the table."""

from __future__ import annotations

import pytest

from edgewise.domain.session import commands as c
from edgewise.domain.session.commands import SeatPlan
from edgewise.domain.session.decisions.lease import LEASE_MS
from edgewise.domain.session.events import happened as e
from edgewise.domain.session.events.recorded import from_json
from edgewise.domain.session.evolving.evolve import replay
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.server_commands import SignGuest
from tests.domain.session.room import AMARA, BRUNO, CAST, CHIDI, DANA, START, Room, begun, format_of, promise, stage

TALK = format_of(stage("talk"))
GRACE = "g1"


def with_guest(*, signed: bool = False) -> Room:
    room = begun(TALK)
    room.do(c.AdmitGuest(GRACE, "Grace", signed), SYSTEM)
    return room


def with_boss(boss: str = CHIDI) -> Room:
    """Amara holds the chair, Bruno is the deputy, and one of the others is the manager of the rest."""
    room = Room(TALK)
    plans = tuple(SeatPlan(key, CAST[key], boss=key == boss) for key in (AMARA, BRUNO, CHIDI, DANA))
    room.do(c.OpenSession(format=TALK, seats=plans, chair=AMARA, deputy=BRUNO), SYSTEM)
    for key in room.state.seats:
        room.do(c.Join(), key)
    return room


@pytest.mark.parametrize("command", [c.HandOver(GRACE), c.NameDeputy(GRACE)])
def test_a_guest_who_has_signed_nothing_gets_neither_the_chair_nor_its_deputy(command: c.AnyCommand) -> None:
    room = with_guest()
    assert room.do(command, AMARA) == "unsigned"
    assert (room.state.control.chair, room.state.control.deputy) == (AMARA, BRUNO)


def test_a_guest_who_signs_may_hold_the_chair() -> None:
    room = with_guest()
    assert room.do(SignGuest(GRACE), SYSTEM) == ["GuestSigned"]
    assert room.do(SignGuest(GRACE), SYSTEM) == []
    assert room.do(c.HandOver(GRACE), AMARA)[-1] == "ChairHandedOver"
    assert room.state.control.chair == GRACE


def test_a_guest_who_signed_at_the_door_may_hold_the_chair() -> None:
    room = with_guest(signed=True)
    room.do(c.HandOver(GRACE), AMARA)
    assert room.state.control.chair == GRACE


def test_nobody_signs_for_a_guest_and_nobody_but_a_guest_signs() -> None:
    room = with_guest()
    assert room.do(SignGuest(GRACE), GRACE) == "not_yours"
    assert room.do(SignGuest(GRACE), AMARA) == "not_yours"
    assert room.do(SignGuest(BRUNO), SYSTEM) == "no_guest"


def test_a_planned_guest_opens_in_the_chair_only_if_signed() -> None:
    people = (SeatPlan(AMARA, "Amara"), SeatPlan(BRUNO, "Bruno"))
    for signed, answer in ((False, "unsigned"), (True, ["SessionOpened"])):
        room, guest = Room(TALK), SeatPlan(GRACE, "Grace", guest=True, signed=signed)
        assert room.do(c.OpenSession(format=TALK, seats=(*people, guest), chair=GRACE, deputy=AMARA), SYSTEM) == answer


def test_a_lapsed_chair_is_not_offered_to_a_guest_who_has_signed_nothing() -> None:
    """A log from before signatures may name one as deputy."""
    room = with_guest()
    room.state = replay([e.DeputyNamed(to=GRACE, at=room.now)], room.state)
    room.do(c.Drop(AMARA), SYSTEM)
    room.wait(LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    assert room.view().offered_to == (BRUNO,)


def test_a_log_in_which_an_unsigned_guest_took_the_chair_replays_as_it_was() -> None:
    room = with_guest()
    old = [*room.log, e.ChairHandedOver(to=GRACE, at=room.now)]
    assert replay(old).control.chair == GRACE
    assert from_json(b'{"event":"guest_admitted","at":%d,"seat":"g1","name":"Grace"}' % START) == e.GuestAdmitted(
        seat=GRACE, name="Grace", at=START
    )


@pytest.mark.parametrize("command", [c.HandOver(CHIDI), c.NameDeputy(CHIDI)])
def test_the_boss_gets_neither_the_chair_nor_its_deputy(command: c.AnyCommand) -> None:
    room = with_boss()
    assert room.do(command, AMARA) == "boss"
    assert room.refused is not None
    assert str(room.refused.reason) == "Chidi is the manager of others here, so Chidi is never the facilitator."


@pytest.mark.parametrize("boss", [AMARA, BRUNO])
def test_no_session_opens_with_the_boss_in_the_chair_or_as_deputy(boss: str) -> None:
    assert with_boss(boss).state.format is None


def test_a_lapsed_chair_passes_the_boss_by() -> None:
    room = with_boss()
    for gone in (BRUNO, AMARA):
        room.do(c.Drop(gone), SYSTEM)
    room.wait(8 * LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    assert room.view().offered_to == (DANA,)
    assert room.do(c.AcceptChair(), DANA)[0] == "ChairAccepted"
    assert room.state.control.deputy == AMARA  # nobody but the boss is here: the one who was in the chair


def test_the_boss_is_nobodys_only_witness() -> None:
    room = with_boss()
    room.do(c.ChooseIssues((DANA,)), AMARA)
    room.do(c.Begin(), AMARA)
    assert room.do(promise(CHIDI), BRUNO) == "boss"
    assert room.do(promise(DANA), BRUNO) == ["Committed"]
    assert room.do(promise(DANA), CHIDI) == ["Committed"]


def test_pages_know_whom_to_offer() -> None:
    room = with_boss()
    room.do(c.AdmitGuest(GRACE, "Grace"), SYSTEM)
    assert {seat.id: (seat.may_chair, seat.boss) for seat in room.view().seats} == {
        AMARA: (True, False), BRUNO: (True, False), CHIDI: (False, True), DANA: (True, False), GRACE: (False, False),
    }  # fmt: skip
