"""A cold room at 400 kbit/s and 400 ms: the files it is edited in, one by one, and joined, in one run.

Chromium's own network emulation, an empty cache for each visit. *usable*: every button answers and the stream is open.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from playwright.sync_api import Browser, Page, expect

from tests.e2e.browser import chromium
from tests.e2e.server import Server

VISITS = 3
LATENCY = 400  # ms
BYTES_PER_SECOND = 400_000 / 8
MOST_SECONDS = 4.0  # until the room is usable
MOST_REQUESTS = 8
MOST_FIRST_PAINT = 150_000  # bytes on the wire
USABLE = "body:has(#room[data-ready=yes]) #link-state[data-state=ok]"


class Visit(NamedTuple):
    requests: int
    kilobytes: float
    usable: float  # seconds


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="edgewise-bench-") as folder, chromium() as browser:
        rows = {
            "one by one": _measured(browser, Path(folder, "apart"), "benchmarks.apart.settings"),
            "joined": _measured(browser, Path(folder, "joined"), "edgewise.config.settings"),
        }
    print(f"{'the room':12}{'requests':>10}{'kB':>8}{'usable s':>10}")
    for name, row in rows.items():
        print(f"{name:12}{row.requests:10}{row.kilobytes:8.1f}{row.usable:10.2f}")
    return _judge(rows["one by one"], rows["joined"])


def _measured(browser: Browser, home: Path, settings: str) -> Visit:
    home.mkdir()
    server = Server(home, DEMO="true")
    server.environment["DJANGO_SETTINGS_MODULE"] = settings
    server.start()
    try:
        visits = [_visit(browser, server.url) for _ in range(VISITS)]
    finally:
        server.stop()
    return Visit(visits[0].requests, visits[0].kilobytes, median(visit.usable for visit in visits))


def _visit(browser: Browser, base: str) -> Visit:
    """A newcomer sits down by a fast line, and loads the room again by a slow one in a browser that kept nothing."""
    first = browser.new_context(base_url=base)
    page = first.new_page()
    page.goto("/")
    page.get_by_role("button", name="Take a seat").click()
    page.wait_for_url("**/rooms/*/")
    address, cookies = page.url, first.cookies()
    first.close()
    cold = browser.new_context(base_url=base)
    cold.add_cookies([{k: v for k, v in cookie.items() if k != "partitionKey"} for cookie in cookies])  # type: ignore[misc]
    try:
        return _load(cold.new_page(), address)
    finally:
        cold.close()


def _load(page: Page, address: str) -> Visit:
    asked: list[str] = []
    arrived: dict[str, float] = {}
    wire = page.context.new_cdp_session(page)
    wire.send("Network.enable")
    line = {"offline": False, "latency": LATENCY}
    speed = {"downloadThroughput": BYTES_PER_SECOND, "uploadThroughput": BYTES_PER_SECOND}
    wire.send("Network.emulateNetworkConditions", line | speed)

    def sent(event: dict[str, Any]) -> None:
        if not event["request"]["url"].startswith("data:"):
            asked.append(event["request"]["url"])

    def came(event: dict[str, Any]) -> None:
        arrived[event["requestId"]] = arrived.get(event["requestId"], 0) + event["encodedDataLength"]

    wire.on("Network.requestWillBeSent", sent)
    wire.on("Network.dataReceived", came)
    began = time.monotonic()
    page.goto(address, wait_until="commit")
    expect(page.locator(USABLE)).to_be_attached(timeout=60_000)
    return Visit(len(asked), sum(arrived.values()) / 1000, time.monotonic() - began)


def _judge(apart: Visit, joined: Visit) -> int:
    found = [
        ("requests", joined.requests, MOST_REQUESTS, apart.requests),
        ("seconds until usable", joined.usable, MOST_SECONDS, apart.usable),
        ("kB until usable", joined.kilobytes, MOST_FIRST_PAINT / 1000, apart.kilobytes),
    ]
    for words, value, most, before in found:
        kept = "kept" if value <= most else "MISSED"
        print(f"{words:24}{value:8.2f}   bar <= {most:<6g} {kept:7} {value / before:.2f} of one by one")
    return int(any(value > most for _words, value, most, _before in found))


if __name__ == "__main__":
    sys.exit(main())
