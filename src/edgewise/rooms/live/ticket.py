"""A seat's ticket: issued by the page after the access rules, and cheap to check on every request after it."""

from __future__ import annotations

from functools import lru_cache
from time import time

import msgspec
from django.core import signing
from msgspec import Struct

SALT = "edgewise.rooms.live.ticket"
TICKET_SECONDS = 12 * 3600  # seconds
LONGEST_TICKET = 400


class BadTicket(Exception):
    """Not ours, changed, or too old."""


class Ticket(Struct, frozen=True, array_like=True):
    code: str  # the session's
    seat: str  # "s3", "g7"; "" for a screen on the wall
    person: int  # 0 for a guest
    expires: int  # seconds since the epoch


def issue(code: str, seat: str, person: int) -> str:
    ticket = Ticket(code, seat, person, int(time()) + TICKET_SECONDS)
    return signing.Signer(salt=SALT).sign(signing.b64_encode(msgspec.json.encode(ticket)).decode())


def read(signed: str, code: str) -> Ticket:
    """The ticket for that session. Raises BadTicket."""
    if len(signed) > LONGEST_TICKET:
        raise BadTicket
    ticket = _opened(signed)
    if ticket.code != code or ticket.expires < time():
        raise BadTicket
    return ticket


@lru_cache(maxsize=8192)
def _opened(signed: str) -> Ticket:
    try:
        body = signing.Signer(salt=SALT).unsign(signed)
        return msgspec.json.decode(signing.b64_decode(body.encode()), type=Ticket)
    except (signing.BadSignature, ValueError):
        raise BadTicket from None
