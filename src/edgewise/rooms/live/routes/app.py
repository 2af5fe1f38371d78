"""The live routes, mounted beside Django, and what must run while they are served."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.routing import Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from edgewise.rooms.live.engine import Engine, engine
from edgewise.rooms.live.routes.commands import CommandRoute
from edgewise.rooms.live.routes.streams import StateRoute, StreamRoute, TimeRoute

live_routes: tuple[Route, ...] = (
    Route("/live/{code}/stream", StreamRoute(), methods=["GET"], name="stream"),
    Route("/live/{code}/commands", CommandRoute(), methods=["POST"], name="commands"),
    Route("/live/{code}/state", StateRoute(), methods=["GET"], name="state"),
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
                    await route.app(scope, receive, send)
                    return
        await self._rest(scope, receive, send)


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
