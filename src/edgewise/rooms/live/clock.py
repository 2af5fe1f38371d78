"""One task per process that sleeps until the next thing is due in any room with a screen here."""

from __future__ import annotations

import asyncio
from heapq import heappop, heappush

from edgewise.domain.session.decisions.due import due, next_due
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.hub import Hub
from edgewise.rooms.log.room_time import in_room, on_wall, wall_clock

AGAIN_MS = 1000  # what was due and did not happen is asked again


class Clock:
    """No timer is the truth: each time up is asked of the rules, which refuse it unless it is true."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._heap: list[tuple[int, str]] = []
        self._set: dict[str, int] = {}  # what each room waits for; an entry of the heap that differs is stale
        self._sooner = asyncio.Event()
        hub.moved.append(self.look)

    def look(self, channel: Channel) -> None:
        moment = next_due(channel.state)
        self._wait_for(channel.code, moment and on_wall(channel.code, moment))

    def _wait_for(self, code: str, moment: int) -> None:
        if not moment:
            self._set.pop(code, None)
        elif self._set.get(code) != moment:
            self._set[code] = moment
            heappush(self._heap, (moment, code))
            if self._heap[0] == (moment, code):
                self._sooner.set()

    async def run(self) -> None:
        while True:
            pause = self._fire(wall_clock())
            try:
                async with asyncio.timeout(pause):
                    await self._sooner.wait()
            except TimeoutError:
                continue
            self._sooner.clear()

    def _fire(self, now: int) -> float | None:
        """Send what is due; returns the seconds until the next."""
        while self._heap and self._heap[0][0] <= now:
            moment, code = heappop(self._heap)
            if self._set.get(code) == moment:
                del self._set[code]
                self._send(code, now)
        return max(0.005, (self._heap[0][0] - now) / 1000) if self._heap else None

    def _send(self, code: str, now: int) -> None:
        channel = self._hub.channels.get(code)
        if channel is None:
            return
        for command in due(channel.state, in_room(code, now)):
            self._hub.send_by_system(code, command)
        self._wait_for(code, now + AGAIN_MS)
