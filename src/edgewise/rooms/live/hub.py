"""The rooms with screens on this process, and the way of a wish through the writer to all of these screens."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from time import monotonic
from typing import TypeVar

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from edgewise.domain.session.commands import AnyCommand
from edgewise.domain.session.names import SYSTEM
from edgewise.rooms.live import frames, seat_check
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.stream import Stream
from edgewise.rooms.live.ticket import Ticket
from edgewise.rooms.log import log, room_time
from edgewise.rooms.log.batch import Done, Outcome, Wish
from edgewise.rooms.log.writer import Answered, Writer, Written

SHARE_OF_PAGES = 1.0  # of the time that showing rooms takes, while a page is being made
GATE_SECONDS = 0.002  # seconds between two requests of rooms, while a page is being made

logger = logging.getLogger(__name__)
Result = TypeVar("Result")
Listener = Callable[[Written], None]


class Hub:
    def __init__(self) -> None:
        self.channels: dict[str, Channel] = {}
        self.listeners: list[Listener] = []  # told of every write of this process
        self.moved: list[Callable[[Channel], None]] = []  # told when a room here has a newer state
        self._loop = asyncio.get_running_loop()
        self._writer = Writer(self.deliver)
        self._opened: list[BaseDatabaseWrapper] = []  # by the threads aside
        self._aside = ThreadPoolExecutor(2, "edgewise-aside", initializer=self._open)
        self._tasks: set[asyncio.Future[object]] = set()
        self._to_show: dict[str, Written] = {}
        self._showing: asyncio.Task[None] | None = None
        self.pages = 0  # of Django, being made on this process now
        self._gate = asyncio.Lock()

    def start(self) -> None:
        self._writer.start()

    async def stop(self) -> None:
        await self.end_streams()
        await asyncio.to_thread(self._stop_threads)

    def _stop_threads(self) -> None:
        self._writer.stop()
        self._aside.shutdown(wait=True)
        for one in self._opened:
            one.close()

    def _open(self) -> None:
        """A thread's own connection, to be closed by another when the thread has ended."""
        own = connections[DEFAULT_DB_ALIAS]
        own.inc_thread_sharing()
        self._opened.append(own)

    async def end_streams(self) -> None:
        for _, stream in self.streams():
            stream.end()
        await asyncio.sleep(0)  # in which they are told

    async def let_pages_by(self) -> None:
        """While a page is being made, requests of rooms are taken up one by one.

        A page needs the event loop about ten times, and between two of them the loop does all that has come meanwhile:
        without this, a page waits ten times for everybody's clicks, and no click waits for a page.
        """
        if self.pages:
            async with self._gate:
                await asyncio.sleep(GATE_SECONDS)

    # -- wishes ------------------------------------------------------------------------------------------------

    async def obey(self, wish: Wish) -> Outcome:
        """The outcome, once it is on disk."""
        reply: asyncio.Future[Outcome] = self._loop.create_future()
        self._writer.submit(Wish(wish.code, wish.command, wish.by, wish.recorder, wish.key, reply))
        return await reply

    def send_by_system(self, code: str, command: AnyCommand) -> None:
        self.send(Wish(code, command, SYSTEM))

    def send(self, wish: Wish) -> None:
        """A wish whose answer nobody waits for."""
        self._writer.submit(wish)

    def deliver(self, answered: Answered) -> None:
        """After a commit, on the thread that wrote."""
        try:
            self._loop.call_soon_threadsafe(self._delivered, answered)
        except RuntimeError:
            logger.info("The server stopped before an answer was sent; it is in the log.")

    def _delivered(self, answered: Answered) -> None:
        for wish, outcome in answered.outcomes:
            if wish.reply is not None and not wish.reply.done():
                wish.reply.set_result(outcome)
            if isinstance(outcome, Done) and outcome.again:
                self.learn(wish.code, outcome)
        for written in answered.written:
            self._show_soon(written)
            for listener in self.listeners:
                listener(written)

    def _show_soon(self, written: Written) -> None:
        """Answers go out first; a room that moves again before its turn is shown once, at its newest."""
        earlier = self._to_show.get(written.code)
        self._to_show[written.code] = replace(written, by=frozenset()) if earlier else written
        if self._showing is None or self._showing.done():
            self._showing = self._loop.create_task(self._show_in_turn())

    async def _show_in_turn(self) -> None:
        while self._to_show:
            begun = monotonic()
            self._show(self._to_show.pop(next(iter(self._to_show))))
            # Lets the next clicks in, so that the writer is busy meanwhile. A page that is being made gets as much time
            # as the rooms took: a room that moves while it waits is still shown once, so that costs no work.
            await asyncio.sleep(SHARE_OF_PAGES * (monotonic() - begun) if self.pages else 0)

    def _show(self, written: Written) -> None:
        channel = self.channels.get(written.code)
        if channel is not None:
            channel.publish(written.state, written.by)
            self._tell_moved(channel)

    def learn(self, code: str, newer: Done | log.Room) -> None:
        """Show a state that another process, or an earlier attempt, has written."""
        channel = self.channels.get(code)
        if channel is not None:
            channel.publish(newer.state)
            self._tell_moved(channel)

    def _tell_moved(self, channel: Channel) -> None:
        for tell in self.moved:
            tell(channel)

    def set_speed(self, channel: Channel, speed: int) -> None:
        """Of a demonstration: time runs faster there, or as usual again, on every screen of this process."""
        room_time.go_on_at(channel.code, speed, channel.state.at)
        channel.tell(frames.speed(room_time.now_in(channel.code), speed))
        self._tell_moved(channel)

    # -- screens -----------------------------------------------------------------------------------------------

    async def channel(self, code: str) -> Channel:
        """The room, read from the log if nobody here looks at it yet. Raises NoSuchSession."""
        channel = self.channels.get(code)
        if channel is None:
            room = await self.aside(lambda: log.newest(code))
            channel = self.channels.setdefault(code, Channel(code, room.state, monotonic()))
            self._tell_moved(channel)
        return channel

    async def admits(self, ticket: Ticket) -> bool:
        return seat_check.remembered(ticket) or await self.aside(lambda: seat_check.ask(ticket))

    def streams(self) -> Iterator[tuple[Channel, Stream]]:
        for channel in list(self.channels.values()):
            for stream in list(channel.streams):
                yield channel, stream

    # -- beside the loop -----------------------------------------------------------------------------------------

    async def aside(self, work: Callable[[], Result]) -> Result:
        """Run what reads the store on a thread with its own connection."""
        return await self._loop.run_in_executor(self._aside, _connected, work)

    def later(self, work: Callable[[], object]) -> None:
        """The same, waiting for nothing; a fault is told by its kind only."""
        task = self._loop.run_in_executor(self._aside, _connected, work)
        self._tasks.add(task)
        task.add_done_callback(self._finished)

    def _finished(self, task: asyncio.Future[object]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            logger.error("Work beside a session failed: %s.", type(error).__name__)


def _connected(work: Callable[[], Result]) -> Result:
    """A connection that was cut is opened anew, once."""
    try:
        return work()
    except log.STORE_ERRORS:
        connection.close()
        return work()
