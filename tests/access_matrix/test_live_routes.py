"""The lines of routes.toml for the live ASGI routes, asked by all eight people with the best ticket they could have."""

from __future__ import annotations

import asyncio
import json

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from checks.routes import flat, live_name
from edgewise.rooms.live.routes.app import lifespan, live_routes
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import open_room
from tests.access_matrix.live import best_ticket, status_of
from tests.access_matrix.test_matrix import MATRIX, METHODS
from tests.access_matrix.world import PEOPLE, seeded

LIVE = {live_name(route): route for route in flat(live_routes)}
ROWS = [
    pytest.param(route, method, id=f"{method} {name}")
    for name, route in LIVE.items()
    for method in METHODS
    if method in MATRIX["routes"].get(name, {})
]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("route", "method"), ROWS)
def test_each_person_gets_what_the_matrix_says(route: Route, method: str) -> None:
    row, world = MATRIX["routes"][live_name(route)], seeded()

    open_room(Session.objects.get(code=world.names["session"]))
    tickets = {role: best_ticket(who, world) for role, who in world.people.items()}
    path = route.path.replace("{code}", world.names["session"])
    answers = asyncio.run(_answers(method, path, tickets, json.dumps(row.get("json", {})).encode()))

    assert answers == dict(zip(PEOPLE, row[method].split(), strict=True))


async def _answers(method: str, path: str, tickets: dict[str, str], body: bytes) -> dict[str, str]:
    app = Starlette(routes=live_routes)
    async with lifespan(app):
        return {role: str(await status_of(app, method, path, signed, body)) for role, signed in tickets.items()}
