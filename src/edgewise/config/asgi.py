"""The one application: static files, the live rooms' own routes, and Django for everything else."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.core.handlers.asgi import ASGIHandler
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import ASGIApp

import edgewise.config.ready  # noqa: F401
from edgewise.config.static import collect, files_app
from edgewise.rooms.live.routes.app import LiveFirst, lifespan, live_routes
from edgewise.rooms.regions.render import templates


def build() -> ASGIApp:
    collect()
    templates()  # or the first click would wait for them
    static = Mount(settings.STATIC_URL.rstrip("/"), files_app())
    pages = Mount("/", cast(ASGIApp, ASGIHandler()))
    return LiveFirst(Starlette(routes=[*live_routes, static, pages], lifespan=lifespan))


application = build()
