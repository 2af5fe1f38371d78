"""A network that swallows: nothing is closed and nothing refused, and no packet arrives any more."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Self


class Swallower:
    """Passes bytes on to a port of this machine, until it is told to swallow them."""

    def __init__(self, port: int) -> None:
        self._behind = port
        self._open = asyncio.Event()
        self._open.set()
        self._passing: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self.port: int = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._server.close()
        for task in self._passing:
            task.cancel()
        await asyncio.gather(*self._passing, return_exceptions=True)

    def swallow(self) -> None:
        self._open.clear()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._open.wait()
        there, back = await asyncio.open_connection("127.0.0.1", self._behind)
        for source, sink in ((reader, back), (there, writer)):
            task = asyncio.create_task(self._pass_on(source, sink))
            self._passing.add(task)

    async def _pass_on(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter) -> None:
        try:
            while data := await source.read(65_536):
                await self._open.wait()  # also the end of a connection is not told
                sink.write(data)
                await sink.drain()
            await self._open.wait()
        except OSError:
            pass
        finally:
            sink.close()
