"""A right that ends, ends everywhere within a second: on open screens, and for what is asked afterwards."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import aclosing
from typing import Any

import pytest

from tests.crash.stores import own_store
from tests.e2e.server import Server
from tests.rooms.live.wire import Clicker, frames

pytestmark = [pytest.mark.store, pytest.mark.slow]
WITHIN = 1.0  # seconds


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[tuple[Server, dict[str, Any]]]]:
    with own_store() as settings:
        server = Server(tmp_path_factory.mktemp("ends"), **settings)
        made = json.loads(server.python("-m", "tests.rooms.world", "4", "6"))
        server.start()
        try:
            yield iter([(server, each) for each in made])
        finally:
            server.stop()


@pytest.mark.parametrize(
    ("what", "seat"), [("remove", "s4"), ("sign-out", "s5"), ("take-back", "guest"), ("end-place", "outside")]
)
def test_an_open_screen_ends_within_a_second_whichever_process_ended_the_right(
    rooms: Iterator[tuple[Server, dict[str, Any]]], what: str, seat: str
) -> None:
    server, made = next(rooms)
    if comes := {"guest": "come", "outside": "come-from-outside"}.get(seat):
        made["tickets"][seat] = json.loads(server.python("-m", "tests.rooms.live.ending", comes, made["code"]))

    async def story() -> None:
        ended: dict[str, tuple[float, str]] = {}
        screens = [asyncio.create_task(_listen(server.port, made, each, ended)) for each in (seat, "s1")]
        await asyncio.sleep(1.5)
        assert ended == {}

        await asyncio.to_thread(server.python, "-m", "tests.rooms.live.ending", what, made["code"])
        done = time.monotonic()  # a little later than the commit: the process has to end, too
        while seat not in ended and time.monotonic() < done + WITHIN:  # noqa: ASYNC110  it is told by what screens heard
            await asyncio.sleep(0.02)

        assert {who: event for who, (_, event) in ended.items()} == {seat: "goodbye"}
        assert await _statuses(server.port, made, seat) == [403, 403, 403]
        for screen in screens:
            screen.cancel()
        await asyncio.gather(*screens, return_exceptions=True)

    asyncio.run(story())


async def _listen(port: int, made: dict[str, Any], seat: str, ended: dict[str, tuple[float, str]]) -> None:
    last = ""
    async with aclosing(frames(port, made["code"], made["tickets"][seat])) as screen:
        async for frame in screen:
            last = frame.event
    ended[seat] = time.monotonic(), last


async def _statuses(port: int, made: dict[str, Any], seat: str) -> list[int]:
    clicker = Clicker(port, made["code"], made["tickets"][seat])
    answers = [
        await clicker.post({"do": "park", "text": "The budget"}),
        await clicker.get(f"/live/{made['code']}/state"),
        await clicker.beat(),
    ]
    await clicker.leave()
    return [status for status, _ in answers]
