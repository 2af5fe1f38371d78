"""Ask the live ASGI application what it would answer, without a server and without waiting for a stream to end."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Scope

from edgewise.people.models import Person
from edgewise.programmes.models.circles import Seat
from edgewise.rooms.live import ticket
from tests import make
from tests.access_matrix.world import World


@dataclass
class Visit:
    """One request whose sender hangs up as soon as the answer has begun."""

    body: bytes = b""
    status: int = 0
    answer: bytes = b""
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    sent: bool = False

    async def receive(self) -> Message:
        if not self.sent:
            self.sent = True
            return {"type": "http.request", "body": self.body, "more_body": False}
        await self.begun.wait()
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.begun.set()
        elif message["type"] == "http.response.body":
            self.answer += message.get("body", b"")


async def status_of(app: ASGIApp, method: str, path: str, signed: str, body: bytes = b"", query: str = "") -> int:
    return (await _visit(app, method, path, signed, body, query)).status


async def answer_of(app: ASGIApp, method: str, path: str, signed: str, body: bytes = b"") -> tuple[int, bytes]:
    visit = await _visit(app, method, path, signed, body)
    return visit.status, visit.answer


async def body_of(app: ASGIApp, path: str, signed: str) -> bytes:
    return (await _visit(app, "GET", path, signed, b"")).answer


async def _visit(app: ASGIApp, method: str, path: str, signed: str, body: bytes, query: str = "") -> Visit:
    scope: Scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "root_path": "",
        "query_string": query.encode(),
        "headers": [(b"host", b"localhost"), (b"x-ticket", signed.encode())],
    }
    visit = Visit(body)
    await asyncio.wait_for(app(scope, visit.receive, visit.send), timeout=10)
    return visit


def best_ticket(who: Person | None, world: World) -> str:
    """The strongest ticket a person could ever have been given: of the seat they hold or held, or of the first one."""
    if who is None:
        return ""
    code = world.names["session"]
    seats = Seat.objects.filter(circle__code=world.names["circle"], membership__person=who)
    place = next((seat.position for seat in seats), 1)
    return ticket.issue(code, f"s{place}", who.pk, make.sign_in(who))
