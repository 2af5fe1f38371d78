"""`POST /live/<code>/commands`: one wish, answered once it is on disk."""

from __future__ import annotations

import hashlib
import re
import secrets
from typing import Any

import msgspec
from django.utils.translation import gettext as _
from starlette.types import Receive, Scope, Send

from edgewise.domain.session.commands import BY_SYSTEM, AnyCommand
from edgewise.domain.session.refusal import Refused
from edgewise.domain.session.views.audience import own_part
from edgewise.rooms.live.engine import engine
from edgewise.rooms.live.routes import http
from edgewise.rooms.live.routes.request_check import seated
from edgewise.rooms.live.ticket import Ticket
from edgewise.rooms.log.batch import Done, Failed, Outcome, Wish
from edgewise.rooms.log.room_time import now_in

LARGEST_COMMAND = 64 * 1024
KEY = re.compile(r"[A-Za-z0-9_-]{8,64}\Z")

_envelope = msgspec.json.Decoder(dict[str, Any])


class CommandRoute:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await http.answer_with(send, _obeyed(scope, receive))


async def _obeyed(scope: Scope, receive: Receive) -> tuple[int, object]:
    ticket = await seated(scope)
    engine().hear(ticket)
    data = await http.body_of(receive, LARGEST_COMMAND)
    command, seat = _read(data, ticket.seat)
    key = _key(ticket, http.header(scope, b"idempotency-key"))
    recorder = ticket.seat if seat != ticket.seat else ""
    return _answer(await engine().hub.obey(Wish(ticket.code, command, seat, recorder, key)), ticket)


def _read(data: bytes, own_seat: str) -> tuple[AnyCommand, str]:
    """The command, and the seat it is for: in one-laptop mode the chair records for others."""
    try:
        envelope = _envelope.decode(data)
        seat = envelope.pop("for", own_seat)
        command = msgspec.convert(envelope, AnyCommand)
    except (msgspec.DecodeError, RecursionError) as error:
        raise http.problem(400, str(error)) from None
    if not isinstance(seat, str):
        raise http.problem(400, "Expected `str` - at `$.for`")
    if isinstance(command, BY_SYSTEM):
        raise http.problem(403, _("Only the server does this."))
    return command, seat


def _key(ticket: Ticket, said: str) -> bytes:
    """Of this seat and this request, and telling neither."""
    if said and not KEY.match(said):
        raise http.problem(400, _("Idempotency-Key: expected 8 to 64 letters, digits, - or _"))
    whole = f"{ticket.code} {ticket.seat} {said or secrets.token_hex(16)}"
    return hashlib.blake2b(whole.encode(), digest_size=16).digest()


def _answer(outcome: Outcome, ticket: Ticket) -> tuple[int, object]:
    match outcome:
        case Done(version, state):
            own = own_part(state, ticket.seat) if ticket.seat in state.seats else None
            return 200, {"version": version, "now": now_in(ticket.code), "own": own}
        case Refused(code, reason, suggestion):
            return 409, {"refused": code, "reason": reason, "suggestion": suggestion}
        case Failed():
            return 503, {"error": _("The server could not save this. Nothing is lost. Try again.")}
