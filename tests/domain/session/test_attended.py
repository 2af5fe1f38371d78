from __future__ import annotations

from edgewise.domain.session import commands as c
from edgewise.domain.session.coaching_minutes import attended_ms
from edgewise.domain.session.commands import SeatPlan
from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.server_commands import CloseUnclosed, Closing
from tests.domain.session.room import AMARA, BRUNO, CHIDI, MINUTE, Room, format_of, stage

GRACE = "g1"


def test_time_counts_from_the_beginning_to_the_close_while_the_seat_is_taken() -> None:
    """In the lobby 5 minutes, there for 10, away for 3, back for 7, 4 of them a pause; of others each their own."""
    fmt = format_of(stage("talk"))
    people = tuple(SeatPlan(key, name) for key, name in ((AMARA, "Amara"), (BRUNO, "Bruno"), (CHIDI, "Chidi")))
    guest, room = SeatPlan(GRACE, "Grace", guest=True, signed=True), Room(fmt)
    room.do(c.OpenSession(format=fmt, seats=(*people, guest), chair=GRACE, deputy=AMARA), SYSTEM)
    for key in (GRACE, AMARA, BRUNO):
        room.do(c.Join(), key)
    room.wait(5 * MINUTE)
    room.do(c.ChooseIssues((AMARA,)), GRACE)
    room.do(c.Begin(), GRACE)
    room.wait(10 * MINUTE)
    room.do(c.Drop(GRACE), SYSTEM)
    room.wait(3 * MINUTE)
    room.do(c.Join(), GRACE)
    room.wait(3 * MINUTE)
    room.do(c.Pause(), GRACE)
    room.wait(4 * MINUTE)
    room.do(CloseUnclosed(why=Closing.PURGED), SYSTEM)
    room.wait(60 * MINUTE)
    assert [attended_ms(room.log, seat) // MINUTE for seat in (GRACE, AMARA, CHIDI, "g9")] == [17, 20, 0, 0]
