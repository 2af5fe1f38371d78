from __future__ import annotations

from edgewise.domain.formats.model import Floor
from edgewise.domain.session import commands as c
from edgewise.domain.session.decisions.due import due, next_due
from edgewise.domain.session.decisions.lease import LEASE_MS, OFFER_MS
from edgewise.domain.session.names import SYSTEM
from tests.domain.session.room import AMARA, BRUNO, CHIDI, DANA, Room, begun, format_of, seated, stage

TALK = stage("talk", Floor.HOLDER)


def chairless() -> Room:
    room = begun(format_of(TALK))
    room.do(c.Drop(AMARA), SYSTEM)
    return room


def test_a_held_chair_does_not_lapse() -> None:
    room = begun(format_of(TALK))
    room.wait(10 * LEASE_MS)
    assert room.do(c.LapseLease(), SYSTEM) == "not_lapsed"


def test_a_lapse_pauses_the_clock_and_offers_the_chair_to_the_deputy() -> None:
    room = chairless()
    assert room.do(c.LapseLease(), SYSTEM) == "not_lapsed"
    assert next_due(room.state) == room.now + LEASE_MS
    room.wait(LEASE_MS)
    assert due(room.state, room.now) == (c.LapseLease(),)
    assert room.do(c.LapseLease(), SYSTEM) == ["LeaseLapsed", "Paused"]
    assert room.view().offered_to == (BRUNO,)
    assert room.state.control.chair == AMARA


def test_the_log_keeps_why_the_clock_stands_still_and_the_view_says_it_in_plain_words() -> None:
    room = chairless()
    room.wait(LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    assert room.state.control.clock.pause_reason == "Amara is away; the chair is offered"
    assert room.view().clock.pause_reason == "Amara is away. Another person is asked to facilitate."


def test_nobody_seizes_the_chair() -> None:
    room = chairless()
    assert room.do(c.AcceptChair(), BRUNO) == "no_offer"
    room.wait(LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    assert room.do(c.AcceptChair(), CHIDI) == "not_offered"


def test_the_deputy_who_accepts_runs_the_clock_again() -> None:
    room = chairless()
    deadline = room.state.control.clock.step_deadline
    room.wait(LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    room.wait(5000)
    assert room.do(c.AcceptChair(), BRUNO) == ["ChairAccepted", "Resumed"]
    assert (room.state.control.chair, room.state.control.deputy) == (BRUNO, CHIDI)
    assert room.state.control.clock.step_deadline == deadline + 5000
    room.do(c.Join(), AMARA)
    assert room.do(c.NextStage(), AMARA) == "not_chair"


def test_the_chair_who_returns_in_time_keeps_it() -> None:
    room = chairless()
    room.wait(LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    assert room.do(c.Join(), AMARA) == ["SeatTaken", "LeaseRestored", "Resumed"]
    assert room.do(c.AcceptChair(), BRUNO) == "no_offer"


def test_a_deputy_who_does_not_answer_is_not_the_end_of_the_meeting() -> None:
    room = chairless()
    room.wait(LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    assert room.do(c.LapseLease(), SYSTEM) == "not_lapsed"
    room.wait(OFFER_MS)
    assert room.do(c.LapseLease(), SYSTEM) == ["ChairOffered"]
    assert room.view().offered_to == (BRUNO, CHIDI)
    assert room.do(c.AcceptChair(), CHIDI) == ["ChairAccepted", "Resumed"]


def test_an_absent_deputy_is_passed_over() -> None:
    room = begun(format_of(TALK), absent=(BRUNO,))
    room.do(c.Drop(AMARA), SYSTEM)
    room.wait(LEASE_MS)
    room.do(c.LapseLease(), SYSTEM)
    assert room.view().offered_to == (CHIDI,)


def test_a_chair_that_never_came_is_offered_in_the_lobby() -> None:
    room = seated(format_of(TALK), absent=(AMARA,))
    room.wait(8 * LEASE_MS)
    assert room.do(c.LapseLease(), SYSTEM) == ["LeaseLapsed"]
    assert room.do(c.AcceptChair(), BRUNO) == ["ChairAccepted"]
    assert room.do(c.ChooseIssues((DANA,)), BRUNO) == ["IssuesChosen"]
    assert room.do(c.Begin(), BRUNO) != "not_chair"


def test_a_room_that_everybody_left_waits() -> None:
    room = chairless()
    for seat in (BRUNO, CHIDI, DANA, "s5", "s6"):
        room.do(c.Drop(seat), SYSTEM)
    room.wait(100 * LEASE_MS)
    assert c.LapseLease() not in due(room.state, room.now)
    assert room.do(c.LapseLease(), SYSTEM) == "not_lapsed"
    room.do(c.Join(), AMARA)
    assert room.state.control.clock.paused_at == 0
