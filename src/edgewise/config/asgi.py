"""The one application: static files, the live rooms' own routes, and Django for everything else."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp, Receive, Scope, Send

import edgewise.config.ready  # noqa: F401
from edgewise.config.environment import make_home
from edgewise.config.static.files import collect, files_app
from edgewise.rooms.live.routes.app import LiveFirst, lifespan, live_routes
from edgewise.rooms.regions.render import templates


class AsTyped:
    """Where people type https, a proxy ends TLS: the request is as secure as they see it, whatever is forwarded."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            scope["scheme"] = "https"
        await self.app(scope, receive, send)


def build() -> ASGIApp:
    settings.SECRET_KEY = make_home(settings.HOME, str(settings.SECRET_KEY), settings.DATABASE_FILE)
    collect()
    templates()  # or the first click would wait for them
    static = Mount(settings.STATIC_URL.rstrip("/"), files_app())
    pages = Mount("/", cast(ASGIApp, ASGIHandler()))
    whole: ASGIApp = LiveFirst(Starlette(routes=[*live_routes, static, pages], lifespan=lifespan))
    return AsTyped(whole) if settings.HTTPS else whole


application = build()
