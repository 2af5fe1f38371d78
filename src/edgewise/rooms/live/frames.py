"""What a stream carries: Server-Sent Events, encoded once and written to many."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from edgewise.domain.session.views.view import OwnPart

HEARTBEAT = b"event: beat\ndata: {}\n\n"  # an event, for a page is not told of comments and could not miss them
RETRY_MS = 1500
RELOAD = b"event: reload\ndata: {}\n\n"
GOODBYE = b"event: goodbye\ndata: {}\n\n"  # this seat may no longer be here

_encode = msgspec.json.Encoder(enc_hook=str).encode  # a phrase of the rules is said in the reader's language


def _event(name: str, version: int, data: object) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (version, name.encode(), _encode(data))


def hello(version: int, now: int, own: OwnPart | None) -> bytes:
    """First of every stream: the server's time, from which the browser knows its clock's offset."""
    return b"retry: %d\n" % RETRY_MS + _event("hello", version, {"version": version, "now": now, "own": own})


def regions(version: int, now: int, changed: Mapping[str, str], *, full: bool = False) -> bytes:
    body = {"version": version, "now": now, "regions": changed, "full": full}
    return _event("regions", version, body)


def own(version: int, part: OwnPart) -> bytes:
    return _event("own", version, {"version": version, "own": part})
