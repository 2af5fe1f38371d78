"""Connections that say nothing, say it slowly or say too much: closed, while pages are answered."""

from __future__ import annotations

import asyncio
import json
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

import pytest

from edgewise.config.connections import HEAD_SECONDS, LARGEST_HEAD
from edgewise.rooms.live.descriptors import RESERVED, SHARE_OF_SCREENS
from tests.e2e.server import Server
from tests.rooms.live.wire import frames

pytestmark = pytest.mark.slow
FEW = 160  # descriptors


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    one = Server(tmp_path_factory.mktemp("connections"))
    one.start()
    try:
        yield one
    finally:
        one.stop()


async def said(port: int, data: bytes, *, wait: float) -> tuple[bytes, float]:
    """The first line of the answer, and the seconds until the server has closed."""
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(data)
        whole = await asyncio.wait_for(reader.read(), wait)
    except ConnectionResetError:
        whole = b""
    finally:
        writer.close()
    return whole.split(b"\r\n")[0], time.monotonic() - begun


async def drip(port: int) -> float:
    """A header a second, for ever: the seconds until the server has closed."""
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET / HTTP/1.1\r\nHost: localhost\r\n")
    while not reader.at_eof() and time.monotonic() - begun < 3 * HEAD_SECONDS:
        writer.write(b"X-More: 1\r\n")
        try:
            await asyncio.wait_for(reader.read(), 1)
        except TimeoutError:
            continue
        except ConnectionResetError:
            break
    writer.close()
    return time.monotonic() - begun


def test_a_request_that_does_not_come_whole_is_not_waited_for(server: Server) -> None:
    async def story() -> None:
        silent, half, blank, slow = await asyncio.gather(
            said(server.port, b"", wait=3 * HEAD_SECONDS),
            said(server.port, b"GET /accounts/login/ HTTP/1.1\r\nHost: loc", wait=3 * HEAD_SECONDS),
            said(server.port, b"\r\n\r\n", wait=3 * HEAD_SECONDS),
            drip(server.port),
        )
        assert [answer for answer, _ in (silent, half, blank)] == [b"", *[b"HTTP/1.1 408 Request Timeout"] * 2]
        for seconds in (silent[1], half[1], blank[1], slow):
            assert HEAD_SECONDS - 1 < seconds < HEAD_SECONDS + 5

    asyncio.run(story())


@pytest.mark.parametrize("size", [LARGEST_HEAD + 1, 200_000, 16_000_000])
def test_more_headers_than_any_browser_sends_are_refused(server: Server, size: int) -> None:
    one = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Large: " + b"a" * size + b"\r\n\r\n"
    many = b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X-Many: aaaaaaaaaaaaaaaaaaaa\r\n" * (size // 30) + b"\r\n"
    address = b"GET /" + b"a" * size + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"

    answers = [asyncio.run(said(server.port, head, wait=10))[0] for head in (one, many, address)]

    assert {answer for answer in answers if answer} <= {b"HTTP/1.1 431 Request Header Fields Too Large"}
    assert asyncio.run(_login(server.port)) == b"HTTP/1.1 200 OK"


def test_as_many_headers_as_a_browser_sends_are_read(server: Server) -> None:
    head = b"GET /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nCookie: " + b"a" * 16_000

    assert asyncio.run(said(server.port, head + b"\r\n\r\n", wait=10))[0] == b"HTTP/1.1 200 OK"


async def _login(port: int) -> bytes:
    asked = b"GET /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    return (await said(port, asked, wait=10))[0]


@pytest.fixture
def poor(tmp_path: Path) -> Iterator[Server]:
    """A server that may open few descriptors."""
    one = Server(tmp_path)
    one.descriptors = FEW
    try:
        yield one
    finally:
        one.stop()
    assert "Too many open files" not in one.log.read_text()


def test_screens_are_refused_before_pages(poor: Server) -> None:
    made = json.loads(poor.python("-m", "tests.rooms.world", "1", "6"))[0]
    poor.start()
    most = int((FEW - RESERVED) * SHARE_OF_SCREENS)

    async def story() -> None:
        async with AsyncExitStack() as stack:
            first = []
            for number in range(most + 3):
                one = frames(poor.port, made["code"], made["tickets"][f"s{number % 6 + 1}"])
                first.append(await anext(await stack.enter_async_context(aclosing(one))))
            assert [frame.event for frame in first] == ["hello"] * most + ["refused"] * 3
            assert first[-1].version == 503
            assert [await _login(poor.port) for _ in range(5)] == [b"HTTP/1.1 200 OK"] * 5

    asyncio.run(story())


def test_a_flood_of_silent_connections_keeps_nobody_from_a_page(poor: Server) -> None:
    poor.start()

    async def story() -> None:
        flood = [await asyncio.open_connection("127.0.0.1", poor.port) for _ in range(3 * FEW)]
        try:
            assert [await _login(poor.port) for _ in range(5)] == [b"HTTP/1.1 200 OK"] * 5
        finally:
            for _, writer in flood:
                writer.close()

    asyncio.run(story())


def test_the_limit_of_descriptors_is_raised_as_far_as_it_goes() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    code = "\n".join(
        [
            "import resource",
            f"resource.setrlimit(resource.RLIMIT_NOFILE, (64, {hard}))",
            "from edgewise.rooms.live.descriptors import most_connections, raise_limit",
            "raise_limit()",
            "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0], most_connections())",
        ]
    )

    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    limit = min(hard, 65_536)
    assert told.split() == [str(limit), str(limit - RESERVED)]
