"""The link itself is cut, in a network of its own: the strongest form of who vanishes without closing anything."""

from __future__ import annotations

import asyncio
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from edgewise.rooms.live.presence import SILENT_SECONDS
from tests.crash.stores import own_store
from tests.e2e.server import Server
from tests.rooms.live.test_presence import NOTICED, away, begun, listening, seconds_until

pytestmark = [pytest.mark.store, pytest.mark.slow]
HERE, THERE = "10.231.77.1", "10.231.77.2"
FAR = f"edgewise{os.getpid() % 10_000}"  # the name of the network, and of the end of the cable that stays here
PAGE = """
import asyncio, sys
from tests.rooms.live import wire
async def page():
    async for _ in wire.frames(int(sys.argv[2]), *sys.argv[3:5], host=sys.argv[1]):
        pass
asyncio.run(page())
"""


def ip(*words: str) -> bool:
    done = subprocess.run(["ip", *words], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture
def cable() -> Iterator[None]:
    """A network namespace, and a pair of devices between it and this one."""
    if not shutil.which("ip") or not ip("netns", "add", FAR):
        pytest.skip("this machine allows no network of one's own")
    try:
        laid = (
            ip("link", "add", FAR, "type", "veth", "peer", "name", "far", "netns", FAR)
            and ip("addr", "add", f"{HERE}/30", "dev", FAR)
            and ip("link", "set", FAR, "up")
            and ip("-n", FAR, "addr", "add", f"{THERE}/30", "dev", "far")
            and ip("-n", FAR, "link", "set", "far", "up")
        )
        if not laid:
            pytest.skip("this machine allows no network of one's own")
        yield
    finally:
        ip("netns", "del", FAR)
        ip("link", "del", FAR)


@pytest.mark.usefixtures("cable")
def test_a_person_whose_link_is_cut_is_away(tmp_path: Path) -> None:
    with own_store() as settings:
        server = Server(tmp_path, **settings)
        server.host = "0.0.0.0"  # noqa: S104  the other end of the cable must reach it
        made = json.loads(server.python("-m", "tests.rooms.world", "1", "6"))[0]
        server.start()
        inside = ["ip", "netns", "exec", FAR, sys.executable, "-c", PAGE]
        arguments = [HERE, str(server.port), made["code"], made["tickets"]["s5"]]
        page = subprocess.Popen([*inside, *arguments])

        async def story() -> None:
            async with listening(server.port, made, "s1") as amara, listening(server.port, made, "s2"):
                await begun(server.port, made)
                await asyncio.sleep(SILENT_SECONDS + 3)
                assert page.poll() is None
                assert away(amara) == set()

                assert ip("link", "set", FAR, "down")
                await seconds_until(lambda: away(amara) == {"Elif"}, NOTICED)

        try:
            asyncio.run(story())
        finally:
            page.kill()
            page.wait()
            server.stop()
