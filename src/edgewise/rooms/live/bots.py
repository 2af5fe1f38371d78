"""Bots at human speed in the free seats of a demonstration, for as long as a person is there to meet them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from edgewise.domain.session.names import SYSTEM
from edgewise.domain.session.views.audience import own_part, view_for
from edgewise.domain.simulation.bots import bots as pure
from edgewise.domain.simulation.bots.tempers import SECOND, Temper
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.hub import Hub
from edgewise.rooms.log.batch import Wish
from edgewise.rooms.log.writer import wall_clock
from edgewise.rooms.models.sessions import Session

LOOK = 1.0  # seconds between looks for demonstrations without their bots
ALONE = 600.0  # seconds that bots wait for a person to come back
BRISK = Temper("brisk", arrives=(SECOND // 2, 3 * SECOND), begins=(SECOND, 3 * SECOND // 2), passes=5, surprises=0)
TEMPERS = (
    BRISK,
    BRISK,
    Temper("quiet", arrives=(SECOND, 3 * SECOND), begins=BRISK.begins, speaks=(10, 40), hands=20, passes=30),
)


@dataclass(slots=True)
class Table:
    """The bots of one demonstration."""

    bots: list[pure.Bot]
    moved: asyncio.Event = field(default_factory=asyncio.Event)
    seen: float = field(default_factory=monotonic)  # when a person was last here


class Bots:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._tables: dict[str, Table] = {}
        self._plain: set[str] = set()  # rooms known to be no demonstration
        self._tasks: set[asyncio.Task[None]] = set()
        hub.moved.append(self._moved)

    def _moved(self, channel: Channel) -> None:
        if table := self._tables.get(channel.code):
            table.moved.set()

    async def run(self) -> None:
        """Seat the bots wherever a person looks at a demonstration, also after a restart."""
        while True:
            await asyncio.sleep(LOOK)
            self._plain &= self._hub.channels.keys()
            for channel in list(self._hub.channels.values()):
                if channel.streams and channel.code not in self._tables | dict.fromkeys(self._plain):
                    await self._consider(channel)

    async def _consider(self, channel: Channel) -> None:
        found = await self._hub.aside(lambda: Session.objects.filter(code=channel.code, demo=True).first())
        if found is None or channel.is_closed:
            self._plain.add(channel.code)
            return
        table = self._tables[channel.code] = Table(_bots(channel, set(found.human_seats)))
        channel.bots = frozenset(bot.seat for bot in table.bots)
        task = asyncio.create_task(self._play(channel, table))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _play(self, channel: Channel, table: Table) -> None:
        try:
            while not channel.is_closed and self._has_company(channel, table):
                await self._next(channel, table)
        finally:
            del self._tables[channel.code]
            channel.bots = frozenset()

    @staticmethod
    def _has_company(channel: Channel, table: Table) -> bool:
        if channel.streams or channel.polls:
            table.seen = monotonic()
        return monotonic() - table.seen < ALONE

    async def _next(self, channel: Channel, table: Table) -> None:
        """Wait for the first bot's moment and send its wish; think again whenever something happens before."""
        table.moved.clear()
        now = wall_clock()
        wishes = [(wish.at_ms, bot.seat, wish, bot) for bot in table.bots if (wish := _wish(channel, bot, now))]
        first = min(wishes, key=lambda each: each[:2], default=None)
        pause = min(5.0, max(0.0, (first[0] - now) / 1000)) if first else 5.0
        try:
            await asyncio.wait_for(table.moved.wait(), pause)
        except TimeoutError:
            if first and first[0] <= wall_clock():
                await self._send(channel, first[2], first[3])

    async def _send(self, channel: Channel, wish: pure.Wish, bot: pure.Bot) -> None:
        by = SYSTEM if wish.by == SYSTEM else bot.seat
        await self._hub.obey(Wish(channel.code, wish.command, by))
        bot.sent(wish, wall_clock())


def _wish(channel: Channel, bot: pure.Bot, now: int) -> pure.Wish | None:
    state = channel.state
    return bot.next_wish(view_for(state, channel.audience_of(bot.seat), now), own_part(state, bot.seat), now)


def _bots(channel: Channel, people: set[str]) -> list[pure.Bot]:
    seats = [seat for seat in channel.state.seats.values() if not seat.guest and seat.id not in people]
    return [
        pure.Bot(seat.id, seat.name, TEMPERS[place % len(TEMPERS)], Random(f"{channel.code} {seat.id}"))
        for place, seat in enumerate(seats)
    ]
