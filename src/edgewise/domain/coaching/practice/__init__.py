"""Job-aid cards and drills, as data: what to hold in one's hand, and what to practise between sessions."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec

from edgewise.domain.coaching.questions.language import Label


class Card(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`when` says at which moment it helps, `does` what to do then, `avoids` the one thing not to do."""

    key: str
    title: str
    when: str
    does: tuple[str, ...]
    avoids: str


class Ask(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Somebody says something, and a well-meant piece of advice is at hand: a question is wanted instead."""

    says: str
    advice: str


class Tell(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A sentence of which to say what it is."""

    says: str
    label: Label


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A class of the question coach, as people call it."""

    label: Label
    name: str
    meaning: str


class _Cards(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    card: tuple[Card, ...]


class Drills(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"classes": "class"}):
    classes: tuple[Meaning, ...]
    ask: tuple[Ask, ...]
    tell: tuple[Tell, ...]


@cache
def cards() -> tuple[Card, ...]:
    """The general set, in the order of a session."""
    return msgspec.toml.decode((files(__name__) / "cards.toml").read_bytes(), type=_Cards).card


@cache
def drills() -> Drills:
    return msgspec.toml.decode((files(__name__) / "drills.toml").read_bytes(), type=Drills)


def meaning_of(label: Label) -> Meaning:
    return next(meaning for meaning in drills().classes if meaning.label == label)
