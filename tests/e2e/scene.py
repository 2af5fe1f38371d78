"""A session in the middle, for a picture: bots have played it up to there, and go on while somebody looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

from django.utils import timezone

from edgewise.domain.formats.builtin import builtin_format
from edgewise.domain.session.commands import OpenSession
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.state import Phase
from edgewise.domain.session.views.audience import view_for
from edgewise.domain.session.views.view import Audience, RoomView
from edgewise.domain.simulation.bots.tempers import HELPFUL
from edgewise.domain.simulation.play import bots_for, go_on
from edgewise.domain.simulation.table import Sent, laid, numbered
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import obey, open_room
from tests import make

Place = Callable[[RoomView], bool]
NAMES = ("Amara Okafor", "Bruno Sato", "Chidi Petrova", "Dana Levi", "Elif Demir", "Farid Haddad")
CHAIR, VIEWER = NAMES[0], NAMES[3]
STAGE = "options_round"
SPOKEN = 3  # people who have had their turn in that stage
SEED = 12
LEAD = 4_000  # ms between the telling of the story and the first look at it


def in_the_middle(is_there: Place | None = None) -> Session:
    """The same session every time, whose clock stands where it did when the bots came to the place."""
    said, reached = _rehearsed(is_there or options_go_round)
    shift = int(timezone.now().timestamp() * 1000) + LEAD - reached
    members = [make.membership(name) for name in NAMES]
    session = make.session(
        make.circle(members=members), timezone.now() - timedelta(minutes=30), facilitator=members[0], deputy=members[1]
    )
    open_room(session, shift)
    for sent in said:
        obey(session, sent.command, sent.by, sent.at + shift, sent.recorder)
    Session.objects.filter(pk=session.pk).update(demo=True)  # the server's own bots take the seats from here
    return session


def _rehearsed(is_there: Place) -> tuple[list[Sent], int]:
    """What was said and done from the beginning, in virtual time from 0, and the moment the place was reached."""
    heard: list[Sent] = []
    table = laid(builtin_format("decision_round"), numbered(NAMES), 0, watch=heard.append)
    bots, now = bots_for(NAMES, (HELPFUL,), Random(SEED)), 0
    while not is_there(view_for(table.state, Audience.EVERYONE, now)):
        assert table.state.control.phase is not Phase.CLOSED, "the bots never came to the place; try another seed"
        now = go_on(table, bots, now, most=1)
    taken = [one for one in heard if not isinstance(one.answer, Refused) and not isinstance(one.command, OpenSession)]
    return taken, now


def options_go_round(view: RoomView) -> bool:
    at_stage = view.stage is not None and view.stage.key == STAGE and bool(view.holder)
    return at_stage and sum(seat.turn == "done" for seat in view.seats) >= SPOKEN


def a_decision_is_told(view: RoomView) -> bool:
    """The owner has said what they decide, and nothing of what it rests on."""
    at_stage = view.stage is not None and view.stage.key == "commit"
    return at_stage and view.board is not None and bool(view.board.decision)
