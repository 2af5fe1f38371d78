"""A mail server and a chat that really listen, and that can be taken down."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, HTTPServer
from socket import socket
from threading import Thread

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.test import override_settings


def free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Box:
    """What a mail server has taken.

    For whoever is in `gone` it takes nothing, for good; for whoever is in `full`, and while it is `busy`, not now.
    """

    letters: list[EmailMessage] = field(default_factory=list)
    gone: set[str] = field(default_factory=set)
    full: set[str] = field(default_factory=set)
    busy: bool = False
    seconds: float = 0.0  # that it takes for each letter

    async def handle_RCPT(  # noqa: N802  the name that aiosmtpd calls
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address in self.gone:
            return "550 no such person"
        if self.busy or address in self.full:
            return "451 try again"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        found = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(found, EmailMessage)
        self.letters.append(found)
        await asyncio.sleep(self.seconds)  # it has the letter, and has not said so yet
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        return [str(letter["Message-ID"]) for letter in self.letters]


@contextmanager
def mail_server(box: Box, port: int) -> Iterator[None]:
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def by_smtp(port: int) -> override_settings:
    return override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend", EMAIL_HOST="127.0.0.1", EMAIL_PORT=port
    )


@dataclass
class Chat:
    said: list[dict[str, object]] = field(default_factory=list)
    answers: int = 200


@contextmanager
def chat_server(chat: Chat, port: int) -> Iterator[str]:
    class Hook(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            if chat.answers == 200:
                chat.said.append(said)
            self.send_response(chat.answers)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the name it has there
            return

    server = HTTPServer(("127.0.0.1", port), Hook)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{port}/hook"
    finally:
        server.shutdown()
        server.server_close()
