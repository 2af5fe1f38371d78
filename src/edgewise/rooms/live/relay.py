"""Between processes: `code:version` through Redis, and who is here on which of them. Without Redis: nothing to do.

Redis only makes it quick. While it is away each process reads the log for the rooms it shows.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable, Iterable
from time import time

from redis.asyncio import Redis
from redis.exceptions import RedisError

from edgewise.rooms.live.hub import Hub
from edgewise.rooms.log import log
from edgewise.rooms.log.writer import Written

logger = logging.getLogger(__name__)

TOPIC = "edgewise:rooms"
BEATS = "edgewise:beats"  # signs of life that reached another process than the screen's: "code seat person", by commas
HERE = "edgewise:here:"  # + code: a sorted set of "seat process" by when it stops counting
HERE_COUNTS = 40.0  # seconds; renewed by the engine every few seconds
POLL_AWAY = 1.0  # seconds between looks at the log while Redis is away
POLL_NEAR = 10.0  # and while it is there, for a message that got lost
FAULTS = (RedisError, OSError)


class Relay:
    def __init__(self, hub: Hub, url: str) -> None:
        self._hub = hub
        self._redis: Redis = Redis.from_url(
            url, decode_responses=True, socket_connect_timeout=2, health_check_interval=15
        )
        self._process = secrets.token_hex(4)
        self._unsent: dict[str, int] = {}
        self._beats: set[tuple[str, str, int]] = set()
        self.heard: Callable[[str, str, int], None] = _ignored  # told of a sign of life: code, seat, person
        self._something = asyncio.Event()
        self._listening = False
        self._fresh: set[str] = set()  # rooms being read again
        hub.listeners.append(self._announce)

    def _announce(self, written: Written) -> None:
        self._unsent[written.code] = written.state.version
        self._something.set()

    @property
    def is_listening(self) -> bool:
        return self._listening

    def pass_on(self, code: str, seat: str, person: int) -> None:
        """A sign of life that came to this process; its screen may be on another."""
        self._beats.add((code, seat, person))
        self._something.set()

    @property
    def parts(self) -> tuple[Callable[[], Awaitable[None]], ...]:
        """What runs side by side for as long as rooms are served."""
        return self._send_forever, self._listen_forever, self._look_forever

    # -- what this process wrote -------------------------------------------------------------------------------

    async def _send_forever(self) -> None:
        while True:
            await self._something.wait()
            self._something.clear()
            sending, self._unsent = self._unsent, {}
            beats, self._beats = self._beats, set()
            try:
                await self._send(sending, beats)
            except FAULTS:
                self._unsent = {**sending, **self._unsent}  # the newer version of a room wins
                self._something.set()
                await asyncio.sleep(POLL_AWAY)

    async def _send(self, versions: dict[str, int], beats: set[tuple[str, str, int]]) -> None:
        async with self._redis.pipeline(transaction=False) as pipe:
            if beats:
                pipe.publish(BEATS, ",".join(f"{code} {seat} {person}" for code, seat, person in beats))
            for code, version in versions.items():
                pipe.publish(TOPIC, f"{self._process} {code}:{version}")
            await pipe.execute()

    # -- what others wrote ---------------------------------------------------------------------------------------

    async def _listen_forever(self) -> None:
        while True:
            try:
                await self._listen()
            except FAULTS as error:
                if self._listening:
                    logger.warning("Redis does not answer (%s); reading the log instead.", type(error).__name__)
                self._listening = False
                await asyncio.sleep(POLL_AWAY)

    async def _listen(self) -> None:
        async with self._redis.pubsub(ignore_subscribe_messages=True) as channel:
            await channel.subscribe(TOPIC, BEATS)
            self._listening = True
            await self._look()  # for what was said while nobody listened
            while True:
                message = await channel.get_message(timeout=POLL_NEAR)
                if message and message["channel"] == BEATS:
                    self._heard_beats(str(message["data"]))
                elif message:
                    await self._heard(str(message["data"]))

    def _heard_beats(self, message: str) -> None:
        for beat in message.split(","):
            code, seat, person = beat.split(" ")
            self.heard(code, seat, int(person))

    async def _heard(self, message: str) -> None:
        process, _, news = message.partition(" ")
        code, _, version = news.rpartition(":")
        channel = self._hub.channels.get(code)
        if process != self._process and channel and int(version) > channel.state.version:
            await self._read([code])

    async def _look_forever(self) -> None:
        while True:
            await asyncio.sleep(POLL_NEAR if self._listening else POLL_AWAY)
            await self._look()

    async def _look(self) -> None:
        await self._read(list(self._hub.channels))

    async def _read(self, codes: list[str]) -> None:
        """Show events of the log that these rooms have not shown yet."""
        codes = [code for code in codes if code not in self._fresh]
        self._fresh.update(codes)
        try:
            for room in await self._hub.aside(lambda: newer_rooms(codes)):
                self._hub.learn(room.code, room)
        except log.STORE_ERRORS as error:
            logger.warning("The store did not answer (%s).", type(error).__name__)
        finally:
            self._fresh.difference_update(codes)

    # -- who is here -----------------------------------------------------------------------------------------------

    async def elsewhere(self, code: str) -> set[str] | None:
        """Renew this process's own seats of a room, and return those on other processes; None while Redis is away."""
        try:
            await self._say_here(code)
            members = await self._redis.zrangebyscore(HERE + code, time(), "+inf")
        except FAULTS:
            return None
        pairs = (str(member).split(" ") for member in members)
        return {seat for seat, process in pairs if process != self._process}

    async def renew(self) -> None:
        try:
            for code in list(self._hub.channels):
                await self._say_here(code)
        except FAULTS:
            return

    async def _say_here(self, code: str) -> None:
        channel = self._hub.channels.get(code)
        here = channel.here() if channel else set()
        known = {f"{seat} {self._process}" for seat in (channel.state.seats if channel else ())}
        until = time() + HERE_COUNTS
        async with self._redis.pipeline(transaction=False) as pipe:
            gone = known - {f"{seat} {self._process}" for seat in here}
            if gone:
                pipe.zrem(HERE + code, *gone)
            if here:
                pipe.zadd(HERE + code, {f"{seat} {self._process}": until for seat in here})
                pipe.expire(HERE + code, int(HERE_COUNTS) + 5)
            await pipe.execute()

    async def close(self) -> None:
        await self._redis.aclose()


def _ignored(code: str, seat: str, person: int) -> None:
    """Nobody asked to be told."""


def newer_rooms(codes: Iterable[str]) -> list[log.Room]:
    """Of these rooms, those the log has more of; one query tells which."""
    rooms = [log.room(code) for code in codes]
    versions = log.newest_versions([room.id for room in rooms])
    return [log.caught_up(room) if versions.get(room.id, 0) > room.state.version else room for room in rooms]
