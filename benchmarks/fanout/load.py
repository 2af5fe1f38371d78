"""The load, in its own process: `python -m benchmarks.fanout.load PORT WORLD PID` prints its measurements as JSON."""

from __future__ import annotations

import asyncio
import json
import re
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, cast

import uvloop

CLICKS_A_SECOND = 50
SECONDS = 8.0
AT_ONCE = 48
VERSION = re.compile(rb"id: (\d+)\nevent: regions")


class Screen(asyncio.Protocol):
    """One open stream; tells of each version it is shown."""

    def __init__(self, code: str, ticket: str, shown: Callable[[int], None]) -> None:
        self.code, self.ticket, self.shown = code, ticket, shown
        self.tail = b""
        self.size = self.frames = 0
        self.open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        head = f"GET /live/{self.code}/stream HTTP/1.1\r\nHost: localhost\r\nX-Ticket: {self.ticket}\r\n\r\n"
        cast(asyncio.Transport, transport).write(head.encode())

    def data_received(self, data: bytes) -> None:
        if not self.open.done():
            self.open.set_result(data[:12])
        self.size += len(data)
        found = VERSION.findall(self.tail + data)
        self.frames += len(found)
        self.tail = data[-40:] if not found else b""
        if found:
            self.shown(int(found[-1]))


