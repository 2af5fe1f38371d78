"""Who is at the table: a seat joins with its first screen and drops a few seconds after its last one."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from time import monotonic

from edgewise.domain.session.commands import Drop, Join
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.hub import Hub
from edgewise.rooms.live.stream import Stream
from edgewise.rooms.log.batch import Wish

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

    def opened(self, channel: Channel, stream: Stream) -> None:
        channel.streams.append(stream)
        self._arrived(channel, stream.seat)

    def closed(self, channel: Channel, stream: Stream) -> None:
        channel.streams.remove(stream)
        self._leaves(channel, stream.seat)

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
