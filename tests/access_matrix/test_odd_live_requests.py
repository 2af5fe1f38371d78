"""The live routes of the matrix, asked with what no page of ours sends."""

from __future__ import annotations

import asyncio

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from edgewise.rooms.live.routes.app import lifespan, live_routes
from edgewise.rooms.models.sessions import Session
from edgewise.rooms.sessions.actions.room import open_room
from tests.access_matrix.live import best_ticket, status_of
from tests.access_matrix.test_live_routes import LIVE
from tests.access_matrix.test_odd_requests import MANY, ODD
from tests.access_matrix.world import seeded

pytestmark = pytest.mark.store


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("route", LIVE.values(), ids=LIVE)
def test_an_odd_request_of_a_live_route_is_answered(route: Route) -> None:
    world = seeded()
    open_room(Session.objects.get(code=world.names["session"]))
    signed = best_ticket(world.people["chair"], world)
    path = route.path.replace("{code}", world.names["session"])

    answers = asyncio.run(_answers(route, path, signed))

    assert {query: status for query, status in answers.items() if status >= 500} == {}
    assert "GET" not in (route.methods or ()) or "time" in path or answers[MANY] == 400


async def _answers(route: Route, path: str, signed: str) -> dict[str, int]:
    app = Starlette(routes=live_routes)
    method = "GET" if "GET" in (route.methods or ()) else "POST"
    queries = [*(f"since={value}&seat={value}" for value in ODD), MANY, "since=1&since=2"]
    async with lifespan(app):
        return {odd: await status_of(app, method, path, signed, odd.encode(), query=odd) for odd in queries}
