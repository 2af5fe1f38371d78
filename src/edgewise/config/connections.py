"""A connection of a browser: it says what it wants within some seconds and some kilobytes, or it is closed."""

from __future__ import annotations

import asyncio
import socket
from http import HTTPStatus

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from edgewise.rooms.live.descriptors import most_connections

LARGEST_HEAD = 32 * 1024  # bytes of the first line and all headers
HEAD_SECONDS = 15.0  # for the first line and the headers
BODY_SECONDS = 120.0  # for the body; a large upload on a slow line takes a minute

GONE_MS = 30_000  # for which what was sent may stay unacknowledged before the connection counts as cut

_waiting: dict[Connection, None] = {}  # connections without a whole request, the one that waits longest first


class Connection(HttpToolsProtocol):
    """uvicorn's own, with limits that it leaves to a proxy in front."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, GONE_MS)
        self._timer: asyncio.TimerHandle | None = None
        self._head = 0
        self._in_head = True
        self._expect(HEAD_SECONDS)
        self._make_room()

    def _make_room(self) -> None:
        """Where descriptors run out, connections that say nothing go first, and no page waits for them."""
        if len(self.connections) > most_connections():
            oldest = next(iter(_waiting))
            oldest.transport.abort()
            oldest._whole()

    def connection_lost(self, exc: Exception | None) -> None:
        self._whole()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            self._head += len(data)
            if self._timer is None and not self._is_answering:  # nothing but blank lines: no message begins
                self._expect(HEAD_SECONDS)
        super().data_received(data)
        if self._in_head and self._head > LARGEST_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)

    # -- the parser's callbacks, in this order for each request --------------------------------------------------

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True
        self._expect(HEAD_SECONDS)

    def on_headers_complete(self) -> None:
        self._in_head = False
        size = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if size > LARGEST_HEAD:
            self._refuse(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE)
            return
        self._head = 0
        self._expect(BODY_SECONDS)
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        if self.cycle is not None:
            super().on_body(body)

    def on_message_complete(self) -> None:
        self._whole()
        self._in_head = True  # of the next one
        if self.cycle is not None:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        super().on_response_complete()
        if self.timeout_keep_alive_task is not None:
            _waiting[self] = None  # it may go on, unless its descriptor is needed

    # -- limits --------------------------------------------------------------------------------------------------

    def _expect(self, seconds: float) -> None:
        self._whole()
        _waiting[self] = None
        self._timer = self.loop.call_later(seconds, self._too_slow)

    def _whole(self) -> None:
        """The request is here: the time that the answer takes is the server's own."""
        _waiting.pop(self, None)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @property
    def _is_answering(self) -> bool:
        cycle: RequestResponseCycle | None = self.cycle
        return cycle is not None and not cycle.response_complete

    def _too_slow(self) -> None:
        self._refuse(HTTPStatus.REQUEST_TIMEOUT)

    def _refuse(self, status: HTTPStatus) -> None:
        """Said if no answer has begun on this connection; closed in any case."""
        self._whole()
        if self.transport.is_closing():
            return
        if self._head and not self._is_answering:
            said = f"HTTP/1.1 {status.value} {status.phrase}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"
            self.transport.write(said.encode())
        self.transport.close()
