"""`kill -9` at random instants under load. CRASH_KILLS says how often: a few here, 200 by `make crash`."""

from __future__ import annotations

import asyncio
import json
import os
import re
from pathlib import Path
from random import Random
from typing import Any

import pytest

from tests.crash.load import Load, Table
from tests.crash.stores import own_store
from tests.e2e.server import Server

KILLS = int(os.environ.get("CRASH_KILLS", "8"))
SEED = int(os.environ.get("CRASH_SEED", "1"))
ROOMS, PEOPLE = 4, 6
pytestmark = [pytest.mark.store, pytest.mark.slow]


def test_whatever_was_acknowledged_survives_a_kill_at_any_instant(tmp_path: Path) -> None:
    with own_store() as settings:
        server = Server(tmp_path, **settings)
        load = Load(server.port, json.loads(server.python("-m", "tests.rooms.world", str(ROOMS), str(PEOPLE))), SEED)
        try:
            asyncio.run(_campaign(server, load))
        finally:
            server.stop()
        logs = json.loads(server.python("-m", "tests.crash.reading"))

    for table in load.tables:
        _nothing_is_lost_or_doubled(table, logs[table.code])
        _every_screen_resumed(table, logs[table.code])


async def _campaign(server: Server, load: Load) -> None:
    await load.run(asyncio.create_task(_kill_and_start_again(server, load, Random(SEED))))


async def _kill_and_start_again(server: Server, load: Load, rng: Random) -> None:
    """Three times of four every screen must come back within 20 seconds; the fourth kill does not wait for them."""
    await asyncio.to_thread(server.start)
    for number in range(KILLS):
        await asyncio.sleep(rng.uniform(0.2, 1.5))
        before = load.times_back()
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        if number % 4 != 3:
            await asyncio.wait_for(load.until_all_are_back(before), 20)
    await asyncio.sleep(1)


def _nothing_is_lost_or_doubled(table: Table, log: dict[str, Any]) -> None:
    texts: dict[str, int] = log["texts"]
    assert log["versions"] == list(range(1, len(log["versions"]) + 1))
    assert log["times"] == sorted(log["times"])
    assert {text: texts.get(text) for text in table.promised} == table.promised
    assert log["said"] == len(table.promised)


def _every_screen_resumed(table: Table, log: dict[str, Any]) -> None:
    newest = log["versions"][-1]
    assert all(shown == sorted(shown) for shown in table.shown.values())
    assert all(times >= KILLS - KILLS // 4 for times in table.resumed.values())
    for seat, regions in table.regions.items():  # a turn that ends after the screens have gone is on none of them
        assert _floor(regions["table"]) == tuple(log["floors"][table.shown[seat][-1] - 1])
    assert max(table.promised.values()) <= min(shown[-1] for shown in table.shown.values()) <= newest


def _floor(html: str) -> tuple[str, int]:
    """Who has the floor and until when, as this screen shows it."""
    holder, deadline = re.search(r'data-holder="(\w*)"', html), re.search(r'data-turn-deadline="(\d+)"', html)
    assert holder is not None
    assert deadline is not None
    return holder.group(1), int(deadline.group(1))
