"""`GET /live/<code>/stream`: what happens in a room, as it happens. And the same for proxies that hold streams back."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from django.utils.translation import gettext as _
from starlette.requests import cookie_parser
from starlette.types import Receive, Scope, Send

from edgewise.domain.session.views.audience import view_for
from edgewise.rooms.live import frames
from edgewise.rooms.live.channel import Channel
from edgewise.rooms.live.descriptors import most_screens
from edgewise.rooms.live.engine import engine
from edgewise.rooms.live.routes import http
from edgewise.rooms.live.routes.request_check import admitted, be_patient, be_same_origin, problems_answered
from edgewise.rooms.live.stream import Stream
from edgewise.rooms.live.ticket import Ticket, cookie_name
from edgewise.rooms.log import log
from edgewise.rooms.log.room_time import now_in, speed_of, wall_clock
from edgewise.rooms.regions.render import render_regions


class StreamRoute:
    """Called by the server as it is: whatever sits between costs memory for as long as the stream is open."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        opened = await self._opened(scope, send)
        if opened is None:
            return
        channel, stream = opened
        try:
            while (await receive())["type"] != "http.disconnect":
                pass
        finally:
            stream.over = True
            engine().presence.closed(channel, stream)

    @staticmethod
    @problems_answered
    async def _opened(scope: Scope, send: Send) -> tuple[Channel, Stream]:
        ticket, channel, since = await _room_of(scope)
        if engine().presence.screens >= most_screens():
            raise http.Problem(
                503, {"error": _("The server has no room for another screen.")}, [(b"retry-after", b"5")]
            )
        await send({"type": "http.response.start", "status": 200, "headers": http.EVENTS})
        stream = Stream(send, ticket, channel.refresh)
        engine().presence.opened(channel, stream)
        if since is not None and since > channel.state.version:
            stream.push(frames.RELOAD)
        channel.greet(stream, since)
        return channel, stream


class StateRoute:
    """`GET /live/<code>/state`: one look; counts as being here for some seconds."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answered(scope, send)

    @staticmethod
    @problems_answered
    async def _answered(scope: Scope, send: Send) -> None:
        ticket, channel, since = await _room_of(scope)
        engine().presence.polled(channel, ticket.seat)
        await http.answer(send, 200, _now(channel, ticket, since))


class BeatRoute:
    """`POST /live/<code>/beat`: a page's answer to a beat of its stream. It says that a person's screen is there."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._answered(scope, send)

    @staticmethod
    @problems_answered
    async def _answered(scope: Scope, send: Send) -> None:
        be_same_origin(scope)
        ticket = await admitted(http.code_of(scope), http.header(scope, b"x-ticket"))
        be_patient(ticket)
        engine().hear(ticket)
        await http.answer(send, 200, {})


class TimeRoute:
    """`GET /live/<code>/time`: for the browser's offset."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await http.answer(send, 200, {"now": wall_clock()})


async def _room_of(scope: Scope) -> tuple[Ticket, Channel, int | None]:
    asked = http.query(scope)
    ticket = await admitted(http.code_of(scope), http.header(scope, b"x-ticket") or _ticket_cookie(scope, asked))
    engine().hear(ticket)
    since = _number(http.header(scope, b"last-event-id")) or _number(asked.get("since", ""))
    try:
        channel = await engine().hub.channel(ticket.code)
        if since is not None and since > channel.state.version:  # another process may have written it
            engine().hub.learn(ticket.code, await engine().hub.aside(lambda: log.newest(ticket.code)))
    except log.NoSuchSession:
        raise http.problem(404, _("There is no such session.")) from None
    return ticket, channel, since


def _ticket_cookie(scope: Scope, asked: Mapping[str, str]) -> str:
    cookies = cookie_parser(http.header(scope, b"cookie"))
    return cookies.get(cookie_name(asked.get("seat", "")), "")


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def _now(channel: Channel, ticket: Ticket, since: int | None) -> list[object]:
    state, now = channel.state, now_in(channel.code)
    hello = {"version": state.version, "now": now, "own": channel.own(ticket.seat), "speed": speed_of(channel.code)}
    found: list[object] = [{"event": "hello", "data": hello}]
    if since is not None and since > state.version:
        found.append({"event": "reload", "data": {}})
    elif since != state.version:
        html = render_regions(view_for(state, channel.audience_of(ticket.seat), now))
        found.append(
            {"event": "regions", "data": {"version": state.version, "now": now, "regions": html, "full": True}}
        )
    return [msgspec.to_builtins(each, enc_hook=str) for each in found]
