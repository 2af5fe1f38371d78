"""All that runs in a serving process: the hub with its writer, the clock, the relay, the heartbeat and the bots."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable
from functools import partial

from django.conf import settings

from edgewise.domain.session.events import SessionBegan, SessionClosed
from edgewise.rooms.live import frames, seat_check
from edgewise.rooms.live.bots import Bots
from edgewise.rooms.live.clock import Clock
from edgewise.rooms.live.hub import Hub
from edgewise.rooms.live.presence import Presence
from edgewise.rooms.live.relay import Relay
from edgewise.rooms.log import log, news
from edgewise.rooms.log.writer import Written
from edgewise.rooms.sessions.actions import settle_code, settle_what_a_stop_left_open

logger = logging.getLogger(__name__)

HEARTBEAT = 15.0  # seconds
RECONCILE = 2.0
ROOMS_AT_ONCE = 100
SWITCH = 0.0005  # seconds: the writer takes the interpreter back after each call of the store; 5 ms each is too long

_running: list[Engine] = []


def engine() -> Engine:
    """The one of this process."""
    return _running[-1]


class Engine:
    def __init__(self) -> None:
        self.hub = Hub()
        self.clock = Clock(self.hub)
        self.relay = Relay(self.hub, settings.REDIS_URL) if settings.REDIS_URL else None
        self.presence = Presence(self.hub, self.relay.elsewhere if self.relay else _nowhere_else)
        self.bots = Bots(self.hub)
        self.hub.listeners.append(self._settle)
        self._tasks: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        _running.append(self)
        sys.setswitchinterval(SWITCH)
        self.hub.start()
        news.listeners.append(self.hub.deliver)
        self.hub.later(settle_what_a_stop_left_open)
        parts: list[Callable[[], Awaitable[None]]] = [
            self.clock.run,
            self._beat,
            self._reconcile,
            self._renew_doors,
            self.bots.run,
        ]
        if self.relay:
            parts.append(self.relay.run)
        self._tasks = [asyncio.create_task(_forever(part)) for part in parts]

    async def stop(self) -> None:
        news.listeners.remove(self.hub.deliver)
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.hub.stop()
        if self.relay:
            await self.relay.close()
        _running.remove(self)

    def _settle(self, written: Written) -> None:
        """Bring the rows around the log up to it, after the answer. After a crash, the next start does it."""
        if any(isinstance(event, SessionBegan | SessionClosed) for event in written.events):
            self.hub.later(lambda: settle_code(written.code, written.state))

    async def _beat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            for _, stream in self.hub.streams():
                stream.push(frames.HEARTBEAT)
                if not await self.hub.admits(stream.ticket):
                    await stream.end(frames.GOODBYE)
            if self.relay:
                await self.relay.renew()

    async def _renew_doors(self) -> None:
        """Read beside the clicks who may be in which room, many rooms at once, so that no click waits for it."""
        while True:
            await asyncio.sleep(seat_check.RENEWED_EVERY)
            codes = list(self.hub.channels)
            for first in range(0, len(codes), ROOMS_AT_ONCE):
                part = codes[first : first + ROOMS_AT_ONCE]
                await self.hub.aside(partial(seat_check.renew, part))

    async def _reconcile(self) -> None:
        while True:
            await asyncio.sleep(RECONCILE)
            for code, channel in list(self.hub.channels.items()):
                self.presence.reconcile(channel)
                if channel.is_idle:
                    del self.hub.channels[code]


async def _forever(part: Callable[[], Awaitable[None]]) -> None:
    """A part that fails is begun again; what it was about is in the log."""
    while True:
        try:
            await part()
        except log.STORE_ERRORS as error:
            logger.warning("The store did not answer (%s).", type(error).__name__)
        except Exception as error:  # noqa: BLE001
            logger.error("A part of the live rooms failed: %s.", type(error).__name__)  # noqa: TRY400
        await asyncio.sleep(1)


async def _nowhere_else(code: str) -> set[str]:
    return set()
