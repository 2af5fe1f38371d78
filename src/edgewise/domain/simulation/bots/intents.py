"""An intent is something a person has come to want: when it comes up it gets its moment, and keeps it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar

from edgewise.domain.session.commands import AnyCommand
from edgewise.domain.session.names import Millis
from edgewise.domain.simulation.bots.tempers import Temper

T = TypeVar("T")
SPEECH_MS = 70  # for one character, about 150 words a minute
TYPING_MS = 110


@dataclass(frozen=True, slots=True)
class Intent:
    key: str
    make: Callable[[], AnyCommand]
    within: tuple[Millis, Millis]  # after it came to mind
    earliest: Millis = 0  # not before this moment, plus `within`
    again: bool = False  # tried again when it did not help


def said(command: AnyCommand) -> Callable[[], AnyCommand]:
    """For an intent whose command is known when it comes up."""
    return lambda: command


@dataclass(slots=True)
class Mind:
    """Temper and dice. A die is thrown by name, so that asking twice gives the same answer."""

    temper: Temper
    salt: bytes
    done: dict[str, int] = field(default_factory=dict)  # how often each intent was sent

    def has(self, key: str) -> bool:
        return key in self.done

    def number(self, key: str, below: int) -> int:
        """0 to below - 1, evenly; always the same for the same key."""
        digest = blake2b(key.encode(), digest_size=8, key=self.salt).digest()
        return int.from_bytes(digest, "big") % below

    def chance(self, key: str, percent: int) -> bool:
        return self.number(f"{key}?", 100) < percent

    def pick(self, key: str, choices: Sequence[T]) -> T:
        return choices[self.number(f"{key}=", len(choices))]


def aloud(text: str) -> tuple[Millis, Millis]:
    """How long it takes to think of this and say it."""
    length = SPEECH_MS * len(text)
    return 1500 + length, 4000 + length * 3 // 2


def typed(text: str) -> tuple[Millis, Millis]:
    length = TYPING_MS * len(text)
    return 2000 + length, 6000 + length * 3 // 2
