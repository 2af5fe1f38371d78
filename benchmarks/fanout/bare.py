"""A bare ASGI fan-out: no database, no rules, no rendering; what the same HTTP server can do at most."""

from __future__ import annotations

import os
from itertools import count

from starlette.types import Receive, Scope, Send

PAYLOAD = b"x" * int(os.environ.get("BENCH_PAYLOAD", "200"))
streams: dict[str, list[Send]] = {}
versions = count(1)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "lifespan":
        return
    code = scope["path"].split("/")[2]
    if scope["path"].endswith("/stream"):
        await _stream(code, receive, send)
    else:
        await _command(code, receive, send)


async def _stream(code: str, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    await send({"type": "http.response.body", "body": b": here\n\n", "more_body": True})
    streams.setdefault(code, []).append(send)
    while (await receive())["type"] != "http.disconnect":
        pass
    streams[code].remove(send)


async def _command(code: str, receive: Receive, send: Send) -> None:
    while (await receive()).get("more_body"):
        pass
    version = next(versions)
    frame = b"id: %d\nevent: regions\ndata: %b\n\n" % (version, PAYLOAD)
    for each in streams.get(code, ()):
        await each({"type": "http.response.body", "body": frame, "more_body": True})
    body = b'{"version": %d}' % version
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})
