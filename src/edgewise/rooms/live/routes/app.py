"""The live routes, mounted beside Django, and what must run while they are served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from edgewise.rooms.live.engine import Engine, engine, is_running
from edgewise.rooms.live.routes.commands import CommandRoute
from edgewise.rooms.live.routes.speed import SpeedRoute
from edgewise.rooms.live.routes.streams import BeatRoute, StateRoute, StreamRoute, TimeRoute

live_routes: tuple[Route, ...] = (
    Route("/live/{code}/stream", StreamRoute(), methods=["GET"], name="stream"),
    Route("/live/{code}/commands", CommandRoute(), methods=["POST"], name="commands"),
    Route("/live/{code}/state", StateRoute(), methods=["GET"], name="state"),
    Route("/live/{code}/beat", BeatRoute(), methods=["POST"], name="beat"),
    Route("/live/{code}/speed", SpeedRoute(), methods=["POST"], name="speed"),
    Route("/live/{code}/time", TimeRoute(), methods=["GET"], name="time"),
)


class LiveFirst:
    """The live routes without the layers round every other answer: a stream pays for them as long as it is open."""

    def __init__(self, rest: ASGIApp) -> None:
        self._rest = rest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"].startswith("/live/"):
            for route in live_routes:
                match, found = route.matches(scope)
                if match is Match.FULL:
                    scope.update(found)
                    await engine().hub.let_pages_by()
                    await route.app(scope, receive, send)
                    return
        if scope["type"] != "http" or not is_running():
            await self._rest(scope, receive, send)
            return
        hub = engine().hub
        hub.pages += 1
        try:
            await self._rest(scope, receive, send)
        finally:
            hub.pages -= 1


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
