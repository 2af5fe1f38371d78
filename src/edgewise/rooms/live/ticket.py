"""A seat's ticket: issued by the page after the access rules, and cheap to check on every request after it.

The page sends it in a header. A stream's request is the browser's own and has no headers of ours: it brings the same
ticket in a cookie that scripts cannot read and that goes to the live routes of this session alone. It stands in no
address.
"""

from __future__ import annotations

from functools import lru_cache
from time import time

import msgspec
from django.conf import settings
from django.core import signing
from django.http import HttpResponse
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
    sign_in: str  # the ticket ends with it; "" for a guest, whose ticket ends with the link
    expires: int  # seconds since the epoch


def issue(code: str, seat: str, person: int, sign_in: str) -> str:
    ticket = Ticket(code, seat, person, sign_in, int(time()) + TICKET_SECONDS)
    return signing.Signer(salt=SALT).sign(signing.b64_encode(msgspec.json.encode(ticket)).decode())


def cookie_name(seat: str) -> str:
    """One for each seat: a browser may show a seat's own page and the wall of the same session."""
    return f"seat-{seat or 'wall'}"


def put_cookie(response: HttpResponse, signed: str, code: str, seat: str) -> None:
    response.set_cookie(
        cookie_name(seat),
        signed,
        max_age=TICKET_SECONDS,
        path=f"/live/{code}/",
        secure=settings.HTTPS,
        httponly=True,
        samesite="Strict",
    )


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
