"""People at tables who click while the server dies: what they were told is done, and what their screens showed."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.rooms.live.wire import Clicker, frames

AGAIN = 0.05  # seconds before a cut connection is tried again
# Not joined yet after a restart, not begun, too quick, or the store is away: a page would try again as well.
NOT_YET = ((409, "away"), (409, "not_begun"), (429, None), (503, None))
PAUSE = (0.02, 0.12)


@dataclass
class Table:
    """One session as its people saw it."""

    code: str
    tickets: dict[str, str]
    promised: dict[str, int] = field(default_factory=dict)  # text -> the version it was acknowledged with
    shown: dict[str, list[int]] = field(default_factory=dict)  # seat -> the versions its screen went through
    regions: dict[str, dict[str, str]] = field(default_factory=dict)  # seat -> what its screen shows now
    resumed: dict[str, int] = field(default_factory=dict)  # seat -> how often its screen came back


class Load:
    def __init__(self, port: int, made: list[dict[str, Any]], seed: int) -> None:
        self.port = port
        self.tables = [Table(each["code"], each["tickets"]) for each in made]
        self.rng = Random(seed)
        self.stopping = False

    async def run(self, while_this_lasts: asyncio.Task[None]) -> None:
        """Screens and clickers until the campaign is over, then until every screen shows the newest version."""
        screens = [asyncio.create_task(self._watch(table, seat)) for table in self.tables for seat in table.tickets]
        people = [asyncio.create_task(self._click(table, seat)) for table in self.tables for seat in table.tickets]
        try:
            await while_this_lasts
            self.stopping = True
            await asyncio.gather(*people)
            await asyncio.wait_for(self._until_all_agree(), 20)
        finally:
            for screen in screens:
                screen.cancel()
            await asyncio.gather(*screens, return_exceptions=True)

    async def _watch(self, table: Table, seat: str) -> None:
        shown, regions = table.shown.setdefault(seat, [1]), table.regions.setdefault(seat, {})
        while True:
            try:
                async for frame in frames(self.port, table.code, table.tickets[seat], last_id=shown[-1]):
                    assert frame.event in ("hello", "regions", "own", "beat"), frame
                    if frame.event == "hello":
                        table.resumed[seat] = table.resumed.get(seat, -1) + 1
                    if frame.event == "regions":
                        shown.append(frame.version)
                        regions.update(frame.data["regions"])
            except OSError:
                pass
            await asyncio.sleep(AGAIN)

    async def _click(self, table: Table, seat: str) -> None:
        number = 0
        await self._begin(table, seat)
        while not self.stopping:
            number += 1
            text = f"{table.code} {seat} {number}"
            command = {"do": self.rng.choice(("park", "celebrate_win")), "text": text}
            table.promised[text] = await self._until_answered(table, seat, command, f"click-{number:06}")
            await asyncio.sleep(self.rng.uniform(*PAUSE))

    async def _begin(self, table: Table, seat: str) -> None:
        """Everybody presses; the one in the chair is heard."""
        clicker = Clicker(self.port, table.code, table.tickets[seat])
        status = 0
        while status not in (200, 409):
            await asyncio.sleep(AGAIN)
            with contextlib.suppress(ConnectionError):
                status, body = await clicker.post({"do": "begin"}, "begin-0001")
                status = 0 if status == 409 and body["refused"] == "away" else status
        clicker.close()

    async def _until_answered(self, table: Table, seat: str, command: dict[str, str], key: str) -> int:
        """As a page does: the same request with the same key, until somebody answers."""
        clicker = Clicker(self.port, table.code, table.tickets[seat])
        while True:
            try:
                status, body = await clicker.post(command, key)
            except ConnectionError:
                await asyncio.sleep(AGAIN)
                continue
            if status == 200:
                clicker.close()
                return int(body["version"])
            assert (status, body.get("refused")) in NOT_YET, (status, body)
            await asyncio.sleep(AGAIN)

    async def _until_all_agree(self) -> None:
        while not all(self._agree(table) for table in self.tables):  # noqa: ASYNC110  it is told by many screens
            await asyncio.sleep(0.1)

    def times_back(self) -> list[int]:
        """How often each screen has come back so far."""
        return [table.resumed.get(seat, -1) for table in self.tables for seat in table.tickets]

    async def until_all_are_back(self, before: list[int]) -> None:
        while any(now <= then for now, then in zip(self.times_back(), before, strict=True)):  # noqa: ASYNC110
            await asyncio.sleep(0.02)

    @staticmethod
    def _agree(table: Table) -> bool:
        last = {versions[-1] for versions in table.shown.values()}
        return len(last) == 1 and last.pop() >= max(table.promised.values())
