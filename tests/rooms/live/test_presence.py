"""An open connection is no proof of a person: a screen stays at the table as long as its page gives a sign of life."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack, aclosing, asynccontextmanager
from typing import Any

import pytest

from edgewise.rooms.live.presence import BEAT_EVERY, MOST_SCREENS, SILENT_SECONDS
from tests.crash.stores import own_store
from tests.e2e.server import Server
from tests.rooms.live.swallow import Swallower
from tests.rooms.live.wire import Clicker, Frame, frames

pytestmark = [pytest.mark.store, pytest.mark.slow]
NOTICED = SILENT_SECONDS + 180  # the server looks once a second; where it was late itself, it gives pages that time


@pytest.fixture(scope="module")
def rooms(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Iterator[tuple[Server, dict[str, Any]]]]:
    with own_store() as settings:
        server = Server(tmp_path_factory.mktemp("presence"), **settings)
        made = json.loads(server.python("-m", "tests.rooms.world", "4", "6"))
        server.start()
        try:
            yield iter([(server, each) for each in made])
        finally:
            server.stop()


@asynccontextmanager
async def listening(port: int, made: dict[str, Any], seat: str, *, answers: bool = True) -> AsyncIterator[list[Frame]]:
    """The frames that a screen has heard so far, growing while the block runs."""
    heard: list[Frame] = []

    async def listen() -> None:
        async with aclosing(frames(port, made["code"], made["tickets"][seat], since=1, answers=answers)) as screen:
            async for frame in screen:
                heard.append(frame)  # noqa: PERF401  it is read while it grows

    task = asyncio.create_task(listen())
    try:
        yield heard
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def shown(heard: list[Frame], region: str) -> str:
    """A region as a screen shows it now."""
    drawn = [
        frame.data["regions"][region] for frame in heard if frame.event == "regions" and region in frame.data["regions"]
    ]
    return drawn[-1] if drawn else ""


def away(heard: list[Frame]) -> set[str]:
    """The people whom a screen shows as having been here and being away."""
    return set(re.findall(r"<li[^>]*>\s*(\w+)[^<]*, away", shown(heard, "table")))


async def seconds_until(so: Callable[[], bool], at_most: float) -> float:
    begun = time.monotonic()
    while not so():
        assert time.monotonic() - begun < at_most
        await asyncio.sleep(0.1)
    return time.monotonic() - begun


async def begun(port: int, made: dict[str, Any]) -> None:
    chair, status = Clicker(port, made["code"], made["tickets"]["s2"]), 0
    while status != 200:
        await asyncio.sleep(0.1)
        status, _ = await chair.post({"do": "begin"})
    await chair.leave()


def run(work: Awaitable[None]) -> None:
    async def whole() -> None:
        await work
        await asyncio.sleep(0.05)

    asyncio.run(whole())


def test_people_whose_packets_are_swallowed_are_away_and_the_deputy_is_asked(
    rooms: Iterator[tuple[Server, dict[str, Any]]],
) -> None:
    server, made = next(rooms)

    async def story() -> None:
        async with (
            Swallower(server.port) as network,
            listening(server.port, made, "s1") as amara,
            listening(network.port, made, "s2"),
            listening(server.port, made, "s3"),
            listening(network.port, made, "s5"),
            listening(server.port, made, "s6", answers=False),
        ):
            await begun(network.port, made)
            assert await seconds_until(lambda: away(amara) == {"Farid"}, NOTICED) > SILENT_SECONDS - BEAT_EVERY
            network.swallow()
            noticed = await seconds_until(lambda: away(amara) == {"Farid", "Bruno", "Elif"}, NOTICED)
            assert noticed > SILENT_SECONDS - BEAT_EVERY - 2
            await seconds_until(lambda: "Chidi" in shown(amara, "status"), 20)

    run(story())


def test_a_blink_of_the_network_is_nobodys_absence(rooms: Iterator[tuple[Server, dict[str, Any]]]) -> None:
    server, made = next(rooms)

    async def story() -> None:
        async with listening(server.port, made, "s1") as amara, listening(server.port, made, "s2"):
            await begun(server.port, made)
            for _ in range(2):
                async with listening(server.port, made, "s5"):
                    await asyncio.sleep(1)
                await asyncio.sleep(1)
            async with listening(server.port, made, "s5"):
                await asyncio.sleep(4)
            assert away(amara) == set()

    run(story())


def test_beats_carry_the_servers_time(rooms: Iterator[tuple[Server, dict[str, Any]]]) -> None:
    server, made = next(rooms)

    async def story() -> None:
        async with listening(server.port, made, "s1") as heard:
            await seconds_until(lambda: any(frame.event == "beat" for frame in heard), BEAT_EVERY + 3)
            (beat, *_) = [frame.data for frame in heard if frame.event == "beat"]
            assert list(beat) == ["now"]
            assert abs(beat["now"] - time.time() * 1000) < BEAT_EVERY * 1000

    run(story())


def test_the_screen_that_a_seat_opened_first_ends_when_there_are_too_many(
    rooms: Iterator[tuple[Server, dict[str, Any]]],
) -> None:
    server, made = next(rooms)

    async def story() -> None:
        async with AsyncExitStack() as stack:
            screens: list[list[Frame]] = []
            for _ in range(MOST_SCREENS + 2):
                screens.append(await stack.enter_async_context(listening(server.port, made, "s1")))
                await seconds_until(lambda: bool(screens[-1]), 5)
            await seconds_until(lambda: [heard[-1].event for heard in screens].count("crowded") == 2, 5)

            assert [heard[-1].event == "crowded" for heard in screens] == [True] * 2 + [False] * MOST_SCREENS

    run(story())
