"""The one application: static files, the live rooms' own routes, and Django for everything else."""

from __future__ import annotations

import os
from importlib.util import find_spec

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")

from django.conf import settings
from django.core.asgi import get_asgi_application
from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount

django_application = get_asgi_application()  # sets the apps up; what follows may import models

from edgewise.config.static import collect, files_app


def build() -> Starlette:
    collect()
    static = Mount(settings.STATIC_URL.rstrip("/"), files_app())
    live: list[BaseRoute] = []
    lifespan = None
    if find_spec("edgewise.rooms.live") and find_spec("edgewise.rooms.live.app"):
        from edgewise.rooms.live.app import lifespan, live_routes

        live = list(live_routes)
    return Starlette(routes=[*live, static, Mount("/", django_application)], lifespan=lifespan)


application = build()
