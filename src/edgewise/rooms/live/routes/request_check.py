"""Who may ask at all: the ticket, the seat behind it, the origin of the page, and how often."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import wraps
from time import monotonic
from typing import TypeVar
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from starlette.types import Scope, Send

from edgewise.rooms.live import seat_check, ticket
from edgewise.rooms.live.engine import engine
from edgewise.rooms.live.routes import http
from edgewise.rooms.log.batch import PURGED

RATE = 15.0  # requests a second that a seat may keep up
BURST = 60.0
MOST_BUCKETS = 20_000

Result = TypeVar("Result")
_buckets: dict[tuple[str, str, int], tuple[float, float]] = {}


def problems_answered(
    handle: Callable[[Scope, Send], Awaitable[Result]],
) -> Callable[[Scope, Send], Awaitable[Result | None]]:
    """A Problem raised before the answer began becomes the answer."""

    @wraps(handle)
    async def handled(scope: Scope, send: Send) -> Result | None:
        try:
            return await handle(scope, send)
        except http.Problem as problem:
            await http.answer(send, problem.status, problem.body, problem.headers)
            return None

    return handled


async def admitted(code: str, signed: str) -> ticket.Ticket:
    """The ticket, if it is good for this session and its holder may still be there. Raises Problem."""
    try:
        found = ticket.read(signed, code)
    except ticket.BadTicket:
        raise http.problem(401, _("This page has been open too long. Load it again.")) from None
    if not await engine().hub.admits(found):
        if await engine().hub.aside(lambda: seat_check.is_purged(code)):
            raise http.problem(410, PURGED.reason)
        raise http.problem(403, _("This seat is no longer yours."))
    return found


async def seated(scope: Scope) -> ticket.Ticket:
    """The ticket of somebody at the table, for what changes something there. Raises Problem."""
    be_same_origin(scope)
    found = await admitted(http.code_of(scope), http.header(scope, b"x-ticket"))
    if not found.seat:
        raise http.problem(403, _("A wall screen only shows the session."))
    be_patient(found)
    return found


def be_same_origin(scope: Scope) -> None:
    """A page of another site cannot read our ticket; should it ever get one, it is still refused here."""
    origin = http.header(scope, b"origin")
    if not origin or origin in settings.CSRF_TRUSTED_ORIGINS:
        return
    if urlsplit(origin).netloc != http.header(scope, b"host"):
        raise http.problem(403, _("This request comes from another site."))


def be_patient(who: ticket.Ticket) -> None:
    """A bucket per seat: nobody at a table clicks as often; a script might."""
    if len(_buckets) > MOST_BUCKETS:
        _buckets.clear()
    seat, now = (who.code, who.seat, who.person), monotonic()
    left, since = _buckets.get(seat, (BURST, now))
    left = min(BURST, left + (now - since) * RATE)
    if left < 1:
        _buckets[seat] = (left, now)
        raise http.Problem(429, {"error": _("Too many clicks at once. Wait a second.")}, [(b"retry-after", b"1")])
    _buckets[seat] = (left - 1, now)
