"""The live routes, mounted beside Django, and what must run while they are served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from edgewise.rooms.live.commanding import CommandRoute
from edgewise.rooms.live.engine import Engine, engine
from edgewise.rooms.live.streaming import StateRoute, StreamRoute, TimeRoute

live_routes: tuple[BaseRoute, ...] = (
    Route("/live/{code}/stream", StreamRoute(), methods=["GET"], name="stream"),
    Route("/live/{code}/commands", CommandRoute(), methods=["POST"], name="commands"),
    Route("/live/{code}/state", StateRoute(), methods=["GET"], name="state"),
    Route("/live/{code}/time", TimeRoute(), methods=["GET"], name="time"),
)


@asynccontextmanager
async def lifespan(app: Starlette) -> AsyncIterator[None]:
    running = Engine()
    await running.start()
    try:
        yield
    finally:
        await running.stop()


async def end_streams() -> None:
    """Let go of every open screen, so that a server that stops need not wait for them."""
    await engine().hub.end_streams()
