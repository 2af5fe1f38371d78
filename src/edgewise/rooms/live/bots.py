"""Bots at human speed in the free seats of a demonstration, for as long as a person is there to meet them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from random import Random
from time import monotonic

from edgewise.domain.session.commands import Contribute
from edgewise.domain.session.names import SYSTEM, Millis
from edgewise.domain.session.views.audience import own_part, view_for
from edgewise.domain.simulation.bots import bots as pure
from edgewise.domain.simulation.bots.tempers import SECOND, Temper
from edgewise.rooms.live import frames
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.hub import Hub
from edgewise.rooms.log.batch import Done, Wish
from edgewise.rooms.log.room_time import now_in, speed_of, wall_clock
from edgewise.rooms.models.sessions import Session

LOOK = 1.0  # seconds between looks for demonstrations without their bots
LONGEST_PAUSE = 5.0  # seconds of the room's time between two thoughts of the bots
ALONE = 600.0  # seconds that bots wait for a person to come back
BRISK = Temper(
    "brisk",
    arrives=(SECOND // 2, 3 * SECOND),
    begins=(4 * SECOND, 6 * SECOND),  # in which two of them say hello
    speaks=(30, 60),
    passes=5,
    moves_on=True,
    surprises=0,
)
TEMPERS = (
    BRISK,
    BRISK,
    Temper("quiet", arrives=(SECOND, 3 * SECOND), begins=BRISK.begins, speaks=(10, 40), hands=20, passes=30),
)


Wanted = pure.Wish | pure.Aloud


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
        if channel.state.at > wall_clock():  # it was sped up before a restart
            self._hub.set_speed(channel, 1)
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
        now = now_in(channel.code)
        first = min((each for bot in table.bots for each in _wanted(channel, bot, now)), key=_moment, default=None)
        pause = min(LONGEST_PAUSE, max(0.0, (first[0].at_ms - now) / 1000)) if first else LONGEST_PAUSE
        try:
            async with asyncio.timeout(pause / speed_of(channel.code)):
                await table.moved.wait()
        except TimeoutError:
            if first and first[0].at_ms <= now_in(channel.code):
                await self._act(channel, *first)

    async def _act(self, channel: Channel, wanted: Wanted, bot: pure.Bot) -> None:
        if isinstance(wanted, pure.Aloud):
            bot.spoke(wanted)
            channel.tell_said(frames.says(bot.seat, wanted.text))
            return
        by = SYSTEM if wanted.by == SYSTEM else bot.seat
        outcome = await self._hub.obey(Wish(channel.code, wanted.command, by))
        bot.sent(wanted, now_in(channel.code))
        if isinstance(outcome, Done) and isinstance(wanted.command, Contribute):
            channel.tell_said(frames.says(bot.seat, wanted.command.text))


def _wanted(channel: Channel, bot: pure.Bot, now: Millis) -> list[tuple[Wanted, pure.Bot]]:
    """What a bot wants to do and to say next."""
    state = channel.state
    view, own = view_for(state, channel.audience_of(bot.seat), now), own_part(state, bot.seat)
    found = (bot.next_wish(view, own, now), bot.next_words(view, own, now))
    return [(each, bot) for each in found if each is not None]


def _moment(each: tuple[Wanted, pure.Bot]) -> tuple[Millis, str]:
    return each[0].at_ms, each[1].seat


def _bots(channel: Channel, people: set[str]) -> list[pure.Bot]:
    seats = [seat for seat in channel.state.seats.values() if not seat.guest and seat.id not in people]
    return [
        pure.Bot(seat.id, seat.name, TEMPERS[place % len(TEMPERS)], Random(f"{channel.code} {seat.id}"))
        for place, seat in enumerate(seats)
    ]
