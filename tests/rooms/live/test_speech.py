"""What bots say aloud reaches the screens that may show it, and is kept nowhere."""

from __future__ import annotations

import asyncio
from typing import Any

from edgewise.domain.session.state import State
from edgewise.rooms.live import frames
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.stream import Stream
from edgewise.rooms.live.ticket import Ticket
from tests.rooms.views import reached

SAID = frames.says("s1", "One option would be to wait.")


def who_hears(state: State) -> set[str]:
    """The seats whose screens are told, "" for a wall, when somebody says something in this state."""
    heard: set[str] = set()

    async def tell() -> None:
        channel = Channel("room", state, 0.0)
        for seat in (*state.seats, ""):
            channel.streams.append(_screen(seat, heard))
        channel.tell_said(SAID)

    asyncio.run(tell())
    return heard


def _screen(seat: str, heard: set[str]) -> Stream:
    async def send(message: Any) -> None:
        if message["body"] == SAID:
            heard.add(seat)

    return Stream(send, Ticket("room", seat, 1, "", 0), lambda _stream: None)


def test_everybody_hears_what_is_said() -> None:
    state = reached("perspectives_round")
    assert who_hears(state) == {*state.seats, ""}


def test_an_owner_whose_back_is_turned_and_a_screen_on_the_wall_are_told_nothing() -> None:
    state = reached("options_round")
    assert state.stage
    assert state.stage.turns_owners_back()
    assert who_hears(state) == set(state.seats) - {state.owner}
