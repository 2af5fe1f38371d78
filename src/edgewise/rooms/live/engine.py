"""All that runs in a serving process: the hub with its writer, the clock, the relay, the heartbeat and the bots."""

from __future__ import annotations

import asyncio
import logging
import sys
from collections.abc import Awaitable, Callable, Iterable
from functools import partial
from time import monotonic

from django.conf import settings

from edgewise.domain.session.events.happened import SessionBegan, SessionClosed
from edgewise.rooms.live import frames, seat_check
from edgewise.rooms.live.bots import Bots
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.clock import Clock
from edgewise.rooms.live.hub import Hub
from edgewise.rooms.live.presence import BEAT_EVERY, Presence
from edgewise.rooms.live.relay import Relay
from edgewise.rooms.live.stream import Stream
from edgewise.rooms.live.ticket import Ticket
from edgewise.rooms.log import log, news
from edgewise.rooms.log.room_time import forget, now_in
from edgewise.rooms.log.writer import Written
from edgewise.rooms.sessions.actions.settle import settle_code, settle_what_a_stop_left_open

logger = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds between looks for screens to ask for a sign of life
LATE_LOOK_SECONDS = 1.0  # seconds by which such a look may be late before the pages are given that time
RECONCILE = 2.0
ROOMS_AT_ONCE = 100
SWITCH = 0.0005  # seconds: the writer takes the interpreter back after each call of the store; 5 ms each is too long

_running: list[Engine] = []


def engine() -> Engine:
    """The one of this process."""
    return _running[-1]


def is_running() -> bool:
    """False where pages are served without live rooms."""
    return bool(_running)


class Engine:
    def __init__(self) -> None:
        self.hub = Hub()
        self.clock = Clock(self.hub)
        self.relay = Relay(self.hub, settings.REDIS_URL) if settings.REDIS_URL else None
        self.presence = Presence(self.hub, self.relay.elsewhere if self.relay else _nowhere_else)
        if self.relay:
            self.relay.heard = self.presence.heard
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
            self._follow_ends,
            self._say_here,
            self._renew_doors,
            self.bots.run,
        ]
        if self.relay:
            parts += self.relay.parts
        self._tasks = [asyncio.create_task(_forever(part)) for part in parts]

    async def stop(self) -> None:
        news.listeners.remove(self.hub.deliver)
        await _ended(self._tasks)
        await self.hub.stop()
        if self.relay:
            await self.relay.close()
        _running.remove(self)

    def hear(self, ticket: Ticket) -> None:
        """A sign of life of a page, which may have come to another process than its screen."""
        self.presence.heard(ticket.code, ticket.seat, ticket.person)
        if self.relay:
            self.relay.pass_on(ticket.code, ticket.seat, ticket.person)

    def _settle(self, written: Written) -> None:
        """Bring the rows around the log up to it, after the answer. After a crash, the next start does it."""
        if any(isinstance(event, SessionBegan | SessionClosed) for event in written.events):
            self.hub.later(lambda: settle_code(written.code, written.state))

    async def _beat(self) -> None:
        """Each screen in a rhythm of its own, so that a thousand pages do not answer at once."""
        looked = monotonic()
        while True:
            await asyncio.sleep(LOOK_EVERY)
            late, looked = monotonic() - looked - LOOK_EVERY, monotonic()
            for channel, stream in self.hub.streams():
                if late > LATE_LOOK_SECONDS or (self.relay and not self.relay.is_listening):
                    stream.heard_at += (
                        late if late > LATE_LOOK_SECONDS else LOOK_EVERY
                    )  # what was said could not be heard
                if not self.presence.end_if_silent(channel, stream) and stream.beat_at <= looked:
                    await self._ask(channel, stream, looked)

    async def _ask(self, channel: Channel, stream: Stream, now: float) -> None:
        stream.beat_at = now + BEAT_EVERY
        stream.push(frames.beat(now_in(channel.code)))
        if not await self.hub.admits(stream.ticket):
            self.presence.end(channel, stream, frames.GOODBYE)

    async def _say_here(self) -> None:
        while self.relay:
            await asyncio.sleep(BEAT_EVERY)
            await self.relay.renew()
        await asyncio.Event().wait()

    async def _follow_ends(self) -> None:
        """Close the screens of seats, guests and sign-ins that have ended, whichever process ended them."""
        while True:
            await asyncio.sleep(seat_check.ENDS_LOOKED_FOR_EVERY)
            codes, keys = await self.hub.aside(seat_check.ended_lately)
            found = [
                (channel, stream)
                for channel, stream in self.hub.streams()
                if channel.code in codes or stream.ticket.sign_in in keys
            ]
            await self.hub.aside(partial(seat_check.renew_known, codes, keys))
            for channel, stream in found:
                if not await self.hub.admits(stream.ticket):
                    self.presence.end(channel, stream, frames.GOODBYE)

    async def _renew_doors(self) -> None:
        """Read beside the clicks who may be in which room, many rooms at once, so that no click waits for it."""
        while True:
            await asyncio.sleep(seat_check.RENEWED_EVERY)
            channels = list(self.hub.channels.values())
            for first in range(0, len(channels), ROOMS_AT_ONCE):
                part = channels[first : first + ROOMS_AT_ONCE]
                keys = {stream.ticket.sign_in for channel in part for stream in channel.streams} - {""}
                await self.hub.aside(partial(seat_check.renew, [channel.code for channel in part], keys))

    async def _reconcile(self) -> None:
        while True:
            await asyncio.sleep(RECONCILE)
            for code, channel in list(self.hub.channels.items()):
                self.presence.reconcile(channel)
                if channel.is_idle:
                    del self.hub.channels[code]
                    forget(code)


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


async def _ended(tasks: Iterable[asyncio.Task[None]]) -> None:
    """Cancel them until they have ended.

    The `asyncio.wait_for` of Python 3.11 forgets a cancellation that comes together with the result, and redis-py 8.1.0
    sends every command by it: one that is cancelled while it connects is sent, and its task goes on.
    """
    going = set(tasks)
    while going:
        for task in going:
            task.cancel()
        _, going = await asyncio.wait(going, timeout=0.5)


async def _nowhere_else(code: str) -> set[str]:
    return set()
