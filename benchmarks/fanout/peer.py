"""The same durable write and fan-out, as Django Channels does it: consumers, a Redis channel layer, the ORM."""

from __future__ import annotations

import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.fanout.peer_settings")
django.setup()

from channels.consumer import AsyncConsumer  # noqa: E402
from channels.db import database_sync_to_async  # noqa: E402
from channels.exceptions import StopConsumer  # noqa: E402
from django.db import transaction  # noqa: E402
from django.db.models import Max  # noqa: E402

from edgewise.rooms.models.sessions import Event, Session  # noqa: E402

PAYLOAD = "x" * int(os.environ.get("BENCH_PAYLOAD", "200"))


def code_of(scope: dict[str, Any]) -> str:
    return str(scope["path"].split("/")[2])


class Stream(AsyncConsumer):  # type: ignore[misc]  # Channels has no types
    async def http_request(self, message: dict[str, Any]) -> None:
        headers = [(b"content-type", b"text/event-stream")]
        await self.send({"type": "http.response.start", "status": 200, "headers": headers})
        await self.send({"type": "http.response.body", "body": b": here\n\n", "more_body": True})
        await self.channel_layer.group_add(code_of(self.scope), self.channel_name)

    async def fan(self, message: dict[str, Any]) -> None:
        await self.send({"type": "http.response.body", "body": message["frame"], "more_body": True})

    async def http_disconnect(self, message: dict[str, Any]) -> None:
        await self.channel_layer.group_discard(code_of(self.scope), self.channel_name)
        raise StopConsumer


class Command(AsyncConsumer):  # type: ignore[misc]
    async def http_request(self, message: dict[str, Any]) -> None:
        if message.get("more_body"):
            return
        code = code_of(self.scope)
        version = await database_sync_to_async(written)(code)
        frame = f"id: {version}\nevent: regions\ndata: {PAYLOAD}\n\n".encode()
        await self.channel_layer.group_send(code, {"type": "fan", "frame": frame})
        body = b'{"version": %d}' % version
        headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
        await self.send({"type": "http.response.start", "status": 200, "headers": headers})
        await self.send({"type": "http.response.body", "body": body})
        raise StopConsumer

    async def http_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer


def written(code: str) -> int:
    with transaction.atomic():
        session = Session.objects.get(code=code)
        version = 1 + (Event.objects.filter(session=session).aggregate(at=Max("version"))["at"] or 0)
        Event.objects.create(session=session, version=version, at=0, payload=b"x" * 120)
    return version


stream, command = Stream.as_asgi(), Command.as_asgi()


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if scope["type"] == "http":
        await (stream if scope["path"].endswith("/stream") else command)(scope, receive, send)
