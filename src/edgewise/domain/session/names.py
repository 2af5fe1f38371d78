"""The kinds of value that the session's structs share."""

from __future__ import annotations

import re
from typing import Annotated

from msgspec import Meta, Struct

SeatId = Annotated[str, Meta(min_length=1, max_length=24)]
Millis = int  # a moment: milliseconds since the epoch, by the server's clock; or a length of time
Text = Annotated[str, Meta(min_length=1, max_length=4000)]
MaybeText = Annotated[str, Meta(max_length=4000)]
Line = Annotated[str, Meta(min_length=1, max_length=300)]
MaybeLine = Annotated[str, Meta(max_length=300)]
Percent = Annotated[int, Meta(ge=0, le=100)]
IsoDate = Annotated[str, Meta(pattern=r"^\d{4}-\d{2}-\d{2}\Z")]
MaybeIsoDate = Annotated[str, Meta(pattern=r"^(\d{4}-\d{2}-\d{2})?\Z")]

SYSTEM = "system"  # who acts when no person does: the clock, the door


def snake(class_name: str) -> str:
    """`EndTurn` -> `end_turn`: how commands and events are called on the wire."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", class_name).lower()


class Command(Struct, frozen=True, kw_only=True, tag_field="do", tag=snake, forbid_unknown_fields=True):
    """One wish of one seat."""
