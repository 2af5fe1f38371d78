"""A change in behaviour in its author's words, and how often peers are asked whether they saw it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Example:
    """What a peer saw: after SBI, the situation and the behaviour."""

    situation: str = ""
    seen: str = ""


ASKED_AGAIN_AFTER = timedelta(days=14)  # a change that was not seen yet needs time to be seen


def may_ask_again(answered_at: datetime | None, now: datetime) -> bool:
    """Of somebody who last answered at that moment, or never."""
    return answered_at is None or now >= answered_at + ASKED_AGAIN_AFTER
