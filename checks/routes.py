"""Every route of the resolver and of the live ASGI routes is in the access matrix, and nothing else is."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from pathlib import Path

import django
from django.urls import URLPattern, URLResolver, get_resolver
from starlette.routing import BaseRoute, Mount, Route

MATRIX = Path("tests/access_matrix/routes.toml")


def problems(root: Path) -> list[str]:
    """One line for each route that the matrix does not know, and each line of the matrix without a route."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edgewise.config.settings")
    django.setup()
    matrix = tomllib.loads((root / MATRIX).read_text())
    return differences(set(all_routes()), {*matrix["public"], *(row.split()[0] for row in matrix["routes"])})


def differences(routes: set[str], listed: set[str]) -> list[str]:
    return [
        *(f"{name}: not in {MATRIX}" for name in sorted(routes - listed)),
        *(f"{name}: in {MATRIX}, but there is no such route" for name in sorted(listed - routes)),
    ]


def all_routes() -> Iterator[str]:
    """Names: `app:name` for Django's, `live:name` for those of the ASGI application."""
    yield from (name for name, _ in django_routes(get_resolver()))
    if find_spec("edgewise.rooms.live.routes.app"):
        from edgewise.rooms.live.routes.app import live_routes  # noqa: PLC0415  needs the apps set up

        yield from (live_name(route) for route in flat(live_routes))


def live_name(route: Route) -> str:
    return f"live:{route.name.removeprefix('live-')}"


def django_routes(
    resolver: URLResolver, namespace: str = "", arguments: frozenset[str] = frozenset()
) -> Iterator[tuple[str, frozenset[str]]]:
    """Each route's name and the names of its arguments."""
    for pattern in resolver.url_patterns:
        taken = arguments | set(pattern.pattern.converters)
        if isinstance(pattern, URLPattern):
            yield f"{namespace}{pattern.name or f'{pattern.pattern} (give it a name)'}", taken
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from django_routes(pattern, inner, taken)


def flat(routes: Iterable[BaseRoute]) -> Iterator[Route]:
    """The routes of a Starlette application, those inside mounts too."""
    for route in routes:
        if isinstance(route, Mount):
            yield from flat(route.routes)
        elif isinstance(route, Route):
            yield route
