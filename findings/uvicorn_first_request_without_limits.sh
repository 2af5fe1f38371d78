#!/usr/bin/env bash
# uvicorn 0.54.0, limits of a connection.
#
# Expected: timeout_keep_alive also ends a connection that has not asked for anything yet; a head of a size that one of
# uvicorn's two HTTP parsers refuses is refused by the other, too.
# Seen: a new connection that says nothing stays open, while one that has had an answer is closed after the timeout; and a
# cookie of 100 kB is answered 400 by h11 and 200 by httptools, which is the default where it is installed: the option
# h11_max_incomplete_event_size is h11's alone, and nothing limits the head there.
# It is why Edgewise has a protocol class of its own on top of uvicorn's (config/connections.py).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "uvicorn==0.54.0" "httptools==0.9.0" "h11==0.16.0"
"$folder/venv/bin/python" - <<'PY'
import asyncio
from importlib.metadata import version

import uvicorn

REQUEST = b"GET / HTTP/1.1\r\nHost: localhost\r\nCookie: a=%b\r\n\r\n"


async def answer(scope, receive, send):
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"0")]})
    await send({"type": "http.response.body", "body": b""})


async def status_and_end(port: int, request: bytes) -> tuple[str, bool]:
    """The status, if anything was asked; and whether the server has closed within four seconds."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(request)
    status = (await reader.readline()).decode().split()[1] if request else "-"
    try:
        await asyncio.wait_for(reader.read(), 4)
    except TimeoutError:
        return status, False
    except ConnectionResetError:  # closed before all was read
        return status, True
    finally:
        writer.close()
    return status, True


async def told(http: str) -> dict[str, tuple[str, bool]]:
    config = uvicorn.Config(answer, port=0, http=http, log_level="critical", timeout_keep_alive=1, lifespan="off")
    server = uvicorn.Server(config)
    serving = asyncio.create_task(server.serve())
    while not server.started:
        await asyncio.sleep(0.05)
    port = server.servers[0].sockets[0].getsockname()[1]
    small, large, silent = await asyncio.gather(
        *(status_and_end(port, request) for request in (REQUEST % b"b", REQUEST % (b"b" * 1_000_000), b""))
    )
    server.should_exit = True
    await serving
    return {"answered": small, "1 MB of cookie": large, "silent": silent}


assert version("uvicorn") == "0.54.0"
found = {http: asyncio.run(told(http)) for http in ("httptools", "h11")}
for http, seen in found.items():
    print(http, seen)
assert found["httptools"] == {"answered": ("200", True), "1 MB of cookie": ("200", True), "silent": ("-", False)}
assert found["h11"] == {"answered": ("200", True), "1 MB of cookie": ("400", True), "silent": ("-", False)}
PY