class Clicker(asyncio.Protocol):
    """A keep-alive connection with one command on its way at a time."""

    transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)  # uvloop's is none by inheritance
        self.data = b""

    def click(self, code: str, ticket: str, body: bytes) -> asyncio.Future[int]:
        self.answer: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        head = f"POST /live/{code}/commands HTTP/1.1\r\nHost: localhost\r\nX-Ticket: {ticket}\r\n"
        self.transport.write(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        return self.answer

    def data_received(self, data: bytes) -> None:
        self.data += data
        head, end, body = self.data.partition(b"\r\n\r\n")
        length = re.search(rb"content-length: (\d+)", head)
        if end and length and len(body) >= int(length[1]):
            self.data = b""
            status = int(head[9:12])
            self.answer.set_result(json.loads(body)["version"] if status == 200 else -status)


class Room:
    def __init__(self, made: dict[str, Any]) -> None:
        self.code: str = made["code"]
        self.tickets: dict[str, str] = made["tickets"]
        self.seats = [seat for seat in self.tickets if seat not in ("s1", "s2")]
        self.up: set[str] = set()
        self.turn = 0
        self.latest = [0] * len(self.tickets)
        self.clicked_at = 0.0
        self.waiting: set[int] = set()
        self.took: list[float] = []

    def shown(self, screen: int, version: int) -> None:
        self.latest[screen] = version
        if self.clicked_at and screen in self.waiting:
            self.waiting.discard(screen)
            if not self.waiting:
                self.took.append(time.perf_counter() - self.clicked_at)
                self.clicked_at = 0.0

    def next_click(self) -> tuple[str, bytes]:
        """Somebody raises a hand, or lowers it: every click changes what all six see."""
        seat = self.seats[self.turn % len(self.seats)]
        self.turn += 1
        do = "lower_hand" if seat in self.up else "raise_hand"
        self.up ^= {seat}
        return self.tickets[seat], json.dumps({"do": do}).encode()


class Load:
    def __init__(self, port: int, rooms: list[Room], pid: int) -> None:
        self.port, self.rooms, self.pid = port, rooms, pid
        self.screens: list[Screen] = []

    async def connect(self, rooms: list[Room]) -> None:
        loop = asyncio.get_running_loop()
        for room in rooms:
            opening = []
            for number, ticket in enumerate(room.tickets.values()):
                screen = Screen(room.code, ticket, partial(room.shown, number))
                await loop.create_connection(partial(_itself, screen), "127.0.0.1", self.port)
                self.screens.append(screen)
                opening.append(screen.open)
            answers = await asyncio.gather(*opening)
            assert set(answers) == {b"HTTP/1.1 200"}, answers

    async def clickers(self, count: int) -> list[Clicker]:
        loop = asyncio.get_running_loop()
        return [(await loop.create_connection(Clicker, "127.0.0.1", self.port))[1] for _ in range(count)]

    def memory_kb(self) -> int:
        status = Path(f"/proc/{self.pid}/status").read_text()
        found = re.search(r"VmRSS:\s+(\d+)", status)
        assert found is not None
        return int(found[1])

    async def steady(self, clickers: list[Clicker]) -> list[float]:
        """Open loop: a click every 20 ms, each in the next room; seconds from the click to the last of six screens."""
        begin, answers = time.perf_counter(), []
        for number in range(int(SECONDS * CLICKS_A_SECOND)):
            await asyncio.sleep(max(0.0, begin + number / CLICKS_A_SECOND - time.perf_counter()))
            room = self.rooms[number % len(self.rooms)]
            room.waiting, room.clicked_at = set(range(len(room.tickets))), time.perf_counter()
            answers.append(clickers[number % len(clickers)].click(room.code, *room.next_click()))
        versions = await asyncio.gather(*answers)
        assert min(versions) > 0, min(versions)
        await asyncio.sleep(1)
        return sorted(took for room in self.rooms for took in room.took)

    async def flat_out(self, clickers: list[Clicker]) -> tuple[float, float]:
        """Closed loop: acknowledged commands a second, counted until all screens have the last; and the seconds."""
        begin = time.perf_counter()
        until, newest = begin + SECONDS, dict.fromkeys(range(len(self.rooms)), 0)
        done = await asyncio.gather(*(self._click_on(c, n, until, newest) for n, c in enumerate(clickers)))
        while any(min(room.latest) < newest[number] for number, room in enumerate(self.rooms)):
            await asyncio.sleep(0.002)
            assert time.perf_counter() < until + 20, "some screen never got the last version"
        seconds = time.perf_counter() - begin
        return sum(done) / seconds, seconds

    async def once_each(self, clicker: Clicker, number: int) -> None:
        """The first click in a room costs more than the next: it is made before anything is measured."""
        for room in self.rooms[number::AT_ONCE]:
            assert await clicker.click(room.code, *room.next_click()) > 0

    async def _click_on(self, clicker: Clicker, number: int, until: float, newest: dict[int, int]) -> int:
        """Each clicker has rooms of its own, so that a hand goes up before it goes down."""
        done, own = 0, range(number, len(self.rooms), AT_ONCE)
        while time.perf_counter() < until:
            at = own[done % len(own)]
            version = await clicker.click(self.rooms[at].code, *self.rooms[at].next_click())
            assert version > 0, version
            newest[at] = version
            done += 1
        return done


def _itself(screen: Screen) -> Screen:
    return screen


async def measured(port: int, made: list[dict[str, Any]], pid: int) -> dict[str, float]:
    rooms = [Room(each) for each in made]
    load = Load(port, rooms, pid)
    clickers = await load.clickers(AT_ONCE)
    await load.connect(rooms[:5])
    await asyncio.sleep(0.5)
    before = load.memory_kb()
    await load.connect(rooms[5:])
    await asyncio.sleep(2)
    idle = (load.memory_kb() - before) / (len(rooms[5:]) * 6)
    await asyncio.gather(*(load.once_each(clicker, number) for number, clicker in enumerate(clickers)))
    await asyncio.sleep(2)
    took = await load.steady(clickers)
    for screen in load.screens:
        screen.size = screen.frames = 0
    rate, seconds = await load.flat_out(clickers)
    frames = sum(screen.frames for screen in load.screens)
    return {
        "kb_per_stream": idle,
        "p50_ms": took[len(took) // 2] * 1000,
        "p99_ms": took[int(len(took) * 0.99)] * 1000,
        "seen": len(took) / (SECONDS * CLICKS_A_SECOND),
        "per_second": rate,
        "shown_per_second": frames / 6 / seconds,
        "frame": sum(screen.size for screen in load.screens) / frames,
    }


if __name__ == "__main__":
    found = uvloop.run(measured(int(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text()), int(sys.argv[3])))
    sys.stdout.write(json.dumps(found))
