"""Two server processes over one store: what one does the other shows, quickly by Redis and surely without it."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from edgewise.rooms.live.presence import SILENT_SECONDS
from tests.crash.stores import own_store
from tests.e2e.server import Server, free_port
from tests.rooms.live.test_presence import NOTICED, away, listening, seconds_until, shown
from tests.rooms.live.wire import Clicker, frames

pytestmark = [pytest.mark.store, pytest.mark.slow]


@contextmanager
def two_processes(home: Path, redis: str) -> Iterator[tuple[list[Server], dict[str, Any]]]:
    """Two servers in one home, and a session whose people may come to either."""
    with own_store() as settings:
        servers = [Server(home, **{**settings, "REDIS_URL": redis}) for _ in range(2)]
        made = json.loads(servers[0].python("-m", "tests.rooms.world", "1", "6"))[0]
        try:
            for server in servers:
                server.start()
            yield servers, made
        finally:
            for server in servers:
                server.stop()


async def _seconds_until_seen(one: int, other: int, made: dict[str, Any]) -> float:
    """Amara (s1) listens to one process; Dana (s4) comes to the other, and Amara sees her arrive."""
    begun = 0.0

    async def listen() -> float:
        async with aclosing(frames(one, made["code"], made["tickets"]["s1"], since=1)) as screen:
            async for frame in screen:
                if frame.event == "regions" and _is_present(frame.data["regions"].get("table", "")):
                    return time.monotonic() - begun
        raise AssertionError("the screen was cut off")

    async def arrive() -> None:
        async with aclosing(frames(other, made["code"], made["tickets"]["s4"], since=1)) as screen:
            async for _ in screen:
                pass

    listening = asyncio.create_task(listen())
    await asyncio.sleep(1)
    begun = time.monotonic()
    arriving = asyncio.create_task(arrive())
    try:
        return await asyncio.wait_for(listening, 20)
    finally:
        arriving.cancel()
        await asyncio.gather(arriving, return_exceptions=True)


def _is_present(table: str) -> bool:
    _, found, said = table.partition('data-name="Dana"')
    return bool(found) and "not here yet" not in said.split("</li>")[0]


@pytest.mark.redis
def test_with_redis_the_other_process_shows_it_at_once(tmp_path: Path) -> None:
    with two_processes(tmp_path, django_settings.REDIS_URL) as (servers, made):
        assert asyncio.run(_seconds_until_seen(servers[0].port, servers[1].port, made)) < 1.0


@pytest.mark.redis
def test_a_sign_of_life_counts_whichever_process_it_reaches(tmp_path: Path) -> None:
    """As behind a balancer: Elif's screen is on one process, and her page's answers come to the other."""
    with two_processes(tmp_path, django_settings.REDIS_URL) as (servers, made):
        asyncio.run(_answered_elsewhere(servers[0].port, servers[1].port, made))


async def _answered_elsewhere(one: int, other: int, made: dict[str, Any]) -> None:
    answering = Clicker(other, made["code"], made["tickets"]["s5"])
    async with listening(one, made, "s1") as amara, listening(one, made, "s5", answers=False):
        for _ in range(int(SILENT_SECONDS / 5) + 2):
            await asyncio.sleep(5)
            assert (await answering.beat())[0] == 200
        assert away(amara) == set()
        assert "Elif" in shown(amara, "table")
        await seconds_until(lambda: away(amara) == {"Elif"}, NOTICED)
    await answering.leave()


def test_while_redis_is_away_the_other_process_reads_the_log(tmp_path: Path) -> None:
    with two_processes(tmp_path, f"redis://127.0.0.1:{free_port()}/0") as (servers, made):
        assert asyncio.run(_seconds_until_seen(servers[0].port, servers[1].port, made)) < 10.0


def test_two_processes_write_to_one_session_without_a_gap_or_a_loss(tmp_path: Path) -> None:
    with two_processes(tmp_path, f"redis://127.0.0.1:{free_port()}/0") as (servers, made):
        promised = asyncio.run(_press_on_both([server.port for server in servers], made))
        log = json.loads(servers[0].python("-m", "tests.crash.reading"))[made["code"]]

    assert len(promised) == 60
    assert log["versions"] == list(range(1, len(log["versions"]) + 1))
    assert {text: log["texts"].get(text) for text in promised} == promised


async def _press_on_both(ports: list[int], made: dict[str, Any]) -> dict[str, int]:
    """Bruno (s2, in the chair) on one process and Chidi (s3) on the other, each as fast as they are answered."""
    people = [
        Clicker(port, made["code"], made["tickets"][seat]) for port, seat in zip(ports, ("s2", "s3"), strict=True)
    ]
    for clicker in people:
        await clicker.get(f"/live/{made['code']}/state")
    while (await people[0].post({"do": "begin"}))[0] != 200:  # noqa: ASYNC110  a poll arrives when it arrives
        await asyncio.sleep(0.05)
    promised: dict[str, int] = {}
    await asyncio.gather(*(_press(clicker, promised) for clicker in people))
    for clicker in people:
        await clicker.leave()
    return promised


async def _press(clicker: Clicker, promised: dict[str, int]) -> None:
    for number in range(30):
        text = f"{clicker.port} {number}"
        status, body = await clicker.post({"do": "park", "text": text})
        assert status == 200, body
        promised[text] = body["version"]
