"""A write made outside the writer, by a page or a command line, is told to the hub of this process, if it has one."""

from __future__ import annotations

from collections.abc import Callable

from edgewise.rooms.log.writer import Answered

listeners: list[Callable[[Answered], None]] = []  # called on the thread that wrote


def tell(answered: Answered) -> None:
    for listener in listeners:
        listener(answered)
