"""One open screen. A thousand of them idle: a few slots each, no task beyond the server's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Generator
from contextlib import suppress
from time import monotonic
from typing import Any

from starlette.types import Send

from edgewise.domain.session.views.view import Audience
from edgewise.rooms.live.ticket import Ticket

_finishing: set[asyncio.Task[None]] = set()


class Stream:
    __slots__ = (
        "_send",
        "audience",
        "beat_at",
        "behind",
        "caught_up",
        "heard_at",
        "over",
        "stuck",
        "ticket",
        "version",
    )

    def __init__(self, send: Send, ticket: Ticket, caught_up: Callable[[Stream], None]) -> None:
        self._send = send
        self.ticket = ticket
        self.version = 0  # what the screen shows
        self.audience = Audience.EVERYONE
        self.stuck = False  # the client reads more slowly than we write
        self.behind = False  # and has missed something
        self.over = False
        self.caught_up = caught_up
        self.heard_at = monotonic()  # the last sign of life of its page
        self.beat_at = 0.0  # when it is asked for one again

    @property
    def seat(self) -> str:
        return self.ticket.seat

    @property
    def of(self) -> tuple[str, int]:
        """Whose screen it is: a seat and its person, or the wall of a person."""
        return self.ticket.seat, self.ticket.person

    def push(self, data: bytes) -> None:
        """Write now, or skip if the last write is still stuck: regions are whole, so the newest is enough."""
        if self.over:
            return
        if self.stuck:
            self.behind = True
            return
        # Driven by hand: a task per write costs more than the write, and only a full socket suspends.
        writing = self._send({"type": "http.response.body", "body": data, "more_body": True})
        assert isinstance(writing, Coroutine)
        try:
            waits_for = writing.send(None)
        except StopIteration:
            return
        self.stuck = True
        task = asyncio.get_running_loop().create_task(self._finish(_Rest(writing, waits_for)))
        _finishing.add(task)
        task.add_done_callback(_finishing.discard)

    async def _finish(self, rest: _Rest) -> None:
        try:
            await rest
        except OSError:
            self.over = True
        self.stuck = False
        if self.behind and not self.over:
            self.behind = False
            self.caught_up(self)

    def end(self, last: bytes = b"") -> None:
        """Nobody waits for it: to a client that is gone the last words may be stuck for long."""
        if not self.over:
            task = asyncio.get_running_loop().create_task(self._ended(last))
            self.over = True
            _finishing.add(task)
            task.add_done_callback(_finishing.discard)

    async def _ended(self, last: bytes) -> None:
        with suppress(OSError):
            await self._send({"type": "http.response.body", "body": last, "more_body": False})


class _Rest:
    """A coroutine that has already run up to its first wait, to be awaited to its end."""

    def __init__(self, begun: Coroutine[Any, Any, None], waits_for: Any) -> None:
        self._begun = begun
        self._waits_for = waits_for

    def __await__(self) -> Generator[Any, Any, None]:
        yield self._waits_for
        yield from self._begun.__await__()
