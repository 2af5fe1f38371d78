"""200 rooms x 6 screens: bare ASGI, Edgewise, and Django Channels doing the same durable write, side by side.

Every server is uvicorn with uvloop and without an access log; SQLite in WAL mode, synchronous=FULL, on the same disk.
A click raises or lowers a hand: six screens change. The bare server and the peer send frames as long as ours.
`cmds/s` are acknowledged and on disk, counted until every screen shows the last. A room that is clicked again before
it is shown is shown once, at its newest: `shown/s` counts what reached the six screens.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import machine
from tests.e2e.server import free_port

Measured = dict[str, float]

ROOMS = 200
MORE_ROOMS = 1000
FRAME = 7000  # bytes; about what a hand changes on a screen of ours


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="edgewise-bench-") as folder:
        world = _world(Path(folder), "ours", ROOMS)
        rows = {
            "bare ASGI, 200 bytes": _measure("benchmarks.fanout.bare", Path(folder, "ours"), world, payload=200),
            "bare ASGI, our frames": _measure("benchmarks.fanout.bare", Path(folder, "ours"), world),
            "Edgewise": _measure("benchmarks.fanout.ours", Path(folder, "ours"), world),
        }
        if redis := machine.redis_url():
            peers = _world(Path(folder), "peer", ROOMS)
            rows["Django Channels"] = _measure("benchmarks.fanout.peer", Path(folder, "peer"), peers, redis=redis)
        more = _world(Path(folder), "more", MORE_ROOMS)
        rows[f"Edgewise, {MORE_ROOMS} rooms"] = _measure("benchmarks.fanout.ours", Path(folder, "more"), more)
    _print(rows)
    return _judge(rows)


def _world(folder: Path, name: str, rooms: int) -> Path:
    home = folder / name
    home.mkdir()
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.fanout.world", str(rooms)],
        env=_environment(home),
        capture_output=True,
        check=True,
    )
    world = folder / f"{name}.json"
    world.write_bytes(done.stdout)
    return world


def _environment(home: Path, payload: int = FRAME, redis: str = "") -> dict[str, str]:
    plain = {key: said for key, said in os.environ.items() if not key.startswith(("EDGEWISE_", "DJANGO_"))}
    return plain | {"EDGEWISE_HOME": str(home), "BENCH_PAYLOAD": str(payload), "BENCH_REDIS_URL": redis}


def _measure(module: str, home: Path, world: Path, *, payload: int = FRAME, redis: str = "") -> Measured:
    with _serving(module, _environment(home, payload, redis)) as (port, pid):
        load = [sys.executable, "-m", "benchmarks.fanout.load", str(port), str(world), str(pid)]
        found: Measured = json.loads(
            subprocess.run(load, stdout=subprocess.PIPE, check=True, text=True, timeout=120).stdout
        )
        return found


@contextmanager
def _serving(module: str, environment: dict[str, str]) -> Iterator[tuple[int, int]]:
    port = free_port()
    options = ["--port", str(port), "--loop", "uvloop", "--no-access-log", "--log-level", "error"]
    server = subprocess.Popen([sys.executable, "-m", "uvicorn", f"{module}:application", *options], env=environment)
    try:
        _wait(port)
        yield port, server.pid
    finally:
        server.kill()
        server.wait()


def _wait(port: int) -> None:
    for _ in range(600):
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        time.sleep(0.1)
    raise RuntimeError("the server did not start")


COLUMNS = {  # heading -> what is measured, decimals
    "kB/stream": ("kb_per_stream", 1),
    "p50 ms": ("p50_ms", 1),
    "p99 ms": ("p99_ms", 1),
    "cmds/s": ("per_second", 0),
    "shown/s": ("shown_per_second", 0),
    "frame B": ("frame", 0),
}


def _print(rows: dict[str, Measured]) -> None:
    print(f"{'server':24}", *(f"{heading:>9}" for heading in COLUMNS))
    for name, row in rows.items():
        print(f"{name:24}", *(f"{row[key]:9.{decimals}f}" for key, decimals in COLUMNS.values()))


def _judge(rows: dict[str, Measured]) -> int:
    ours, bare, more = rows["Edgewise"], rows["bare ASGI, our frames"], rows[f"Edgewise, {MORE_ROOMS} rooms"]
    small, peer = rows["bare ASGI, 200 bytes"], rows.get("Django Channels")
    found = [
        ("commands/s, share of bare", ours["per_second"] / bare["per_second"], 0.15, 9.0),
        ("changes shown on six screens/s, share of bare", ours["shown_per_second"] / bare["per_second"], 0.15, 9.0),
        ("commands/s, share of bare with 200 bytes", ours["per_second"] / small["per_second"], 0.15, 9.0),
        ("p99 click to six, times bare", ours["p99_ms"] / bare["p99_ms"], 0.0, 5.0),
        ("kB of memory per idle stream", ours["kb_per_stream"], 0.0, 16.0),
        ("cost of a command at 1,000 rooms, times 200", ours["per_second"] / more["per_second"], 0.0, 1.3),
    ]
    if peer:
        found.append(("commands/s, times Channels", ours["per_second"] / peer["per_second"], 4.0, 1e9))
    for words, value, least, most in found:
        bar = f">= {least:g}" if least else f"<= {most:g}"
        print(f"{words:46} {value:8.2f}   bar {bar:8} {'kept' if least <= value <= most else 'MISSED'}")
    return int(any(not least <= value <= most for _, value, least, most in found))


if __name__ == "__main__":
    sys.exit(main())
