"""The little of HTTP that the live routes need, without a framework's request on the way of each click."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl

import msgspec
from starlette.types import Receive, Scope, Send

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


class TooLarge(Exception):
    """The body is over the limit."""


def problem(status: int, words: str) -> Problem:
    return Problem(status, {"error": words})


async def answer(send: Send, status: int, body: object, headers: Headers | None = None) -> None:
    data = _encode(body)
    length = (b"content-length", b"%d" % len(data))
    await send({"type": "http.response.start", "status": status, "headers": [*JSON, length, *(headers or [])]})
    await send({"type": "http.response.body", "body": data})


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
    return dict(parse_qsl(scope["query_string"].decode("latin-1"), max_num_fields=10))


def code_of(scope: Scope) -> str:
    params: Mapping[str, str] = scope["path_params"]
    return params["code"]
