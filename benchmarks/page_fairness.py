"""The sign-in page while four rooms click as fast as the crash test's people: pages and live rooms share one process.

Seconds that the page took, asked on a connection of its own several times a second; commands are acknowledged and on
disk. The bar is that of a visitor: two seconds.
"""

from __future__ import annotations

import asyncio
import json
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.crash.load import Load
from tests.e2e.server import Server

ROOMS, PEOPLE = 4, 6
PAGES = 40
PAUSE = 0.2  # seconds between two pages
WARM_UP = 3.0  # seconds
BAR = 2.0  # seconds, for the slowest of twenty
REQUEST = b"GET /accounts/login/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="edgewise-bench-") as folder:
        server = Server(Path(folder))
        made = json.loads(server.python("-m", "tests.rooms.world", str(ROOMS), str(PEOPLE)))
        server.start()
        try:
            idle, loaded, commands = asyncio.run(_measured(server.port, made))
        finally:
            server.stop()
    print(f"| {'sign-in page':16} | {'p50 s':>7} | {'p95 s':>7} | {'most s':>7} | {'commands/s':>10} |")
    print(f"|{'-' * 18}|{'-' * 8}:|{'-' * 8}:|{'-' * 8}:|{'-' * 11}:|")
    print(_line("nobody clicks", idle, 0))
    print(_line("24 people click", loaded, commands))
    print(f"\nThe page takes {statistics.median(loaded) / statistics.median(idle):.0f} times as long under load.")
    return int(_p95(loaded) > BAR)


async def _measured(port: int, made: list[dict[str, Any]]) -> tuple[list[float], list[float], float]:
    await _pages(port, 5)
    idle = await _pages(port, PAGES)
    load = Load(port, made, seed=1)
    loaded: list[float] = []
    rates: list[float] = []

    async def during() -> None:
        await asyncio.sleep(WARM_UP)
        before, begun = _acknowledged(load), time.monotonic()
        loaded.extend(await _pages(port, PAGES))
        rates.append((_acknowledged(load) - before) / (time.monotonic() - begun))

    await load.run(asyncio.create_task(during()))
    return idle, loaded, rates[0]


async def _pages(port: int, count: int) -> list[float]:
    took = []
    for _ in range(count):
        begun = time.monotonic()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(REQUEST)
        answer = await reader.read()
        writer.close()
        assert answer.startswith(b"HTTP/1.1 200"), answer[:100]
        took.append(time.monotonic() - begun)
        await asyncio.sleep(PAUSE)
    return took


def _acknowledged(load: Load) -> int:
    return sum(len(table.promised) for table in load.tables)


def _p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1]


def _line(name: str, seconds: list[float], commands: float) -> str:
    said = f"{commands:.0f}" if commands else ""
    return (
        f"| {name:16} | {statistics.median(seconds):7.3f} | {_p95(seconds):7.3f} | {max(seconds):7.3f} | {said:>10} |"
    )
