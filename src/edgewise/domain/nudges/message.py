"""What is to be said, before it has any words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from edgewise.domain.nudges.kinds import Kind


@dataclass(frozen=True, slots=True)
class Message:
    """One message to whoever it is told to.

    `key` names what it is about, and the same person is told once, ever. `facts` are short values that JSON knows
    (names, counts, dates and times as ISO text), and never content of a session. `link` is a path of ours, and `secret`
    the end of it that nobody but the reader may know: it is kept sealed. `calendar` is an iCalendar object to go with
    it, and `method` its METHOD (REQUEST or CANCEL). `by` is the membership of the person who caused it: an answer to
    the e-mail goes to them. `mail_only` brings a calendar one date more of what another message says: it is not among
    the reader's messages, nor in their chat.
    """

    kind: Kind
    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    link: str = ""
    not_before: datetime | None = None  # when it may leave at the earliest
    not_after: datetime | None = None  # when it has become pointless to send
    calendar: str = ""
    method: str = ""
    happens_at: datetime | None = None  # when that takes place which has to be known before
    by: int | None = None
    mail_only: bool = False
    secret: str = ""
