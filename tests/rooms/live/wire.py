"""A small client of the live routes on bare sockets: one connection for clicks, one per screen."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True)
class Frame:
    event: str
    version: int
    data: Any


class Clicker:
    """One keep-alive connection that sends commands and waits for each answer."""

    def __init__(self, port: int, code: str, ticket: str, host: str = "127.0.0.1") -> None:
        self.port, self.code, self.ticket, self.host = port, code, ticket, host
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def post(self, command: Mapping[str, object] | bytes, key: str = "", **headers: str) -> tuple[int, Any]:
        """Status and body. Raises ConnectionError when the server goes away before it has answered."""
        body = command if isinstance(command, bytes) else json.dumps(command).encode()
        lines = {"X-Ticket": self.ticket, "Content-Length": str(len(body)), **headers}
        if key:
            lines["Idempotency-Key"] = key
        return await self.ask(f"POST /live/{self.code}/commands HTTP/1.1", lines, body)

    async def get(self, path: str) -> tuple[int, Any]:
        return await self.ask(f"GET {path} HTTP/1.1", {"X-Ticket": self.ticket}, b"")

    async def beat(self) -> tuple[int, Any]:
        return await self.ask(f"POST /live/{self.code}/beat HTTP/1.1", {"X-Ticket": self.ticket}, b"")

    async def ask(self, first: str, headers: Mapping[str, str], body: bytes) -> tuple[int, Any]:
        try:
            reader, writer = self._streams or await asyncio.open_connection(self.host, self.port)
            self._streams = reader, writer
            head = [first, "Host: localhost", *(f"{name.replace('_', '-')}: {said}" for name, said in headers.items())]
            writer.write("\r\n".join([*head, "", ""]).encode() + body)
            status, fields = await _head(reader)
            data = await reader.readexactly(int(fields.get("content-length", "0")))
        except (OSError, asyncio.IncompleteReadError) as error:
            self.close()
            raise ConnectionError from error
        if fields.get("connection") == "close":
            self.close()
        return status, json.loads(data) if "json" in fields.get("content-type", "") else data

    async def leave(self) -> None:
        """Close, and wait until it is."""
        if self._streams:
            self._streams[1].close()
            with contextlib.suppress(OSError):
                await self._streams[1].wait_closed()
        self._streams = None

    def close(self) -> None:
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def _head(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    lines = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines[1:] if line)
    return int(lines[0].split()[1]), fields


_answering: set[asyncio.Task[None]] = set()


async def frames(
    port: int,
    code: str,
    ticket: str,
    since: int | None = None,
    last_id: int | None = None,
    *,
    answers: bool = True,
    host: str = "127.0.0.1",
) -> AsyncGenerator[Frame, None]:
    """What a screen hears, comments included as the event "". Ends with the connection.

    As a page does, it answers each beat of the stream by a sign of life, unless told not to.
    """
    reader, writer = await asyncio.open_connection(host, port, limit=2**22)
    try:
        asked = "" if since is None else f"?since={since}"
        resume = "" if last_id is None else f"Last-Event-ID: {last_id}\r\n"
        writer.write(
            f"GET /live/{code}/stream{asked} HTTP/1.1\r\nHost: localhost\r\nX-Ticket: {ticket}\r\n{resume}\r\n".encode()
        )
        status, _ = await _head(reader)
        if status != 200:
            yield Frame("refused", status, None)
            return
        rest = b""
        while size := int(await reader.readline() or b"0", 16):
            rest += (await reader.readexactly(size + 2))[:-2]
            *whole, rest = rest.split(b"\n\n")
            for frame in (_frame(text.decode()) for text in whole):
                if answers and frame.event == "beat":
                    task = asyncio.create_task(_answer_beat(host, port, code, ticket))
                    _answering.add(task)
                    task.add_done_callback(_answering.discard)
                yield frame
    except (ConnectionError, asyncio.IncompleteReadError):
        return
    finally:
        writer.close()


async def _answer_beat(host: str, port: int, code: str, ticket: str) -> None:
    clicker = Clicker(port, code, ticket, host)
    with contextlib.suppress(ConnectionError):
        await clicker.beat()
    clicker.close()


def _frame(text: str) -> Frame:
    fields = dict(line.split(": ", 1) for line in text.split("\n") if not line.startswith(":"))
    return Frame(fields.get("event", ""), int(fields.get("id", "0")), json.loads(fields.get("data", "null")))
