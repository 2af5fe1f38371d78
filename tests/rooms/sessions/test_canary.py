"""A sentence said in a session is in no log, no database file or dump, and no page of someone who was not there."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.crash.stores import own_store
from tests.e2e.server import Server
from tests.rooms.live.wire import Clicker

CANARY = "the canary sings at Blackfriars"
pytestmark = [pytest.mark.store, pytest.mark.slow]


def test_what_is_said_is_in_no_log_and_in_no_dump(tmp_path: Path) -> None:
    with own_store() as settings:
        server = Server(tmp_path, **settings)
        made = json.loads(server.python("-m", "tests.rooms.world", "1", "6"))[0]
        server.start()
        try:
            answers = asyncio.run(_say(server.port, made["code"], made["tickets"]))
        finally:
            server.stop()
        dump = _dump(tmp_path, settings)
        read = server.python("-m", "tests.crash.reading")

    assert CANARY in read  # it was said, kept, and opens with the key
    assert answers == {200, 400, 409}
    assert [path.name for path in _files(tmp_path) if CANARY.encode() in path.read_bytes()] == []
    assert CANARY.encode() not in dump


async def _say(port: int, code: str, tickets: dict[str, str]) -> set[int]:
    """As a contribution, as a wrong command that is quoted back, and as one that is refused."""
    clickers = {seat: Clicker(port, code, ticket) for seat, ticket in tickets.items()}
    for clicker in clickers.values():
        await clicker.get(f"/live/{code}/state")
    await asyncio.sleep(0.5)
    found = set()
    for clicker in clickers.values():
        await clicker.post({"do": "begin"})
        for command in (
            {"do": "park", "text": CANARY},
            {"do": CANARY},
            {"do": "contribute", "kind": CANARY, "text": CANARY},
            {"do": "frame_question", "text": CANARY},
        ):
            status, _ = await clicker.post(command)
            found.add(status)
    await clickers["s1"].post({"do": "park", "text": CANARY})
    for clicker in clickers.values():
        await clicker.leave()
    return found


def _files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and "static" not in path.parts]


def _dump(home: Path, settings: dict[str, str]) -> bytes:
    if url := settings.get("DATABASE_URL"):
        return subprocess.run(["pg_dump", url], capture_output=True, check=True, env=dict(os.environ)).stdout
    return b"".join(path.read_bytes() for path in home.glob("*.sqlite3*"))
