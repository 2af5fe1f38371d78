"""Reads: a person's messages in words, their wishes, and what is waiting to leave."""

from __future__ import annotations

from edgewise.notices.queries.inbox import Line, inbox_of, letter_of, lines, unread
from edgewise.notices.queries.letters import Mail, address_of, mail_of, reader_of
from edgewise.notices.queries.wishes import (
    chat_of,
    chat_scope,
    membership_of_token,
    off_token,
    wishes_by_member,
    wishes_of,
)

__all__ = [
    "Line",
    "Mail",
    "address_of",
    "chat_of",
    "chat_scope",
    "inbox_of",
    "letter_of",
    "lines",
    "mail_of",
    "membership_of_token",
    "off_token",
    "reader_of",
    "unread",
    "wishes_by_member",
    "wishes_of",
]
