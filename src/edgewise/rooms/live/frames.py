"""What a stream carries: Server-Sent Events, encoded once and written to many."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from edgewise.domain.session.views.view import OwnPart

RETRY_MS = 1500
RELOAD = b"event: reload\ndata: {}\n\n"
GOODBYE = b"event: goodbye\ndata: {}\n\n"  # this seat may no longer be here
CROWDED = b"event: crowded\ndata: {}\n\n"  # this seat has opened too many screens since

_encode = msgspec.json.Encoder(enc_hook=str).encode  # a phrase of the rules is said in the reader's language


def _event(name: str, version: int, data: object) -> bytes:
    return b"id: %d\nevent: %b\ndata: %b\n\n" % (version, name.encode(), _encode(data))


def hello(version: int, now: int, own: OwnPart | None, speed: int = 1) -> bytes:
    """First of every stream: the room's time, from which the browser knows its clock's offset, and how fast it runs."""
    data = {"version": version, "now": now, "own": own, "speed": speed}
    return b"retry: %d\n" % RETRY_MS + _event("hello", version, data)


def speed(now: int, speed: int) -> bytes:
    """A demonstration runs faster from now on, or as usual."""
    return b'event: speed\ndata: {"now": %d, "speed": %d}\n\n' % (now, speed)


def says(seat: str, words: str) -> bytes:
    """What somebody invented says aloud: it is shown for some seconds and kept nowhere."""
    return b"event: says\ndata: %b\n\n" % _encode({"seat": seat, "words": words})


def beat(now: int) -> bytes:
    """An event, and no comment, for a page is not told of comments. It answers by a POST, from a background tab too."""
    return b'event: beat\ndata: {"now": %d}\n\n' % now


def regions(version: int, now: int, changed: Mapping[str, str], *, full: bool = False) -> bytes:
    body = {"version": version, "now": now, "regions": changed, "full": full}
    return _event("regions", version, body)


def own(version: int, part: OwnPart) -> bytes:
    return _event("own", version, {"version": version, "own": part})
