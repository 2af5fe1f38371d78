"""Who is at the table: a seat joins with its first screen and drops a few seconds after its last one.

An open connection is no proof of a person: a laptop that lost its network closes nothing. So each page is asked for a
sign of life, and a screen that has given none is closed here as if its page had closed it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from edgewise.domain.session.commands import Drop, Join
from edgewise.rooms.live import frames
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.hub import Hub
from edgewise.rooms.live.stream import Stream
from edgewise.rooms.log.batch import Wish

BEAT_EVERY = 8.0  # seconds after which a page is asked for a sign of life
SILENT_SECONDS = 20.0  # seconds without one, after which a screen counts as closed
MOST_SCREENS = 8  # of one seat and person; the one opened first ends
RELOAD_SECONDS = 3.0  # seconds in which a reload or a tunnel passes unnoticed
POLL_COUNTS = 10.0  # seconds for which one poll counts as being here
RESTART_SECONDS = 8.0  # after a restart screens need a moment to come back, before anybody missing is dropped
JOIN_AGAIN_SECONDS = 5.0

Elsewhere = Callable[[str], Awaitable[set[str] | None]]  # seats of a room on other processes; None: unknown now


class Presence:
    def __init__(self, hub: Hub, elsewhere: Elsewhere) -> None:
        self._hub = hub
        self._elsewhere = elsewhere
        self._checks: set[asyncio.Task[None]] = set()
        self.screens = 0  # open on this process, in all rooms

    def opened(self, channel: Channel, stream: Stream) -> None:
        self.screens += 1
        channel.streams.append(stream)
        screens = [each for each in channel.streams if each.of == stream.of]
        for oldest in screens[:-MOST_SCREENS]:
            self.end(channel, oldest, frames.CROWDED)
        self._arrived(channel, stream.seat)

    def closed(self, channel: Channel, stream: Stream, delay: float = RELOAD_SECONDS) -> None:
        """By its page or by the server; of the two the second finds nothing to do."""
        if stream in channel.streams:
            self.screens -= 1
            channel.streams.remove(stream)
            self._leaves(channel, stream.seat, delay)

    def end(self, channel: Channel, stream: Stream, last: bytes, delay: float = RELOAD_SECONDS) -> None:
        """It counts as closed at once, however long its connection may take to notice."""
        stream.end(last)
        self.closed(channel, stream, delay)

    def heard(self, code: str, seat: str, person: int) -> None:
        """A sign of life. It counts for every screen of that seat and person: one of them suffices to be here."""
        channel = self._hub.channels.get(code)
        for stream in channel.streams if channel else ():
            if stream.of == (seat, person):
                stream.heard_at = monotonic()

    def end_if_silent(self, channel: Channel, stream: Stream) -> bool:
        if monotonic() - stream.heard_at < SILENT_SECONDS:
            return False
        self.end(channel, stream, b"", delay=0)
        return True

    def polled(self, channel: Channel, seat: str) -> None:
        if not seat:
            return
        if timer := channel.polls.pop(seat, None):
            timer.cancel()
        channel.polls[seat] = asyncio.get_running_loop().call_later(POLL_COUNTS, self._poll_ended, channel, seat)
        self._arrived(channel, seat)

    def _poll_ended(self, channel: Channel, seat: str) -> None:
        channel.polls.pop(seat, None)
        self._leaves(channel, seat)

    def _arrived(self, channel: Channel, seat: str) -> None:
        if timer := channel.leaving.pop(seat, None):
            timer.cancel()
        known = channel.state.seats.get(seat)
        if known is not None and not known.present and not channel.is_closed:
            self._hub.send(Wish(channel.code, Join(), seat))

    def _leaves(self, channel: Channel, seat: str, delay: float = RELOAD_SECONDS) -> None:
        if seat and seat not in channel.here() and seat not in channel.leaving:
            channel.leaving[seat] = asyncio.get_running_loop().call_later(delay, self._check, channel, seat)

    def _check(self, channel: Channel, seat: str) -> None:
        task = asyncio.get_running_loop().create_task(self._drop_if_gone(channel, seat))
        self._checks.add(task)
        task.add_done_callback(self._checks.discard)

    async def _drop_if_gone(self, channel: Channel, seat: str) -> None:
        others = await self._elsewhere(channel.code)
        channel.leaving.pop(seat, None)
        if seat in channel.here() or channel.is_closed:
            return
        if others is None:  # Redis is away: not known, so later
            self._leaves(channel, seat, JOIN_AGAIN_SECONDS)
        elif seat not in others and _counts(channel, seat):
            self._hub.send_by_system(channel.code, Drop(seat=seat))

    def reconcile(self, channel: Channel) -> None:
        """After a restart or a lost message: make the state agree with the open screens."""
        if channel.is_closed or monotonic() - channel.opened_at < RESTART_SECONDS:
            return
        here = channel.here()
        for seat in channel.state.seats.values():
            if seat.present and seat.id not in here and _counts(channel, seat.id):
                self._leaves(channel, seat.id)
            elif not seat.present and seat.id in here - channel.bots:
                self._arrived(channel, seat.id)


def _counts(channel: Channel, seat: str) -> bool:
    """In one-laptop mode people are in the boardroom by the chair's word, not by a screen."""
    state = channel.state
    known = state.seats.get(seat)
    return known is not None and known.present and (not state.one_laptop or seat == state.control.chair)
