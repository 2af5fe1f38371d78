"""The little of HTTP that the live routes need, without a framework's request on the way of each click."""

from __future__ import annotations

from collections.abc import Awaitable, Mapping
from urllib.parse import parse_qsl

import msgspec
from django.utils.translation import gettext as _
from starlette.types import Receive, Scope, Send

MOST_FIELDS = 10  # of a query
Headers = list[tuple[bytes, bytes]]

STRICT: Headers = [
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
JSON: Headers = [(b"content-type", b"application/json"), *STRICT]
EVENTS: Headers = [(b"content-type", b"text/event-stream"), (b"x-accel-buffering", b"no"), *STRICT]

_encode = msgspec.json.Encoder(enc_hook=str).encode  # a phrase of the rules is said in the reader's language


class Problem(Exception):
    """An answer other than 200: its status, what to tell, and further headers."""

    def __init__(self, status: int, body: object, headers: Headers | None = None) -> None:
        super().__init__(status)
        self.status = status
        self.body = body
        self.headers = headers or []


class TooLarge(Problem):
    """The body is over the limit: what has not come yet is not read, and the connection ends."""

    def __init__(self) -> None:
        super().__init__(413, {"error": _("This text is too long to send.")}, [(b"connection", b"close")])


def problem(status: int, words: str) -> Problem:
    return Problem(status, {"error": words})


async def answer(send: Send, status: int, body: object, headers: Headers | None = None) -> None:
    data = _encode(body)
    length = (b"content-length", b"%d" % len(data))
    await send({"type": "http.response.start", "status": status, "headers": [*JSON, length, *(headers or [])]})
    await send({"type": "http.response.body", "body": data})


async def answer_with(send: Send, work: Awaitable[tuple[int, object]]) -> None:
    """What the work says: its status and body, or the Problem that it raises."""
    try:
        status, body = await work
    except Problem as problem:
        await answer(send, problem.status, problem.body, problem.headers)
    else:
        await answer(send, status, body)


async def body_of(receive: Receive, limit: int) -> bytes:
    """Raises TooLarge once it is over the limit, whatever its stated length."""
    whole = b""
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return b""
        part: bytes = message.get("body", b"")
        whole += part
        if len(whole) > limit:
            raise TooLarge
        if not message.get("more_body", False):
            return whole


def header(scope: Scope, name: bytes) -> str:
    found: list[tuple[bytes, bytes]] = scope["headers"]
    return next((value.decode("latin-1") for key, value in found if key == name), "")


def query(scope: Scope) -> Mapping[str, str]:
    """Raises Problem for more of it than any page of ours sends."""
    try:
        return dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=MOST_FIELDS))
    except ValueError:
        raise problem(400, _("This address has too many parts.")) from None


def code_of(scope: Scope) -> str:
    params: Mapping[str, str] = scope["path_params"]
    return params["code"]
